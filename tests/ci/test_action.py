"""The GitHub Action: its steps run as a script, with the inputs, outputs and files of a runner."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.ci.action import Done, Runner

HIT, CLEAR = "Ri Yong Gil", "Zebedee Quux"
Run = Callable[..., Done]
pytestmark = pytest.mark.skipif(
    os.name == "nt" or shutil.which("bash") is None, reason="the steps are run with bash here"
)


@pytest.fixture
def action(repository: Path, checkout: Path, tmp_path: Path, environment: dict[str, str]) -> Run:
    """Runs the Action in the checkout."""
    return Runner(repository, checkout, tmp_path / "runner", environment).run


def test_a_hit_fails_the_job_with_an_annotation_on_its_line(
    action: Run, vendors: Callable[..., Path], checkout: Path
) -> None:
    """Exit code, outputs, annotation, reports and summary are there; the log has no name."""
    vendors(CLEAR, HIT)
    done = action(files="vendors.csv")
    assert done.code == 1
    assert done.outputs["exit-code"] == "1"
    assert done.outputs["verdict"].startswith("sanctionscreen: HITS hits=1 clear=1 ")
    assert "::error file=vendors.csv,line=3," in done.log
    assert HIT not in done.log
    assert "## sanctionscreen: possible matches" in done.summary
    assert HIT not in done.summary
    assert (checkout / "sanctionscreen.html").is_file()
    sarif = json.loads((checkout / "sanctionscreen.sarif").read_text("utf-8"))
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "vendors.csv"
    assert place["region"]["startLine"] == 3


def test_a_clear_file_passes(action: Run, vendors: Callable[..., Path]) -> None:
    """Exit code 0, and the verdict says that only curated lists were loaded."""
    vendors(CLEAR)
    done = action(files="vendors.csv\n")
    assert (done.code, done.outputs["exit-code"]) == (0, "0")
    assert "curated lists only" in done.outputs["verdict"]


@pytest.mark.parametrize(
    ("inputs", "code"),
    [({"files": "none.csv"}, 3), ({"files": "vendors.csv", "arguments": "--no-such-option"}, 2)],
)
def test_what_could_not_be_screened_fails_the_job(
    action: Run, vendors: Callable[..., Path], inputs: dict[str, str], code: int
) -> None:
    """A missing file and a misspelt option never pass."""
    vendors(CLEAR)
    done = action(**inputs)
    assert (done.code, done.outputs["exit-code"]) == (code, str(code))


def test_inputs_are_no_code(action: Run, vendors: Callable[..., Path], checkout: Path) -> None:
    """Names of files and arguments with shell characters stay words."""
    name = "a $(touch pwned); `touch pwned` & b.csv"
    vendors(CLEAR, name=name)
    done = action(files=name, arguments="--allow-not-screened=$(touch pwned)")
    assert done.code == 0
    assert not (checkout / "pwned").exists()


def test_several_files_reports_and_arguments(
    action: Run, vendors: Callable[..., Path], checkout: Path
) -> None:
    """Each stands on a line of its own, blanks included."""
    vendors(CLEAR, name="a b.csv")
    vendors(HIT, name="c.csv")
    done = action(
        files="a b.csv\nc.csv\n", reports="out.junit.xml\nout.json\n",
        arguments="--fail-on=exact\n--allow-not-screened=a reason\n", summary="false",
    )  # fmt: skip
    assert done.code == 1
    assert done.summary == ""
    report = json.loads((checkout / "out.json").read_text("utf-8"))
    assert report["verdict"]["rows"] == 2
    assert report["run"]["overrides"] == ["allow-not-screened: a reason"]
    assert (checkout / "out.junit.xml").is_file()


def test_it_installs_itself_and_caches_store_and_indexes(
    action: Run, vendors: Callable[..., Path], installed: Path, repository: Path, tmp_path: Path
) -> None:
    """What pip gets is the Action's own folder; the cache has both folders and a key of the day."""
    vendors(CLEAR)
    done = action(files="vendors.csv")
    assert str(repository) in installed.read_text()
    uses = dict(done.uses)
    cache = next(given for name, given in uses.items() if name.startswith("actions/cache@"))
    folders = cache["path"].split()
    assert [Path(folder).name for folder in folders] == ["store", "cache"]
    assert all(Path(folder).is_dir() for folder in folders)
    assert cache["key"].startswith(cache["restore-keys"].strip())
    assert any((tmp_path / "runner" / "sanctionscreen" / "cache").iterdir()), "an index is kept"
    assert not any("cache@" in name for name, _ in action(files="vendors.csv", cache="false").uses)


def test_lists_are_updated_first_and_a_failed_update_fails_the_job(
    action: Run, vendors: Callable[..., Path]
) -> None:
    """A list that there is none of ends the job before anything is called clear."""
    vendors(CLEAR)
    done = action(files="vendors.csv", lists="no-such-list")
    assert done.code == 2
    assert "no-such-list" in done.log
    assert done.outputs["verdict"] == ""


def test_the_example_workflow_uses_inputs_that_there_are(
    action: Run, repository: Path, checkout: Path
) -> None:
    """The step of ``examples/github-workflow.yml`` runs, but for the download of its lists."""
    workflow: dict[str, Any] = yaml.safe_load(
        (repository / "examples" / "github-workflow.yml").read_text("utf-8")
    )
    steps = workflow["jobs"]["screening"]["steps"]
    given = next(step["with"] for step in steps if step.get("id") == "screening")
    shutil.copytree(repository / "examples", checkout / "examples")
    assert given.pop("lists") == "ofac-sdn un-sc"
    done = action(**given)
    assert done.outputs["exit-code"] == "1", done.log
    assert "override allow-not-screened: returned to the ERP team" in done.outputs["verdict"]
    paths = [each["with"] for each in steps if "if" in each]
    assert all((checkout / str(p.get("sarif_file") or p["path"])).is_file() for p in paths)
