"""Each publisher's real file is recognised by its own source, whatever the file is called."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.registry import SOURCES, recognise

FILES = {
    "un/consolidated_2026-08.xml": "un-xml",
    "uk/uk_fcdo_trimmed_live_2026-09-02.xml": "uk-sanctions-list-xml",
    "uk/ConList_2022-05.xlsx": "uk-ofsi-conlist",
    "uk/REWRITTEN_ConList_2025-04-10.csv.xz": "uk-ofsi-conlist",
    "eu/eu_fsf_sample_2020-04-15.xml": "eu-fsf-xml",
    "eu/eu_fsf_csv_1_0_first1000.csv": "eu-fsf-csv",
    "ca/sema-lmes_2022-05-11.xml": "ca-sema-xml",
    "ca/sema-lmes_2025-05.xml": "ca-sema-xml",
    "ch/seco_trimmed_live_2026-08-27.xml": "ch-seco-xml",
    "au/dfat_2026-08.xlsx": "au-dfat",
    "au/regulation8_consolidated_2022-05.xls": "au-dfat",
    "us_csl/consolidated_2022-05-16.csv.gz": "us-csl-csv",
    "us_csl/bis_dpl_2023-11.txt": "us-bis-dpl",
    "jp/shisantouketsu_2026-03-05.xlsx": "jp-mof",
    "wb/wb-data_2026-03-15.json": "wb-debarred",
    "ua/ua_2022-04.xlsx": "ua-nsdc",
    "opensanctions/sample_entities.ftm.json": "opensanctions-ftm",
    "opensanctions/sample_targets.nested.json": "opensanctions-nested",
    "opensanctions/targets.simple_first200.csv": "opensanctions-simple",
    "opensanctions/sample_senzing.json": "senzing-json",
}


@pytest.mark.parametrize(("name", "source"), FILES.items(), ids=list(FILES.values()))
def test_real_file_is_recognised_by_content(
    shared_lists: Path, tmp_path: Path, name: str, source: str
) -> None:
    """The file's name plays no part, and no other publisher's source claims the file."""
    renamed = tmp_path / "list.dat"
    shutil.copyfile(shared_lists / name, renamed)
    file = open_source(renamed)
    assert recognise(file).name == source
    claims = [s.name for s in SOURCES if s.name != "plain-csv" and s.recognises(file)]
    assert claims == [source]
