"""Curated lists: one deliberately bad file for each thing that is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.errors import ListError, ListFormatError
from sanctionscreen.sources.base import ReadOptions, SourceFile
from sanctionscreen.sources.curated import CURATED_YAML, validate
from sanctionscreen.sources.programmes import ProgrammeRegister, load_register

GOOD = """\
id: own-watch
title: Our own watch list
authority: Example Ltd
as_of: 2024-05-06
floors:
  parties: 2
  names: 3
  weak_aliases: 1
entries:
  - id: a
    kind: person
    names:
      - text: RI, Yong Gil
        type: primary
      - text: Gil
        type: weak-alias
    designations:
      - programme: DPRK2
        listed_on: 2021-12-10
    birth_dates:
      - 1955-01-01
    nationalities: [KP]
    identifiers:
      - type: passport
        value: X123
        country: KP
  - id: b
    kind: organisation
    names:
      - text: SEK STUDIO
        type: primary
    designations:
      - programme: DPRK3
"""

OWN_PROGRAMME = """\
programmes:
  - key: {key}
    publisher: {publisher}
    title: T
    authority: A
    measures: [other]
entries:"""

# What is replaced, by what; the line, field and words of the error that must follow.
FAULTS = {
    "unknown key in the header": ("title: Our", "titel: Our", 2, "titel", "Did you mean 'title'"),
    "unknown key in an entry": ("    kind: person", "    knid: person", 11, "knid", "'kind'"),
    "unknown key in a name": ("type: weak-alias", "typ: weak-alias", 16, "typ", "'type'"),
    "missing header key": ("authority: Example Ltd\n", "", 1, "authority", "missing"),
    "missing programme": (
        "      - programme: DPRK3\n",
        "      - listed_on: 2020\n",
        33,
        "programme",
        "missing",
    ),
    "no designations": (
        "    designations:\n      - programme: DPRK3\n",
        "",
        27,
        "designations",
        "missing",
    ),
    "unknown programme": ("DPRK3", "DPRK33", 33, "DPRK33", "Did you mean 'DPRK3'"),
    "alien programme": ("DPRK3", "ZZZZZZZZ", 33, "ZZZZZZZZ", "lists/programmes.yml"),
    "unknown kind": ("kind: organisation", "kind: organization", 28, "kind", "'organisation'"),
    "unknown name type": ("weak-alias", "weak", 16, "type", "'weak' is not one"),
    "first name not primary": (
        "type: primary\n      - text: Gil",
        "type: strong-alias\n      - text: Gil",
        10,
        "entries[0]",
        "primary name first",
    ),
    "no names": (
        "      - text: SEK STUDIO\n        type: primary\n",
        "      []\n",
        30,
        "names",
        "empty",
    ),
    "empty name": ("text: Gil", "text: ''", 15, "text", "empty"),
    "null name": ("text: Gil", "text: null", 15, "text", "quote the word null"),
    "blanks around": ("text: Gil", "text: 'Gil '", 15, "text", "blanks"),
    "same name twice": (
        "text: Gil\n        type: weak-alias",
        "text: RI, Yong Gil\n        type: primary",
        15,
        "names[1]",
        "stands twice",
    ),
    "duplicate id": ("id: b", "id: a", 27, "'a'", "stands twice"),
    "bad date": ("2021-12-10", "2021-13-10", 19, "listed_on", "YYYY-MM-DD"),
    "local date": ("2021-12-10", "10.12.2021", 19, "listed_on", "YYYY-MM-DD"),
    "bad birth date": ("1955-01-01", "1955-02-30", 21, "birth_dates[0]", "not a date"),
    "range the wrong way round": ("1955-01-01", "1956/1955", 21, "birth_dates[0]", "range"),
    "as-of date without its day": ("2024-05-06", "2024-05", 4, "as_of", "day is missing"),
    "country by name": ("[KP]", "[North Korea]", 22, "nationalities[0]", "Did you mean KP"),
    "no such country": ("country: KP", "country: ZZ", 26, "country", "ISO 3166-1"),
    "unknown identifier type": ("type: passport", "type: pasport", 24, "type", "'passport'"),
    "identifier without value": ("        value: X123\n", "", 24, "value", "missing"),
    "floor of parties": (
        "parties: 2",
        "parties: 3",
        6,
        "parties",
        "holds 2 parties, and its floor is 3",
    ),
    "floor of names": ("names: 3", "names: 4", 7, "names", "holds 3 names"),
    "floor of weak aliases": (
        "weak_aliases: 1",
        "weak_aliases: 2",
        8,
        "weak_aliases",
        "holds 1 weak aliases",
    ),
    "floor that is no number": ("parties: 2", "parties: two", 6, "parties", "whole number"),
    "key twice": (
        "    kind: person",
        "    kind: person\n    kind: person",
        12,
        "kind",
        "stands twice",
    ),
    "list where a value is due": ("text: Gil", "text: [Gil]", 15, "text", "one value"),
    "value where a list is due": ("[KP]", "KP", 22, "nationalities", "a list is expected"),
    "value where a section is due": (
        "floors:\n  parties: 2\n  names: 3\n  weak_aliases: 1",
        "floors: 3",
        5,
        "floors",
        "section",
    ),
    "bad list id": ("id: own-watch", "id: Own Watch", 1, "id", "not a list id"),
    "unknown script": (
        "type: weak-alias",
        "type: weak-alias\n        script: Latin",
        17,
        "script",
        "'Latn'",
    ),
    "unknown name part": (
        "type: weak-alias",
        "type: weak-alias\n        parts:\n          - surname: Gil",
        18,
        "surname",
        "unknown key",
    ),
    "two name parts in one": (
        "type: weak-alias",
        "type: weak-alias\n        parts:\n          - {family: Ri, given: Gil}",
        18,
        "parts[0]",
        "one line",
    ),
    "bad flag": (
        "title:",
        "history_complete: yes\ntitle:",
        2,
        "history_complete",
        "true nor false",
    ),
    "bad address": (
        "listed_on: 2021-12-10",
        "reference_url: example.com",
        19,
        "reference_url",
        "https://",
    ),
    "bad reference": (
        "    nationalities: [KP]",
        "    references: [33936]",
        22,
        "references[0]",
        "ofac-sdn:33936",
    ),
    "events out of order": (
        "listed_on: 2021-12-10",
        "listed_on: 2021-12-10\n        events:\n          - delisted: 2020-01-01",
        21,
        "events[0]",
        "oldest first",
    ),
    "unknown event": (
        "listed_on: 2021-12-10",
        "events:\n          - listed: 2020-01-01",
        20,
        "listed",
        "unknown key",
    ),
    "programme of another publisher": (
        "entries:",
        OWN_PROGRAMME.format(key="OWN-X", publisher="uk"),
        11,
        "publisher",
        "not a publisher",
    ),
    "programme that is registered": (
        "entries:",
        OWN_PROGRAMME.format(key="DPRK2", publisher="own"),
        10,
        "programmes[0]",
        "stands twice",
    ),
    "alias": ("[KP]", "&x [KP]\n    positions: *x", 22, "alias", "Write the value out"),
    "tag": ("text: Gil", "text: !!python/name:os.system Gil", 15, "python", "plain values"),
    "broken YAML": ("title: Our own", "title: 'Our own", 2, "YAML", "quoted scalar"),
    "second document": ("entries:", "---\nentries:", 9, "YAML", "not valid YAML"),
    "control character": ("text: Gil", "text: Gi\x07l", 15, "YAML", "not valid YAML"),
}


@pytest.fixture(scope="module")
def register(repository: Path) -> ProgrammeRegister:
    """The shipped programme register."""
    return load_register(repository / "lists" / "programmes.yml")


def read(path: Path, register: ProgrammeRegister) -> None:
    """Reads a list, for its errors."""
    CURATED_YAML.read((SourceFile(path, path.read_bytes()),), ReadOptions(register))


def bad_file(folder: Path, case: str) -> Path:
    """The good list with one thing wrong."""
    old, new, *_ = FAULTS[case]
    assert GOOD.count(old) >= 1
    path = folder / "bad.yml"
    path.write_bytes(GOOD.replace(old, new, 1).encode())
    return path


def test_the_good_file_is_good(tmp_path: Path, register: ProgrammeRegister) -> None:
    """The file that each bad one is made of has nothing wrong in it."""
    path = tmp_path / "good.yml"
    path.write_text(GOOD, encoding="utf-8")
    read(path, register)
    assert validate(path, register) == ()


@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_stops_the_load(tmp_path: Path, register: ProgrammeRegister, case: str) -> None:
    """A bad list is refused with its path, the right line, the field and what to do."""
    *_, line, field, words = FAULTS[case]
    path = bad_file(tmp_path, case)
    with pytest.raises(ListFormatError) as caught:
        read(path, register)
    error = caught.value
    assert (error.path, error.line) == (str(path), line)
    assert field in str(error)
    assert words in str(error)
    assert error.exit_code == 3


@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_is_reported_by_validate(
    tmp_path: Path, register: ProgrammeRegister, case: str
) -> None:
    """Validation says the same as the load, with the line."""
    *_, line, _, words = FAULTS[case]
    problems = validate(bad_file(tmp_path, case), register)
    assert any(problem.line == line and words in problem.message for problem in problems)


def test_validate_reports_all_problems_in_the_order_of_lines(
    tmp_path: Path, register: ProgrammeRegister
) -> None:
    """One validation is enough to mend a list: it does not stop at the first problem."""
    text = GOOD.replace("title: Our", "titel: Our").replace("kind: person", "kind: persom")
    text = text.replace("DPRK3", "DPRK33").replace("value: X123", "valeu: X123")
    path = tmp_path / "bad.yml"
    path.write_text(text, encoding="utf-8")
    problems = validate(path, register)
    assert [(problem.line, problem.record) for problem in problems] == [
        (2, None),
        (11, "a"),
        (25, "a"),
        (33, "b"),
    ]
    assert {problem.path for problem in problems} == {str(path)}
    with pytest.raises(ListFormatError) as caught:
        read(path, register)
    assert "3 more" in "".join(caught.value.__notes__)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"# only a comment\n", "empty"),
        (b"- a\n- b\n", "section"),
        (GOOD.replace("Example", "Ex\xe4mple").encode("latin-1"), "UTF-8"),
        (GOOD.split("  - id: a")[0].encode(), "one value|list is expected"),
    ],
)
def test_what_is_no_list_is_refused(
    tmp_path: Path, register: ProgrammeRegister, content: bytes, words: str
) -> None:
    """An empty file, another structure, another encoding and a list without entries all fail."""
    path = tmp_path / "bad.yml"
    path.write_bytes(content)
    with pytest.raises(ListFormatError, match=words):
        read(path, register)


def test_a_bomb_of_aliases_is_refused_at_once(tmp_path: Path, register: ProgrammeRegister) -> None:
    """Nested aliases that would expand to billions of values are refused, not expanded."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    path = tmp_path / "bomb.yml"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ListFormatError, match="alias"):
        read(path, register)


def test_deep_nesting_is_refused(tmp_path: Path, register: ProgrammeRegister) -> None:
    """A file of brackets neither crashes the process nor passes for a list."""
    path = tmp_path / "deep.yml"
    path.write_text("id: " + "[" * 5000 + "]" * 5000, encoding="utf-8")
    with pytest.raises(ListFormatError):
        read(path, register)


def test_a_missing_file_is_an_error(tmp_path: Path, register: ProgrammeRegister) -> None:
    """Validating a file that is not there is an error, not a list without problems."""
    with pytest.raises(ListError, match="missing"):
        validate(tmp_path / "none.yml", register)
