"""``lists status`` and ``lists verify``: whether the lists can be screened against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from sanctionscreen.cli import options as o
from sanctionscreen.cli import running
from sanctionscreen.cli.effective import Given, effective
from sanctionscreen.cli.streams import flush, put, render_options, say
from sanctionscreen.errors import ListError
from sanctionscreen.gate import age_days, age_problems
from sanctionscreen.report.plain import counted, visible
from sanctionscreen.settings import AgePolicy, Settings

if TYPE_CHECKING:
    from sanctionscreen.model import ListRef
    from sanctionscreen.report.store_status import ListStatus
    from sanctionscreen.store import Store
    from sanctionscreen.store.inspecting import Inspected


def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
    max_age: Annotated[
        int | None,
        typer.Option(min=0, metavar="DAYS", help="How old an official list may be."),
    ] = None,
    settings: o.SettingsFile = None,
    store: o.StoreFolder = None,
) -> int:
    """Show the state of each list: its age, its counts, and whether it can be used.

    The newest snapshot of each list is hashed again. Official lists that the settings name are
    shown as missing where they are not stored.

    Exit codes: 0 all can be used, 2 usage error, 3 a list is missing, damaged or too old.
    """
    from sanctionscreen.report.json_text import json_text
    from sanctionscreen.report.store_status import status_records, status_text

    values = effective(settings, Given(max_age=max_age, store=store))
    found = tuple(_statuses(values, running.now().date()))
    if as_json:
        put(json_text(status_records(found), indent=2) + "\n")
    else:
        put(status_text(found, render_options()))
    flush()
    faulty = [each for each in found if each.verdict != "ok"]
    if not faulty:
        return 0
    names = ", ".join(f"{each.id} ({each.verdict})" for each in faulty)
    say(f"sanctionscreen: ERROR (exit 3) {counted(len(faulty), 'list')} not in order: {names}")
    return ListError.exit_code


def verify(store: o.StoreFolder = None) -> int:
    """Hash every file of every snapshot again, and name those that are not as received.

    Exit codes: 0 all are, 2 usage error, 3 one is not.
    """
    from sanctionscreen.store import Store
    from sanctionscreen.store.inspecting import inspect_all

    values = effective(None, Given(store=store))
    sound = damaged = 0
    for each in inspect_all(Store(running.existing_store(values))):
        name = f"{each.list_id}/{each.folder.name}"
        if each.error is None:
            sound += 1
            put(visible(f"{name}: as received") + "\n")
        else:
            damaged += 1
            put(visible(f"{name}: DAMAGED: {each.error}") + "\n")
    flush()
    if damaged:
        counts = f"{counted(damaged, 'snapshot')} damaged, {sound:,} as received"
        say(f"sanctionscreen: ERROR (exit 3) {counts}")
        return ListError.exit_code
    say(f"sanctionscreen: {counted(sound, 'snapshot')} as received")
    return 0


def _statuses(values: Settings, today: date) -> Iterator[ListStatus]:
    from sanctionscreen.report.store_status import ListStatus
    from sanctionscreen.store import OFFICIAL_LISTS, Store, shipped_lists
    from sanctionscreen.store.addresses import mending_command
    from sanctionscreen.store.inspecting import inspect_newest

    shipped = [path.stem for path in shipped_lists()]
    for ref in running.open_lists(shipped, None, values).refs:
        yield _of_ref(ref, values.max_age, today)
    kept = Store(running.existing_store(values))
    stored = kept.list_ids()
    for list_id in stored:
        found = inspect_newest(kept, list_id)
        if found is not None:
            yield _of_snapshot(found, kept, values.max_age, today)
    titles = {official.id: official.title for official in OFFICIAL_LISTS}
    for list_id in _named(values):
        if list_id in titles and list_id not in stored:
            problem = f"not in the store; to put it there, {mending_command(list_id)}"
            yield ListStatus(list_id, titles[list_id], "missing", problem)


def _named(values: Settings) -> tuple[str, ...]:
    """The lists that the settings screen against, each once."""
    items = (*(values.lists or ()), *values.add_lists)
    return tuple(dict.fromkeys(item.partition("@")[0] for item in items))


def _of_snapshot(found: Inspected, kept: Store, policy: AgePolicy, today: date) -> ListStatus:
    from sanctionscreen.report.store_status import ListStatus

    if found.snapshot is None:
        return ListStatus(found.list_id, None, "damaged", str(found.error))
    ref = found.snapshot.ref
    status = _of_ref(ref, policy, today, kept.confirmed(ref, today))
    fetched = found.snapshot.fetched.isoformat(timespec="seconds")
    if found.error is not None:
        return replace(status, fetched=fetched, verdict="damaged", problem=str(found.error))
    return replace(status, fetched=fetched)


def _of_ref(
    ref: ListRef, policy: AgePolicy, today: date, confirmed: date | None = None
) -> ListStatus:
    from sanctionscreen.report.store_status import ListStatus

    stale = age_problems((ref,), policy, today, {} if confirmed is None else {ref.id: confirmed})
    return ListStatus(
        id=ref.id,
        title=ref.title,
        verdict="stale" if stale else "ok",
        problem=stale[0] if stale else None,
        published=None if ref.published is None else str(ref.published),
        confirmed=None if confirmed is None else confirmed.isoformat(),
        age_days=age_days(ref.published, today, confirmed),
        parties=ref.counts.parties,
        names=ref.counts.names,
        weak_aliases=ref.counts.weak_aliases,
        sha256=ref.sha256,
        source=ref.publisher_url,
        notes=ref.notes,
    )
