"""The US Consolidated Screening List, JSON (the static file and the answers of its API)."""

from __future__ import annotations

from sanctionscreen.errors import ListFormatError
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.json_text import items, member, read_json, text_of, texts_of
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.us_csl_record import CSL, CslIdentifier, CslRecord, read_csl_record

_REMARKS = (
    ("Remarks", "remarks"),
    ("License requirement", "license_requirement"),
    ("License policy", "license_policy"),
    ("Standard order", "standard_order"),
    ("Vessel type", "vessel_type"),
    ("Gross tonnage", "gross_tonnage"),
    ("Gross registered tonnage", "gross_registered_tonnage"),
)
_PLAIN = (
    *("id", "source", "entity_number", "type", "name", "title", "federal_register_notice"),
    *("start_date", "end_date", "source_information_url", "source_list_url", "call_sign"),
    *("vessel_flag", "vessel_owner", "programs", "alt_names", "addresses", "dates_of_birth"),
    *("places_of_birth", "nationalities", "citizenships", "ids"),
)
_KNOWN = frozenset((*_PLAIN, *(key for _, key in _REMARKS)))
_ADDRESS = ("address", "city", "state", "postal_code")


class UsCslJson:
    """Reads ``consolidated.json``; the listed id is the record's ``id``."""

    name = "us-csl-json"
    title = "US Consolidated Screening List JSON"

    def recognises(self, file: SourceFile) -> bool:
        """Whether a JSON object begins here whose records have the list's members."""
        is_object = file.head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
        members = (b'"results"', b'"alt_names"', b'"source_list_url"')
        return is_object and all(name in file.head for name in members)

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``. The file has no publication date."""
        file = single(files, self.name)
        gathering = Gathering(CSL, file, options)
        document = read_json(file.path)
        results = member(document, "results")
        if not isinstance(results, list):
            raise ListFormatError("'results' is no list of records", path=file.path)
        for number, result in enumerate(results, start=1):
            if not isinstance(result, dict):
                gathering.problem("the record is no object", record=f"results[{number}]")
                continue
            for key in result:
                if key not in _KNOWN:
                    gathering.unknown(f"member: {key}")
            read_csl_record(gathering, _record(result), number)
        total = member(document, "total")
        return gathering.finish(None, stated=total if isinstance(total, int) else None)


def _record(result: dict[str, object]) -> CslRecord:
    def text(key: str) -> str:
        return text_of(result.get(key))

    def texts(key: str) -> tuple[str, ...]:
        return texts_of(result.get(key))

    return CslRecord(
        id=text("id"),
        source=text("source"),
        entity_number=text("entity_number"),
        type=text("type"),
        name=text("name"),
        programs=texts("programs"),
        alt_names=texts("alt_names"),
        addresses=tuple(map(_address, items(result.get("addresses")))),
        dates_of_birth=texts("dates_of_birth"),
        places_of_birth=texts("places_of_birth"),
        nationalities=texts("nationalities"),
        citizenships=texts("citizenships"),
        ids=tuple(map(_identifier, items(result.get("ids")))),
        title=text("title"),
        federal_register_notice=text("federal_register_notice"),
        start_date=text("start_date"),
        end_date=text("end_date"),
        url=text("source_information_url"),
        call_sign=text("call_sign"),
        vessel_flag=text("vessel_flag"),
        vessel_owner=text("vessel_owner"),
        remarks=tuple((label, text(key)) for label, key in _REMARKS),
    )


def _address(value: object) -> tuple[str, str]:
    parts = (text_of(member(value, key)) for key in _ADDRESS)
    return ", ".join(part for part in parts if part), text_of(member(value, "country"))


def _identifier(value: object) -> CslIdentifier:
    return CslIdentifier(
        label=text_of(member(value, "type")),
        value=text_of(member(value, "number")),
        country=text_of(member(value, "country")),
        issued=text_of(member(value, "issue_date")),
        expires=text_of(member(value, "expiration_date")),
    )


SOURCE = UsCslJson()
