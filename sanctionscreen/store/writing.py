"""Writing a snapshot: packed copies and a manifest in a folder of their own, renamed when whole."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from sanctionscreen.errors import ListError
from sanctionscreen.store.addresses import mending_command
from sanctionscreen.store.keeping import Store
from sanctionscreen.store.locking import locked
from sanctionscreen.store.manifest import MANIFEST, manifest_text, read_manifest
from sanctionscreen.store.snapshot import FILES, Snapshot, StoredFile

_PART = ".part-"
_CHUNK = 1 << 20
_PACKED_STARTS = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"PK\x03\x04")
"""gzip, bzip2, xz, and zip (also Office documents): packing these again gains nothing."""

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 80
_PACKING_LEVEL = 6


def write_snapshot(
    store: Store, snapshot: Snapshot, paths: Sequence[Path]
) -> tuple[Snapshot, bool]:
    """Puts a list into the store; all of it, or nothing.

    Args:
        snapshot: As it was read from these files; ``files`` and ``folder`` are filled in here.
        paths: The files.

    Returns:
        The snapshot as stored, and whether it is new: one that is there already, and sound, is
        left as it is.

    Raises:
        ListError: another process keeps the store, it cannot be written, a file changed while it
            was read, or other files of the same list and day came at the same moment.
    """
    parent = store.path / snapshot.list_id
    final = parent / snapshot.name
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with locked(store.path):
            _clear_parts(parent)
            if (sound := _sound(final)) is not None:
                return sound, False
            _check_moment(store, snapshot)
            part = parent / f"{_PART}{snapshot.name}"
            try:
                kept = _fill(part, snapshot, paths)
                _put_in_place(part, final)
            finally:
                shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise ListError(
            f"the store cannot be written ({error.strerror or error})",
            path=error.filename or store.path,
            hint="The list is not stored; what was there before is as it was",
        ) from error
    return replace(kept, folder=final), True


def check_files(snapshot: Snapshot) -> None:
    """Hashes every file of a snapshot.

    Raises:
        ListError: a file is missing or is not what was received.
    """
    for file, path in zip(snapshot.files, snapshot.paths, strict=True):
        try:
            digest, size = hashlib.sha256(), 0
            with _unpacked(path, file) as stream:
                while block := stream.read(_CHUNK):
                    digest.update(block)
                    size += len(block)
            is_sound = (digest.hexdigest(), size) == (file.sha256, file.size)
        except (OSError, EOFError, zlib.error) as error:
            is_sound, reason = False, f" ({error})"
        else:
            reason = ""
        if not is_sound:
            raise ListError(
                f"a file of a stored list is missing or damaged{reason}",
                path=path,
                hint=f"To mend it, {mending_command(snapshot.list_id)}",
            )


def digest_of(files: Sequence[StoredFile]) -> str:
    """The digest of a list: of its file, or over those of its files (as readers of sets do)."""
    digests = sorted(file.sha256 for file in files)
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _sound(folder: Path) -> Snapshot | None:
    """The snapshot that is there; None where there is none, or a damaged one."""
    try:
        snapshot = read_manifest(folder)
        check_files(snapshot)
    except ListError:
        return None
    return snapshot


def _check_moment(store: Store, snapshot: Snapshot) -> None:
    """Of two files of one day the later fetched counts: two of one moment leave it open."""
    folder = store.path / snapshot.list_id
    prefix = f"{snapshot.published.isoformat()}-"
    for other in sorted(folder.glob(f"{prefix}*")):
        if other.name == snapshot.name:
            continue
        if read_manifest(other).fetched >= snapshot.fetched:
            raise ListError(
                f"another file of {snapshot.list_id} published on {snapshot.published} is stored "
                "already, and which of the two is newer cannot be told",
                path=other,
                hint="Give each file its own date: --published DATE",
            )


def _fill(part: Path, snapshot: Snapshot, paths: Sequence[Path]) -> Snapshot:
    (part / FILES).mkdir(parents=True)
    files = tuple(
        _copy(path, part / FILES, name)
        for path, name in zip(paths, _stored_names(paths), strict=True)
    )
    if digest_of(files) != snapshot.sha256:
        raise ListError("the file changed while it was read", path=paths[0], hint="Import it again")
    kept = replace(snapshot, files=files)
    with (part / MANIFEST).open("wb") as stream:
        stream.write(manifest_text(kept).encode())
        _sync(stream)
    return kept


def _stored_names(paths: Sequence[Path]) -> Iterator[str]:
    """A name for each file that every file system takes, each once."""
    taken: set[str] = set()
    for number, path in enumerate(paths, start=1):
        plain = _UNSAFE.sub("_", path.name)[-_LONGEST_NAME:].lstrip(".-") or "list"
        name = plain if plain.casefold() not in taken else f"{number}_{plain}"
        taken.add(name.casefold())
        yield name


def _copy(path: Path, folder: Path, name: str) -> StoredFile:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source:
        is_packed = not source.read(6).startswith(_PACKED_STARTS)
        source.seek(0)
        stored = f"{name}.gz" if is_packed else name
        with (folder / stored).open("wb") as raw, _packing(raw, is_packed) as target:
            while block := source.read(_CHUNK):
                digest.update(block)
                size += len(block)
                target.write(block)
        with (folder / stored).open("rb+") as written:
            _sync(written)
    return StoredFile(path.name, stored, is_packed, size, digest.hexdigest())


def _packing(raw: BinaryIO, is_packed: bool) -> BinaryIO:
    if not is_packed:
        return raw
    # Neither time nor name: the same bytes in, the same bytes out.
    packed = gzip.GzipFile(
        filename="", mode="wb", compresslevel=_PACKING_LEVEL, fileobj=raw, mtime=0
    )
    return cast(BinaryIO, packed)


def _unpacked(path: Path, file: StoredFile) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb")) if file.is_packed else path.open("rb")


def _put_in_place(part: Path, final: Path) -> None:
    if final.exists():  # a damaged one of the same bytes: it is mended
        damaged = final.with_name(f"{_PART}{final.name}.damaged")
        final.rename(damaged)
        part.rename(final)
        shutil.rmtree(damaged, ignore_errors=True)
    else:
        part.rename(final)
    _sync_folder(final)
    _sync_folder(final.parent)


def _clear_parts(parent: Path) -> None:
    """Removes what a killed process left; nobody else writes while the lock is held."""
    for left in parent.glob(f"{_PART}*"):
        shutil.rmtree(left, ignore_errors=True)


def _sync(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Makes a rename last through a power cut; Windows keeps no handle on a folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
