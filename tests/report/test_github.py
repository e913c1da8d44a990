"""GitHub annotations: commands that no name can end, begin or change."""

from __future__ import annotations

import re

import pytest
import report_builders as build
from test_report_contract import ODD_NAMES, mixed_outcomes, render

from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.registry import by_name

GITHUB = by_name("github")
_COMMAND = re.compile(r"::(error|warning|notice) (?:(\S[^:]*))::(.*)")


def test_a_hit_is_on_its_line() -> None:
    """File, line and title are properties, the rest is the message."""
    text = render(GITHUB, (build.outcome(30, build.hit(30)),), RenderOptions())
    first, last = text.splitlines()
    assert first.startswith(
        "::warning file=vendors.csv,line=31,title=Possible match (strong)%2C NS-CMIC::"
        "row 30, line 31, id V-30: possible match, "
    )
    assert last.startswith("::error title=sanctionscreen::sanctionscreen: HITS hits=1 ")


def test_a_row_not_screened_is_an_error() -> None:
    """It is never left out of what a reviewer sees."""
    text = render(GITHUB, (build.not_screened(4),), RenderOptions())
    assert text.startswith("::error file=vendors.csv,line=5,title=Not screened::")


def test_a_clear_run_is_one_notice() -> None:
    """Nothing but the verdict."""
    text = render(GITHUB, (build.outcome(1),), RenderOptions())
    assert text.count("\n") == 1
    assert text.startswith("::notice title=sanctionscreen::sanctionscreen: CLEAR")


@pytest.mark.parametrize(
    "name",
    [*ODD_NAMES.values(), "100%\n::set-env name=X::y", "a%0A::add-mask::x", "::stop-commands::x"],
)
def test_no_name_makes_a_command(name: str) -> None:
    """Each line is a command of ours, whatever is in the names."""
    outcome = build.outcome(1, build.hit(1, query=name, counterparty_id=name), counterparty_id=name)
    lines = render(GITHUB, (outcome, *mixed_outcomes(name))).split("\n")
    assert lines.pop() == ""
    assert len(lines) == 5
    assert all(_COMMAND.fullmatch(line) for line in lines)
    assert all(re.fullmatch(r"(%25|%2C|%3A|[^%])*", line) for line in lines)


@pytest.mark.parametrize(
    ("source", "shown"),
    [("-", ""), ("a,b:c%.csv", "file=a%2Cb%3Ac%25.csv,"), ("data\\x.csv", "file=data/x.csv,")],
)
def test_the_file_is_a_property_of_its_own(source: str, shown: str) -> None:
    """A file name is escaped, and standard input is none."""
    run = build.run(inputs=(f"{source} sha256:aa",))
    text = render(GITHUB, (build.outcome(1, build.hit(1)),), RenderOptions(), run)
    assert text.startswith(f"::warning {shown}{'line=2,' if shown else ''}title=")
