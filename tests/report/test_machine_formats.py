"""JSON, JSON Lines and CSV: the published fields, streamed, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json

import pytest
import report_builders as build
from test_report_contract import ODD_NAMES, mixed_outcomes, render

from sanctionscreen.report.csv_table import safe_cell
from sanctionscreen.report.json_object import run_file
from sanctionscreen.report.registry import by_name

JSON, JSONL, CSV = by_name("json"), by_name("jsonl"), by_name("csv")

HIT_FIELDS = [
    "row", "line", "counterparty_id", "query", "score", "band", "ofac_score", "listed_id", "list",
    "listed_name", "matched_name", "matched_name_type", "kind", "entries", "designations",
    "evidence", "status", "decision", "judgement",
]  # fmt: skip
OUTCOME_FIELDS = [
    "schema_version", "row", "line", "counterparty_id", "query", "outcome", "reason", "hits",
]  # fmt: skip
DESIGNATION_FIELDS = [
    "programme", "programme_as_published", "authority", "measures", "listed_on", "reference_url",
    "listed_on_basis", "effective", "divest_by", "expires",
]  # fmt: skip
EVERY_NAME = pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES.keys())


def test_json_is_one_object_with_the_published_fields() -> None:
    """The fields of the object, an outcome, a hit, an entry, a designation and evidence."""
    data = json.loads(render(JSON, mixed_outcomes()))
    assert list(data) == ["schema_version", "run", "lists", "outcomes", "verdict"]
    outcome = data["outcomes"][0]
    more = ["discounted", "warnings", "decided", "judged", "ownership", "stated"]
    assert list(outcome) == [*OUTCOME_FIELDS, *more]
    hit = outcome["hits"][0]
    assert list(hit) == HIT_FIELDS
    assert list(hit["entries"][0]) == [
        "listed_id", "list", "listed_name", "designations", "fingerprint", "names", "held",
    ]  # fmt: skip
    assert list(hit["designations"][0]) == DESIGNATION_FIELDS
    assert list(hit["evidence"][0]) == ["reason", "query_value", "listed_value", "weight"]
    assert hit["decision"] is None


def test_json_values_are_numbers_and_plain_words() -> None:
    """A score is a number, weights are integers, measures are plain language, dates are text."""
    hit = json.loads(render(JSON, mixed_outcomes()))["outcomes"][0]["hits"][0]
    assert hit["score"] == 88.5
    assert hit["evidence"][0]["weight"] == 900
    assert hit["designations"][0]["measures"] == ["investment restriction (not blocking)"]
    designation = hit["designations"][0]
    assert designation["listed_on"] == "2021-12-10"
    assert designation["listed_on_basis"] == "from the file"
    assert designation["divest_by"] == "2022-12-10"
    assert designation["expires"] is None
    assert hit["kind"] == "organisation"


def test_a_missing_date_is_null() -> None:
    """Where the publisher gives no date, the field is there and null."""
    entry = build.party(designations=(build.designation(listed_on=None),))
    text = render(JSON, (build.outcome(1, build.hit(1, entries=(entry,))),))
    assert json.loads(text)["outcomes"][0]["hits"][0]["designations"][0]["listed_on"] is None


def test_ages_and_times_are_inside_run_only() -> None:
    """Two runs on two days differ inside ``run`` alone."""
    data = json.loads(render(JSON, mixed_outcomes()))
    assert data["run"]["age_days"] == {"curated-ns-cmic": 339}
    assert "339" not in json.dumps(data["lists"])
    assert data["run"]["started"] == "2026-11-23T09:00:00Z"


def test_json_counts_reconcile() -> None:
    """Rows in are outcomes out, in the array and in the verdict."""
    outcomes = mixed_outcomes()
    verdict = json.loads(render(JSON, outcomes))["verdict"]
    parts = ("hits", "clear", "clear_by_decision", "not_screened")
    assert verdict["rows"] == len(outcomes) == sum(verdict[part] for part in parts)


@EVERY_NAME
def test_json_keeps_any_name(name: str) -> None:
    """A name comes back from JSON as it went in."""
    data = json.loads(render(JSON, mixed_outcomes(name)))
    assert [outcome["query"] for outcome in data["outcomes"]][:4] == [name] * 4


@EVERY_NAME
def test_json_lines_is_one_outcome_a_line(name: str) -> None:
    """No name breaks a line, for any reader's idea of a line, and nothing else is there."""
    outcomes = mixed_outcomes(name)
    lines = render(JSONL, outcomes).splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["row"] for record in records] == [outcome.row for outcome in outcomes]
    assert records[0]["query"] == name
    assert {record["run_id"] for record in records} == {"0123456789abcdef"}


def read_csv(text: str) -> list[dict[str, str]]:
    """The rows as a reader of CSV sees them."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_rows_reconcile() -> None:
    """Every row is there: one line a hit, one line for a row without hits."""
    two = build.outcome(9, build.hit(9), build.hit(9, score=71.0))
    rows = read_csv(render(CSV, (*mixed_outcomes(), two)))
    assert [row["row"] for row in rows] == ["1", "2", "3", "4", "5", "9", "9"]
    assert [row["score"] for row in rows] == ["88.5", "", "", "", "61.0", "88.5", "71.0"]
    assert rows[4]["outcome"] == "clear"
    assert rows[4]["status"] == "discounted"
    assert rows[3]["reason"] == "the name is empty"
    assert {row["run_id"] for row in rows} == {"0123456789abcdef"}


def test_csv_has_a_column_for_each_published_hit_field() -> None:
    """Every field of a hit is a column; designations are spread over theirs."""
    header = render(CSV, ()).splitlines()[0].split(",")
    missing = set(HIT_FIELDS + DESIGNATION_FIELDS) - set(header) - {"designations"}
    assert missing == set()


@EVERY_NAME
def test_csv_keeps_any_name_in_its_cell(name: str) -> None:
    """No name opens a new cell or row."""
    rows = read_csv(render(CSV, mixed_outcomes(name)))
    assert [row["row"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[1]["query"] == name.replace("\0", "\\x00")
    assert None not in rows[0]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_formulas_are_made_text(start: str) -> None:
    """A cell that a spreadsheet would run starts with an apostrophe, in every column."""
    name = f"{start}HYPERLINK(A1)"
    hit = build.hit(1, query=name, matched_name=name, counterparty_id=name)
    outcome = build.outcome(1, hit, query=name, counterparty_id=name, reason=name, warnings=(name,))
    row = read_csv(render(CSV, (outcome,)))[0]
    for column in ("query", "matched_name", "counterparty_id", "reason", "warnings"):
        assert row[column] == f"'{name}"


def test_ordinary_cells_are_left_alone() -> None:
    """A name with a hyphen inside, or an empty cell, stays as it is."""
    assert [safe_cell(text) for text in ("", "Al-Qaida", "A=B")] == ["", "Al-Qaida", "A=B"]


def test_the_evidence_column_is_never_a_formula() -> None:
    """Evidence holds signed weights and still needs no apostrophe."""
    row = read_csv(render(CSV, mixed_outcomes()))[0]
    assert row["evidence"].startswith("one letter differs +14.06")


def test_run_file_holds_what_rows_do_not() -> None:
    """The file beside CSV and JSON Lines has the run, the lists and the verdict."""
    outcomes = mixed_outcomes()
    data = json.loads(run_file(build.run(), build.verdict(outcomes)))
    assert list(data) == ["schema_version", "run", "lists", "verdict"]
    assert data["run"]["run_id"] == "0123456789abcdef"
    assert data["lists"][0]["sha256"] == "ab" * 32
    assert data["verdict"]["exit_code"] == 1
