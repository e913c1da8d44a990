"""The World Bank's listing of ineligible firms and individuals, JSON."""

from __future__ import annotations

import re
from dataclasses import replace

from sanctionscreen.errors import ListFormatError
from sanctionscreen.fields.dates import DateOrder
from sanctionscreen.model import IdentifierType, Kind, NameType, PartialDate
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.comma_names import comma_names
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering, ListTitle
from sanctionscreen.sources.json_text import member, read_json, text_of
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.published_text import squeeze
from sanctionscreen.sources.scripts import script_of

_LIST = ListTitle(
    id="wb-debarred",
    title="World Bank listing of ineligible firms and individuals",
    authority="World Bank Group",
    url="https://www.worldbank.org/en/projects-operations/procurement/debarred-firms",
)
_KINDS = {"F": Kind.ORGANISATION, "I": Kind.PERSON}
_STATUSES = {"DEBARRED": "Debarred", "X-DEBARRED": "Cross-debarred"}
_REGISTER_KEY = "WB-DEBARRED"
_ADDRESS = ("SUPP_ADDR", "SUPP_ZIP_CODE", "SUPP_POST_CODE", "SUPP_CITY", "SUPP_PROV_NAME")
_READ = (
    *("SUPP_ID", "SUPP_NAME", "SUPP_TYPE_CODE", "SUPP_PRE_ACRN", "SUPP_POST_ACRN", "LAND1"),
    *("COUNTRY_NAME", "SUPP_STATE_CODE", *_ADDRESS, "DEBAR_FROM_DATE", "DEBAR_TO_DATE"),
    *("DEBAR_REASON", "ADD_SUPP_INFO", "ELIG_STAT", "INELIGIBLY_STATUS", "REGISTER_ID"),
    "LAST_REFRESH_DATE",
)
# Book-keeping of the bank's own system; names and dates of its clerks.
_PASSED_OVER = (
    *("MANDT", "LEGACY_FLG", "UN_SUPP_FLG", "INELIG_FLG", "DEBAR_TYPE", "AML_ENTR_IND"),
    *("DNB_ID", "DNB_PAR_ID", "DNB_ULTM_ID", "CRIS_SUPP_ID", "SUPP_ELIG_STAT", "CRPD_MATCH"),
    *("CRPD_STAT", "CREATE_USER", "CREATE_DATE", "CREATE_TIME", "UPD_USER", "UPD_DATE"),
    *("UPD_TIME", "REGISTER", "PARENT", "CREATE_USER_NAME", "UPD_USER_NAME", "RECHK_IND"),
)
_KNOWN = frozenset((*_READ, *_PASSED_OVER))
_OUT_OF_STEP = (
    "in files of 2026 the bank's column of further information is out of step with the names in"
    " places: further names may belong to a neighbouring record"
)
_PERMANENT = "2999-"
_FOOTNOTE = re.compile(r"\*\s*\d+")
_BRACKET = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_FORMER = re.compile(
    r"^(?:formerly(?: (?:known|operating) as)?|f/?\.?k/?\.?a\.?)\s*:?\s+(?P<names>.+)$",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"^,?\s*(?:also,?|currently|now)?\s*(?:known as|doing business as|operating as|d/b/a|dba"
    r"|a/?\.?k/?\.?a\.?|(?<=also )(?=mr|ms|dr))\s*:?\s*(?P<names>.+)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"^(?P<label>(?:business )?(?:reg(?:istration)?\.?|tin|tax|company|incorporation|inn|ogrn)"
    r"[^\d]{0,25}?)[\s:.#]*(?P<number>\S*\d.*)$",
    re.IGNORECASE,
)


class WbDebarred:
    """Reads the answer of the bank's service; the listed id is the SUPP_ID."""

    name = "wb-debarred"
    title = "World Bank debarred firms JSON"

    def recognises(self, file: SourceFile) -> bool:
        """Whether a JSON object begins here that holds the bank's records."""
        head = file.head.removeprefix(b"\xef\xbb\xbf").lstrip()
        return head.startswith(b"{") and b'"ZPROCSUPP"' in head and b'"SUPP_ID"' in head

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``."""
        file = single(files, self.name)
        gathering = Gathering(_LIST, file, options)
        records = member(member(read_json(file.path), "response"), "ZPROCSUPP")
        if not isinstance(records, list):
            raise ListFormatError("'response.ZPROCSUPP' is no list of records", path=file.path)
        gathering.notes.append(_OUT_OF_STEP)
        refreshed: list[PartialDate] = []
        for number, record in enumerate(records, start=1):
            if not isinstance(record, dict) or not text_of(record.get("SUPP_ID")):
                gathering.problem("no SUPP_ID", record=f"ZPROCSUPP[{number}]")
                continue
            for key in record:
                if key not in _KNOWN:
                    gathering.unknown(f"member: {key}")
            fields = {key: squeeze(text_of(value)) for key, value in record.items()}
            date = _read_record(gathering, fields)
            refreshed += [date] if date else []
        return gathering.finish(max(refreshed, key=str, default=None))


def _read_record(gathering: Gathering, fields: dict[str, str]) -> PartialDate | None:
    """Hands the party to the gathering; returns the day on which its record was refreshed."""

    def get(key: str) -> str:
        return fields.get(key, "")

    kind = _KINDS.get(get("SUPP_TYPE_CODE"), Kind.UNKNOWN)
    draft = Draft(gathering, get("SUPP_ID"), kind)
    name = get("SUPP_NAME")
    draft.add_name(name, NameType.PRIMARY)
    for inside in _BRACKET.findall(name):
        _read_names(draft, inside)
    parts = (get(key) for key in _ADDRESS)
    country = get("COUNTRY_NAME") or get("LAND1")
    draft.add_location(*parts, country=country, code=get("LAND1"), city=get("SUPP_CITY"))
    draft.add_identifier(
        IdentifierType.REGISTRATION, get("REGISTER_ID"), country=get("LAND1"), label="Register id"
    )
    _read_information(draft, get("ADD_SUPP_INFO"))
    status = get("ELIG_STAT")
    if status not in _STATUSES:
        gathering.unknown(f"status: {status}")
    designate(
        draft,
        "wb",
        _STATUSES.get(status, status),
        lookups=(_REGISTER_KEY,),
        legal_basis=get("DEBAR_REASON"),
        listed_on=draft.date(get("DEBAR_FROM_DATE"), "date of debarment", DateOrder.YMD),
    )
    until = get("DEBAR_TO_DATE")
    if until and not until.startswith(_PERMANENT):
        expires = draft.date(until, "end of debarment", DateOrder.YMD)
        draft.designations[-1] = replace(draft.designations[-1], expires=expires)
    draft.add_remark(get("INELIGIBLY_STATUS"), "Ineligibility")
    draft.finish()
    return draft.date(get("LAST_REFRESH_DATE"), "date of refresh", DateOrder.YMD)


def _read_information(draft: Draft, text: str) -> None:
    """Takes "(also d/b/a X) (Reg. No: 1) *690" apart: further names, numbers, a footnote."""
    draft.add_remark(text, "Further information")
    rest = _FOOTNOTE.sub(" ", text)
    pieces = [*_BRACKET.findall(rest), _BRACKET.sub(" ", rest)]
    for piece in pieces:
        _read_names(draft, squeeze(piece))


def _read_names(draft: Draft, piece: str) -> None:
    former, also, number = _FORMER.match(piece), _ALSO.match(piece), _NUMBER.match(piece)
    if former or also:
        kind = NameType.FORMER if former else NameType.STRONG
        found = former or also
        for name in comma_names(found["names"] if found else ""):
            draft.add_name(name, kind)
    elif number:
        draft.add_identifier(
            IdentifierType.REGISTRATION, number["number"], label=number["label"].strip(" .:")
        )
    elif piece and script_of(piece) != "Latn":
        draft.add_name(piece, NameType.STRONG)


SOURCE = WbDebarred()
