"""Every output format, found by its name or by the suffix of an output file."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from sanctionscreen.errors import UsageError
from sanctionscreen.report.base import Renderer


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """A renderer, and how its text goes into a file.

    Attributes:
        suffixes: Of files in this format.
        home: The module in this room and the class of the renderer, which is imported when it is
            first used: a run writes one or two formats of many.
        file_encoding: Of files; spreadsheets take CSV for UTF-8 only with a byte order mark.
        run_beside: The text holds rows only, so the run and the verdict go into a file beside.
        is_for_people: The text shows of the run what a reader needs, and no versions.
        is_binary: It gives bytes, which no terminal shows.
    """

    name: str
    suffixes: tuple[str, ...]
    home: tuple[str, str]
    file_encoding: str = "utf-8"
    run_beside: bool = False
    is_for_people: bool = False
    is_binary: bool = False

    @property
    def renderer(self) -> Renderer:
        module, name = self.home
        made: Renderer = getattr(import_module(f"sanctionscreen.report.{module}"), name)()
        return made


RENDERERS: tuple[OutputFormat, ...] = (
    OutputFormat("table", (".txt",), ("table", "TableRenderer"), is_for_people=True),
    OutputFormat("card", (), ("card", "CardRenderer"), is_for_people=True),
    OutputFormat("json", (".json",), ("json_object", "JsonRenderer")),
    OutputFormat("jsonl", (".jsonl", ".ndjson"), ("json_lines", "JsonLinesRenderer"),
                 run_beside=True),
    OutputFormat("csv", (".csv",), ("csv_table", "CsvRenderer"),
                 file_encoding="utf-8-sig", run_beside=True),
    OutputFormat("html", (".html", ".htm"), ("html", "HtmlRenderer")),
    OutputFormat("xlsx", (".xlsx",), ("xlsx", "XlsxRenderer"), is_binary=True),
    OutputFormat("parquet", (".parquet",), ("parquet", "ParquetRenderer"), is_binary=True),
    OutputFormat("sarif", (".sarif", ".sarif.json"), ("sarif", "SarifRenderer")),
    OutputFormat("junit", (".xml", ".junit.xml"), ("junit", "JunitRenderer")),
    OutputFormat("github", (), ("github", "GithubRenderer"), is_for_people=True),
    OutputFormat("markdown", (".md",), ("markdown", "MarkdownRenderer"), is_for_people=True),
)  # fmt: skip


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
    known = {s: each for each in RENDERERS for s in each.suffixes}
    # A suffix of two parts, such as .sarif.json, goes before its second part alone.
    if suffix and (fitting := sorted((s for s in known if name.endswith(s)), key=len)):
        return known[fitting[-1]]
    message = f"no output format has the suffix {suffix!r}" if suffix else "a suffix is missing"
    raise UsageError(message, path=path, hint=_suggestion(suffix, list(known)))


def _suggestion(given: str, known: list[str]) -> str:
    near = difflib.get_close_matches(given.lower(), known, n=1)
    choice = f"Choose one of: {', '.join(known)}"
    return f"Did you mean {near[0]!r}? {choice}" if near else choice
