"""One exit code per meaning, one message on stderr, never a traceback (DESIGN section 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import sanctionscreen.screening
from sanctionscreen.errors import InputError
from sanctionscreen.model import RowOutcome

HIT, CLEAR, UNSCREENABLE = "Ri Yong Gil", "Zebedee Quux", "***"
Cli = Callable[..., "Ended"]  # type: ignore[name-defined]  # noqa: F821
Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("names", "code", "word"),
    [
        ((CLEAR,), 0, "CLEAR"),
        ((CLEAR, HIT), 1, "HITS"),
        ((CLEAR, UNSCREENABLE), 3, "INCOMPLETE"),
        ((HIT, UNSCREENABLE), 1, "HITS"),
        ((UNSCREENABLE,), 3, "INCOMPLETE"),
    ],
)
def test_check_ends_as_its_rows_say(
    cli: Cli, csv_file: Write, names: tuple[str, ...], code: int, word: str
) -> None:
    """Hits are 1 and outrank rows not screened; these alone are 3; clear is 0."""
    ended = cli("check", csv_file(*names))
    assert ended.code == code
    assert ended.verdict.startswith(f"sanctionscreen: {word} ")
    assert ("INCOMPLETE: " in ended.verdict) is (UNSCREENABLE in names)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("check",),
        ("check", "{file}", "--nonsense"),
        ("check", "{file}", "--lists", "ofac-sdm"),
        ("check", "{file}", "--add-lists", "ofac-sdm"),
        ("check", "{file}", "--column", "name=Nope"),
        ("check", "{file}", "--column", "nope=name"),
        ("check", "{file}", "--column", "name"),
        ("check", "{file}", "--format", "xml"),
        ("check", "{file}", "--format", "xml", "--quiet"),
        ("check", "{file}", "--output", "hits.doc"),
        ("check", "{file}", "--output", "{file}"),
        ("check", "{file}", "--output", "{folder}/missing/hits.csv"),
        ("check", "{file}", "--threshold", "20"),
        ("check", "{file}", "--threshold", "high"),
        ("check", "{file}", "--as-of", "10/12/2021"),
        ("check", "{file}", "--as-of", "2030-01-01"),
        ("check", "{file}", "--allow-not-screened", " "),
        ("check", "{file}", "--allow-reconstructed", ""),
        ("check", "{file}", "--top", "0"),
        ("check", "{file}", "--fail-on", "high"),
        ("check", "{file}", "--kind", "martian"),
        ("check", "{file}", "--encoding", "klingon"),
        ("check", "{file}", "--delimiter", "ab"),
        ("check", "-", "-"),
        ("lookup",),
        ("lookup", " "),
        ("lookup", CLEAR, "--birth-date", "soon"),
        ("lookup", CLEAR, "--birth-date", "03/04/1955"),
        ("lookup", CLEAR, "--country", "Atlantis"),
        ("lookup", CLEAR, "--format", "cards"),
        ("compare", CLEAR),
        ("compare", CLEAR, "---"),
        ("compare", CLEAR, HIT, "--format", "xml"),
        ("explain", HIT),
        ("explain", HIT, "--against", "ofac-sdn:0"),
        ("lists", "show"),
        ("lists", "show", "ofac-sdm"),
        ("lists", "show", "curated-ns-cmic", "--party", "nobody"),
        ("lists", "nonsense"),
    ],
    ids=" ".join,
)
def test_usage_errors_are_2(
    cli: Cli, csv_file: Write, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """What does not exist is 2, with one line on stderr and nothing on stdout."""
    file = csv_file(CLEAR)
    before = file.read_bytes()
    ended = cli(*(a.format(file=file, folder=tmp_path) for a in arguments))
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.startswith("sanctionscreen: ERROR (exit 2) ")
    assert ended.err.count("\n") == 1
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


BAD_FILES = {
    "empty.csv": b"",
    "blank.csv": b"\n\n\n",
    "heading.csv": b"name\n",
    "random.csv": bytes(range(256)) * 40,
    "nul.csv": b"name\nRi\x00Yong\n",
    "half.xlsx": b"PK\x03\x04" + b"\x00" * 200,
    "image.csv": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    "broken.jsonl": b'{"name": "Ri Yong Gil"\n{{{\n',
    "open-quote.csv": b'name\n"Ri Yong Gil\nZebedee\n',
    "no-name.csv": b"colour,size\nred,3\n",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_input_is_never_clear(cli: Cli, tmp_path: Path, name: str) -> None:
    """A damaged or foreign file ends in 2 or 3, without a traceback."""
    file = tmp_path / name
    file.write_bytes(BAD_FILES[name])
    ended = cli("check", file)
    assert ended.code in (2, 3)
    assert ended.verdict.startswith("sanctionscreen: ")
    assert "Traceback" not in ended.err
    assert "unexpected" not in ended.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "{folder}/missing.csv"),
        ("check", "{folder}"),
        ("check", "{file}", "{folder}/missing.csv"),
        ("check", "{file}", "--lists", "ofac-sdn"),
        ("check", "{file}", "--lists", "{folder}/missing.yml"),
        ("check", "{file}", "--lists", "{folder}/junk.xml"),
        ("lookup", CLEAR, "--lists", "ofac-sdn"),
        ("lookup", UNSCREENABLE),
        ("lists", "validate", "{folder}/missing.yml"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_completed_is_3(
    cli: Cli, csv_file: Write, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """A missing file or list is 3, before anything is called clear."""
    file = csv_file(CLEAR)
    (tmp_path / "junk.xml").write_text("<nothing/>")
    ended = cli(*(a.format(file=file, folder=tmp_path) for a in arguments))
    assert ended.code == 3
    assert "unexpected" not in ended.err
    assert "CLEAR " not in ended.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("lookup", HIT), 1),
        (("lookup", CLEAR), 0),
        (("lookup", "--id", "B00002095"), 1),
        (("lookup", "--id", "Q99999999"), 0),
        (("compare", HIT, HIT), 0),
        (("compare", HIT, CLEAR), 0),
        (("explain", HIT, "--against", "curated-us-2021-12-10:33936"), 0),
        (("explain", CLEAR, "--against", "curated-us-2021-12-10:33936"), 0),
        (("lists",), 0),
        (("--version",), 0),
        (("--help",), 0),
    ],
    ids=str,
)
def test_other_commands(cli: Cli, arguments: tuple[str, ...], code: int) -> None:
    """``lookup`` uses the codes of ``check``; ``compare`` and ``explain`` end in 0 either way."""
    assert cli(*arguments).code == code


def test_a_hit_below_the_gate_is_0_and_says_so(cli: Cli, csv_file: Write) -> None:
    """``--fail-on possible`` lets a weak alias pass, and the verdict still says HITS."""
    arguments = ("check", csv_file("Ka Pa Sa"), "--lists", "curated-us-2021-12-10")
    found = cli(*arguments)
    passed = cli(*arguments, "--fail-on", "possible")
    assert found.code == 1
    assert passed.code == 0
    assert "HITS hits=1 " in passed.verdict
    assert "hits-below-gate=1" in passed.verdict


def test_allow_not_screened_is_recorded(cli: Cli, csv_file: Write) -> None:
    """The override turns 3 into 0, and its reason is in the verdict and in the report."""
    ended = cli(
        "check", csv_file(CLEAR, UNSCREENABLE), "--allow-not-screened", "placeholder of the ERP"
    )
    assert ended.code == 0
    assert "not-screened=1" in ended.verdict
    assert "allow-not-screened: placeholder of the ERP" in ended.verdict
    assert "allow-not-screened: placeholder of the ERP" in " ".join(ended.out.split())


def test_a_reconstructed_day_is_3_unless_allowed(cli: Cli, csv_file: Write) -> None:
    """A day that is only reconstructed from listing dates is not clear without a reason."""
    arguments = ("check", csv_file(CLEAR), "--as-of", "2021-12-31")
    refused = cli(*arguments)
    allowed = cli(*arguments, "--allow-reconstructed", "pilot")
    assert refused.code == 3
    assert "reconstructed" in refused.verdict
    assert allowed.code == 0
    assert "allow-reconstructed: pilot" in allowed.verdict
    assert "reconstructed" in allowed.out


def test_as_of_the_day_before_finds_nothing_yet(cli: Cli) -> None:
    """Ri Yong Gil was listed on 10 December 2021: a hit from that day, none on the day before."""
    options = ("--lists", "curated-us-2021-12-10", "--allow-reconstructed", "test")
    assert cli("lookup", HIT, "--as-of", "2021-12-10", *options).code == 1
    assert cli("lookup", HIT, "--as-of", "2021-12-09", *options).code == 0


def _failing_after_a_hit(error: BaseException) -> Callable[..., Iterator[RowOutcome]]:
    real = sanctionscreen.screening.iter_outcomes

    def outcomes(*args: object, **kwargs: object) -> Iterator[RowOutcome]:
        yield next(iter(real(*args, **kwargs)))  # type: ignore[arg-type]
        raise error

    return outcomes


@pytest.mark.parametrize(
    "error", [RuntimeError("boom"), KeyboardInterrupt(), OSError(28, "No space left on device")]
)
def test_anything_unexpected_is_3_in_one_line(
    cli: Cli, csv_file: Write, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """A bug, Ctrl-C and a full disk end in 3 with one line, and never in a traceback."""
    monkeypatch.setattr(sanctionscreen.screening, "iter_outcomes", _failing_after_a_hit(error))
    ended = cli("check", csv_file(CLEAR))
    assert ended.code == 3
    assert ended.err.startswith("sanctionscreen: ERROR (exit 3) ")
    assert ended.err.count("\n") == 1


def test_a_hit_before_the_damage_outranks_it(
    cli: Cli, csv_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that breaks off after a hit ends in 1, shows the hit, and says INCOMPLETE."""
    error = InputError("the file breaks off", path="vendors.csv", line=3)
    monkeypatch.setattr(sanctionscreen.screening, "iter_outcomes", _failing_after_a_hit(error))
    ended = cli("check", csv_file(HIT, CLEAR))
    assert ended.code == 1
    assert "RI, Yong Gil" in ended.out
    assert "INCOMPLETE: vendors.csv:3: the file breaks off" in ended.verdict


def test_damage_without_a_hit_is_3(
    cli: Cli, csv_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that breaks off after clear rows is not clear."""
    error = InputError("the file breaks off", path="vendors.csv", line=3)
    monkeypatch.setattr(sanctionscreen.screening, "iter_outcomes", _failing_after_a_hit(error))
    ended = cli("check", csv_file(CLEAR, CLEAR))
    assert ended.code == 3
    assert ended.verdict.startswith("sanctionscreen: INCOMPLETE ")
