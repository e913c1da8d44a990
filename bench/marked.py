"""Tables of a page that a command writes: what stands between two marks is replaced."""

from __future__ import annotations

from pathlib import Path


def write_marked(page: Path, name: str, text: str) -> None:
    """Replaces what stands between ``<!-- NAME -->`` and ``<!-- end of NAME -->``.

    Raises:
        ValueError: the page does not have each of the two marks once.
    """
    first, last = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    content = page.read_text(encoding="utf-8")
    if content.count(first) != 1 or content.count(last) != 1:
        raise ValueError(f"{page} does not have the marks of the table '{name}' once each")
    before, _, rest = content.partition(first)
    _, _, after = rest.partition(last)
    page.write_text(f"{before}{first}\n{text}\n{last}{after}", encoding="utf-8", newline="\n")
