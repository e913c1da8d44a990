"""The Dockerfile's stages, read and run without a daemon: each in an overlay over this system.

What a stage writes goes into a folder of its own; ``FROM`` is this machine's system, so that the
base image and its Python are the one thing that is not tried. Needs root on Linux, and network for
pip.
"""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

_CONTINUED = re.compile(r"\\\n\s*")
_OF_PIP = re.compile("^PIP_|_proxy$|^SSL_CERT|^REQUESTS_CA", re.IGNORECASE)
_VARIABLE = re.compile(r"\$(\w+)")


@dataclass(frozen=True)
class Instruction:
    """One instruction with its arguments as they stand."""

    name: str
    text: str


@dataclass
class Stage:
    """What follows a ``FROM``."""

    base: str
    name: str
    instructions: list[Instruction] = field(default_factory=list)

    def last(self, name: str) -> str | None:
        """The arguments of the last instruction of that name."""
        found = [each.text for each in self.instructions if each.name == name]
        return found[-1] if found else None


def stages_of(path: Path) -> list[Stage]:
    """The stages of a Dockerfile."""
    stages: list[Stage] = []
    for line in _CONTINUED.sub(" ", path.read_text("utf-8")).splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, _, text = line.strip().partition(" ")
        if name == "FROM":
            base, _, alias = text.partition(" AS ")
            stages.append(Stage(base, alias))
        else:
            stages[-1].instructions.append(Instruction(name, text.strip()))
    return stages


def context_of(repository: Path) -> list[Path]:
    """The files that ``.dockerignore`` lets through to the builder, relative to the repository."""
    lines = (repository / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    found = []
    for path in sorted(repository.rglob("*")):
        relative = path.relative_to(repository)
        if relative.parts[0] == ".git" or not path.is_file():
            continue
        is_kept = True
        for rule in rules:
            wants = rule.startswith("!")
            if _matches(relative, rule.removeprefix("!")):
                is_kept = wants
        if is_kept:
            found.append(relative)
    return found


def _matches(path: Path, pattern: str) -> bool:
    heads = [str(Path(*path.parts[:n])) for n in range(1, len(path.parts) + 1)]
    if pattern.startswith("**/"):
        return any(fnmatch.fnmatch(part, pattern[3:]) for part in path.parts)
    return any(fnmatch.fnmatch(head, pattern) and "/" not in head for head in heads)


class Builder:
    """Runs stages one after the other."""

    def __init__(self, repository: Path, folder: Path) -> None:
        self._repository = repository
        self._folder = folder
        self._context = context_of(repository)

    def build(self, stages: list[Stage]) -> tuple[Stage, Path, dict[str, str]]:
        """Runs all; gives the last stage, what it wrote, and its environment."""
        for number, stage in enumerate(stages):
            python = Path(sys.base_prefix)
            environment = {
                "PATH": f"{python}/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
                **{name: value for name, value in os.environ.items() if _OF_PIP.search(name)},
            }
            upper = self._folder / (stage.name or f"stage{number}")
            upper.mkdir(parents=True)
            # The base image's Python is for everybody; this one may lie in somebody's home.
            homes = [str(each) for each in python.parents if str(each) != "/"]
            self.inside(upper, ["chmod", "a+rx", *homes, str(python)], "/", environment)
            self._run_stage(stage, upper, environment)
        return stage, upper, environment

    def _run_stage(self, stage: Stage, upper: Path, environment: dict[str, str]) -> None:
        directory = "/"
        for each in stage.instructions:
            if each.name == "WORKDIR":
                directory = each.text
                (upper / directory.strip("/")).mkdir(parents=True, exist_ok=True)
            elif each.name == "ENV":
                for pair in shlex.split(each.text):
                    key, _, value = pair.partition("=")
                    environment[key] = _VARIABLE.sub(lambda m: environment.get(m[1], ""), value)
            elif each.name == "COPY":
                self._copy(each.text, upper, directory)
            elif each.name == "RUN":
                self.inside(upper, ["/bin/sh", "-c", each.text], directory, environment)

    def _copy(self, text: str, upper: Path, directory: str) -> None:
        *sources, target = [word for word in text.split() if not word.startswith("--")]
        stage = next((w[7:] for w in text.split() if w.startswith("--from=")), None)
        to = upper / str(Path(directory, target)).strip("/")
        if stage is not None:
            shutil.copytree(self._folder / stage / sources[0].strip("/"), to, symlinks=True)
            return
        for source in sources:
            files = [p for p in self._context if source in (str(p), p.parts[0])]
            if not files:
                raise ValueError(f"COPY {source}: the context has no such file")
            for path in files:
                place = to / path.name if str(path) == source else to / path.relative_to(source)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(self._repository / path, place)

    def inside(
        self,
        upper: Path,
        command: list[str],
        directory: str,
        environment: dict[str, str],
        user: str = "0:0",
    ) -> subprocess.CompletedProcess[str]:
        """Runs a command in the overlay of a stage.

        Raises:
            RuntimeError: it fails as root; another user's exit code is for the caller.
        """
        work, root = self._folder / "work", self._folder / "root"
        for each in (work, root):
            each.mkdir(exist_ok=True)
        settings = " ".join(f"{k}={shlex.quote(v)}" for k, v in environment.items())
        script = (
            f"mount -t overlay overlay -o lowerdir=/,upperdir={upper},workdir={work} {root}\n"
            f"mount -t proc proc {root}/proc\n"
            f"exec chroot --userspec={user} {root} env -i {settings} "
            f'sh -c \'cd "$0" && exec "$@"\' {shlex.quote(directory)} {shlex.join(command)}'
        )
        done = subprocess.run(
            ["unshare", "-m", "sh", "-ec", script], capture_output=True, text=True, check=False
        )
        shutil.rmtree(work)
        if done.returncode and user == "0:0":
            raise RuntimeError(f"{shlex.join(command)}\n{done.stdout}{done.stderr}")
        return done


def entry_point(stage: Stage) -> list[str]:
    """What the image runs."""
    found: list[str] = json.loads(stage.last("ENTRYPOINT") or "[]")
    return found
