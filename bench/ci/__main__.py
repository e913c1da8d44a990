"""Runs the CI pieces for real, with pip and network: ``python -m bench.ci [action|gitlab|docker]``.

Prints what each ended in; ends in 1 where one did not do what it should.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.ci import action, dockerfile, gitlab

REPOSITORY = Path(__file__).resolve().parents[2]
VENDORS = "name\nZebedee Quux\nRi Yong Gil\n"


def run_action(folder: Path) -> bool:
    """The Action over a file with one hit: exit code 1, an annotation on its line."""
    (folder / "vendors.csv").write_text(VENDORS, encoding="utf-8")
    done = action.Runner(REPOSITORY, folder, folder / "runner").run(files="vendors.csv\n")
    print(done.log.strip())
    print("outputs", done.outputs)
    return done.outputs["exit-code"] == "1" and "line=3" in done.log


def run_gitlab(folder: Path) -> bool:
    """The template's job over the same file: exit code 1, all artifacts there."""
    (folder / "vendors.csv").write_text(VENDORS, encoding="utf-8")
    done = gitlab.run_job(
        REPOSITORY / ".ci" / "gitlab.yml", folder, {},
        SANCTIONSCREEN_PACKAGE=str(REPOSITORY), SANCTIONSCREEN_FILES="vendors.csv",
    )  # fmt: skip
    print(done.log.strip()[-600:])
    print("artifacts", *(path.name for path in done.artifacts))
    return done.code == 1 and not done.missing


def run_docker(folder: Path) -> bool:
    """Every stage, then the entry point as its user, over a file beside it."""
    builder = dockerfile.Builder(REPOSITORY, folder)
    stages = dockerfile.stages_of(REPOSITORY / "Dockerfile")
    stage, upper, environment = builder.build(stages)
    (upper / "work" / "vendors.csv").write_text(VENDORS, encoding="utf-8")
    user = stage.last("USER") or "0"
    command = [*dockerfile.entry_point(stage), "check", "--offline", "--quiet", "vendors.csv"]
    done = builder.inside(upper, command, "/work", environment, f"{user}:{user}")
    print(done.stderr.strip())
    size = subprocess.run(["du", "-sm", upper], capture_output=True, text=True, check=True).stdout
    print(f"user {user}, exit code {done.returncode}, {size.split()[0]} MB over the base image")
    return done.returncode == 1


PIECES: dict[str, Callable[[Path], bool]] = {
    "action": run_action,
    "gitlab": run_gitlab,
    "docker": run_docker,
}


def main() -> int:
    """Runs the pieces that are named, or all."""
    failed = []
    for name in sys.argv[1:] or PIECES:
        folder = Path(tempfile.mkdtemp(prefix=f"sanctionscreen-{name}-"))
        print(f"== {name}")
        try:
            is_good = PIECES[name](folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        print(f"== {name}: {'as it should be' if is_good else 'FAILED'}")
        failed += [] if is_good else [name]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
