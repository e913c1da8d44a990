"""``lookup``: screens one name, or one identifier."""

from __future__ import annotations

from typing import Annotated

import typer

from sanctionscreen.cli import options as o
from sanctionscreen.cli.party_fields import party_fields
from sanctionscreen.cli.running import open_session
from sanctionscreen.cli.streams import flush, put, render_options, say
from sanctionscreen.errors import UsageError
from sanctionscreen.gate import judge, tally, verdict_line
from sanctionscreen.model import Kind
from sanctionscreen.record import Input
from sanctionscreen.report.registry import by_name
from sanctionscreen.settings import ScreenSettings, WeakAliasPolicy


def lookup(
    name: Annotated[str, typer.Argument(help="The name; may be left out beside --id.")] = "",
    birth_date: o.BirthDate = None,
    country: o.Country = None,
    kind: o.KindOption = Kind.UNKNOWN,
    identifier: o.Identifier = None,
    lists: o.Lists = None,
    add_lists: o.AddLists = None,
    threshold: o.Threshold = o.DEFAULTS.threshold,
    as_of: o.AsOf = None,
    allow_reconstructed: o.AllowReconstructed = None,
    weak_aliases: o.WeakAliases = WeakAliasPolicy.FULL,
    top: o.Top = None,
    format_name: o.FormatName = "card",
) -> int:
    """Look up one name, or one identifier.

    Exit codes: 0 no hit, 1 at least one hit, 2 usage error, 3 could not complete.
    """
    from sanctionscreen.screening import lookup as look_up

    if not name.strip() and not (identifier or "").strip():
        raise UsageError("there is nothing to look up", hint="Give a name, or --id NUMBER")
    output_format = by_name(format_name)
    fields = party_fields(birth_date, country, kind, identifier)
    settings = ScreenSettings(threshold, weak_aliases=weak_aliases)
    session = open_session(
        lists, add_lists, settings, as_of, allow_reconstructed=allow_reconstructed
    )
    outcome = look_up(
        name,
        index=session.index,
        settings=settings,
        as_of=session.as_of,
        birth_date=fields.birth_date,
        country=fields.country,
        kind=fields.kind,
        identifier=fields.identifier,
    )
    verdict = judge(tally([outcome]), problems=session.problems)
    query = Input("command line", fields.digest(name))
    run = session.run([query], with_versions=not output_format.is_for_people)
    rendering = output_format.renderer.open(run, render_options(top=top))
    put(rendering.add(outcome) + rendering.close(verdict))
    flush()
    say(verdict_line(verdict, run))
    return verdict.exit_code
