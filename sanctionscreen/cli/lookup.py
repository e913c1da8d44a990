"""``lookup``: screens one name, or one identifier."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sanctionscreen.cli import options as o
from sanctionscreen.cli.effective import Given, effective
from sanctionscreen.cli.party_fields import party_fields
from sanctionscreen.cli.running import Session, open_session
from sanctionscreen.cli.streams import check_takes, flush, put, render_options, say
from sanctionscreen.errors import UsageError
from sanctionscreen.gate import judge, tally, verdict_line
from sanctionscreen.model import Kind
from sanctionscreen.record import Input
from sanctionscreen.report.registry import by_name
from sanctionscreen.settings import WeakAliasPolicy

if TYPE_CHECKING:
    from sanctionscreen.model import Counterparty, RowOutcome
    from sanctionscreen.report.ofac_ranking import RankingText
    from sanctionscreen.screening.ofac_ranking import OfacRanking


class RankBy(StrEnum):
    """The score by which what is found is ranked."""

    SCORE = "score"
    OFAC_SCORE = "ofac_score"


def lookup(
    name: Annotated[str, typer.Argument(help="The name; may be left out beside --id.")] = "",
    birth_date: o.BirthDate = None,
    country: o.Country = None,
    kind: o.KindOption = Kind.UNKNOWN,
    identifier: o.Identifier = None,
    lists: o.Lists = None,
    add_lists: o.AddLists = None,
    threshold: o.Threshold = None,
    as_of: o.AsOf = None,
    allow_reconstructed: o.AllowReconstructed = None,
    weak_aliases: o.WeakAliases = None,
    top: o.Top = None,
    rank_by: Annotated[
        RankBy,
        typer.Option(
            help="By ofac_score: every listed name at the threshold or more by the score that "
            "OFAC's own search would show (an emulation), then further hits; and why the two "
            "scores disagree.",
        ),
    ] = RankBy.SCORE,
    format_name: o.FormatName = "card",
    settings: o.SettingsFile = None,
    store: o.StoreFolder = None,
) -> int:
    """Look up one name, or one identifier.

    Exit codes: 0 no hit, 1 at least one hit, 2 usage error, 3 could not complete.
    --rank-by changes what is shown, never the exit code: a hit is one by our own score.
    """
    from sanctionscreen.screening.single import single

    if not name.strip() and not (identifier or "").strip():
        raise UsageError("there is nothing to look up", hint="Give a name, or --id NUMBER")
    output_format = by_name(format_name)
    check_takes(output_format)
    _check_rank_by(rank_by, name, format_name)
    fields = party_fields(birth_date, country, kind, identifier)
    given = Given(lists, add_lists, threshold, weak_aliases or WeakAliasPolicy.FULL, store=store)
    session = open_session(
        effective(settings, given), as_of, allow_reconstructed=allow_reconstructed
    )
    row = single(
        name,
        birth_date=fields.birth_date,
        country=fields.country,
        kind=fields.kind,
        identifier=fields.identifier,
    )
    outcome, ranking = _found(row, session, rank_by)
    verdict = judge(tally([outcome]), problems=session.problems)
    query = Input("command line", fields.digest(name))
    run = session.run([query], with_versions=not output_format.is_for_people)
    options = render_options(top=top)
    if ranking is None:
        rendering = output_format.renderer.open(run, options)
        put(rendering.add(outcome))
        put(rendering.close(verdict))
    else:
        put(_ranking_text(format_name)(ranking, run, verdict, options))
    flush()
    say(verdict_line(verdict, run))
    return verdict.exit_code


def _check_rank_by(rank_by: RankBy, name: str, format_name: str) -> None:
    """Refuses a ranking that could not be made or shown, before any list is opened."""
    if rank_by is RankBy.SCORE:
        return
    if not name.strip():
        raise UsageError(
            "a ranking by OFAC-style score needs a name",
            field="rank-by",
            hint="OFAC's search scores names only; leave --rank-by out to look up an identifier",
        )
    _ranking_text(format_name)


def _found(
    row: Counterparty, session: Session, rank_by: RankBy
) -> tuple[RowOutcome, OfacRanking | None]:
    """Our outcome, and the ranking beside it where one was asked for."""
    from sanctionscreen.screening import screen_row

    if rank_by is RankBy.SCORE:
        outcome = screen_row(row, session.index, session.screen, as_of=session.as_of)
        return outcome, None
    from sanctionscreen.screening.ofac_ranking import OfacRanker

    ranking = OfacRanker(session.index).rank(row, session.screen, as_of=session.as_of)
    return ranking.outcome, ranking


def _ranking_text(format_name: str) -> RankingText:
    # Imported here: a look-up that ranks by our own score pays nothing for the other.
    from sanctionscreen.report.ofac_ranking import ranking_text

    return ranking_text(format_name)
