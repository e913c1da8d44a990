"""``lists diff``: what changed between two snapshots of a list."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from sanctionscreen.cli import options as o
from sanctionscreen.cli import running
from sanctionscreen.cli.effective import Given, effective
from sanctionscreen.cli.streams import flush, put, render_options, say
from sanctionscreen.errors import ListError

if TYPE_CHECKING:
    from sanctionscreen.model import ListedParty
    from sanctionscreen.sources.programmes import ProgrammeRegister
    from sanctionscreen.store import Snapshot, Store

_DIFFERS = 1
_SNAPSHOT_HELP = "A day (the newest published by then), or a snapshot's name."


def diff(
    list_id: Annotated[str, typer.Argument(metavar="ID", help="A list in the store.")],
    old: Annotated[str, typer.Argument(metavar="OLD", help=_SNAPSHOT_HELP)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, for the later one.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
    store: o.StoreFolder = None,
) -> int:
    """Show which parties of a list were added, removed or changed, field by field.

    Exit codes: 0 the two are the same, 1 they differ, 2 usage error, 3 a snapshot is missing or
    damaged.
    """
    from sanctionscreen.report.json_text import json_text
    from sanctionscreen.report.list_diff import diff_record, diff_text, summary_text
    from sanctionscreen.sources.programmes import load_register
    from sanctionscreen.store import Store, shipped_register_path
    from sanctionscreen.store.diffing import diff_lists

    kept = Store(running.existing_store(effective(None, Given(store=store))))
    before, after = (_snapshot(kept, list_id, text) for text in (old, new))
    register = load_register(shipped_register_path())
    found = diff_lists(_parties(before, register), _parties(after, register))
    if as_json:
        head = {"id": list_id, "old": _record(before), "new": _record(after)}
        put(json_text(head | diff_record(found), indent=2) + "\n")
    else:
        put(diff_text(found, render_options()))
    flush()
    say(f"sanctionscreen: {list_id} {before.name} to {after.name}: {summary_text(found)}")
    return 0 if found.is_empty else _DIFFERS


def _snapshot(kept: Store, list_id: str, text: str) -> Snapshot:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        found = next((s for s in kept.snapshots(list_id) if s.name == text), None)
    else:
        found = kept.as_of(list_id, day)
    if found is not None:
        return found
    names = ", ".join(folder.name for folder in kept.folders(list_id))
    raise ListError(
        f"the store holds no {list_id} of {text}",
        path=kept.path,
        hint=f"It holds: {names}" if names else "Import it: sanctionscreen lists import FILE",
    )


def _parties(snapshot: Snapshot, register: ProgrammeRegister) -> tuple[ListedParty, ...]:
    from sanctionscreen.store import ListLocation, load_list

    return load_list(ListLocation(snapshot.folder, snapshot.list_id, snapshot), register).parties


def _record(snapshot: Snapshot) -> dict[str, object]:
    return {
        "name": snapshot.name,
        "published": snapshot.published.isoformat(),
        "sha256": snapshot.sha256,
        "parties": snapshot.counts.parties,
    }
