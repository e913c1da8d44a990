"""The steps of ``action.yml`` as a script: inputs, conditions, outputs and files as on a runner."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")
_CONDITION = re.compile(r"([\w.-]+)\s*(==|!=)\s*'([^']*)'")


@dataclass(frozen=True)
class Done:
    """A run of the Action.

    Attributes:
        code: Of the first step that failed, or 0.
        uses: Other actions that steps would use, each with its inputs, in order.
        outputs: Of the Action.
        summary: What it wrote into the summary of the job.
        log: stdout and stderr of all steps.
    """

    code: int
    uses: tuple[tuple[str, dict[str, str]], ...]
    outputs: dict[str, str]
    summary: str
    log: str


@dataclass
class Runner:
    """A runner with a folder of its own and a checkout to work in.

    Attributes:
        environment: More variables, over those of this process.
    """

    action: Path
    checkout: Path
    temp: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, **inputs: str) -> Done:
        """Runs all steps with these inputs; ``_`` stands for ``-`` in their names."""
        definition = yaml.safe_load((self.action / "action.yml").read_text("utf-8"))
        values = {f"inputs.{name}": str(each.get("default", ""))
                  for name, each in definition["inputs"].items()}  # fmt: skip
        for name, value in inputs.items():
            key = f"inputs.{name.replace('_', '-')}"
            if key not in values:
                raise ValueError(f"the Action has no input {name}")
            values[key] = value
        values["runner.os"] = "Linux"
        self.temp.mkdir(parents=True, exist_ok=True)
        summary = self.temp / "step_summary.md"
        summary.write_text("")
        uses, log, code = [], "", 0
        for step in definition["runs"]["steps"]:
            if not _holds(step.get("if"), values):
                continue
            if "uses" in step:
                given = {k: _filled(str(v), values) for k, v in step.get("with", {}).items()}
                uses.append((step["uses"], given))
                continue
            code, text = self._step(step, values, summary)
            log += text
            if code:
                break
        outputs = {n: _filled(each["value"], values) for n, each in definition["outputs"].items()}
        return Done(code, tuple(uses), outputs, summary.read_text("utf-8"), log)

    def _step(self, step: dict[str, Any], values: dict[str, str], summary: Path) -> tuple[int, str]:
        script, output = self.temp / "step.sh", self.temp / "output.txt"
        # The text of a script may hold no expression: what it holds would be run.
        if "${{" in step["run"]:
            raise ValueError(f"the step {step['name']!r} has an expression in its script")
        script.write_text(step["run"], encoding="utf-8")
        output.write_text("")
        environment = os.environ | self.environment | {
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "RUNNER_TEMP": str(self.temp),
            **{name: _filled(str(v), values) for name, v in step.get("env", {}).items()},
        }  # fmt: skip
        # As GitHub starts a step with `shell: bash`.
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.checkout, env=environment, check=False, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        for line in output.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            if "id" in step:
                values[f"steps.{step['id']}.outputs.{name}"] = value
        return done.returncode, done.stdout


def _filled(text: str, values: dict[str, str]) -> str:
    return _EXPRESSION.sub(lambda match: values.get(match[1], ""), text)


def _holds(condition: str | None, values: dict[str, str]) -> bool:
    if condition is None:
        return True
    matched = _CONDITION.fullmatch(condition.strip())
    if matched is None:
        raise ValueError(f"the condition {condition!r} is not understood here")
    return (values[matched[1]] == matched[3]) is (matched[2] == "==")
