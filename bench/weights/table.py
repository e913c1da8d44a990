"""Writes the table of weights into the documentation: ``python -m bench.weights.table``."""

from __future__ import annotations

import ast
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

from sanctionscreen.match import weights
from sanctionscreen.names.frequencies import UNIT

PAGE = Path(__file__).resolve().parents[2] / "docs" / "matching.md"
START, END = "<!-- weights: python -m bench.weights.table -->\n", "<!-- end of weights -->\n"


def main() -> int:
    """Puts the table between its marks; the rest of the page stays."""
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), "utf-8", newline="\n")
    return 0


def with_table(page: str) -> str:
    """The page with the table of the weights as they are.

    Raises:
        ValueError: a mark is missing.
    """
    before, start, rest = page.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"no {START.strip()} and {END.strip()} in the page")
    return f"{before}{start}\n{table()}\n{end}{after}"


def table() -> str:
    """Each weight and limit with its value and the reason that stands beside it in the code."""
    remarks = dict(_remarks(Path(str(weights.__file__)).read_text("utf-8")))
    rows = ["| name | value | why |", "|---|---|---|"]
    for name, value in vars(weights).items():
        if name.isupper() and name != "UNIT" and isinstance(value, (int, tuple)):
            why = remarks.get(name, "").replace("|", "\\|")
            rows.append(f"| `{name}` | {_value(name, value)} | {why} |")
    return "\n".join(rows) + "\n"


def _value(name: str, value: int | tuple[int, int]) -> str:
    if isinstance(value, tuple):
        return f"{value[0]}/{value[1]}"
    if name.startswith(("SHORTEST", "LONGEST")):
        return str(value)
    return f"{value / UNIT:g} bits"


def _remarks(source: str) -> Iterator[tuple[str, str]]:
    """What stands beside each constant: a comment on its line, above it, or a string below."""
    lines = source.splitlines()
    body = ast.parse(source).body
    for node, following in zip(body, (*body[1:], None), strict=True):
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        beside = lines[node.end_lineno - 1].partition("#")[2] if node.end_lineno else ""
        above = itertools.takewhile(lambda line: line.startswith("#"), lines[node.lineno - 2 :: -1])
        text = beside or " ".join(reversed([line.lstrip("# ") for line in above]))
        if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            text = text or str(following.value.value)
        yield node.targets[0].id, " ".join(text.split())


if __name__ == "__main__":
    sys.exit(main())
