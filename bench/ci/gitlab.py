"""A job of the GitLab template as a script, with its variables and artifacts."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import yaml

_VARIABLE = re.compile(r"\$(\w+)")


@dataclass(frozen=True)
class Done:
    """A run of a job; ``artifacts`` are those of the template that are there at its end."""

    code: int
    log: str
    artifacts: tuple[Path, ...]
    missing: tuple[str, ...]


def run_job(template: Path, checkout: Path, environment: dict[str, str], **variables: str) -> Done:
    """Runs ``.sanctionscreen`` of a template in a checkout, with variables of a job."""
    job = yaml.safe_load(template.read_text("utf-8"))[".sanctionscreen"]
    values = {"CI_PROJECT_DIR": str(checkout)}
    for name, value in {**job["variables"], **variables}.items():
        values[name] = _VARIABLE.sub(lambda m: values.get(m[1], m[0]), str(value))
    lines = [*job["before_script"], *job["script"]]
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(lines)],
        cwd=checkout, env=os.environ | environment | values, check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    paths = [*job["artifacts"]["paths"], job["artifacts"]["reports"]["junit"]]
    found = {path: checkout / path for path in paths}
    return Done(
        done.returncode, done.stdout,
        tuple(path for path in found.values() if path.is_file()),
        tuple(name for name, path in found.items() if not path.is_file()),
    )  # fmt: skip
