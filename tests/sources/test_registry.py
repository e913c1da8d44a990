"""The registry: formats found by content, imported when needed, read one list at a time."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from sanctionscreen.errors import ListError, ListFormatError
from sanctionscreen.sources.base import ReadOptions
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.sources.registry import SOURCES, RegisteredSource, read_list, recognise

SAMPLES = Path(__file__).parent / "samples"
EXPECTED = {
    "ofac_advanced_sdn.xml": "ofac-advanced-xml",
    "ofac_simple_sdn.xml": "ofac-simple-xml",
    "ofac_enhanced_sdn.xml": "ofac-enhanced-xml",
    "ofac_legacy_sdn.csv": "ofac-legacy-csv",
    "ofac_legacy_alt.csv": "ofac-legacy-csv",
    "ofac_legacy_add.csv": "ofac-legacy-csv",
}


@pytest.fixture(scope="module")
def options(repository: Path) -> ReadOptions:
    return ReadOptions(load_register(repository / "lists" / "programmes.yml"))


@pytest.mark.parametrize(("sample", "name"), EXPECTED.items())
def test_formats_are_recognised_by_content(tmp_path: Path, sample: str, name: str) -> None:
    """A file is recognised under any name."""
    path = tmp_path / "renamed.bin"
    path.write_bytes((SAMPLES / sample).read_bytes())
    assert recognise(open_source(path)).name == name


def test_an_unknown_format_is_an_error_that_names_the_known_ones(tmp_path: Path) -> None:
    """What nothing recognises is refused, and the error says what would be read."""
    path = tmp_path / "list.xml"
    path.write_text("<catalogue><book/></catalogue>", encoding="utf-8")
    with pytest.raises(ListFormatError) as caught:
        recognise(open_source(path))
    assert caught.value.path == str(path)
    assert all(source.name in (caught.value.hint or "") for source in SOURCES)


def test_files_of_a_set_are_read_together(options: ReadOptions) -> None:
    """The legacy CSV's files make one list, in whatever order they are given."""
    names = ("ofac_legacy_add.csv", "ofac_legacy_alt.csv", "ofac_legacy_sdn.csv")
    paths = [SAMPLES / name for name in names]
    parsed = read_list(paths, options)
    assert len(parsed.parties) == 4
    assert parsed == read_list(paths[::-1], options)


def test_files_of_two_formats_are_refused(options: ReadOptions) -> None:
    """Two lists in one call are a mistake, not a mixture."""
    paths = [SAMPLES / "ofac_simple_sdn.xml", SAMPLES / "ofac_advanced_sdn.xml"]
    with pytest.raises(ListError, match="ofac-advanced-xml"):
        read_list(paths, options)


def test_two_lists_of_one_format_are_refused(options: ReadOptions) -> None:
    """A format of one file reads one file; the second is never dropped."""
    path = SAMPLES / "ofac_simple_sdn.xml"
    with pytest.raises(ListError, match="2 were given"):
        read_list([path, path], options)


def test_the_garbage_collector_is_left_as_it_was(options: ReadOptions, tmp_path: Path) -> None:
    """Reading pauses the collector; afterwards it runs again, also when reading failed."""
    assert gc.isenabled()
    read_list([SAMPLES / "ofac_simple_sdn.xml"], options)
    assert gc.isenabled()
    cut = tmp_path / "cut.xml"
    cut.write_bytes((SAMPLES / "ofac_simple_sdn.xml").read_bytes()[:-20])
    with pytest.raises(ListFormatError):
        read_list([cut], options)
    assert gc.isenabled()


def test_no_file_is_an_error(options: ReadOptions) -> None:
    """Nothing to read is not an empty list."""
    with pytest.raises(ListError, match="no list file"):
        read_list([], options)


def test_names_and_titles_are_those_of_the_sources() -> None:
    """The registry's lines say of each source what it says of itself, and each name once."""
    for source in SOURCES:
        assert isinstance(source, RegisteredSource)
        loaded = source.load()
        assert (loaded.name, loaded.title) == (source.name, source.title)
    names = [source.name for source in SOURCES]
    assert len(set(names)) == len(names)


def test_the_registry_loads_no_reader() -> None:
    """Importing the registry imports none of the readers and none of their libraries."""
    script = (
        "import sys; import sanctionscreen.sources.registry as r; r.SOURCES;"
        "heavy = {'lxml', 'openpyxl', 'pandas', 'xlrd', 'numpy'} & set(sys.modules);"
        "readers = [s.reference.partition(':')[0] for s in r.SOURCES"
        " if 'sanctionscreen.sources.' + s.reference.partition(':')[0] in sys.modules];"
        "print(sorted(heavy), readers)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[] []"


def test_ofac_xml_needs_no_lxml(tmp_path: Path, repository: Path) -> None:
    """Reading XML loads the standard library's parser only."""
    script = (
        "import sys; from pathlib import Path;"
        "from sanctionscreen.sources.registry import read_list;"
        "from sanctionscreen.sources.base import ReadOptions;"
        "from sanctionscreen.sources.programmes import load_register;"
        f"register = load_register(Path({str(repository / 'lists' / 'programmes.yml')!r}));"
        f"sample = Path({str(SAMPLES / 'ofac_simple_sdn.xml')!r});"
        "parsed = read_list([sample], ReadOptions(register));"
        "print(len(parsed.parties), sorted({'lxml', 'openpyxl', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path,
        env={"PYTHONPATH": str(repository)},
    )  # fmt: skip
    assert done.stdout.strip() == "4 []"
