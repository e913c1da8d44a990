"""What a replay needs: the lists, the files and the rows of the recorded run, each as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanctionscreen.cli.job import File, Row, read_files
from sanctionscreen.errors import EvidenceError, ListError
from sanctionscreen.fields.dates import DateOrder
from sanctionscreen.model import Kind
from sanctionscreen.settings import Settings

if TYPE_CHECKING:
    from sanctionscreen.evidence.reading import EvidenceFile


def find_lists(
    recorded: Sequence[dict[str, Any]],
    store: Path,
    settings: Settings,
    given: Sequence[Path],
) -> tuple[tuple[str, ...], list[str]]:
    """Where each list of the run lies now, by its sha256, and which have other bytes.

    Args:
        recorded: The lists in the head of the evidence.
        store: The folder of the store.
        settings: Of the run; they name the files of own lists.
        given: Files of own lists that lie elsewhere now.

    Raises:
        EvidenceError: a list is not there at all.
    """
    named = [*given, *map(Path, (*(settings.lists or ()), *settings.add_lists))]
    own = {_sha256(path): str(path) for path in named if path.is_file()}
    chosen, differing = [], []
    for ref in recorded:
        place, problem = _find(ref["id"], ref["sha256"], ref["published"], store, own)
        chosen.append(place)
        if problem is not None:
            differing.append(f"list {ref['id']}: {problem}")
    return tuple(chosen), differing


def _find(
    list_id: str, sha256: str, published: str | None, store: Path, own: dict[str, str]
) -> tuple[str, str | None]:
    from sanctionscreen.store.catalogue import shipped_lists
    from sanctionscreen.store.keeping import Store
    from sanctionscreen.store.writing import check_files

    if sha256 in own:
        return own[sha256], None
    shipped = {path.stem: path for path in shipped_lists()}
    if list_id in shipped and _sha256(shipped[list_id]) == sha256:
        return list_id, None
    snapshots = Store(store).snapshots(list_id)
    for snapshot in snapshots:
        if snapshot.sha256 == sha256:
            try:
                check_files(snapshot)
            except ListError as error:
                return "", str(error)
            return f"{list_id}@{snapshot.published}", None
    if list_id in shipped:
        return "", "the one shipped with this version is another; give that of the run with --lists"
    if snapshots and published in {str(snapshot.published) for snapshot in snapshots}:
        return "", f"the store's of {published} has another sha256"
    raise EvidenceError(
        f"the list {list_id} of {published} (sha256 {sha256}) is not here",
        path=store,
        hint="Import the publisher's file of that day, or give your own with --lists FILE",
    )


def use_file(what: str, path: Path | str | None, sha256: str | None, option: str) -> str | None:
    """A file that the run went by, if it did: the same bytes, wherever it lies now.

    Raises:
        EvidenceError: it is missing, or another.
    """
    if sha256 is None:
        return None
    if path is None or not Path(path).is_file():
        raise EvidenceError(
            f"the {what} of the run (sha256 {sha256}) is not here",
            path=path,
            hint=f"Give it with {option} FILE",
        )
    if _sha256(Path(path)) != sha256:
        raise EvidenceError(
            f"this is not the {what} of the run, whose sha256 is {sha256}",
            path=path,
            hint=f"Give that of the day with {option} FILE",
        )
    return str(path)


@dataclass(frozen=True, slots=True)
class RecordedRows:
    """The rows of the inputs in an evidence file, as they were screened.

    Those of an ownership file are left out: they are made of that file again.
    """

    found: EvidenceFile
    sha256: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    notices: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Row]:
        from sanctionscreen.evidence.rows import row_of

        inputs = len(self.found.head["inputs"])
        for record in self.found.rows():
            if record["source"] < inputs:
                yield row_of(record["counterparty"])


def open_files(
    found: EvidenceFile, settings: Settings, inputs: Sequence[Path]
) -> tuple[tuple[File, ...], list[str]]:
    """The rows to replay, and the inputs that are not those of the run.

    Raises:
        EvidenceError: the rows are not in the evidence, and no input is given; or too few are.
    """
    recorded = found.head["inputs"]
    if not inputs:
        if found.head["redacted"]:
            raise EvidenceError(
                "the evidence holds no names to replay with",
                path=found.path,
                hint="Give what was screened: --input FILE",
            )
        return (File("recorded rows", RecordedRows(found), ()),), []
    if len(inputs) != len(recorded):
        raise EvidenceError(
            f"{len(recorded)} inputs were screened, and {len(inputs)} are given",
            hint="Give them all, in their order: "
            + " ".join(f"--input {each['name']}" for each in recorded),
        )
    files = read_files([str(path) for path in inputs], _reading(found, settings))
    differing = [
        f"input {file.name}: sha256 {each['sha256']} recorded, {file.counterparties.sha256} now"
        for each, file in zip(recorded, files, strict=True)
        if each["sha256"] != file.counterparties.sha256
    ]
    return files, differing


def _reading(found: EvidenceFile, settings: Settings) -> Any:
    from sanctionscreen.counterparties import ReadingOptions

    said = found.head["reading"]
    order = None if settings.date_order is None else DateOrder(settings.date_order)
    return ReadingOptions(
        settings.columns,
        order,
        said["encoding"],
        said["delimiter"],
        said["sheet"],
        Kind(said["kind"]),
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
