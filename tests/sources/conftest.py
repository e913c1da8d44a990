"""Reading small samples and real files through a source, with a register of programmes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sanctionscreen.model import ListedParty, Measure, PartialDate
from sanctionscreen.sources.base import ListSource, ParsedList, ReadOptions
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.programmes import Programme, ProgrammeRegister, load_register

ReadSample = Callable[..., ParsedList]
ReadReal = Callable[[ListSource, str], ParsedList]
Workbook = Callable[[dict[str, Sequence[Sequence[object]]]], bytes]


def _programme(key: str, publisher: str, *spellings: str, measure: Measure) -> Programme:
    return Programme(
        key, f"Title of {key}", "An authority", publisher, None, (measure,), None, spellings
    )


SMALL_REGISTER = ProgrammeRegister(
    (
        _programme("UN-DPRK", "un", "DPRK", measure=Measure.ASSET_FREEZE),
        _programme(
            "UK-MYANMAR",
            "uk",
            "Myanmar",
            "The Myanmar (Sanctions) Regulations 2021",
            measure=Measure.ASSET_FREEZE,
        ),
        _programme("EU-TAQA", "eu", "TAQA", measure=Measure.ASSET_FREEZE),
        _programme("CA-BURMA", "ca", "Burma / Birmanie", measure=Measure.ASSET_FREEZE),
        _programme("NS-CMIC", "us-ofac", "CMIC-EO13959", measure=Measure.INVESTMENT_RESTRICTION),
        _programme("RUSSIA", "us-ofac", "RUSSIA-EO14024", measure=Measure.ASSET_FREEZE),
        _programme(
            "CAPTA-RUSSIA", "us-ofac", "CAPTA RUSSIA-EO14024", measure=Measure.CORRESPONDENT_ACCOUNT
        ),
        _programme(
            "BIS-EL",
            "us-bis",
            "Entity List (EL) - Bureau of Industry and Security",
            measure=Measure.EXPORT_CONTROL,
        ),
        _programme("BIS-DPL", "us-bis", "Denied Persons List", measure=Measure.EXPORT_CONTROL),
        _programme("CH-BELARUS", "ch", "Belarus", measure=Measure.ASSET_FREEZE),
        _programme("AU-UN-TALIBAN", "au", "1988 (Taliban)", measure=Measure.ASSET_FREEZE),
        _programme("JP-FEFTA", "jp", measure=Measure.ASSET_FREEZE),
        _programme("WB-DEBARRED", "wb", measure=Measure.PROCUREMENT_BAN),
        _programme("UA-NSDC", "ua", measure=Measure.ASSET_FREEZE),
    )
)


@pytest.fixture
def read_sample(tmp_path: Path) -> ReadSample:
    """Writes a sample to a file, checks that its source recognises it, and reads it."""

    def read(
        source: ListSource, content: str | bytes, *, published: PartialDate | None = None
    ) -> ParsedList:
        path = tmp_path / "sample"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        file = open_source(path)
        assert source.recognises(file)
        return source.read((file,), ReadOptions(SMALL_REGISTER, published=published))

    return read


@pytest.fixture(scope="session")
def read_real(shared_lists: Path, repository: Path) -> ReadReal:
    """Reads a real file that its source recognises, once a session."""
    register = load_register(repository / "lists" / "programmes.yml")
    read: dict[str, ParsedList] = {}

    def read_once(source: ListSource, name: str) -> ParsedList:
        if name not in read:
            file = open_source(shared_lists / name)
            assert source.recognises(file)
            read[name] = source.read((file,), ReadOptions(register))
        return read[name]

    return read_once


@pytest.fixture
def workbook(tmp_path: Path) -> Workbook:
    """The bytes of an XLSX workbook with these sheets."""

    def build(sheets: dict[str, Sequence[Sequence[object]]]) -> bytes:
        from openpyxl import Workbook as OpenpyxlWorkbook

        book = OpenpyxlWorkbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / "built.xlsx"
        book.save(path)
        return path.read_bytes()

    return build


@pytest.fixture
def by_id() -> Callable[[ParsedList], dict[str, ListedParty]]:
    """The parties of a list by their listed id."""
    return lambda parsed: {party.listed_id: party for party in parsed.parties}
