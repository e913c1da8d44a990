"""JUnit XML, read by a consumer's parser: cases, failures and errors are rows, hits and doubts."""

from __future__ import annotations

from typing import Any

import pytest
import report_builders as build
from test_report_contract import ODD_NAMES, mixed_outcomes

from sanctionscreen.gate import judge, tally
from sanctionscreen.model import Outcome, RowOutcome
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.junit import JunitRenderer

junitparser = pytest.importorskip("junitparser", reason="junitparser is not installed")


def parsed(outcomes: tuple[RowOutcome, ...], *problems: str, show_names: bool = True) -> Any:
    """The file as a consumer's parser reads it."""
    rendering = JunitRenderer().open(build.run(), RenderOptions(show_names=show_names))
    text = "".join(rendering.add(outcome) for outcome in outcomes)
    text += rendering.close(judge(tally(outcomes), problems=problems))
    return junitparser.JUnitXml.fromstring(text.encode("utf-8"))


def test_rows_are_cases_hits_failures_and_rows_not_screened_errors() -> None:
    """Counts and cases agree, and each kind of row has its own kind of result."""
    xml = parsed(mixed_outcomes())
    rows, run = list(xml)
    assert (rows.tests, rows.failures, rows.errors) == (5, 1, 1)
    assert (xml.tests, xml.failures, xml.errors) == (6, 1, 2)
    cases = list(rows)
    assert [case.is_passed for case in cases] == [False, True, True, False, True]
    (failure,) = cases[0].result
    assert failure.type == "NS-CMIC"
    assert "88.5" in failure.message
    assert build.SENSETIME in failure.text
    (error,) = cases[3].result
    assert isinstance(error, junitparser.Error)
    assert error.text == "the name is empty"
    assert "discounted" in cases[4].system_out
    assert "clear-by-decision" in cases[2].system_out
    assert [case.name for case in run] == ["the run is complete"]


def test_the_consumer_counts_what_we_count() -> None:
    """The counts in the file are those of its cases."""
    xml = parsed(mixed_outcomes())
    said = (xml.tests, xml.failures, xml.errors)
    xml.update_statistics()
    assert (xml.tests, xml.failures, xml.errors) == said


def test_a_run_that_is_not_complete_is_an_error_though_all_rows_pass() -> None:
    """A stale list shows in the file, and a complete run passes."""
    clear = (build.outcome(1),)
    assert parsed(clear).errors == 0
    xml = parsed(clear, "ofac-sdn is 30 days old, and 7 are allowed")
    assert xml.errors == 1
    assert "30 days old" in next(iter(list(xml)[-1])).result[0].text


def test_a_case_has_file_and_line() -> None:
    """Consumers link a case to its row."""
    case = next(iter(next(iter(parsed((build.outcome(30, build.hit(30)),))))))
    assert case._elem.attrib["file"] == "vendors.csv"
    assert case._elem.attrib["line"] == "31"
    assert case.classname == "sanctionscreen.vendors.csv"


@pytest.mark.parametrize(
    "name",
    [*ODD_NAMES.values(), "]]>", "<img src=x onerror=alert(1)>", "&amp;\"'", "\ufffe\uffff"],
)
def test_any_name_is_well_formed_and_stays_text(name: str) -> None:
    """No name ends an element or a section, and what XML cannot hold is an escape."""
    rows = next(iter(parsed(mixed_outcomes(name))))
    assert rows.tests == len(list(rows)) == 5
    if name.isprintable() and name.isascii():
        assert name in next(iter(rows)).name


def test_a_hit_row_without_hits_still_fails() -> None:
    """In doubt a row does not pass."""
    rows = next(iter(parsed((build.outcome(1, outcome=Outcome.HIT),))))
    assert not next(iter(rows)).is_passed
