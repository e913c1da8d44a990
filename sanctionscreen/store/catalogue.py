"""The catalogue: which lists there are, where the shipped ones lie, and what a selection means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from sanctionscreen.errors import ListError, UsageError
from sanctionscreen.store.addresses import mending_command
from sanctionscreen.store.keeping import Store
from sanctionscreen.store.snapshot import Snapshot

_REGISTER = "programmes.yml"
_CURATED = "curated-*.yml"


@dataclass(frozen=True, slots=True)
class OfficialList:
    """A list that its publisher gives out and the store keeps; none is shipped."""

    id: str
    title: str
    authority: str


OFFICIAL_LISTS = (
    OfficialList(
        "ofac-sdn",
        "OFAC Specially Designated Nationals and Blocked Persons List",
        "US Treasury (OFAC)",
    ),
    OfficialList("ofac-cons", "OFAC Consolidated (non-SDN) Sanctions List", "US Treasury (OFAC)"),
    OfficialList(
        "un-sc", "United Nations Security Council Consolidated List", "UN Security Council"
    ),
    OfficialList("uk-sl", "UK Sanctions List", "UK Government (FCDO)"),
    OfficialList(
        "uk-ofsi",
        "OFSI consolidated list of asset freeze targets (retired)",
        "HM Treasury (OFSI)",
    ),
    OfficialList(
        "eu-fsf",
        "European Union consolidated list of persons, groups and entities (FSF)",
        "Council of the European Union",
    ),
    OfficialList(
        "ca-sema", "Consolidated Canadian Autonomous Sanctions List", "Global Affairs Canada"
    ),
    OfficialList(
        "ch-seco",
        "Switzerland: consolidated list of sanctioned individuals, entities and objects",
        "Switzerland (SECO)",
    ),
    OfficialList("au-dfat", "Australian Sanctions Consolidated List", "Australia (DFAT)"),
    OfficialList(
        "us-csl",
        "US Consolidated Screening List",
        "US Departments of Commerce, State and the Treasury",
    ),
    OfficialList("us-bis-dpl", "US Denied Persons List", "US Department of Commerce (BIS)"),
    OfficialList("jp-mof", "Japan: asset freezing targets", "Japan (Ministry of Finance)"),
    OfficialList("wb-debarred", "World Bank debarred firms and individuals", "World Bank Group"),
    OfficialList(
        "ua-nsdc",
        "Ukraine: persons under special economic and other restrictive measures",
        "National Security and Defense Council of Ukraine",
    ),
    OfficialList("opensanctions", "OpenSanctions export", "OpenSanctions"),
)
"""The official list ids and titles (DESIGN section 4)."""


@dataclass(frozen=True, slots=True)
class ListLocation:
    """A list to screen against: a shipped one, a stored one, or a file whose id is inside it."""

    path: Path
    id: str | None = None
    snapshot: Snapshot | None = None

    @property
    def is_shipped(self) -> bool:
        """Whether the list comes with the package."""
        return self.id is not None and self.snapshot is None


def shipped_lists() -> tuple[Path, ...]:
    """The files of the curated lists that come with the package, by id.

    Raises:
        ListError: the installation holds none.
    """
    folder = _folder()
    paths = tuple(sorted(folder.glob(_CURATED)))
    if not paths:
        raise ListError("no curated list is installed", path=folder, hint="Reinstall the package")
    return paths


def shipped_register_path() -> Path:
    """The file of the programme register that comes with the package.

    Raises:
        ListError: the installation does not hold it.
    """
    path = _folder() / _REGISTER
    if not path.is_file():
        raise ListError(
            "the programme register is not installed", path=path, hint="Reinstall the package"
        )
    return path


def resolve(
    selection: Sequence[str] | None,
    additional: Sequence[str] = (),
    *,
    store: Store | None = None,
    as_of: date | None = None,
) -> tuple[ListLocation, ...]:
    """What a selection of lists means; a list that is named and missing is an error.

    Args:
        selection: Ids (``ID@YYYY-MM-DD`` for the snapshot of a day) and paths that replace the
            default set, which is the shipped lists and every stored one; or None.
        additional: Ids and paths that are added to it.
        store: Where official lists are kept; None is an empty one.
        as_of: Of a stored list the snapshot that was current on that day; None is the newest.

    Returns:
        Each list once, in the order given; shipped lists by id.

    Raises:
        UsageError: an id is unknown, or the selection is empty.
        ListError: an official list is not in the store, a snapshot is damaged, or a file is
            missing.
    """
    shipped = {path.stem: path for path in shipped_lists()}
    stored = store.list_ids() if store is not None else ()
    if selection is not None and not selection and not additional:
        raise UsageError("no list is selected", field="lists", hint="Name at least one list")
    chosen = (*shipped, *stored) if selection is None else tuple(selection)
    finder = _Finder(shipped, stored, store, as_of)
    return tuple(dict.fromkeys(finder.location(item) for item in (*chosen, *additional)))


def _folder() -> Path:
    """The package data of an installed wheel, or ``lists/`` beside the package in a checkout."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / "_lists"
    return packaged if packaged.is_dir() else package.parent / "lists"


@dataclass(frozen=True, slots=True)
class _Finder:
    """Where the lists of one selection lie."""

    shipped: dict[str, Path]
    stored: tuple[str, ...]
    store: Store | None
    as_of: date | None

    def location(self, item: str) -> ListLocation:
        if item in self.shipped:
            return ListLocation(self.shipped[item], item)
        list_id, at, day = item.partition("@")
        known = (*self.stored, *(official.id for official in OFFICIAL_LISTS))
        if list_id in known:
            return self._snapshot(item, list_id, day if at else None)
        path = Path(item)
        if path.is_file():
            return ListLocation(path.resolve())
        if path.suffix or "/" in item or "\\" in item:
            raise ListError("the list file is missing", path=item, hint="Check the path")
        names = tuple(dict.fromkeys((*self.shipped, *known)))
        close = get_close_matches(list_id, names, n=3, cutoff=0.5)
        hint = f"Did you mean {' or '.join(close)}" if close else f"Known are: {', '.join(names)}"
        raise UsageError(f"there is no list '{item}'", field="lists", hint=hint)

    def _snapshot(self, item: str, list_id: str, pinned: str | None) -> ListLocation:
        store = self.store
        if store is None or list_id not in self.stored:
            raise ListError(
                f"the list '{list_id}' is not in the store",
                path=None if store is None else store.path,
                hint=f"To put it there, {mending_command(list_id)}; or screen against a file "
                "itself: --lists FILE",
            )
        if pinned is None:
            snapshot = store.current(list_id, self.as_of)
        else:
            # A day, or the name of a snapshot's folder: of several of a day, the very one.
            snapshot = store.named(list_id, pinned) or store.published_on(
                list_id, _day(item, pinned)
            )
        if snapshot is None:
            raise ListError(
                f"the store holds no {list_id} published on {pinned}",
                path=store.path,
                hint=f"Import the file of that day, or leave @{pinned} out",
            )
        return ListLocation(snapshot.folder, list_id, snapshot)


def _day(item: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"'{item}' names no day", field="lists", hint="Write it as ID@YYYY-MM-DD"
        ) from None
