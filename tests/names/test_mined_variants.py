"""The mined spellings: sorted, plain, small, and no distinct names among them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sanctionscreen import compare
from sanctionscreen.errors import SettingsError
from sanctionscreen.names import vocabulary
from sanctionscreen.names.folding import fold
from sanctionscreen.names.vocabulary import is_mined, load_vocabulary

FILE = Path("sanctionscreen") / "names" / "data" / "mined_variants.tsv"
DISTINCT_NAMES = (
    "hassan~hussein hassan~hussayn ahmad~mahmoud ahmed~mohammed hamed~hamid salem~salim "
    "salah~saleh samer~samir rahim~rahman maria~mario ivanova~ivanovna"
)


@pytest.fixture(scope="module")
def lines(repository: Path) -> list[str]:
    """The file, line by line."""
    return (repository / FILE).read_text("ascii").splitlines()


def test_rows_are_two_plain_tokens_and_a_count(lines: list[str]) -> None:
    """Rows are sorted without doubles, each of two folded tokens in order and its support."""
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert len(rows) > 1000
    assert rows == sorted(rows)
    assert len({(one, other) for one, other, _ in rows}) == len(rows)
    for one, other, support in rows:
        assert one < other
        assert fold(f"{one} {other}") == (one, other)
        assert int(support) >= 2


def test_the_file_says_how_it_was_made(lines: list[str]) -> None:
    """The header names the command and the number of rows that follow."""
    head = [line for line in lines if line.startswith("#")]
    assert head == lines[: len(head)]
    assert any("python -m bench.lexicon" in line for line in head)
    assert f"# Rows: {len(lines) - len(head)}" in head


def shared(one: str, other: str) -> set[str]:
    """The mined senses that two tokens have in common."""
    senses = load_vocabulary().senses
    return {s for s in set(senses.get(one, ())) & set(senses.get(other, ())) if is_mined(s)}


@pytest.mark.parametrize("pair", DISTINCT_NAMES.split())
def test_distinct_names_are_not_joined(pair: str) -> None:
    """Names that the lists confuse now and then are no spellings of one."""
    assert not shared(*pair.split("~"))


def test_each_pair_has_a_sense_of_its_own(lines: list[str]) -> None:
    """Sharing a token with two others joins each to it, and not the two to each other."""
    rows = [line.split("\t")[:2] for line in lines if not line.startswith("#")]
    assert all(len(shared(one, other)) == 1 for one, other in rows)
    by_sense: dict[str, list[str]] = {}
    for token, senses in load_vocabulary().senses.items():
        for sense in filter(is_mined, senses):
            by_sense.setdefault(sense, []).append(token)
    assert sorted(by_sense.values()) == sorted(map(sorted, rows))


def test_a_mined_spelling_agrees_with_its_own_reason() -> None:
    """A Belarusian spelling finds the Russian one, and the evidence says why."""
    result = compare("Syargey Zaitsevsky", "Sergei ZAITSEVSKY", kind="person")
    assert result.is_hit, result.evidence
    assert "spelling seen on the lists" in [item.reason for item in result.evidence]
    assert result.score < compare("Sergei Zaitsevsky", "Sergei ZAITSEVSKY", kind="person").score


def test_a_damaged_file_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row without its count is refused with the file's name, never skipped."""
    folder = shutil.copytree(vocabulary.DATA, tmp_path / "data")
    (folder / "mined_variants.tsv").write_text("sergei\tsyargey\n", "ascii")
    monkeypatch.setattr(vocabulary, "DATA", folder)
    with pytest.raises(SettingsError, match="cannot be read") as caught:
        load_vocabulary.__wrapped__()
    assert "mined_variants.tsv" in str(caught.value)
