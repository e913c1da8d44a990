"""SARIF: valid by its schema, one result a hit, on its line, with a fingerprint that lasts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import report_builders as build
from test_report_contract import ODD_NAMES, mixed_outcomes, render

from sanctionscreen.model import HitStatus, Outcome, RowOutcome, RunInfo
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.registry import by_name

SARIF = by_name("sarif")
SCHEMA = Path(__file__).with_name("data") / "sarif-2.1.0-rtm.5.json"


def sarif(outcomes: tuple[RowOutcome, ...], run: RunInfo | None = None, **given: Any) -> Any:
    """The one run of a log that is valid by the schema."""
    text = render(SARIF, outcomes, RenderOptions(**given), run)
    log = json.loads(text.encode("utf-8", "backslashreplace"))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(log)] == []
    (found,) = log["runs"]
    return found


def test_the_schema_refuses_what_is_wrong() -> None:
    """The validation is worth something: a level that SARIF does not know is refused."""
    log = json.loads(render(SARIF, mixed_outcomes()))
    log["runs"][0]["results"][0]["level"] = "fatal"
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert not jsonschema.Draft4Validator(schema).is_valid(log)


@pytest.mark.parametrize("name", [*ODD_NAMES.values(), "<img src=x onerror=alert(1)>"])
def test_any_name_gives_a_valid_log(name: str) -> None:
    """No name breaks the log, shown or not."""
    for show_names in (True, False):
        assert len(sarif(mixed_outcomes(name), show_names=show_names)["results"]) == 3


def test_an_empty_run_is_valid() -> None:
    """No row, no result, and the invocation says that it did not succeed."""
    found = sarif(())
    assert found["results"] == []
    assert found["invocations"][0]["executionSuccessful"] is False


def test_a_result_is_on_the_line_of_its_row_under_its_programme() -> None:
    """File, line, rule and level of a hit; the clear row has none."""
    run = build.run(inputs=("data/my vendors.csv sha256:aa",))
    found = sarif((build.outcome(1), build.outcome(30, build.hit(30))), run)
    (result,) = found["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "data/my%20vendors.csv"
    assert place["region"]["startLine"] == 31
    assert result["ruleId"] == "NS-CMIC"
    assert found["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "NS-CMIC"
    assert result["level"] == "warning"
    assert result["properties"]["score"] == 88.5


def test_a_row_not_screened_is_a_result_and_the_run_no_success() -> None:
    """What was not screened is an error under its own rule, and in the notifications."""
    found = sarif((build.not_screened(4),))
    (result,) = found["results"]
    assert (result["ruleId"], result["level"]) == ("not-screened", "error")
    (invocation,) = found["invocations"]
    assert invocation["exitCode"] == 3
    assert invocation["toolExecutionNotifications"]


def test_a_decision_is_a_suppression() -> None:
    """A consumer shows a decided hit as dealt with, an open one not."""
    decided = build.hit(1, status=HitStatus.DECIDED, decision="another birth date")
    outcomes = (
        build.outcome(1, outcome=Outcome.CLEAR_BY_DECISION, decided=(decided,)),
        build.outcome(2, build.hit(2)),
    )
    first, second = sarif(outcomes, show_names=True)["results"]
    assert first["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "another birth date"}
    ]
    assert "suppressions" not in second


def _fingerprints(outcomes: tuple[RowOutcome, ...]) -> list[str]:
    return [
        value
        for result in sarif(outcomes)["results"]
        for value in result["partialFingerprints"].values()
    ]


def test_a_fingerprint_outlives_new_rows_and_scores() -> None:
    """A row moved down, or scored anew, is the same alert; another party or row is not."""
    before = build.outcome(1, build.hit(1))
    moved = replace(before, row=9, line=10, hits=(build.hit(9, score=91.0),))
    other = build.outcome(2, build.hit(2))
    elsewhere = build.outcome(1, build.hit(1, entries=(build.party(listed_id="own:2"),)))
    first = _fingerprints((before,))
    assert _fingerprints((moved,)) == first
    assert _fingerprints((other,)) != first
    assert _fingerprints((elsewhere,)) != first


def test_equal_rows_have_unequal_fingerprints() -> None:
    """The same counterparty twice in a file is two alerts, or one would be hidden."""
    one = build.outcome(1, build.hit(1))
    assert len(set(_fingerprints((one, replace(one, row=2, line=3))))) == 2


@pytest.mark.parametrize(
    ("line", "source", "count"), [(0, "command line", 0), (5, "-", 1), (5, "/data/a.csv", 1)]
)
def test_what_has_no_line_has_no_location(line: int, source: str, count: int) -> None:
    """A typed name has no place; standard input and files elsewhere have one."""
    run = build.run(inputs=(f"{source} sha256:aa",))
    (result,) = sarif((build.outcome(1, build.hit(1), line=line),), run)["results"]
    assert len(result["locations"]) == count
