"""The catalogue: what a selection of lists means, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sanctionscreen.errors import ListError, ListFormatError, UsageError
from sanctionscreen.model import PartialDate
from sanctionscreen.sources.programmes import ProgrammeRegister, load_register
from sanctionscreen.store import (
    OFFICIAL_LISTS,
    ImportOptions,
    ListLocation,
    Store,
    catalogue,
    group_files,
    import_list,
    load_list,
    resolve,
    shipped_lists,
    shipped_register_path,
)

SHIPPED = (
    "curated-ca-2021-12-10",
    "curated-myanmar",
    "curated-north-korea",
    "curated-ns-cmic",
    "curated-uk-2021-12-10",
    "curated-us-2021-12-10",
    "curated-us-7031c-2021-12-10",
)
OWN = """\
id: {id}
title: Own
authority: Us
as_of: 2024-01-01
entries:
  - id: a
    kind: person
    names: [{{text: A, type: primary}}]
    designations: [{{programme: OWN-LIST}}]
"""


@pytest.fixture(scope="module")
def register() -> ProgrammeRegister:
    """The shipped programme register."""
    return load_register(shipped_register_path())


def ids(locations: tuple[ListLocation, ...]) -> tuple[str | None, ...]:
    """The ids of the shipped lists among the locations; None for files."""
    return tuple(location.id for location in locations)


def test_the_default_is_every_shipped_list() -> None:
    """Without a selection all shipped lists are screened, in the order of their ids."""
    assert ids(resolve(None)) == SHIPPED
    assert tuple(path.stem for path in shipped_lists()) == SHIPPED


def test_a_selection_replaces_and_an_addition_adds(tmp_path: Path) -> None:
    """``--lists`` replaces the default set, ``--add-lists`` adds to it; each list comes once."""
    own = tmp_path / "deny.csv"
    own.write_text("name\nA\n", encoding="utf-8")
    assert ids(resolve(["curated-ns-cmic"])) == ("curated-ns-cmic",)
    assert ids(resolve(None, [str(own), "curated-myanmar"])) == (*SHIPPED, None)
    both = resolve(["curated-myanmar", str(own)], ["curated-myanmar", str(own)])
    assert ids(both) == ("curated-myanmar", None)
    assert both[1].path == own.resolve()
    assert not both[1].is_shipped


@pytest.mark.parametrize("item", [official.id for official in OFFICIAL_LISTS])
def test_an_official_list_that_is_not_loaded_is_an_error(item: str) -> None:
    """Naming an official list that the store does not hold is never a smaller screening."""
    with pytest.raises(ListError, match="sanctionscreen lists import FILE") as caught:
        resolve(None, [item])
    assert caught.value.exit_code == 3


def test_the_official_lists_have_ids_and_titles_of_their_own() -> None:
    """Ids are unique and differ from those of shipped lists."""
    known = [official.id for official in OFFICIAL_LISTS]
    assert len(set(known)) == len(known) == 15
    assert not set(known) & set(SHIPPED)
    assert len({official.title for official in OFFICIAL_LISTS}) == 15


@pytest.mark.parametrize(
    ("item", "near"),
    [("curated-us-cmic", "curated-ns-cmic"), ("ofac-snd", "ofac-sdn"), ("zzzz", "Known are")],
)
def test_an_unknown_id_is_a_usage_error(item: str, near: str) -> None:
    """A misspelt list id ends in exit 2 and names the nearest ids."""
    with pytest.raises(UsageError, match=near) as caught:
        resolve([item])
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("item", ["deny.csv", "folder/deny", "folder\\deny"])
def test_a_missing_file_is_a_list_error(item: str) -> None:
    """What looks like a path and is not there ends in exit 3."""
    with pytest.raises(ListError, match="missing") as caught:
        resolve([item])
    assert caught.value.exit_code == 3
    assert not isinstance(caught.value, UsageError)


def test_an_empty_selection_is_a_usage_error() -> None:
    """Selecting no list at all is refused, not screened as clear."""
    with pytest.raises(UsageError, match="no list is selected"):
        resolve([])


def test_a_shipped_list_is_loaded_under_its_id(register: ProgrammeRegister) -> None:
    """The id of a shipped list is that of its file."""
    for location in resolve(None):
        parsed = load_list(location, register)
        assert parsed.ref.id == location.id
        assert parsed.ref.is_curated


def test_own_files_are_read_by_content(tmp_path: Path, register: ProgrammeRegister) -> None:
    """A team's own lists are told apart by their content, whatever their names."""
    curated, table = tmp_path / "a.txt", tmp_path / "b.txt"
    curated.write_text(OWN.format(id="own-a"), encoding="utf-8")
    table.write_text("name,country\nA,Cuba\n", encoding="utf-8")
    first, second = resolve([str(curated), str(table)])
    assert load_list(first, register).ref.id == "own-a"
    assert load_list(second, register).ref.id == "own-b"


@pytest.mark.parametrize("taken", ["curated-myanmar", "ofac-sdn"])
def test_an_own_list_may_not_take_the_id_of_another(
    tmp_path: Path, register: ProgrammeRegister, taken: str
) -> None:
    """A file that claims the id of a shipped or official list is refused."""
    path = tmp_path / "own.yml"
    path.write_text(OWN.format(id=taken), encoding="utf-8")
    with pytest.raises(ListFormatError, match="an id of its own"):
        load_list(resolve([str(path)])[0], register)


def test_a_shipped_list_under_another_id_is_refused(
    tmp_path: Path, register: ProgrammeRegister
) -> None:
    """A shipped file whose content is another list is not screened in its place."""
    path = tmp_path / "curated-myanmar.yml"
    path.write_text(OWN.format(id="own-a"), encoding="utf-8")
    with pytest.raises(ListFormatError, match="shipped list curated-myanmar"):
        load_list(ListLocation(path, "curated-myanmar"), register)


def test_an_installation_without_lists_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the package data are missing nothing passes for an empty default set."""
    module = tmp_path / "sanctionscreen" / "store" / "catalogue.py"
    monkeypatch.setattr(catalogue, "__file__", str(module))
    with pytest.raises(ListError, match="Reinstall"):
        shipped_lists()
    with pytest.raises(ListError, match="Reinstall"):
        shipped_register_path()


def test_an_installed_package_has_its_lists_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an installed wheel the lists are package data, not a folder beside the package."""
    package = tmp_path / "sanctionscreen"
    (package / "_lists").mkdir(parents=True)
    (package / "_lists" / "curated-x.yml").write_text("id: curated-x\n", encoding="utf-8")
    (package / "_lists" / "programmes.yml").write_text("programmes:\n", encoding="utf-8")
    monkeypatch.setattr(catalogue, "__file__", str(package / "store" / "catalogue.py"))
    assert [path.parent.name for path in shipped_lists()] == ["_lists"]
    assert shipped_register_path().parent == package.resolve() / "_lists"


@pytest.fixture
def store(tmp_path: Path, register: ProgrammeRegister, sdn_csv: Callable[..., Path]) -> Store:
    """The SDN List of two days, the later one with a party more."""
    store = Store(tmp_path / "store")
    for day, names in ((9, ["ABEL, Baker"]), (10, ["ABEL, Baker", "CARL, Dora"])):
        (files,), _ = group_files([sdn_csv(*names)])
        options = ImportOptions(PartialDate(2021, 12, day))
        import_list(store, files, register, options, datetime(2026, 11, 23, tzinfo=UTC))
    return store


def test_the_default_has_every_stored_list_too(store: Store) -> None:
    """The newest snapshot of each stored list is screened besides the shipped lists."""
    locations = resolve(None, store=store)
    assert ids(locations) == (*SHIPPED, "ofac-sdn")
    snapshot = locations[-1].snapshot
    assert snapshot is not None
    assert snapshot.published == date(2021, 12, 10)
    assert not locations[-1].is_shipped


@pytest.mark.parametrize(
    ("item", "as_of", "parties"),
    [
        ("ofac-sdn", None, 2),
        ("ofac-sdn", date(2021, 12, 9), 1),
        ("ofac-sdn", date(2021, 12, 1), 1),
        ("ofac-sdn@2021-12-09", None, 1),
        ("ofac-sdn@2021-12-09", date(2021, 12, 10), 1),
    ],
)
def test_a_stored_list_is_that_of_the_day(
    store: Store, register: ProgrammeRegister, item: str, as_of: date | None, parties: int
) -> None:
    """The snapshot is the one of the day asked for, or of the day named with the list."""
    (location,) = resolve([item], store=store, as_of=as_of)
    assert len(load_list(location, register).parties) == parties


def test_a_day_that_is_not_stored_is_an_error(store: Store) -> None:
    """A named snapshot that is missing is never replaced by another."""
    with pytest.raises(ListError, match="published on 2021-12-11"):
        resolve(["ofac-sdn@2021-12-11"], store=store)
    with pytest.raises(UsageError, match="names no day"):
        resolve(["ofac-sdn@yesterday"], store=store)


def test_another_list_is_still_missing(store: Store) -> None:
    """A store that holds one official list does not pass for all of them."""
    with pytest.raises(ListError, match="'un-sc' is not in the store"):
        resolve(None, ["un-sc"], store=store)


def test_a_changed_stored_file_is_not_read(store: Store, register: ProgrammeRegister) -> None:
    """A stored file is hashed before it is compiled."""
    (location,) = resolve(["ofac-sdn"], store=store)
    assert location.snapshot is not None
    (path,) = location.snapshot.paths
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ListError, match="damaged") as caught:
        load_list(location, register)
    assert caught.value.path == str(path)
