"""``lists update``: the publishers' newest lists into the store, several at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from sanctionscreen.cli import options as o
from sanctionscreen.cli import running
from sanctionscreen.cli.effective import Given, effective
from sanctionscreen.cli.importing import imported_lines
from sanctionscreen.cli.offline import VARIABLE, OfflineError, is_asked
from sanctionscreen.cli.streams import flush, put, say
from sanctionscreen.errors import ListError, SanctionscreenError, UsageError
from sanctionscreen.report.plain import counted, visible
from sanctionscreen.settings import Settings

if TYPE_CHECKING:
    from sanctionscreen.store import Store
    from sanctionscreen.store.addresses import Address
    from sanctionscreen.store.updating import Update, Updated

_AT_ONCE = 4
"""Lists downloaded at once: each has a publisher of its own, and a line has its limits."""

_Outcome: TypeAlias = "Updated | SanctionscreenError"


def update(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="Lists; without any, those that the settings name."),
    ] = None,
    url: Annotated[
        list[str] | None,
        typer.Option(metavar="ID=ADDRESS", help="Where to fetch a list instead. Repeatable."),
    ] = None,
    accept_drop: o.AcceptDrop = None,
    settings: o.SettingsFile = None,
    store: o.StoreFolder = None,
) -> int:
    """Download lists from their publishers into the store, from where they are screened.

    Each list is stored whole or not at all; what was there before stays. Without ID these are the
    official lists that the settings name, or else every one that has an address.

    Exit codes: 0 all are up to date, 2 usage error, 3 a list could not be updated.
    """
    from sanctionscreen.store import Store
    from sanctionscreen.store.addresses import address_of

    if is_asked():
        raise OfflineError(
            f"nothing is downloaded while {VARIABLE} is set",
            hint="Unset it, or bring the files: sanctionscreen lists import FILE...",
        )
    o.overrides(accept_drop=accept_drop)
    values = effective(settings, Given(store=store))
    asked = _given(url)
    given = dict(values.addresses) | asked
    for list_id in given:
        address_of(list_id, given)  # also of one that is not updated now: it may be misspelt
    wanted = tuple(dict.fromkeys(ids or _default(values, given)))
    if unused := [list_id for list_id in asked if list_id not in wanted]:
        raise UsageError(
            f"--url gives an address for {unused[0]}, which is not updated",
            field="url",
            hint=f"Name it as well: sanctionscreen lists update {unused[0]} --url ...",
        )
    outcomes = _outcomes(Store(running.store_folder(values)), wanted, given, accept_drop)
    done = [each for each in outcomes.values() if not isinstance(each, SanctionscreenError)]
    for updated in done:
        put("".join(visible(line) + "\n" for line in _lines(updated)))
    flush()
    if any(updated.imported is not None for updated in done):
        say("sanctionscreen: compiling the lists that are screened by default")
        running.open_lists(None, None, values)
    _raise(outcomes, len(done))
    say(f"sanctionscreen: {counted(len(done), 'list')} up to date")
    return 0


def _given(url: Sequence[str] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in url or ():
        list_id, equals, address = text.partition("=")
        if not (list_id and equals and address):
            raise UsageError(
                f"{text!r} gives no list an address", field="url", hint="Write ID=ADDRESS"
            )
        if list_id in found:
            raise UsageError(f"{list_id} is given two addresses", field="url", hint="Give one")
        found[list_id] = address
    return found


def _default(values: Settings, given: Mapping[str, str]) -> tuple[str, ...]:
    """The official lists of the settings; without any there, all that have an address."""
    from sanctionscreen.store import OFFICIAL_LISTS
    from sanctionscreen.store.addresses import NOT_PUBLISHED, PUBLISHED

    official = {each.id for each in OFFICIAL_LISTS}
    items = (item.partition("@")[0] for item in (*(values.lists or ()), *values.add_lists))
    if named := [item for item in items if item in official]:
        return tuple(named)
    left = [list_id for list_id in NOT_PUBLISHED if list_id not in given]
    say(f"sanctionscreen: not downloaded, for want of an address: {', '.join(left)}")
    return tuple(dict.fromkeys((*PUBLISHED, *given)))


def _outcomes(
    kept: Store, wanted: Sequence[str], given: Mapping[str, str], accept_drop: str | None
) -> dict[str, _Outcome]:
    """What became of each list, in the order in which they were asked for."""
    from sanctionscreen.sources.programmes import load_register
    from sanctionscreen.store import shipped_register_path
    from sanctionscreen.store.addresses import address_of
    from sanctionscreen.store.updating import Update

    outcomes: dict[str, _Outcome] = {}
    addresses: list[Address] = []
    for list_id in wanted:
        try:
            addresses.append(address_of(list_id, given))
        except ListError as error:
            outcomes[list_id] = error
    stop = threading.Event()
    plan = Update(
        register=load_register(shipped_register_path()),
        moment=running.now(),
        sleep=lambda seconds: wait(stop, seconds),
        turn=threading.Lock(),
        accept_drop=None if accept_drop is None else accept_drop.strip(),
    )
    outcomes |= _update_all(kept, addresses, plan, stop)
    return {list_id: outcomes[list_id] for list_id in wanted}


def wait(stop: threading.Event, seconds: float) -> None:
    """Waits between two attempts; Ctrl-C ends it."""
    stop.wait(seconds)


def _update_all(
    kept: Store, addresses: Sequence[Address], plan: Update, stop: threading.Event
) -> dict[str, _Outcome]:
    from concurrent.futures import ThreadPoolExecutor

    from sanctionscreen.cli.download_bars import DownloadBars
    from sanctionscreen.store.updating import update_list

    with DownloadBars(stop) as bars, ThreadPoolExecutor(_AT_ONCE) as pool:

        def update_one(address: Address) -> _Outcome:
            try:
                return update_list(kept, address, plan, bars.of(address.list_id))
            except SanctionscreenError as error:
                return error

        try:
            found = list(pool.map(update_one, addresses))
        except BaseException:
            stop.set()  # Ctrl-C ends the downloads, which would otherwise be waited for
            pool.shutdown(cancel_futures=True)
            raise
    return {address.list_id: each for address, each in zip(addresses, found, strict=True)}


def _lines(updated: Updated) -> Iterator[str]:
    if updated.imported is not None:
        yield from imported_lines(updated.imported)
    else:
        snapshot = updated.snapshot
        fetched = snapshot.fetched.date().isoformat()
        yield f"{snapshot.list_id}@{snapshot.published}: unchanged, fetched on {fetched}"


def _raise(outcomes: Mapping[str, _Outcome], done: int) -> None:
    """Names every list that was not updated, and ends the command if there is one."""
    errors = [each for each in outcomes.values() if isinstance(each, SanctionscreenError)]
    if not errors:
        return
    if len(outcomes) == 1:
        raise errors[0]
    for error in errors:
        say(f"sanctionscreen: not updated: {error}")
    raise ListError(
        f"{counted(len(errors), 'list')} not updated, {done} up to date",
        hint="See above for the reasons; what was stored before is as it was",
    )
