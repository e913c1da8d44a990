"""The README says what the program does: its samples, tables, options and links are checked."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from sanctionscreen import ScreenSettings, open_index
from sanctionscreen.cli import entry, running

CAPTURED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""The day on which the samples were taken: they show the ages of lists."""

CUT = "…"
"""A line of its own in a sample: the output goes on."""

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMANDS = (
    *("check", "lookup", "compare", "explain", "lists", "lists update", "lists import"),
    *("decisions add", "decisions check", "verify", "settings show"),
)
_SHA256 = re.compile(r"sha256:[0-9a-f]{64}")
"""That of an evidence file is of the versions of Python and libraries too."""


class Ended(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


Run = Callable[[str], Ended]


@pytest.fixture(scope="module")
def readme(repository: Path) -> str:
    """The README."""
    return (repository / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One index cache for this module."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def clone(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples, in which samples may write."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(repository / "examples", folder / "examples")
    return folder


@pytest.fixture
def run(
    clone: Path,
    cache_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs a command line as in the README, at the root of the repository, on that day."""
    monkeypatch.chdir(clone)
    monkeypatch.setenv("SANCTIONSCREEN_CACHE", str(cache_folder))
    monkeypatch.setattr(running, "now", lambda: CAPTURED)

    def run(command: str) -> Ended:
        program, *arguments = shlex.split(command)
        assert program == "sanctionscreen"
        capsys.readouterr()
        code = entry.run(arguments)
        captured = capsys.readouterr()
        return Ended(code, captured.out, captured.err)

    return run


def _blocks(readme: str, language: str) -> list[str]:
    return [text for found, text in _BLOCK.findall(readme) if found == language]


def _samples(readme: str) -> list[tuple[str, str]]:
    """Each command of the console samples, with what stands under it."""
    found = []
    for block in _blocks(readme, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            found.append((command, shown))
    return found


def test_the_samples_are_what_the_program_prints(readme: str, run: Run) -> None:
    """Every sample is the program's output to the letter, up to the cut where there is one."""
    samples = _samples(readme)
    assert {command.split()[1] for command, _ in samples} >= {"check", "lookup"}
    ended = None
    for command, shown in samples:
        if command == "echo $?":
            assert ended is not None
            assert shown.strip() == str(ended.code)
            continue
        ended = run(command)
        text = ended.out + ended.err
        if shown.endswith(f"{CUT}\n"):
            shown = shown.removesuffix(f"{CUT}\n")
            text = "".join(text.splitlines(keepends=True)[: shown.count("\n")])
        assert shown, command
        assert _SHA256.sub("", text) == _SHA256.sub("", shown), command


def test_the_samples_fit_80_columns(readme: str) -> None:
    """Samples of reports fit a terminal; only the verdict, one line for logs, is longer."""
    lines = [line for _, shown in _samples(readme) for line in shown.splitlines()]
    assert lines
    assert all(len(line) <= 80 or line.startswith("sanctionscreen: ") for line in lines)


def test_the_set_up_is_one_line_each_and_names_what_there_is(readme: str, repository: Path) -> None:
    """The set-up commands are single lines, make an environment, and name things that exist."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    for language, folder in (("sh", ".venv/bin/"), ("powershell", ".venv\\Scripts\\")):
        first, development = _blocks(readme, language)
        assert first.count("\n") == development.count("\n") == 1
        assert "-m venv .venv" in first
        assert "-m venv .venv" in development
        assert f"{folder}pip install ." in first
        program, command, file = first.replace("\\", "/").split()[-3:]
        assert program.rpartition("/")[2] in project["scripts"]
        assert command == "check"
        assert (repository / file).is_file()
        assert f"{folder}pip install -e '.[dev]'" in development
        assert "pytest" in {name.split(">")[0] for name in project["optional-dependencies"]["dev"]}


def test_every_option_exists(readme: str, run: Run) -> None:
    """No option is named that no command has."""
    helps = " ".join(run(f"sanctionscreen {command} --help").out for command in _COMMANDS)
    named = set(re.findall(r"(?<![\w-])(--[a-z][a-z-]+)", readme))
    assert len(named) > 10
    assert named <= set(re.findall(r"--[a-z][a-z-]+", helps))


def test_the_lists_are_those_that_are_shipped(readme: str) -> None:
    """The table has each shipped list with its date, count and title, and no other."""
    rows = re.findall(
        r"^\| `(curated-[\w-]+)` \| (.+?) \| (.+?) \| (.+?) \|$", readme, re.MULTILINE
    )
    refs = open_index().refs
    assert rows == [(r.id, str(r.published), str(r.counts.parties), r.title) for r in refs]


def test_the_bands_are_the_settings(readme: str) -> None:
    """The table of bands and the default threshold are those of the settings."""
    settings = ScreenSettings()
    low, strong, exact = (
        f"{value:g}" for value in (settings.threshold, settings.strong_from, settings.exact_from)
    )
    assert f"the threshold ({low} unless" in readme
    assert f"| exact | {exact} to 100 |" in readme
    assert f"| strong | {strong} to {exact} |" in readme
    assert f"| possible | {low} to {strong} |" in readme


@pytest.mark.parametrize(
    ("code", "command"),
    [
        (0, 'lookup "Nordlys Fiskeri AS"'),
        (1, "check examples/counterparties.csv --quiet"),
        (1, "lookup --id B00002095"),
        (0, 'explain "Ri Yong Gil" --against curated-us-2021-12-10:33936'),
        (2, 'lookup "Nordlys Fiskeri AS" --lists no-such-list'),
        (3, "check no-such-file.csv"),
        (3, 'lookup "Nordlys Fiskeri AS" --add-lists no-such-file.yml'),
    ],
)
def test_the_exit_codes_are_those_of_the_table(
    readme: str, run: Run, code: int, command: str
) -> None:
    """A command of each kind ends in the code that the table gives it."""
    assert re.findall(r"^\| (\d) \| ", readme, re.MULTILINE) == ["0", "1", "2", "3"]
    assert run(f"sanctionscreen {command}").code == code


def test_the_python_sample_prints_what_it_says(readme: str, repository: Path) -> None:
    """The Python sample runs, and prints the text under it."""
    (source,) = _blocks(readme, "python")
    (shown,) = _blocks(readme, "text")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(source, str(repository / "README.md"), "exec"), {})
    assert printed.getvalue() == shown


def test_a_publishers_file_can_be_named(run: Run, shared_lists: Path) -> None:
    """A downloaded official file is screened beside the shipped lists, as the README says."""
    file = shared_lists / "un" / "consolidated_2026-08.xml"
    ended = run(f"sanctionscreen lookup 'Ri Won Ho' --add-lists {shlex.quote(str(file))}")
    assert ended.code == 1
    assert "un-sc:" in ended.out
    assert "un-sc@2026-08" in ended.err


def test_the_links_lead_somewhere(readme: str, repository: Path) -> None:
    """Each link inside the repository names a file or a heading that is there."""
    headings = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", readme, re.MULTILINE)
    }
    targets = re.findall(r"\]\(([^)]+)\)", readme)
    assert targets
    for target in targets:
        if target.startswith("#"):
            assert target[1:] in headings, target
        else:
            assert (repository / target).exists(), target


def test_the_notice_names_every_shipped_list(repository: Path) -> None:
    """Each curated list has its source and licence in NOTICE."""
    notice = (repository / "NOTICE").read_text(encoding="utf-8")
    lists = {f"lists/{path.name}" for path in (repository / "lists").glob("curated-*.yml")}
    assert lists
    assert set(re.findall(r"lists/curated-[\w.-]+\.yml", notice)) == lists
