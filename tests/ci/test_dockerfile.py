"""The Dockerfile, linted and read; ``python -m bench.ci docker`` runs its steps."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench.ci.dockerfile import Stage, context_of, entry_point, stages_of

HADOLINT = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which(
    "hadolint"
)


@pytest.fixture(scope="module")
def stages(repository: Path) -> list[Stage]:
    """The stages of the Dockerfile."""
    return stages_of(repository / "Dockerfile")


@pytest.mark.skipif(HADOLINT is None, reason="hadolint is not installed")
def test_the_linter_has_nothing_to_say(repository: Path) -> None:
    """hadolint finds no fault."""
    done = subprocess.run(
        [str(HADOLINT), str(repository / "Dockerfile")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_it_runs_as_nobody_in_particular(stages: list[Stage]) -> None:
    """The user is a number other than root's, so that a cluster can check it."""
    user = stages[-1].last("USER")
    assert user is not None
    assert user.isdigit()
    assert int(user) >= 1000


def test_the_entry_point_is_the_program_without_a_shell(stages: list[Stage]) -> None:
    """Arguments and signals reach it as they are, and its exit code is the container's."""
    assert entry_point(stages[-1]) == ["sanctionscreen"]


def test_bases_have_a_version(stages: list[Stage]) -> None:
    """No stage is built on whatever is newest."""
    bases = [stage.base for stage in stages]
    assert len(bases) == 2
    assert all(base.partition(":")[2] not in ("", "latest") for base in bases)


def test_only_what_the_image_is_made_of_goes_to_the_builder(
    repository: Path, stages: list[Stage]
) -> None:
    """Every source of a COPY is in the context, and nothing of tests, history or reports."""
    context = {str(path) for path in context_of(repository)}
    tops = {path.split("/")[0] for path in context}
    copies = [i.text.split() for i in stages[0].instructions if i.name == "COPY"]
    sources = {word for words in copies for word in words[:-1]}
    assert sources == tops
    assert "sanctionscreen/cli/app.py" in context
    assert not any("__pycache__" in path for path in context)


def test_nothing_of_the_build_is_in_the_image(stages: list[Stage]) -> None:
    """The last stage takes the environment alone from the first."""
    copies = [i.text for i in stages[-1].instructions if i.name == "COPY"]
    assert copies == ["--from=build /opt/sanctionscreen /opt/sanctionscreen"]
