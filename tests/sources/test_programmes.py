"""The programme register: found by key and spelling, and refused with the place when wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.errors import ListError, ListFormatError
from sanctionscreen.model import Measure
from sanctionscreen.sources.programmes import (
    NON_SDN,
    Programme,
    ProgrammeRegister,
    load_register,
)

GOOD = """\
programmes:

  - key: UK-MYANMAR
    publisher: uk
    spellings:
      - Myanmar
      - The Myanmar (Sanctions) Regulations 2021
    title: Myanmar
    authority: UK Government (FCDO)
    measures: [asset-freeze]

  - key: AU-MYANMAR
    publisher: au
    spellings: [Myanmar]
    title: Myanmar
    authority: Australia (DFAT)
    legal_basis: Autonomous Sanctions Regulations 2011
    measures: [asset-freeze, entry-ban]
    url: https://www.dfat.gov.au/
"""


@pytest.fixture
def register_file(tmp_path: Path) -> Path:
    """A small register that is as it should be."""
    path = tmp_path / "programmes.yml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_every_field_is_read(register_file: Path) -> None:
    """A register entry becomes a programme with all that stands in it."""
    assert load_register(register_file).get("AU-MYANMAR") == Programme(
        key="AU-MYANMAR",
        title="Myanmar",
        authority="Australia (DFAT)",
        publisher="au",
        legal_basis="Autonomous Sanctions Regulations 2011",
        measures=(Measure.ASSET_FREEZE, Measure.ENTRY_BAN),
        url="https://www.dfat.gov.au/",
        spellings=("Myanmar",),
    )


@pytest.mark.parametrize(
    "spelling",
    [
        "Myanmar",
        " MYANMAR ",
        "the myanmar (sanctions)regulations  2021",
        "UK-MYANMAR",
        "uk-myanmar",
    ],
)
def test_spellings_are_found_without_case_and_blanks(register_file: Path, spelling: str) -> None:
    """A publisher's spelling is found however it is cased and spaced, and so is the key."""
    found = load_register(register_file).find("uk", spelling)
    assert found is not None
    assert found.key == "UK-MYANMAR"


def test_a_spelling_belongs_to_its_publisher(register_file: Path) -> None:
    """The same word of two publishers names two programmes, and of a third none."""
    register = load_register(register_file)
    found = register.find("au", "Myanmar")
    assert found is not None
    assert found.key == "AU-MYANMAR"
    assert register.find("eu", "Myanmar") is None
    assert register.find("uk", "Burma") is None
    assert register.get("Myanmar") is None


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        (
            "    title: Myanmar\n    authority: UK",
            "    titel: Myanmar\n    authority: UK",
            8,
            "titel",
        ),
        ("publisher: au", "publisher: aus", 13, "not a publisher"),
        ("key: AU-MYANMAR", "key: UK-MYANMAR", 12, "stands twice"),
        ("publisher: au", "publisher: uk", 12, "two programmes"),
        ("[asset-freeze, entry-ban]", "[asset-freeze, entryban]", 18, "'entryban'"),
        ("[asset-freeze, entry-ban]", "[]", 18, "list is empty"),
        ("    authority: Australia (DFAT)\n", "", 12, "'authority' is missing"),
        ("url: https://www", "url: www", 19, "not an address"),
        ("key: AU-MYANMAR", "key: au myanmar", 12, "not a programme key"),
        ("programmes:\n", "programs:\n", 1, "unknown key 'programs'"),
    ],
)
def test_a_wrong_register_names_the_place(
    register_file: Path, old: str, new: str, line: int, message: str
) -> None:
    """Each fault of a register stops the load with file, line and what is wrong."""
    assert old in GOOD
    register_file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ListFormatError) as caught:
        load_register(register_file)
    assert caught.value.path == str(register_file)
    assert caught.value.line == line
    assert message in str(caught.value)


def test_a_missing_register_is_an_error(tmp_path: Path) -> None:
    """Without a register nothing is screened."""
    with pytest.raises(ListError, match=r"cannot be read.*Reinstall"):
        load_register(tmp_path / "programmes.yml")


def test_a_register_cannot_be_extended_with_what_it_has(register_file: Path) -> None:
    """A further programme may not take a key or spelling of the register."""
    register = load_register(register_file)
    own = Programme("OWN-A", "A", "Us", "own", None, (Measure.OTHER,), None)
    extended = register.extended((own,))
    assert extended.get("OWN-A") == own
    assert register.get("OWN-A") is None
    with pytest.raises(ListFormatError, match="stands twice"):
        extended.extended((own,))
    with pytest.raises(ListFormatError, match="two programmes"):
        ProgrammeRegister((own, Programme("OWN-B", "B", "Us", "own", None, (), None, ("own-a",))))


def test_the_prefix_of_non_sdn_use_is_documented_in_the_register(repository: Path) -> None:
    """One OFAC tag blocks on the SDN List and does less elsewhere: both are registered."""
    register = load_register(repository / "lists" / "programmes.yml")
    for tag in ("RUSSIA-EO14024", "UKRAINE-EO13662", "BURMA-EO14014", "ILLICIT-DRUGS-EO14059"):
        on_sdn, elsewhere = register.find("us-ofac", tag), register.find("us-ofac", NON_SDN + tag)
        assert on_sdn is not None
        assert elsewhere is not None
        assert Measure.ASSET_FREEZE in on_sdn.measures
        assert Measure.ASSET_FREEZE not in elsewhere.measures
