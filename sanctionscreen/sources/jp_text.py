"""Japanese text of the Ministry of Finance's list: dates, countries and packed aliases."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from sanctionscreen.sources.comma_names import comma_names
from sanctionscreen.sources.published_text import clean, names_in, numbered
from sanctionscreen.sources.scripts import script_of

_EXCEL_DAY_ZERO = date(1899, 12, 30)
_YEARS = range(1800, 2101)
_DATE = (
    r"(?:\d{4}-\d{2}-\d{2}"
    r"|\d{4}(?:年(?:\s?\d{1,2}月(?:\s?\d{1,2}日)?)?|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2})?)"
)
_RANGE = re.compile(rf"({_DATE})\s*(?:から|-|~|〜|–)\s*({_DATE})")
_SINGLE = re.compile(_DATE)
_ABOUT = re.compile(r"頃|おおよそ|およそ|約|のころ")
_OTHERWISE = re.compile(r"又は|または|;|、|\n")
_COUNTRIES = {
    "アフガニスタン": "AF",
    "アメリカ": "US",
    "アルジェリア": "DZ",
    "イエメン": "YE",
    "イギリス": "GB",
    "イラク": "IQ",
    "イラン": "IR",
    "インドネシア": "ID",
    "インド": "IN",
    "ウガンダ": "UG",
    "ウクライナ": "UA",
    "ウズベキスタン": "UZ",
    "エジプト": "EG",
    "エチオピア": "ET",
    "エリトリア": "ER",
    "カタール": "QA",
    "クウェイト": "KW",
    "クウェート": "KW",
    "グルジア": "GE",
    "ケニア": "KE",
    "コンゴ民主共和国": "CD",
    "コンゴ共和国": "CG",
    "サウジアラビア": "SA",
    "サウディ・アラビア": "SA",
    "シリア": "SY",
    "ジョージア": "GE",
    "スロバキア": "SK",
    "スーダン": "SD",
    "セネガル": "SN",
    "ソマリア": "SO",
    "タジキスタン": "TJ",
    "タンザニア": "TZ",
    "チャド": "TD",
    "チュニジア": "TN",
    "トリニダード・トバゴ": "TT",
    "トルコ": "TR",
    "ドイツ": "DE",
    "ナイジェリア": "NG",
    "ノルウェー": "NO",
    "ハイチ": "HT",
    "パキスタン": "PK",
    "パレスチナ": "PS",
    "フィリピン": "PH",
    "フランス": "FR",
    "ベラルーシ": "BY",
    "ボスニア・ヘルツェゴビナ": "BA",
    "マリ": "ML",
    "マレーシア": "MY",
    "モロッコ": "MA",
    "モーリタニア": "MR",
    "ヨルダン": "JO",
    "リビア": "LY",
    "ルワンダ": "RW",
    "レバノン": "LB",
    "ロシア": "RU",
    "中国": "CN",
    "中央アフリカ": "CF",
    "中華人民共和国": "CN",
    "北朝鮮": "KP",
    "南スーダン": "SS",
    "米国": "US",
    "英国": "GB",
}
# The longest name first: "コンゴ民主共和国" is not "コンゴ共和国", "インドネシア" is not "インド".
_COUNTRY = re.compile("|".join(sorted(_COUNTRIES, key=lambda name: (-len(name), name))))
# Letters and digits in one piece with at least four digits, and letters in front of it.
_DOCUMENT_NUMBER = re.compile(
    r"(?<![A-Za-z0-9/-])(?:(?!ID|SSN)[A-Z]{1,3} )?(?=(?:[A-Z/-]*\d){4})[A-Z0-9/-]{5,}(?![a-z0-9年])"
)
_FORMER = re.compile(
    r"\bf\.?k\.?a\.?:?|旧称[、:]?|\(formerly listed as\)|\(以前掲載の氏名\)", re.IGNORECASE
)
_FORMER_WORDS, _ALSO_WORDS = ("旧称",), ("別称",)
_ALSO = re.compile(r"\ba\.?k\.?a\.?:?(?!\w)|\(?別[称名]\d?(?:[、:)]|$)", re.IGNORECASE)


def excel_day(value: object) -> str:
    """A birth date cell as text: a day number that lost its format becomes an ISO date."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and value not in _YEARS:
        return (_EXCEL_DAY_ZERO + timedelta(days=value)).isoformat()
    return ""


def japanese_dates(text: str) -> tuple[str, ...]:
    """The dates of "(a)1955年-1958年頃 (b)1960年又は1961年", each as text that can be read."""
    dates: list[str] = []
    for value in numbered(unicodedata.normalize("NFKC", text)):
        for piece in _OTHERWISE.split(value):
            about = "circa " if _ABOUT.search(piece) else ""
            span = _RANGE.search(piece)
            if span:
                dates.append(f"{about}between {_iso(span[1])} and {_iso(span[2])}")
            elif found := _SINGLE.search(piece):
                dates.append(about + _iso(found[0]))
            elif clean(piece):
                dates.append(clean(piece))
    return tuple(dict.fromkeys(dates))


def _iso(date_text: str) -> str:
    year, *rest = re.findall(r"\d+", date_text)
    return "-".join((year, *(part.zfill(2) for part in rest)))


def japanese_countries(text: str) -> tuple[str, ...]:
    """The codes of the countries that a text names in Japanese, each once."""
    found = _COUNTRY.findall(unicodedata.normalize("NFKC", text))
    return tuple(dict.fromkeys(_COUNTRIES[name] for name in found))


def document_numbers(text: str) -> tuple[str, ...]:
    """The numbers of "旅券番号：OR1961825（2003年に発行）", without dates in brackets."""
    plain = re.sub(r"\((?![a-z]\))[^()]*\)", " ", unicodedata.normalize("NFKC", text))
    return tuple(dict.fromkeys(number.strip() for number in _DOCUMENT_NUMBER.findall(plain)))


def packed_names(text: str) -> tuple[tuple[str, bool], ...]:
    """The names of an alias cell, each with whether it is a former one.

    A cell holds the names in Japanese, then on a new line the same in Latin letters:
    "(a)アブ(b)イスマ\\n(a.k.a.: (a)Abu (b)Isma)", or both together: "(a)アリ（Ali）".
    """
    names: dict[str, bool] = {}
    for line in _lines(text):
        for name, is_former in _names_of_line(line):
            names.setdefault(name, is_former)
    return tuple(names.items())


_NOTES = (
    r"\((?:DOB|POB|生年月日|born)[^(]*\)",
    r"\([^()]*(?:出生|生まれ|旅券)[^()]*\)",
    r",? \bborn\b.*?(?=\(formerly|$)",
    r",? \w+ passport (?:number|no).*$",
    r"、\s*\d{4}年.*(?:出生|生まれ).*$",
)
_NOTE = re.compile("|".join(_NOTES))
_ALONE = re.compile(r"[;、]|,\s*(?=[af]\.?k\.?a\b)")
_LETTER = re.compile(r"\(\s*(?:[a-z]|a[a-z])\s*\)")


def _lines(text: str) -> list[str]:
    """The cell's lines; a lettered list that runs over several lines stays in one piece."""
    lines: list[str] = []
    text = re.sub(r"\)\s*\((?=\s*[af]\.?k\.?a)", ")\n(", unicodedata.normalize("NFKC", text))
    for line in text.split("\n"):
        # A list breaks before a letter, or in the middle of a name.
        is_next_letter = re.search(r"\([b-z]\)", line) and not re.search(r"\(a[\).]", line)
        is_same_script = lines and script_of(lines[-1]) == script_of(line)
        is_open = lines and lines[-1].count("(") > lines[-1].count(")")
        if lines and (is_next_letter or (is_same_script and is_open)):
            is_word_broken = lines[-1][-1:] > "\u3000" and line[:1] > "\u3000"
            lines[-1] += line if is_word_broken else f" {line}"
        else:
            lines.append(line)
    return lines


def _names_of_line(line: str) -> list[tuple[str, bool]]:
    names: list[tuple[str, bool]] = []
    values = [value for value in _LETTER.split(_NOTE.sub(" ", _unwrapped(line))) if clean(value)]
    for value in (value.strip(" 、,;") for value in values):
        # In a lettered list the Japanese comma stands between family and given name.
        pieces = _ALONE.split(value) if len(values) == 1 else value.split(";")
        if len(values) == 1 and len(pieces) == 1:
            # Without letters or semicolons only commas are left to divide the names.
            pieces = list(comma_names(value))
        is_former = False
        for piece in pieces:
            # "旧称" (formerly) or "別称" (also) before a list holds for all of it.
            is_former = piece.strip() in _FORMER_WORDS or (
                is_former and piece.strip() not in _ALSO_WORDS
            )
            bare = _ALSO.sub(" ", _FORMER.sub(" ", piece))
            is_former_name = is_former or bool(_FORMER.search(piece))
            names += [(name, is_former_name) for name in names_in(bare.strip(" ,"))]
    return names


def _unwrapped(line: str) -> str:
    """The line without the brackets that go around all of it: "(a.k.a. A; a.k.a. B)"."""
    line = line.strip()
    if re.match(r"\(\s*(?:a\.?k\.?a|f\.?k\.?a|別称|旧称)", line):
        return line[1:].rstrip(" )") if line.count("(") == line.count(")") + 1 else line[1:-1]
    return line
