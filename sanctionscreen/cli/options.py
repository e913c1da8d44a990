"""Options that several commands share, each defined once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from sanctionscreen.errors import UsageError
from sanctionscreen.model import Kind, PartialDate
from sanctionscreen.settings import ScreenSettings, WeakAliasPolicy

DEFAULTS = ScreenSettings()

Lists: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--lists",
        metavar="ID|FILE",
        help="Screen against this list instead of the default set. Repeatable.",
    ),
]
AddLists: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--add-lists",
        metavar="ID|FILE",
        help="Screen against this list too. Repeatable.",
    ),
]
StoreFolder: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="DIR",
        help="Where imported lists are kept, if not in the user's data folder.",
    ),
]
AcceptDrop: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--accept-drop",
        metavar="REASON",
        help="Store a list that lost much of what it held; the reason is recorded.",
    ),
]
SettingsFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--settings",
        metavar="FILE",
        help="Settings to use; without it, the nearest sanctionscreen.yaml or pyproject.toml "
        "upwards from the working directory.",
    ),
]
Threshold: TypeAlias = Annotated[
    float | None,
    typer.Option(
        metavar="SCORE",
        help=f"Lowest score of a hit, 50 to 100; {DEFAULTS.threshold:g} if no settings say "
        "otherwise.",
    ),
]
AsOf: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        help="Screen against what was in force on that day.",
    ),
]
AllowReconstructed: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="REASON",
        help="Accept a day reconstructed from listing dates; the reason is recorded.",
    ),
]
WeakAliases: TypeAlias = Annotated[
    WeakAliasPolicy | None,
    typer.Option(
        help="What names that a publisher calls weak aliases may do. check: corroborate if no "
        "settings say otherwise; lookup and explain: full."
    ),
]
FormatName: TypeAlias = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="NAME",
        help="On stdout: table, card, json, jsonl, csv, html, xlsx, sarif, junit, github, "
        "markdown or parquet.",
    ),
]
JsonOrText: TypeAlias = Annotated[
    str,
    typer.Option("--format", metavar="NAME", help="On stdout: text or json."),
]
Output: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE",
        help="Write a report: .html, .xlsx, .csv, .json, .jsonl, .ndjson, .parquet, .sarif, "
        ".junit.xml, .md or .txt. Repeatable.",
    ),
]
ShowNames: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--show-names",
        help="Show names in sarif, junit, github and markdown too, which else show rows only.",
    ),
]
Decisions: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--decisions", metavar="FILE", help="Reviewed judgements on hits (YAML) to apply."
    ),
]
Top: TypeAlias = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Show the best N hits only; all count."),
]
KindOption: TypeAlias = Annotated[Kind, typer.Option("--kind", help="What the party is.")]
BirthDate: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="Birth date, whole or partial: 1963-10-01, 1963, 1 Oct 1963."
    ),
]
Country: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="COUNTRY", help="Country, by name or by its ISO 3166 code."),
]
Identifier: TypeAlias = Annotated[
    str | None,
    typer.Option("--id", metavar="NUMBER", help="Passport, tax, registration, IMO, LEI, ..."),
]


def day(text: str | None, today: date) -> PartialDate | None:
    """The day of ``--as-of``.

    Raises:
        UsageError: it is no day of the calendar, or still to come.
    """
    if text is None:
        return None
    try:
        value = date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{text!r} is not a day", field="as-of", hint="Write it as YYYY-MM-DD"
        ) from None
    if value > today:
        raise UsageError(f"{text} is in the future", field="as-of", hint="Leave --as-of out")
    return PartialDate(value.year, value.month, value.day)


def overrides(**reasons: str | None) -> tuple[str, ...]:
    """The overrides given, as ``option: reason``, for the record of the run.

    Raises:
        UsageError: an override has an empty reason.
    """
    given = {
        name.replace("_", "-"): reason for name, reason in reasons.items() if reason is not None
    }
    for name, reason in given.items():
        if not reason.strip():
            raise UsageError(f"--{name} needs a reason", hint="It is recorded with the run")
    return tuple(f"{name}: {reason.strip()}" for name, reason in given.items())


def columns(given: list[str] | None) -> tuple[tuple[str, str], ...]:
    """The pairs of ``--column FIELD=HEADING``.

    Raises:
        UsageError: a value has no ``=``.
    """
    pairs = []
    for text in given or ():
        field, equals, heading = text.partition("=")
        if not (field and equals and heading):
            raise UsageError(
                f"{text!r} maps no column",
                field="column",
                hint="Write FIELD=HEADING, for instance name=Supplier",
            )
        pairs.append((field.strip(), heading))
    return tuple(pairs)


def is_same_file(first: Path, second: Path) -> bool:
    """Whether two paths are one file, existing or not."""
    if first.exists() and second.exists():
        return first.samefile(second)
    return first.resolve() == second.resolve()
