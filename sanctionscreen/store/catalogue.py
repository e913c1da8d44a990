"""The catalogue: which lists there are, where the shipped ones lie, and what a selection means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from sanctionscreen.errors import ListError, ListFormatError, UsageError
from sanctionscreen.sources.base import ParsedList, ReadOptions
from sanctionscreen.sources.curated import CURATED_YAML
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.programmes import ProgrammeRegister
from sanctionscreen.sources.registry import read_list

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
    OfficialList("jp-mof", "Japan: asset freezing targets", "Japan (Ministry of Finance)"),
    OfficialList("wb-debarred", "World Bank debarred firms and individuals", "World Bank Group"),
    OfficialList(
        "ua-nsdc",
        "Ukraine: persons under special economic and other restrictive measures",
        "National Security and Defense Council of Ukraine",
    ),
)
"""The official list ids and titles (DESIGN section 4)."""


@dataclass(frozen=True, slots=True)
class ListLocation:
    """A list to screen against: a shipped one by its id, or a file whose id is inside it."""

    path: Path
    id: str | None = None

    @property
    def is_shipped(self) -> bool:
        """Whether the list comes with the package."""
        return self.id is not None


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
    selection: Sequence[str] | None, additional: Sequence[str] = ()
) -> tuple[ListLocation, ...]:
    """What a selection of lists means; a list that is named and missing is an error.

    Args:
        selection: Ids and paths that replace the default set (the shipped lists), or None.
        additional: Ids and paths that are added to it.

    Returns:
        Each list once, in the order given; shipped lists by id.

    Raises:
        UsageError: an id is unknown, or the selection is empty.
        ListError: an official list is not in the store, or a file is missing.
    """
    shipped = {path.stem: path for path in shipped_lists()}
    if selection is not None and not selection and not additional:
        raise UsageError("no list is selected", field="lists", hint="Name at least one list")
    chosen = tuple(shipped) if selection is None else tuple(selection)
    found = (_location(item, shipped) for item in (*chosen, *additional))
    return tuple(dict.fromkeys(found))


def load_list(location: ListLocation, register: ProgrammeRegister) -> ParsedList:
    """Reads a list, in whichever format it is in.

    Raises:
        ListError: the file is missing.
        ListFormatError: the file is in no known format, is not as its format asks, or claims the
            id of another list.
    """
    options = ReadOptions(register)
    if location.is_shipped:
        # What is shipped is in our own form: asking every reader would import them all.
        parsed = CURATED_YAML.read((open_source(location.path),), options)
    else:
        parsed = read_list((location.path,), options)
    _check_id(location, parsed)
    return parsed


def _folder() -> Path:
    """The package data of an installed wheel, or ``lists/`` beside the package in a checkout."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / "_lists"
    return packaged if packaged.is_dir() else package.parent / "lists"


def _location(item: str, shipped: dict[str, Path]) -> ListLocation:
    if item in shipped:
        return ListLocation(shipped[item], item)
    if any(item == official.id for official in OFFICIAL_LISTS):
        raise ListError(
            f"the list '{item}' is not in the store",
            hint="Give the publisher's own file instead: --lists FILE",
        )
    path = Path(item)
    if path.is_file():
        return ListLocation(path.resolve())
    if path.suffix or "/" in item or "\\" in item:
        raise ListError("the list file is missing", path=item, hint="Check the path")
    known = (*shipped, *(official.id for official in OFFICIAL_LISTS))
    close = get_close_matches(item, known, n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(close)}" if close else f"Known are: {', '.join(known)}"
    raise UsageError(f"there is no list '{item}'", field="lists", hint=hint)


def _check_id(location: ListLocation, parsed: ParsedList) -> None:
    """Refuses a list under the id of another: the ids of its parties would be taken for theirs."""
    claimed = parsed.ref.id
    if location.id is not None:
        is_wrong, whose = claimed != location.id, f"the shipped list {location.id}"
    else:
        taken = (
            *(path.stem for path in shipped_lists()),
            *(official.id for official in OFFICIAL_LISTS if parsed.ref.is_curated),
        )
        is_wrong, whose = claimed in taken, "a list of one's own"
    if is_wrong:
        raise ListFormatError(
            f"'{claimed}' cannot be the id of {whose}",
            path=location.path,
            field="id",
            hint="Give the list an id of its own",
        )
