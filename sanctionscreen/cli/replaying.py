"""What a replay needs: the lists, the files and the rows of the recorded run, each as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanctionscreen.cli.job import File, read_files
from sanctionscreen.errors import EvidenceError, ListError, UsageError
from sanctionscreen.fields.dates import DateOrder
from sanctionscreen.model import Kind
from sanctionscreen.settings import Settings

if TYPE_CHECKING:
    from sanctionscreen.decisions.reading import Decisions
    from sanctionscreen.engines import Row
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
    kept = Store(store)
    snapshot = kept.named(list_id, f"{published}-{sha256[:12]}")
    if snapshot is not None and snapshot.sha256 == sha256:
        try:
            check_files(snapshot)
        except ListError as error:
            return "", str(error)
        return f"{list_id}@{snapshot.name}", None
    if list_id in shipped:
        return "", "the one shipped with this version is another; give that of the run with --lists"
    if any(folder.name.startswith(f"{published}-") for folder in kept.folders(list_id)):
        return "", f"the store's of {published} has another sha256"
    raise EvidenceError(
        f"the list {list_id} of {published} (sha256 {sha256}) is not here",
        path=store,
        hint="Import the publisher's file of that day, or give your own with --lists FILE",
    )


def use_decisions(found: EvidenceFile, given: Path | None, named: str | None) -> Decisions | None:
    """The decisions that the run went by, if it did: as recorded, or in a file of the same bytes.

    Args:
        given: The file to take instead of what is recorded.
        named: The file of the run, for where the evidence holds no names.

    Raises:
        EvidenceError: they are missing, or others.
        UsageError: a file is given, and the run had none.
    """
    from sanctionscreen.decisions.reading import decisions_of

    sha256, text = found.head["decisions"], found.head["decisions_text"]
    if given is None and sha256 is not None and text is not None:
        data = text.encode()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise EvidenceError(
                f"the decisions in it are not those of the run, whose sha256 is {sha256}",
                path=found.path,
                hint="Give the file of the day with --decisions FILE",
            )
        return decisions_of(data, str(found.path))
    path = use_file("decisions file", given or (sha256 and named), sha256, "--decisions")
    return None if path is None else decisions_of(path.read_bytes(), str(path))


def use_file(what: str, path: Path | str | None, sha256: str | None, option: str) -> Path | None:
    """A file that the run went by, if it did: the same bytes, wherever it lies now.

    Raises:
        EvidenceError: it is missing, or another.
        UsageError: the run had none, and one is given.
    """
    if sha256 is None:
        if path is not None:
            raise UsageError(f"the run had no {what}", path=path, hint=f"Leave {option} out")
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
    return Path(path)


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
    differing = []
    for each, file in zip(recorded, files, strict=True):
        for what, now in (
            ("sha256", file.counterparties.sha256),
            ("columns", [list(pair) for pair in file.counterparties.columns]),
        ):
            if each[what] != now:
                differing.append(f"input {file.name}: {what} {each[what]} recorded, {now} now")
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
