"""The registry of sources: which reader a list file needs, found by the file's content."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from sanctionscreen.errors import ListError, ListFormatError
from sanctionscreen.sources.base import ListSource, ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.opening import open_source


# Not frozen: the protocol's attributes are declared as ones that may be written to.
@dataclass(slots=True, eq=False)
class RegisteredSource:
    """A source that is imported when it is first asked, so that start-up stays short.

    Attributes:
        name: Registry key; the source object's own ``name`` is the same.
        title: What users read; the source object's own ``title`` is the same.
        reference: ``module:object`` under ``sanctionscreen.sources``.
    """

    name: str
    title: str
    reference: str

    def recognises(self, file: SourceFile) -> bool:
        """Whether the content (never the file's name) is in this format."""
        return self.load().recognises(file)

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads one list; see ``ListSource.read``."""
        return self.load().read(files, options)

    def load(self) -> ListSource:
        """The source itself."""
        module, _, attribute = self.reference.partition(":")
        imported = importlib.import_module(f"sanctionscreen.sources.{module}")
        return cast(ListSource, getattr(imported, attribute))


_Source = RegisteredSource

# One line a source. The first that recognises a file reads it: the general ones come last.
SOURCES: tuple[ListSource, ...] = (
    _Source("ofac-advanced-xml", "OFAC advanced XML", "ofac_advanced:OFAC_ADVANCED"),
    _Source("ofac-simple-xml", "OFAC XML (sdn.xml, consolidated.xml)", "ofac_simple:OFAC_SIMPLE"),
    _Source("ofac-enhanced-xml", "OFAC enhanced XML", "ofac_enhanced:OFAC_ENHANCED"),
    _Source("ofac-legacy-csv", "OFAC legacy CSV (sdn, alt, add)", "ofac_legacy:OFAC_LEGACY"),
    _Source("un-xml", "UN Security Council consolidated XML", "un_xml:SOURCE"),
    _Source("uk-sanctions-list-xml", "UK Sanctions List XML", "uk_sanctions_list_xml:SOURCE"),
    _Source("uk-sanctions-list-csv", "UK Sanctions List CSV", "uk_sanctions_list_csv:SOURCE"),
    _Source("uk-ofsi-conlist", "OFSI ConList (retired)", "uk_ofsi_conlist:SOURCE"),
    _Source("eu-fsf-xml", "EU financial sanctions XML", "eu_fsf_xml:SOURCE"),
    _Source("eu-fsf-csv", "EU financial sanctions CSV", "eu_fsf_csv:SOURCE"),
    _Source("ca-sema-xml", "Canada SEMA XML", "ca_sema_xml:SOURCE"),
    _Source("ch-seco-xml", "Switzerland SECO XML", "ch_seco_xml:SOURCE"),
    _Source("au-dfat", "Australia DFAT consolidated list XLSX", "au_dfat:SOURCE"),
    _Source("us-csl-csv", "US Consolidated Screening List CSV", "us_csl_csv:SOURCE"),
    _Source("us-csl-json", "US Consolidated Screening List JSON", "us_csl_json:SOURCE"),
    _Source("us-bis-dpl", "US BIS Denied Persons List (tab-separated)", "us_bis_dpl:SOURCE"),
    _Source("jp-mof", "Japan MOF asset freeze list XLSX", "jp_mof:SOURCE"),
    _Source("wb-debarred", "World Bank debarred firms JSON", "wb_debarred:SOURCE"),
    _Source("ua-nsdc", "Ukraine NSDC sanctions XLSX", "ua_nsdc:SOURCE"),
    _Source("opensanctions-ftm", "OpenSanctions FtM JSON", "opensanctions_ftm:SOURCE"),
    _Source("opensanctions-nested", "OpenSanctions nested JSON", "opensanctions_nested:SOURCE"),
    _Source("opensanctions-simple", "OpenSanctions simple CSV", "opensanctions_simple:SOURCE"),
    _Source("senzing-json", "Senzing JSON lines (OpenSanctions)", "senzing_json:SOURCE"),
    _Source("curated-yaml", "curated list (YAML)", "curated:CURATED_YAML"),
    _Source("plain-csv", "any CSV, by a column mapping", "plain_csv:PLAIN_CSV"),
)


def recognise(file: SourceFile) -> ListSource:
    """The source that reads this file.

    Raises:
        ListFormatError: none does.
    """
    for source in SOURCES:
        if source.recognises(file):
            return source
    raise ListFormatError(
        "the file is in no known list format",
        path=file.path,
        hint="Known formats: " + "; ".join(f"{s.title} ({s.name})" for s in SOURCES),
    )


def read_list(paths: Sequence[Path], options: ReadOptions) -> ParsedList:
    """Reads one list from a file, or from the several files of one set.

    Raises:
        ListError: no file is given, one is missing, or they are in different formats.
        ListFormatError: a file is damaged, in no known format or not whole.
    """
    if not paths:
        raise ListError("no list file is given", hint="Name at least one file")
    files = tuple(open_source(path) for path in paths)
    sources = tuple(recognise(file) for file in files)
    for file, source in zip(files, sources, strict=True):
        if source.name != sources[0].name:
            raise ListError(
                f"this file is in the format {source.name}, "
                f"and {paths[0]} is in the format {sources[0].name}",
                path=file.path,
                hint="Give the files of one list only",
            )
    with _without_collection():
        return sources[0].read(files, options)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Pauses the cyclic garbage collector: parties hold no cycles, and there are only more of them.

    It would walk all parties read so far again and again: 2 to 4 of 17 seconds for OFAC's SDN List.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
