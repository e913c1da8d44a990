"""The register of sanctions programmes: what each publisher's tag means and does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sanctionscreen.errors import ListError, ListFormatError
from sanctionscreen.model import Measure
from sanctionscreen.strict_yaml import Faults, Section, Value, nearest, open_yaml

PUBLISHERS = (
    "us-ofac",
    "us-state",
    "us-bis",
    "uk",
    "ca",
    "un",
    "eu",
    "ch",
    "au",
    "jp",
    "wb",
    "ua",
    "own",
)
"""Who publishes lists; ``own`` is a team's own deny list."""

NON_SDN = "non-SDN "
"""Prefix under which OFAC's non-SDN use of a tag is registered.

OFAC uses one tag for two effects: on the SDN List RUSSIA-EO14024 blocks, on the Non-SDN Menu-Based
Sanctions List it forbids some dealings. The plain tag is therefore registered with the effect it
has on the SDN List, and ``NON_SDN + tag`` with the one it has on OFAC's other lists.
"""

_KEY = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
_KEYS = (
    "key",
    "publisher",
    "spellings",
    "title",
    "authority",
    "legal_basis",
    "measures",
    "url",
)
_REQUIRED = ("key", "publisher", "title", "authority", "measures")


@dataclass(frozen=True, slots=True)
class Programme:
    """One sanctions programme.

    Attributes:
        key: Ours, unique in the register ("DPRK2", "UK-MYANMAR").
        publisher: One of ``PUBLISHERS``.
        legal_basis: The order, act or regulation; None where it is not known for certain.
        measures: The legal effects, unless a designation says otherwise.
        spellings: How the publisher writes the programme; the key counts as one more.
    """

    key: str
    title: str
    authority: str
    publisher: str
    legal_basis: str | None
    measures: tuple[Measure, ...]
    url: str | None
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgrammeRegister:
    """All programmes, found by key or by the publisher's own spelling.

    Raises:
        ListFormatError: a key, or a publisher's spelling, stands for two programmes.
    """

    programmes: tuple[Programme, ...]
    _by_key: dict[str, Programme] = field(init=False, repr=False, compare=False)
    _by_spelling: dict[tuple[str, str], Programme] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key: dict[str, Programme] = {}
        by_spelling: dict[tuple[str, str], Programme] = {}
        for programme in self.programmes:
            if programme.key in by_key:
                raise ListFormatError(f"the programme key '{programme.key}' stands twice")
            by_key[programme.key] = programme
            for publisher, name in _spellings(programme):
                if (publisher, name) in by_spelling:
                    raise ListFormatError(f"'{name}' of {publisher} stands for two programmes")
                by_spelling[publisher, name] = programme
        object.__setattr__(self, "_by_key", by_key)
        object.__setattr__(self, "_by_spelling", by_spelling)

    def get(self, key: str) -> Programme | None:
        """The programme with this key."""
        return self._by_key.get(key)

    def find(self, publisher: str, spelling: str) -> Programme | None:
        """The publisher's programme of this spelling; case and blanks make no difference."""
        return self._by_spelling.get((publisher, _plain(spelling)))

    def extended(self, programmes: tuple[Programme, ...]) -> ProgrammeRegister:
        """This register with further programmes.

        Raises:
            ListFormatError: one of them is in the register already.
        """
        return ProgrammeRegister(self.programmes + programmes) if programmes else self


def load_register(path: Path) -> ProgrammeRegister:
    """Reads a register such as ``lists/programmes.yml``.

    Raises:
        ListError: there is no such file.
        ListFormatError: a key is unknown, missing, doubled or out of range; nothing is skipped.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ListError(
            f"the programme register cannot be read: {error.strerror}",
            path=path,
            hint="Reinstall the package, or give the path of a register",
        ) from error
    faults = Faults(path)
    programmes = _read_register(data, faults)
    faults.raise_first()
    return ProgrammeRegister(programmes)


def _read_register(data: bytes, faults: Faults) -> tuple[Programme, ...]:
    root = open_yaml(data, faults)
    if root is None:
        return ()
    section = root.section(("programmes",), ("programmes",))
    return read_programmes(section, PUBLISHERS, ProgrammeRegister(()))


def read_programmes(
    section: Section, publishers: tuple[str, ...], known: ProgrammeRegister
) -> tuple[Programme, ...]:
    """Reads the ``programmes`` of a section; a key or spelling that is taken is a fault."""
    programmes: list[Programme] = []
    keys = {programme.key for programme in known.programmes}
    claimed = {spelling for programme in known.programmes for spelling in _spellings(programme)}
    for item in section.items("programmes"):
        programme = _read_programme(item, publishers)
        if programme is None:
            continue
        spellings = tuple(_spellings(programme))
        taken = tuple(name for _, name in claimed.intersection(spellings))
        if programme.key in keys:
            item.fault(f"the programme key '{programme.key}' stands twice", "Use another key")
        elif taken:
            item.fault(
                f"the spelling '{min(taken)}' stands for two programmes of {programme.publisher}",
                "Take it out of one of them",
            )
        else:
            programmes.append(programme)
            keys.add(programme.key)
            claimed.update(spellings)
    return tuple(programmes)


def _read_programme(item: Value, publishers: tuple[str, ...]) -> Programme | None:
    section = item.section(_KEYS, _REQUIRED)
    key, publisher = section.text("key"), section.text("publisher")
    title, authority = section.text("title"), section.text("authority")
    measures = section.choices("measures", Measure)
    url = section.text("url")
    if key and not _KEY.fullmatch(key):
        section.fault_at("key", f"'{key}' is not a programme key", "Use capitals, digits, hyphens")
    if publisher and publisher not in publishers:
        hint = nearest(publisher, publishers)
        section.fault_at("publisher", f"'{publisher}' is not a publisher", hint)
    if url and not url.startswith(("https://", "http://")):
        section.fault_at("url", f"'{url}' is not an address", "Begin it with https://")
    legal_basis, spellings = section.text("legal_basis"), section.texts("spellings")
    if not (key and publisher and title and authority and measures):
        return None
    return Programme(key, title, authority, publisher, legal_basis, measures, url, spellings)


def _spellings(programme: Programme) -> Iterator[tuple[str, str]]:
    names = (programme.key, *programme.spellings)
    yield from dict.fromkeys((programme.publisher, _plain(name)) for name in names)


def _plain(spelling: str) -> str:
    return "".join(spelling.split()).casefold()
