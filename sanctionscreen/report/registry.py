"""Every output format, found by its name or by the suffix of an output file."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from sanctionscreen.errors import UsageError
from sanctionscreen.report.base import Renderer
from sanctionscreen.report.card import CardRenderer
from sanctionscreen.report.csv_table import CsvRenderer
from sanctionscreen.report.github import GithubRenderer
from sanctionscreen.report.html import HtmlRenderer
from sanctionscreen.report.json_lines import JsonLinesRenderer
from sanctionscreen.report.json_object import JsonRenderer
from sanctionscreen.report.junit import JunitRenderer
from sanctionscreen.report.markdown import MarkdownRenderer
from sanctionscreen.report.parquet import ParquetRenderer
from sanctionscreen.report.sarif import SarifRenderer
from sanctionscreen.report.table import TableRenderer
from sanctionscreen.report.xlsx import XlsxRenderer


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """A renderer, and how its text goes into a file.

    Attributes:
        file_encoding: Of files; spreadsheets take CSV for UTF-8 only with a byte order mark.
        run_beside: The text holds rows only, so the run and the verdict go into a file beside.
        is_for_people: The text shows of the run what a reader needs, and no versions.
        is_binary: It gives bytes, which no terminal shows.
    """

    renderer: Renderer
    file_encoding: str = "utf-8"
    run_beside: bool = False
    is_for_people: bool = False
    is_binary: bool = False

    @property
    def name(self) -> str:
        return self.renderer.name


RENDERERS: tuple[OutputFormat, ...] = (
    OutputFormat(TableRenderer(), is_for_people=True),
    OutputFormat(CardRenderer(), is_for_people=True),
    OutputFormat(JsonRenderer()),
    OutputFormat(JsonLinesRenderer(), run_beside=True),
    OutputFormat(CsvRenderer(), file_encoding="utf-8-sig", run_beside=True),
    OutputFormat(HtmlRenderer()),
    OutputFormat(XlsxRenderer(), is_binary=True),
    OutputFormat(ParquetRenderer(), is_binary=True),
    OutputFormat(SarifRenderer()),
    OutputFormat(JunitRenderer()),
    OutputFormat(GithubRenderer(), is_for_people=True),
    OutputFormat(MarkdownRenderer(), is_for_people=True),
)


def by_name(name: str) -> OutputFormat:
    """The format of that name.

    Raises:
        UsageError: there is none; the hint names the nearest.
    """
    for output_format in RENDERERS:
        if output_format.name == name:
            return output_format
    names = [output_format.name for output_format in RENDERERS]
    raise UsageError(f"there is no output format {name!r}", hint=_suggestion(name, names))


def by_suffix(path: Path) -> OutputFormat:
    """The format of an output file, by its suffix in any case.

    Raises:
        UsageError: the suffix is not that of a format; the hint names the nearest.
    """
    name, suffix = path.name.lower(), path.suffix.lower()
    known = {s: each for each in RENDERERS for s in each.renderer.suffixes}
    # A suffix of two parts, such as .sarif.json, goes before its second part alone.
    if suffix and (fitting := sorted((s for s in known if name.endswith(s)), key=len)):
        return known[fitting[-1]]
    message = f"no output format has the suffix {suffix!r}" if suffix else "a suffix is missing"
    raise UsageError(message, path=path, hint=_suggestion(suffix, list(known)))


def _suggestion(given: str, known: list[str]) -> str:
    near = difflib.get_close_matches(given.lower(), known, n=1)
    choice = f"Choose one of: {', '.join(known)}"
    return f"Did you mean {near[0]!r}? {choice}" if near else choice
