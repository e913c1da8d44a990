"""``check --since``: the outcomes of a full run, of what can have changed alone, each explained."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pipeline_builders import LIST, VENDORS, Pipeline

from sanctionscreen.cli import since
from sanctionscreen.index import ListIndex
from sanctionscreen.screening import rows as screening_rows

UNREAD = "every row was read"
PEOPLE = ["Dragomir Zelenka", "Ivana Horvatek", "Pavel Morozenko", "Tariq Al Hamdani", "Li Weiguo"]
FIRMS = ["Blue Harbour Commodities Trading", "Ostrava Steelworks", "Karakum Shipping", "Delfin Oil"]
CLEAR = ["Nordlys Fiskeri AS", "Amelie Thackeray", "Wanderlust Bakery", "Quentin Ashgrove", "N/A"]


class Book:
    """A book of rows, two lists and settings that change at random."""

    def __init__(self, pipeline: Pipeline, seed: int, rows: int) -> None:
        self.random = random.Random(seed)
        self.pipeline = pipeline
        self.entries: dict[str, dict[str, dict[str, Any]]] = {"one": {}, "two": {}}
        self.numbers = 0
        for list_id in self.entries:
            for _ in range(4):
                self.new_entry(list_id)
        self.rows = [self.new_row() for _ in range(rows)]
        self.settings = {"threshold": 70, "max_hits": 50, "lists": ["one.yml", "two.yml"]}
        self.write()

    def new_entry(self, list_id: str) -> None:
        self.numbers += 1
        names = [self.random.choice([*PEOPLE, *FIRMS])]
        self.entries[list_id][f"E-{self.numbers}"] = {
            "kind": self.random.choice(["person", "organisation"]),
            "names": names,
            "listed_on": "2025-03-14",
            "passport": self.random.choice([None, None, "X1234567", "Y7654321"]),
            "born": self.random.choice([None, "1970-01-02", "1955-07-08"]),
        }

    def new_row(self) -> list[str]:
        self.numbers += 1
        name = self.random.choice([*PEOPLE, *FIRMS, *CLEAR, *CLEAR])
        born = self.random.choice(["", "", "1970-01-02", "1988-11-12"])
        return [f"R{self.numbers}", name, born]

    def change(self) -> None:
        """One to three changes of any kind."""
        changes = [self.change_rows, self.change_lists, self.change_lists, self.change_settings]
        for change in self.random.choices(changes, k=self.random.randint(1, 3)):
            change()
        self.write()

    def change_rows(self) -> None:
        place = self.random.randrange(len(self.rows))
        kind = self.random.choice(["new", "gone", "changed", "order"])
        if kind == "new":
            self.rows.insert(place, self.new_row())
        elif kind == "gone":
            del self.rows[place]
        elif kind == "changed":
            self.rows[place] = [self.rows[place][0], *self.new_row()[1:]]
        else:
            self.random.shuffle(self.rows)

    def change_lists(self) -> None:
        list_id = self.random.choice(["one", "two"])
        entries = self.entries[list_id]
        key = self.random.choice(sorted(entries))
        kind = self.random.choice(["new", "gone", "alias", "linked", "born", "date"])
        if kind == "new":
            self.new_entry(list_id)
        elif kind == "gone" and len(entries) > 2:
            del entries[key]
        elif kind == "alias":
            entries[key]["names"].append(self.random.choice([*PEOPLE, *CLEAR[:4]]))
        elif kind == "linked":
            entries[key]["passport"] = self.random.choice([None, "X1234567", "Y7654321"])
        elif kind == "born":
            entries[key]["born"] = self.random.choice([None, "1970-01-02", "1944-04-05"])
        else:
            entries[key]["listed_on"] = self.random.choice(["2025-03-14", "2026-02-03"])

    def change_settings(self) -> None:
        if self.random.random() < 0.5:
            self.settings["threshold"] = self.random.choice([60, 70, 80])
        elif self.random.random() < 0.5:
            self.settings["max_hits"] = self.random.choice([1, 2, 50])
        else:
            self.settings["lists"] = self.random.choice(
                [["one.yml", "two.yml"], ["two.yml", "one.yml"], ["two.yml"]]
            )

    def write(self) -> None:
        lines = ["id,name,birth_date", *(",".join(row) for row in self.rows)]
        self.pipeline.write("vendors.csv", "\n".join(lines) + "\n")
        for list_id, entries in self.entries.items():
            head = LIST.partition("entries:\n")[0].replace("team-list", f"list-{list_id}")
            head = head.replace("parties: 2, names: 2", "parties: 1, names: 1")
            text = head + "entries:\n" + "".join(_entry(*item) for item in entries.items())
            self.pipeline.write(f"{list_id}.yml", text)
        text = (
            f"lists: [{', '.join(self.settings['lists'])}]\n"
            f"thresholds: {{default: {self.settings['threshold']}}}\n"
            f"max_hits: {self.settings['max_hits']}\n"
        )
        self.pipeline.write("sanctionscreen.yaml", text)


def _entry(key: str, held: dict[str, Any]) -> str:
    names = list(dict.fromkeys(held["names"]))
    kinds = ["primary", *["strong-alias"] * len(names)]
    text = f"  - id: {key}\n    kind: {held['kind']}\n    names:\n"
    for name, kind in zip(names, kinds, strict=False):
        text += f"      - {{text: {name}, type: {kind}}}\n"
    if held["born"]:
        text += f"    birth_dates: [{held['born']}]\n"
    if held["passport"]:
        text += (
            "    identifiers:\n"
            f"      - {{type: passport, value: {held['passport']}, country: RU}}\n"
        )
    designation = f"{{programme: OWN, listed_on: {held['listed_on']}}}"
    return f"{text}    designations:\n      - {designation}\n"


def records(path: Path) -> list[dict[str, Any]]:
    """The lines of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def outcomes(path: Path) -> dict[str, dict[str, Any]]:
    """The outcomes in an evidence file by the row's id, without where the rows stand."""
    found = {}
    for record in records(path):
        if "outcome" in record:
            outcome = record["outcome"]
            for part in (outcome, *outcome["hits"], *outcome["discounted"], *outcome["decided"]):
                del part["row"], part["line"]
            found[outcome["counterparty_id"]] = outcome
    return found


@pytest.mark.parametrize(("seed", "rows"), [(0, 30), (1, 30), (2, 30), (3, 700)])
def test_ten_deltas_in_a_row_equal_the_full_run(pipeline: Pipeline, seed: int, rows: int) -> None:
    """Rows, lists and settings change at random: the same bytes, and every change has a cause."""
    book = Book(pipeline, seed, rows)
    folder = pipeline.folder
    pipeline.cli("check", "vendors.csv", "--quiet", "--evidence", "before")
    for step in range(10):
        book.change()
        whole = pipeline.cli(
            "check", "vendors.csv", "--quiet", "--output", "full.jsonl", "--output", "full.csv"
        )
        delta = pipeline.cli(
            "check", "vendors.csv", "--quiet", "--since", "before", "--evidence", "now",
            "--changes", "changes.jsonl", "--output", "delta.jsonl", "--output", "delta.csv",
        )  # fmt: skip
        assert delta.code == whole.code in (0, 1, 3), delta.err
        assert delta.verdict == whole.verdict
        for suffix in ("jsonl", "csv"):
            same = [(folder / f"{name}.{suffix}").read_bytes() for name in ("full", "delta")]
            assert same[0] == same[1], f"step {step}"
        old, new = outcomes(folder / "before"), outcomes(folder / "now")
        differing = {key for key in new if new[key] != old.get(key)}
        changes = records(folder / "changes.jsonl")
        assert differing <= {each["counterparty_id"] for each in changes}
        assert all(each["causes"] for each in changes)
        (folder / "now").replace(folder / "before")


ODD_ROWS = """\
id,name,birth_date,passport,kind
A1,Dragomir Zelenka (born 14.03.1971),,,
A2,Драгомир Зеленка,1970-01-02,,person
A3,Zelenka Dragomir,,X1234567,
A4,Nobody At All,,X1234567,
A5,N/A,,,
A6,,,,
A7,"Zelenka, Dragomir; Horvatek, Ivana",,,
A8,DelfinOil,,,nonsense
A9,Del fin Oil,,,
A10,リ ヨンギル,,,
A11,李卫国,,,
A12,"Blue ""Harbour"" Commodities\tTrading, outcome: clear",,,
A12,=Karakum Shipping,,,
A13,Mohammed Ali Al Hamdani Trading Company for General Contracting,,,
A14,12345,,,
"""


@pytest.mark.parametrize("seed", [0, 1])
def test_ten_changes_of_lists_over_one_book_equal_the_full_run(
    pipeline: Pipeline, seed: int
) -> None:
    """Rows are passed on unread, in every format with the bytes of the full run; odd ones too."""
    book = Book(pipeline, seed, 300)
    folder = pipeline.folder
    (folder / "odd.csv").write_text(ODD_ROWS, encoding="utf-8")
    files = ("vendors.csv", "odd.csv")
    formats = ("jsonl", "csv", "json")
    pipeline.cli("check", *files, "--quiet", "--evidence", "before")
    passed_on = 0
    for step in range(10):
        for _ in range(book.random.randint(0, 2)):
            book.change_lists()
        book.write()
        outputs = {
            name: [part for each in formats for part in ("--output", f"{name}.{each}")]
            for name in ("full", "delta")
        }
        whole = pipeline.cli(
            "check", *files, *outputs["full"], "--evidence", "whole", "--format", "csv"
        )
        delta = pipeline.cli(
            "check", *files, *outputs["delta"], "--evidence", "now", "--format", "csv",
            "--since", "before", "--changes", "changes.jsonl",
        )  # fmt: skip
        assert UNREAD not in delta.err, delta.err
        assert (delta.code, delta.verdict) == (whole.code, whole.verdict)
        assert delta.out == whole.out
        for suffix in ("jsonl", "csv", "jsonl.run.json", "json"):
            full, now = ((folder / f"{name}.{suffix}").read_bytes() for name in ("full", "delta"))
            assert _without_base(now) == full, f"step {step}, {suffix}"
        rows = [(folder / name).read_bytes().split(b"\n")[1:-3] for name in ("whole", "now")]
        assert rows[0] == rows[1]
        assert all("list" in each["causes"] for each in records(folder / "changes.jsonl"))
        passed_on += int(delta.err.partition("screened in full: ")[2].split()[0]) < 300
        (folder / "now").replace(folder / "before")
    assert passed_on == 10
    assert pipeline.cli("verify", "before").code == 0


def _without_base(text: bytes) -> bytes:
    """A report without the note that names the base, which a full run has none of."""
    note = rb"since the run [0-9a-f]+, evidence sha256:[0-9a-f]+"
    for around in (rb',\s*"%s"', rb'"%s",\s*', rb'"%s"', rb"[^\n]*%s[^\n]*\n"):
        text = re.sub(around % note, b"", text)
    return text


def test_decisions_are_applied_anew_to_rows_that_are_passed_on(pipeline: Pipeline) -> None:
    """A decision made since, one that has become idle, and ids of clear rows: as in a full run."""
    pipeline.gate("--evidence", "before")
    pipeline.decide(1)
    pipeline.write("team.yml", LIST.replace("Blue Harbour Commodities", "Green Harbour Goods"))
    whole = pipeline.gate()
    report = pipeline.report.read_bytes()
    delta = pipeline.gate("--since", "before")
    assert UNREAD not in delta.err
    assert delta.verdict == whole.verdict
    assert _without_base(pipeline.report.read_bytes()) == report
    notes = [
        [line for line in ended.err.splitlines() if ": note: " in line] for ended in (whole, delta)
    ]
    assert notes[0] == notes[1]


def test_where_many_entries_changed_everything_is_screened(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a full run, by several processes; the run says so, and still names what changed."""
    monkeypatch.setattr(since, "_MANY", 0)
    lines = "".join(f"R{number},Quentin Ashgrove {number},\n" for number in range(9_000))
    pipeline.write("vendors.csv", VENDORS + lines)
    pipeline.gate("--evidence", "before")
    pipeline.write("team.yml", LIST.replace("Blue Harbour Commodities", "Green Harbour Goods"))
    whole = pipeline.gate()
    report = pipeline.report.read_bytes()
    delta = pipeline.gate("--since", "before", "--changes", "changes.jsonl", "--workers", "2")
    assert f"{UNREAD}: many entries are new or changed" in delta.err
    assert delta.verdict == whole.verdict
    assert _without_base(pipeline.report.read_bytes()) == report
    changed = records(pipeline.folder / "changes.jsonl")
    assert changed
    assert all(each["causes"] == ["list"] for each in changed)


@pytest.mark.parametrize("damage", [b"", b"not a book", None])
def test_without_the_names_of_the_book_every_row_is_read(
    pipeline: Pipeline, cache_folder: Path, damage: bytes | None
) -> None:
    """Gone or damaged, the run says so, and ends as a full one; the next one has them again."""
    pipeline.write("vendors.csv", VENDORS + f"V9,Somebody Of {damage!r},\n")
    pipeline.gate("--evidence", "before")
    newest = max(cache_folder.glob("book-*.bin"), key=lambda path: path.stat().st_mtime_ns)
    if damage is None:
        newest.unlink()
    else:
        newest.write_bytes(damage)
    ended = pipeline.gate("--since", "before", "--evidence", "now")
    assert f"{UNREAD}: the names of the book are not kept" in ended.err
    assert ended.code == 1
    assert UNREAD not in pipeline.gate("--since", "now").err


def test_rows_that_several_processes_screened_are_passed_on(pipeline: Pipeline) -> None:
    """Each keeps the names of its own rows; together they are the book."""
    lines = "".join(f"R{number},Quentin Ashgrove {number},\n" for number in range(9_000))
    pipeline.write("vendors.csv", VENDORS + lines)
    pipeline.gate("--evidence", "before", "--workers", "2")
    pipeline.write("team.yml", LIST.replace("Dragomir Zelenka", "Quentin Ashgrove"))
    whole = pipeline.gate()
    report = pipeline.report.read_bytes()
    delta = pipeline.gate("--since", "before")
    assert UNREAD not in delta.err
    assert delta.verdict == whole.verdict
    assert _without_base(pipeline.report.read_bytes()) == report


@pytest.fixture
def screened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every comparison of a row: its name, and with how many parties."""
    seen: list[tuple[str, int]] = []
    compare = screening_rows.compare_names

    def counting(rows: Any, index: ListIndex, *arguments: Any, **named: Any) -> Any:
        seen.extend((row.query, len(index)) for row in rows)
        return compare(rows, index, *arguments, **named)

    monkeypatch.setattr(screening_rows, "compare_names", counting)
    return seen


def test_only_what_can_have_changed_is_compared(
    pipeline: Pipeline, screened: list[tuple[str, int]]
) -> None:
    """Nothing changed: rows with hits only. A new entry: the others against it alone."""
    pipeline.gate("--evidence", "before")
    screened.clear()
    pipeline.gate("--since", "before")
    hits = {"Dragomir Zelenka", "Blue Harbour Commodities Trading"}
    assert set(screened) == {(name, 2) for name in hits}
    new = "  - id: T-3\n    kind: organisation\n    names:\n"
    new += "      - {text: Nordlys, type: primary}\n"
    new += "    designations:\n      - {programme: OWN, listed_on: 2025-03-14}\n"
    pipeline.write("team.yml", LIST + new)
    screened.clear()
    ended = pipeline.gate("--since", "before", "--changes", "changes.jsonl")
    assert ("Nordlys Fiskeri AS", 1) in screened
    assert "list team-list: 1 new, 0 changed, 0 gone" in ended.err


def cause_of(pipeline: Pipeline, *arguments: str) -> list[list[str]]:
    """The causes of each outcome that changed since the first run."""
    pipeline.gate("--since", "before", "--changes", "changes.jsonl", *arguments)
    return [each["causes"] for each in records(pipeline.folder / "changes.jsonl")]


def test_each_cause_is_told_from_the_others(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list, a row, a setting, a decision, another version: each is named."""
    vendors = VENDORS.replace("V1,Dragomir Zelenka", "V1,Dragomir Zelenko")
    pipeline.write("vendors.csv", vendors)
    pipeline.gate("--evidence", "before")
    assert cause_of(pipeline) == []
    pipeline.write("team.yml", LIST.replace("Dragomir Zelenka", "Somebody Else"))
    assert cause_of(pipeline) == [["list"]]
    pipeline.write("team.yml", LIST)
    pipeline.write("vendors.csv", vendors.replace("V3,Nordlys", "V3,Sudlys"))
    assert cause_of(pipeline) == [["row"]]
    pipeline.write("vendors.csv", vendors)
    assert cause_of(pipeline, "--threshold", "100") == [["settings"]]
    pipeline.gate()
    pipeline.decide(1)
    assert cause_of(pipeline) == [["decisions"]]
    pipeline.write("decisions.yaml", "decisions:\n")
    monkeypatch.setattr("sanctionscreen.record.code_digest", lambda: "other code")
    assert "other changes: version" in pipeline.gate("--since", "before").err


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda data: data.replace(b"Nordlys", b"Nordlxs"), "the file was changed"),
        (lambda data: data[: len(data) // 2], "cut short"),
        (lambda data: data[: data.rindex(b'{"sha256"')], "cut short"),
        (lambda _: b"{}\n", "evidence file"),
        (lambda _: b"", "whole evidence file"),
    ],
)
def test_a_damaged_base_ends_the_run(
    pipeline: Pipeline, damage: Callable[[bytes], bytes], said: str
) -> None:
    """Neither a full run in silence nor a clear: 3, with what is wrong, and no report."""
    pipeline.gate("--evidence", "before")
    path = pipeline.folder / "before"
    path.write_bytes(damage(path.read_bytes()))
    pipeline.report.unlink()
    ended = pipeline.gate("--since", "before")
    assert ended.code == 3
    assert said in ended.err
    assert not pipeline.report.exists()


def test_evidence_without_names_is_no_base(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where names are hashed no row can be told to be the same: 3, and what to do instead."""
    monkeypatch.setenv("SANCTIONSCREEN_REDACTION_KEY", "a key of thirty-two characters!!")
    pipeline.gate("--evidence", "before", "--redact")
    ended = pipeline.gate("--since", "before")
    assert ended.code == 3
    assert "without --redact" in ended.err


def test_changes_need_a_run_to_be_changes_from(pipeline: Pipeline) -> None:
    """``--changes`` alone is a usage error."""
    assert pipeline.gate("--changes", "changes.jsonl").code == 2
