"""Japan's asset freeze list, XLSX."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import IdentifierType, Kind, ListedParty, NameType, PartialDate
from sanctionscreen.sources.base import ListSource, ParsedList
from sanctionscreen.sources.jp_mof import SOURCE
from sanctionscreen.sources.jp_text import (
    document_numbers,
    excel_day,
    japanese_countries,
    japanese_dates,
    packed_names,
)

HEADINGS = [
    *("告示日付", "告示番号", "日本語表記", "英語表記", "別名", "確定に十分でない別名", "旧称"),
    *("役職", "生年月日", "国籍", "旅券番号", "住所", "国連参照番号", "その他の情報"),
]
PERSON = [
    *("2014.8.21\n2015.1.23改訂", "1(*186)", "アリ・コニー", "ALI KONY\n(original script: علي)"),
    *("(a)アリ・ラロボ（Ali Lalobo）\n(b)アリ（Ali）", "不明", None, "副官", 22882),
    *("(a)ウガンダ\n(b)スーダン共和国", "南スーダン旅券、R00012098", "不明", "CFi.010", "戦闘員。"),
]
DELETED = ["2015.1.23削除", "3", *[None] * 12]
CONTINUED = [*[None] * 13, "続き。"]


def sheets(*rows: list[object], title: str = "37.中央アフリカ（個人）") -> dict[str, object]:
    """A workbook with a sheet of contents, a repealed group and one group."""
    return {
        "一覧": [["このファイルは"], [1, "グループ"]],
        "8.【解除】リベリア": [["リベリア前政権"], ["【2015年12月18日告示廃止】"]],
        title: [["グループの名"], HEADINGS, *rows],
    }


def test_person(read_sample: Callable[..., ParsedList], workbook: Callable[..., bytes]) -> None:
    """English, Japanese and packed names, a day number and Japanese countries are read."""
    parsed = read_sample(SOURCE, workbook(sheets(PERSON, CONTINUED, DELETED)))
    (party,) = parsed.parties
    assert (party.listed_id, party.kind) == ("jp-mof:37.1", Kind.PERSON)
    assert [(name.text, name.script) for name in party.names] == [
        ("ALI KONY", "Latn"),
        ("علي", "Arab"),
        ("アリ・コニー", "Kana"),
        ("アリ・ラロボ", "Kana"),
        ("Ali Lalobo", "Latn"),
        ("アリ", "Kana"),
        ("Ali", "Latn"),
    ]
    assert [str(date) for date in party.birth_dates] == ["1962-08-24"]
    assert party.nationalities == ("UG", "SD")
    assert party.identifiers[0].type is IdentifierType.PASSPORT
    assert party.references == ("un-sc:CFi.010",)
    assert "続き。" in (party.remarks or "")
    (designation,) = party.designations
    assert designation.programme == "JP-FEFTA"
    assert designation.programme_as_published == "グループの名"
    assert designation.listed_on == PartialDate(2014, 8, 21)
    assert str(designation.events[-1].date) == "2015-01-23"
    assert parsed.ref.notes == ("1 deleted entries of the file are left out",)
    assert parsed.unknown == ()


def test_kind_comes_from_the_sheet(
    read_sample: Callable[..., ParsedList], workbook: Callable[..., bytes]
) -> None:
    """A sheet of groups holds organisations; a mixed one does not say."""
    row = ["2014.8.21", "1", "会社", "COMPANY", *[None] * 10]
    for title, kind in (("14.北朝鮮（団体）", Kind.ORGANISATION), ("2.関係者等", Kind.UNKNOWN)):
        parsed = read_sample(SOURCE, workbook(sheets(row, title=title)))
        assert parsed.parties[0].kind is kind


def test_group_without_headings_is_refused(
    read_sample: Callable[..., ParsedList], workbook: Callable[..., bytes]
) -> None:
    """A group whose headings are missing would be lost, so that the file is refused."""
    book = sheets(PERSON) | {"45.新しいグループ": [["名"], ["2026.1.1", 1, "何か"]]}
    with pytest.raises(ListFormatError, match="has no line of headings"):
        read_sample(SOURCE, workbook(book))


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("1955年-1958年頃", ("circa between 1955 and 1958",)),
        ("(a)1966年頃（b）1960年", ("circa 1966", "1960")),
        ("1965年4月14日又は1964年3月1日", ("1965-04-14", "1964-03-01")),
        ("1961年1月1日から\n1963年12月31日の間", ("between 1961-01-01 and 1963-12-31",)),
        ("おおよそ1975年", ("circa 1975",)),
    ],
)
def test_japanese_dates(text: str, dates: tuple[str, ...]) -> None:
    """Ranges, alternatives and "about" are told apart."""
    assert japanese_dates(text) == dates


def test_excel_days_and_years() -> None:
    """A day number that lost its format is a date; a year is not a day number."""
    assert excel_day(22882) == "1962-08-24"
    assert excel_day(1962) == ""


def test_countries_with_names_inside_one_another() -> None:
    """Indonesia is not India, South Sudan not Sudan, the one Congo not the other."""
    assert japanese_countries("インドネシア") == ("ID",)
    assert japanese_countries("南スーダン、コンゴ民主共和国") == ("SS", "CD")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("アフガニスタン旅券番号：OR1961825（2003年2月4日に発行）", ("OR1961825",)),
        ("(a)2132370 (b)ＳＥ－０１１６９７", ("2132370", "SE-011697")),
        ("Italian Fiscal Code: DAOMMD74T11Z352Z", ("DAOMMD74T11Z352Z",)),
        ("1990年発行", ()),
    ],
)
def test_document_numbers(text: str, numbers: tuple[str, ...]) -> None:
    """Numbers are taken out of their words; years and dates of issue are none."""
    assert document_numbers(text) == numbers


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("エイ・カビール\n (a.k.a.: A. Kabir)", (("エイ・カビール", False), ("A. Kabir", False))),
        ("(旧称、ロスバンク)\n(f.k.a. AKB Rosbank OAO; a.k.a. Rosbank PJSC)",
         (("ロスバンク", True), ("AKB Rosbank OAO", True), ("Rosbank PJSC", False))),
        ("(a)アル、アブー(b)アフ\n(a) ALAQAD, Abu (b)ALAQAD, Ahmed",
         (("アル、アブー", False), ("アフ", False), ("ALAQAD, Abu", False),
          ("ALAQAD, Ahmed", False))),
        ("(a.k.a. A.k. Plant, a.k.a. OAO ZiD)", (("A.k. Plant", False), ("OAO ZiD", False))),
        ("(a.k.a.: Mansour Thaer, born 21 March 1974 in Baghdad, Iraq)",
         (("Mansour Thaer", False),)),
        ("ウレマ援助組織（パキスタン）", (("ウレマ援助組織(パキスタン)", False),)),
    ],
)  # fmt: skip
def test_packed_names(text: str, names: tuple[tuple[str, bool], ...]) -> None:
    """A note in brackets is no name of its own ("Pakistan"), a Latin form is."""
    assert packed_names(text) == names


def test_real_list_is_read_whole(
    read_real: Callable[[ListSource, str], ParsedList],
    by_id: Callable[[ParsedList], dict[str, ListedParty]],
) -> None:
    """All 41 groups are read; the one entry without a name is told."""
    parsed = read_real(SOURCE, "jp/shisantouketsu_2026-03-05.xlsx")
    assert len(parsed.parties) == 2862
    assert [problem.record for problem in parsed.problems] == ["2.274"]
    assert parsed.ref.notes == (
        "598 deleted entries of the file are left out",
        "1 record could not be read and is not screened",
        "12 values are not understood; `lists import` names them",
    )
    groups = {party.listed_id.partition(":")[2].partition(".")[0] for party in parsed.parties}
    assert len(groups) == 40
    assert not [what for what, _ in parsed.unknown if what.startswith(("column", "programme"))]
    rosbank = by_id(parsed)["jp-mof:30.12"]
    assert ("AKB Rosbank OAO", NameType.FORMER) in [(n.text, n.type) for n in rosbank.names]
