"""Which of the files given make one list: all but OFAC's legacy CSV are a list each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sanctionscreen.errors import ListError, SanctionscreenError
from sanctionscreen.sources.base import SourceFile
from sanctionscreen.sources.ofac_legacy_rows import Role, read_rows, role_of
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.registry import recognise

_LEGACY = "ofac-legacy-csv"
_STRAY_SHARE = 10
"""One row in so many may be of a party of the other list: files of different days differ."""


@dataclass(frozen=True, slots=True)
class FileSet:
    """The files of one list, and the registry key of their format."""

    source: str
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Files that were not stored, and why."""

    paths: tuple[Path, ...]
    error: SanctionscreenError


def group_files(paths: Sequence[Path]) -> tuple[tuple[FileSet, ...], tuple[Refusal, ...]]:
    """Recognises files by their content and puts those of one list together.

    Returns:
        The lists, in the order of their first files, and the files that are none.
    """
    sets: list[FileSet] = []
    legacy: list[SourceFile] = []
    refused: list[Refusal] = []
    for path in {path.resolve(): path for path in paths}.values():
        try:
            file = open_source(path)
            source = recognise(file).name
        except SanctionscreenError as error:
            refused.append(Refusal((path,), error))
            continue
        if source == _LEGACY:
            legacy.append(file)
        else:
            sets.append(FileSet(source, (path,)))
    try:
        sets += _legacy_sets(legacy)
    except SanctionscreenError as error:
        refused.append(Refusal(tuple(file.path for file in legacy), error))
    return tuple(sets), tuple(refused)


def _legacy_sets(files: Sequence[SourceFile]) -> list[FileSet]:
    """Each file of parties with the further files of the same parties, by their numbers."""
    roles = [(file, role_of(file)) for file in files]
    parties = [file for file, role in roles if role is Role.PARTIES]
    if len(parties) < 2:
        return [FileSet(_LEGACY, tuple(file.path for file in files))] if files else []
    owners = [(file, _numbers(file, Role.PARTIES)) for file in parties]
    members = {file.path: [file.path] for file in parties}
    for file, role in roles:
        if role is not None and role is not Role.PARTIES:
            members[_owner(file, role, owners)].append(file.path)
    return [FileSet(_LEGACY, tuple(paths)) for paths in members.values()]


def _owner(file: SourceFile, role: Role, owners: Sequence[tuple[SourceFile, set[str]]]) -> Path:
    numbers = _numbers(file, role)
    shared = sorted(((len(numbers & ours), owner.path) for owner, ours in owners), reverse=True)
    (most, path), (second, other) = shared[:2]
    if second * _STRAY_SHARE > most or not most:
        raise ListError(
            f"this file may belong to {path} or to {other}",
            path=file.path,
            hint="Give the files of one list and one day a command of their own",
        )
    return path


def _numbers(file: SourceFile, role: Role) -> set[str]:
    return {row.uid for row in read_rows(file, role).good}
