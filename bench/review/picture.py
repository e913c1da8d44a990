"""Draws docs/review.svg: the review of the example file, after a first decision.

``python -m bench.review.picture [FILE.svg]``
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from sanctionscreen.cli.review import open_review

REPOSITORY = Path(__file__).resolve().parents[2]
NAME = "Sense Time"
"""A hit with fields that agree and one that conflicts."""


def main() -> int:
    """Writes the picture."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY / "docs" / "review.svg"
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "report.json"
        target = target.resolve()
        os.chdir(name)
        subprocess.run(
            [sys.executable, "-m", "sanctionscreen.cli", "check", "--quiet", "--output",
             str(report), str(REPOSITORY / "examples" / "counterparties.csv")],
            check=False, capture_output=True,
        )  # fmt: skip
        asyncio.run(_draw(report, Path(name) / "decisions.yaml", target))
    return 0


async def _draw(report: Path, decisions: Path, target: Path) -> None:
    app = open_review(
        report, decisions, date(2026, 11, 24), reviewer="A. Able", expires="2027-11-23"
    )
    async with app.run_test(size=(124, 36)) as pilot:
        await pilot.press("f")
        await pilot.pause()
        await pilot.press("o", "k", "enter")
        await pilot.pause()
        while NAME not in str(app.progress.current and app.progress.current.row.query):
            await pilot.press("s")
            await pilot.pause()
        # Fonts are the reader's own: a page of documentation fetches nothing.
        text = re.sub(r"@font-face \{.*?\}\s*", "", app.export_screenshot(), flags=re.DOTALL)
        target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
