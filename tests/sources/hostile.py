"""Small files that each source recognises, open where damage can be put, and how it is refused."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from sanctionscreen.errors import ListError
from sanctionscreen.sources.base import ReadOptions
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.registry import read_list, recognise

SECONDS = 60.0
"""What a refusal may take on a busy machine; it takes under two seconds on an idle one."""
BYTES = 500 * 1024**2
"""What it may take of memory."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A file of a format: the text before the damage, and behind it."""

    source: str
    before: str
    after: str

    def around(self, damage: bytes) -> bytes:
        """The file with the damage in it."""
        return self.before.encode() + damage + self.after.encode()


XML = (
    Opening("ofac-advanced-xml", "<Sanctions><ReferenceValueSets/>", "</Sanctions>"),
    Opening("ofac-simple-xml", "<sdnList>", "</sdnList>"),
    Opening("ofac-enhanced-xml", "<sanctionsData>", "</sanctionsData>"),
    Opening("un-xml", "<CONSOLIDATED_LIST>", "</CONSOLIDATED_LIST>"),
    Opening(
        "uk-sanctions-list-xml",
        "<Designations><DateGenerated>22/08/2026</DateGenerated>",
        "</Designations>",
    ),
    Opening("eu-fsf-xml", '<export globalFileId="1">', "</export>"),
    Opening(
        "ca-sema-xml",
        "<data-set><record><Country>Iran</Country><Item>1</Item></record>",
        "</data-set>",
    ),
    Opening(
        "ch-seco-xml",
        '<swiss-sanctions-list list-type="whole-list" date="2026-08-27">',
        "</swiss-sanctions-list>",
    ),
)
JSON = (
    Opening("wb-debarred", '{"response": {"ZPROCSUPP": [{"SUPP_ID": "1", "SUPP_NAME": ', "}]}}"),
    Opening("us-csl-json", '{"results": [{"alt_names": [], "source_list_url": "", "name": ', "}]}"),
    Opening(
        "opensanctions-ftm", '{"id": "1", "schema": "Person", "properties": {}, "caption": ', "}\n"
    ),
    Opening(
        "opensanctions-nested",
        '{"id": "1", "schema": "Person", "properties": {"a": {"schema": "b"}}, "caption": ',
        "}\n",
    ),
    Opening("senzing-json", '{"DATA_SOURCE": "A", "RECORD_ID": "1", "NAMES": ', "}\n"),
)
_NOTHING = ",-0- " * 8
CSV = (
    Opening(
        "ofac-legacy-csv",
        f'1,"ABEL, Baker","individual","SDGT"{_NOTHING}\r\n' * 30 + "2,",
        f',"individual","SDGT"{_NOTHING}\r\n\x1a',
    ),
    Opening(
        "uk-sanctions-list-csv",
        "Report Date: 22-Aug-2026\nUnique ID,Name 6,Regime Name,Date Designated\n1,",
        ",Iran,\n",
    ),
    Opening(
        "uk-ofsi-conlist",
        "Last Updated,10/04/2025\nGroup ID,Group Type,Name 6,Alias Quality\n1,Entity,",
        ",\n",
    ),
    Opening(
        "eu-fsf-csv", "Date_file;EU_ref_num;Naal_wholename" + ";x" * 20 + "\n1;2;", ";" * 20 + "\n"
    ),
    Opening("us-csl-csv", "_id,source,entity_number,alt_names,name\n1,2,3,,", "\n"),
    Opening("us-bis-dpl", "Name\tStreet_Address\tStandard_Order\tFR_Citation\n", "\t\t\t\n"),
    Opening("opensanctions-simple", "id,schema,name,aliases,birth_date,dataset\n1,,", ",,,\n"),
    Opening("plain-csv", "id,name\n1,", "\n"),
)
YAML = (
    Opening(
        "curated-yaml",
        "id: own\ntitle: Own\nauthority: Own\nas_of: 2026-11-01\nentries:\n- id: a\n  names: ",
        "\n",
    ),
)
# Headings and the title of the sheet, as their sources look for them in a workbook.
WORKBOOKS = {
    "uk-ofsi-conlist": ("Data", ["Group ID", "Alias Quality", "Name Non-Latin Script"]),
    "au-dfat": (
        "Sheet",
        [
            "Reference",
            "Name of Individual or Entity",
            "Type",
            "Listing Information",
            "Control Date",
        ],
    ),
    "jp-mof": ("1.テスト", ["告示日付", "告示番号", "日本語表記"]),
    "ua-nsdc": ("Фізичні особи", ["№ указу", "Назва укр.", "Тип обмеження"]),
}


def check_recognised(path: Path, source: str) -> None:
    """That the file comes to the reader it is meant for: elsewhere it would prove nothing."""
    assert recognise(open_source(path)).name == source


def refusal(paths: Sequence[Path], options: ReadOptions) -> ListError:
    """The error in which reading ends: a list error that names the file, in bounds."""
    tracemalloc.start()
    started = time.perf_counter()
    try:
        with pytest.raises(ListError) as caught:
            read_list(paths, options)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert time.perf_counter() - started < SECONDS
    assert peak < BYTES
    assert caught.value.path in {str(path) for path in paths}
    assert caught.value.message
    return caught.value
