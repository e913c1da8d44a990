"""The decisions file: what is read, what is refused with its line, and what editors are told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import decision_builders as build
import jsonschema
import pytest
import yaml

from sanctionscreen.decisions.decision import Judgement
from sanctionscreen.decisions.fingerprints import ENTRY_FIELDS, ROW_FIELDS
from sanctionscreen.decisions.reading import Decisions, decisions_of, load_decisions
from sanctionscreen.decisions.writing import appended
from sanctionscreen.errors import UsageError

GOOD = appended(b"", build.decision(build.row()), "d.yaml").decode()
LICENCE = "\n    licence:\n      number: L-1\n      expires: 2027-01-31"
DIGEST = GOOD.partition('names: "')[2][:16]
BAD = {
    "not YAML": (GOOD.replace("decisions:", "decisions: ["), None),
    "unknown key": (GOOD.replace("reviewer:", "reviewed_by:"), "decisions[0].reviewed_by"),
    "no reason": (GOOD.replace('reason: "Born in another year: see passport"', ""), "decisions[0]"),
    "empty reason": (
        GOOD.replace('"Born in another year: see passport"', '""'), "decisions[0].reason",
    ),
    "judgement": (GOOD.replace("false-positive", "false"), "decisions[0].judgement"),
    "date": (GOOD.replace("2026-06-01", "1 June 2026"), "decisions[0].date"),
    "no such day": (GOOD.replace("2026-06-01", "2026-06-31"), "decisions[0].date"),
    "expires before": (GOOD.replace("2027-05-31", "2026-05-31"), "decisions[0].expires"),
    "for ever": (GOOD.replace("2027-05-31", "2207-05-31"), "decisions[0].expires"),
    "fingerprint": (GOOD.replace(DIGEST, "abc"), "decisions[0].counterparty.fingerprint.names"),
    "field": (
        GOOD.replace("birth_dates:", "birthdates:", 1),
        "decisions[0].counterparty.fingerprint.birthdates",
    ),
    "listed id": (GOOD.replace("ofac-sdn:1", "ofac-sdn"), "decisions[0].listed.entries[0].id"),
    "licence": (GOOD.replace("false-positive", "licensed"), "decisions[0].judgement"),
    "licence of another": (
        GOOD.replace("    reviewer:", LICENCE[1:] + "\n    reviewer:"), "decisions[0].licence",
    ),
    "same reviewer": (GOOD + '    second_reviewer: "a. able"\n', "decisions[0].second_reviewer"),
    "same id": (GOOD + GOOD.partition("decisions:\n")[2], "id"),
    "alias": (GOOD.replace('"A. Able"', "&x A"), None),
    "not a list": ("decisions: none\n", "decisions"),
    "another file": ("lists: [ofac-sdn]\n", "lists"),
    "empty": ("", None),
}  # fmt: skip
NOT_IN_SCHEMA = (
    "no such day", "expires before", "for ever", "same reviewer", "same id", "alias",
)  # fmt: skip


def read(text: str) -> Decisions:
    """The decisions of a file."""
    return decisions_of(text.encode(), "d.yaml")


def test_a_decision_is_read_back_as_it_was_written() -> None:
    """Every field comes back."""
    assert read(GOOD).all == (build.decision(build.row()),)
    licensed = GOOD.replace("false-positive", "licensed").rstrip() + LICENCE + "\n"
    (decision,) = read(licensed).all
    assert decision.judgement is Judgement.LICENSED
    assert str(decision.last_day) == "2027-01-31"


@pytest.mark.parametrize("text", ["decisions:\n", "decisions: []\n"])
def test_a_file_may_hold_no_decision_yet(text: str) -> None:
    """A team can begin with an empty list."""
    assert read(text).all == ()


@pytest.mark.parametrize("name", [name for name in BAD if name != "alias"])
def test_what_is_not_understood_is_refused(name: str) -> None:
    """A broken file ends in 2 and names file, line and field; nothing of it is used."""
    text, field = BAD[name]
    with pytest.raises(UsageError) as caught:
        read(text)
    assert caught.value.exit_code == 2
    assert caught.value.path == "d.yaml"
    assert caught.value.line is not None
    assert field is None or caught.value.field == field


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """No file is not the same as no decision."""
    with pytest.raises(UsageError, match="cannot be read"):
        load_decisions(tmp_path / "none.yaml")


@pytest.fixture(scope="module")
def schema(repository: Path) -> Any:
    """The schema for editors."""
    return json.loads((repository / "docs" / "decisions.schema.json").read_text("utf-8"))


def test_the_schema_agrees_with_the_reader(schema: Any) -> None:
    """An editor marks what the reader refuses, as far as a schema can say it."""
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    licensed = GOOD.replace("false-positive", "licensed").rstrip() + LICENCE + "\n"
    validator.validate({"decisions": None})
    for text in (GOOD, licensed, "decisions: []\n"):
        validator.validate(yaml.load(text, yaml.BaseLoader))
    for name in sorted(set(BAD) - {*NOT_IN_SCHEMA, "not YAML"}):
        data = yaml.load(BAD[name][0], yaml.BaseLoader)
        assert not validator.is_valid(data), name


def test_the_schema_has_every_field_and_word(schema: Any) -> None:
    """A field or judgement that is added is added to the schema too."""
    properties = schema["$defs"]["decision"]["properties"]
    assert properties["judgement"]["enum"] == [str(each) for each in Judgement]
    counterparty = properties["counterparty"]["properties"]["fingerprint"]["properties"]
    assert tuple(counterparty) == ROW_FIELDS
    entries = properties["listed"]["properties"]["entries"]["items"]["properties"]
    assert tuple(entries["fingerprint"]["properties"]) == ENTRY_FIELDS
