"""The GitLab template: its job run as a script, with the variables of the example."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import junitparser
import pytest
import yaml

from bench.ci.gitlab import Done, run_job

HIT, CLEAR = "Ri Yong Gil", "Zebedee Quux"
Run = Callable[..., Done]
pytestmark = pytest.mark.skipif(
    os.name == "nt" or shutil.which("bash") is None, reason="the job is run with bash here"
)


@pytest.fixture
def job(repository: Path, checkout: Path, environment: dict[str, str]) -> Run:
    """Runs the template's job in the checkout."""

    def run(**variables: str) -> Done:
        return run_job(repository / ".ci" / "gitlab.yml", checkout, environment, **variables)

    return run


@pytest.mark.parametrize(("name", "code"), [(HIT, 1), (CLEAR, 0)])
def test_the_job_ends_as_the_check_and_leaves_its_artifacts(
    job: Run, vendors: Callable[..., Path], checkout: Path, name: str, code: int
) -> None:
    """Every artifact is there, hit or not, and the JUnit report is one."""
    vendors(name)
    done = job(SANCTIONSCREEN_FILES="vendors.csv")
    assert (done.code, done.missing) == (code, ()), done.log
    report = junitparser.JUnitXml.fromfile(str(checkout / "sanctionscreen.junit.xml"))
    assert report.failures == code
    assert HIT not in done.log


def test_without_files_it_fails(job: Run) -> None:
    """A job that screens nothing is a usage error, and never a pass."""
    assert job().code == 2


def test_a_failed_update_fails_the_job(job: Run, vendors: Callable[..., Path]) -> None:
    """Nothing is screened against lists that are not there."""
    vendors(CLEAR)
    done = job(SANCTIONSCREEN_FILES="vendors.csv", SANCTIONSCREEN_LISTS="no-such-list")
    assert done.code == 2
    assert "CLEAR" not in done.log


def test_the_cache_holds_the_store_and_the_indexes(repository: Path) -> None:
    """The folders that are cached are those that the variables name."""
    job: dict[str, Any] = yaml.safe_load((repository / ".ci" / "gitlab.yml").read_text("utf-8"))
    template = job[".sanctionscreen"]
    named = {template["variables"][f"SANCTIONSCREEN_{each}"] for each in ("STORE", "CACHE")}
    assert named == {f"$CI_PROJECT_DIR/{path}" for path in template["cache"]["paths"]}


def test_the_example_runs(job: Run, repository: Path, checkout: Path, installed: Path) -> None:
    """The job of ``examples/gitlab-ci.yml``, but for the download of its lists."""
    example: dict[str, Any] = yaml.safe_load(
        (repository / "examples" / "gitlab-ci.yml").read_text("utf-8")
    )
    assert example["include"][0]["file"] == ".ci/gitlab.yml"
    screening = example["screening"]
    assert screening["extends"] == ".sanctionscreen"
    variables = dict(screening["variables"])
    assert variables.pop("SANCTIONSCREEN_LISTS") == "ofac-sdn un-sc"
    shutil.copytree(repository / "examples", checkout / "examples")
    done = job(**variables)
    assert (done.code, done.missing) == (1, ()), done.log
    assert "sanctionscreen" in installed.read_text()
