"""The official list files of the development folder, the newest of each publisher, read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sanctionscreen.model import PartialDate
from sanctionscreen.sources.base import ParsedList, ReadOptions
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.sources.registry import read_list
from sanctionscreen.store.catalogue import shipped_register_path

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""The folder of list files and development data beside the repository."""
WORKERS = 2


@dataclass(frozen=True, slots=True)
class ListFiles:
    """The newest files of one list; ``published`` where the file does not say it."""

    id: str
    files: tuple[str, ...]
    published: PartialDate | None = None


LISTS = (
    ListFiles("ofac-sdn", ("ofac_sdn/SDN_ADVANCED_2025-11-19.xml.bz2",)),
    ListFiles(
        "ofac-cons",
        tuple(f"ofac_cons/cons_{part}_2025-12-19.csv" for part in ("prim", "alt", "add")),
        PartialDate(2025, 12, 19),
    ),
    ListFiles("un-sc", ("un/consolidated_2026-08.xml",)),
    ListFiles("uk-sl", ("uk/REBUILT_UK-Sanctions-List_2026-08-22.xml.xz",)),
    ListFiles("eu-fsf", ("eu/REBUILT_xmlFullSanctionsList_1_1_2026-05-01.xml.xz",)),
    ListFiles("ca-sema", ("ca/sema-lmes_2025-05.xml",), PartialDate(2025, 5)),
    ListFiles("au-dfat", ("au/dfat_2026-08.xlsx",), PartialDate(2026, 8)),
    ListFiles("jp-mof", ("jp/shisantouketsu_2026-03-05.xlsx",), PartialDate(2026, 3, 5)),
    ListFiles("us-csl", ("us_csl/consolidated_2022-05-16.csv.gz",), PartialDate(2022, 5, 16)),
    ListFiles("us-dpl", ("us_csl/bis_dpl_2023-11.txt",), PartialDate(2023, 11)),
    ListFiles("wb-debarred", ("wb/wb-data_2026-03-15.json",), PartialDate(2026, 3, 15)),
    ListFiles("ua-nsdc", ("ua/ua_2022-04.xlsx",), PartialDate(2022, 4)),
)


def read_lists(folder: Path, ids: Sequence[str] | None = None) -> tuple[ParsedList, ...]:
    """Reads lists, in the order of ``LISTS``.

    Args:
        folder: Holds one folder a publisher.
        ids: Which lists; all where None.

    Raises:
        ListError: a file is missing.
        ListFormatError: a file is damaged or in no known format.
    """
    wanted = [item for item in LISTS if ids is None or item.id in ids]
    with ProcessPoolExecutor(WORKERS) as pool:
        found = tuple(pool.map(_read, [folder] * len(wanted), wanted))
    for item, parsed in zip(wanted, found, strict=True):
        if parsed.problems:
            print(f"{item.id}: {len(parsed.problems)} records not read", file=sys.stderr)
    return found


def _read(folder: Path, item: ListFiles) -> ParsedList:
    options = ReadOptions(load_register(shipped_register_path()), published=item.published)
    return read_list([folder / name for name in item.files], options)
