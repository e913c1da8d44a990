"""``compare`` and ``explain``: the sum of evidence, for hits and non-hits alike."""

from __future__ import annotations

from typing import Annotated

import typer

from sanctionscreen.cli import options as o
from sanctionscreen.cli.effective import Given, effective
from sanctionscreen.cli.party_fields import party_fields
from sanctionscreen.cli.running import open_session
from sanctionscreen.cli.streams import flush, put, render_options, say
from sanctionscreen.errors import UsageError
from sanctionscreen.model import Comparison, Kind
from sanctionscreen.settings import WeakAliasPolicy

_FORMATS = ("text", "json")


def compare(
    query: Annotated[str, typer.Argument(help="The name to screen.")],
    listed: Annotated[str, typer.Argument(help="The name it is compared with.")],
    kind: o.KindOption = Kind.UNKNOWN,
    threshold: o.Threshold = None,
    settings: o.SettingsFile = None,
    format_name: o.JsonOrText = "text",
) -> int:
    """Print the sum of evidence between two names.

    Exit code: 0, hit or not.
    """
    from sanctionscreen.screening import compare as compare_names

    _check_format(format_name)
    screen = effective(settings, Given(threshold=threshold)).screen
    result = compare_names(query, listed, kind, screen)
    return _show(result, screen.threshold, format_name)


def explain(
    query: Annotated[str, typer.Argument(help="The name to screen.")],
    against: Annotated[
        str, typer.Option(metavar="LISTED-ID", help="The listed party, e.g. as lookup shows it.")
    ],
    birth_date: o.BirthDate = None,
    country: o.Country = None,
    kind: o.KindOption = Kind.UNKNOWN,
    identifier: o.Identifier = None,
    lists: o.Lists = None,
    add_lists: o.AddLists = None,
    threshold: o.Threshold = None,
    as_of: o.AsOf = None,
    weak_aliases: o.WeakAliases = None,
    settings: o.SettingsFile = None,
    store: o.StoreFolder = None,
    format_name: o.JsonOrText = "text",
) -> int:
    """Print the sum of evidence against a listed party.

    Exit code: 0, hit or not.
    """
    from sanctionscreen.screening import explain as explain_party
    from sanctionscreen.screening import linked_entries

    _check_format(format_name)
    fields = party_fields(birth_date, country, kind, identifier)
    given = Given(lists, add_lists, threshold, weak_aliases or WeakAliasPolicy.FULL, store=store)
    session = open_session(effective(settings, given), as_of)
    result = explain_party(
        query,
        against,
        index=session.index,
        settings=session.screen,
        birth_date=fields.birth_date,
        country=fields.country,
        kind=fields.kind,
        identifier=fields.identifier,
    )
    linked = linked_entries(session.index, against)
    for problem in session.problems:
        say(f"sanctionscreen: note: {problem}")
    return _show(result, session.screen.threshold_for(linked), format_name)


def _check_format(name: str) -> None:
    if name not in _FORMATS:
        raise UsageError(
            f"there is no output format {name!r} here", hint=f"Choose {' or '.join(_FORMATS)}"
        )


def _show(result: Comparison, threshold: float, format_name: str) -> int:
    if format_name == "json":
        from sanctionscreen.report.json_text import json_text
        from sanctionscreen.report.records import comparison_record

        put(json_text(comparison_record(result, threshold), indent=2) + "\n")
    else:
        from sanctionscreen.report.waterfall import waterfall_text

        put(waterfall_text(result, threshold, render_options()))
    flush()
    return 0
