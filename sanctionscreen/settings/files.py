"""Settings files: the nearest one upwards, read strictly, every fault with its line."""

from __future__ import annotations

from pathlib import Path

from sanctionscreen.errors import SettingsError
from sanctionscreen.settings.reader import read_values
from sanctionscreen.settings.whole import Settings
from sanctionscreen.strict_yaml import Faults, Value, open_yaml

FILE_NAME = "sanctionscreen.yaml"
_PROJECT = "pyproject.toml"
_MARK = b"sanctionscreen"
_FORM = "docs/settings.schema.json"


def find_settings(start: Path) -> Path | None:
    """The nearest settings file: in ``start``, else in the nearest directory above that has one.

    Raises:
        SettingsError: a directory holds both ``sanctionscreen.yaml`` and a pyproject.toml with
            the table, or a file cannot be read.
    """
    for folder in (start, *start.parents):
        own, project = folder / FILE_NAME, folder / _PROJECT
        has_table = project.is_file() and _has_table(project)
        if own.is_file() and has_table:
            raise SettingsError(
                f"{_PROJECT} beside it has settings too",
                path=own,
                hint="Keep one of the two, or name one with --settings",
            )
        if own.is_file():
            return own
        if has_table:
            return project
    return None


def load_settings(path: Path) -> Settings:
    """Reads a settings file; its relative paths start at its own directory.

    Raises:
        SettingsError: it is missing or unreadable, or a key or value is not understood.
    """
    data = _bytes(path)
    faults = Faults(path)
    if path.suffix == ".toml":
        root = _toml(data, faults)
        if root is None and not faults.found:
            faults.add(None, None, "there is no table [tool.sanctionscreen]", "Add it")
    else:
        root = open_yaml(data, faults, _FORM)
    return _settings(root, faults, path.resolve().parent)


def settings_of(data: bytes, name: str) -> Settings:
    """Reads settings kept inside another file (``Settings.mapping`` as JSON, which is YAML).

    Raises:
        SettingsError: a key or value is not understood.
    """
    faults = Faults(Path(name))
    return _settings(open_yaml(data, faults, _FORM), faults, None)


def _settings(root: Value | None, faults: Faults, folder: Path | None) -> Settings:
    faults.raise_first(SettingsError)
    assert root is not None
    settings = read_values(root, folder)
    faults.raise_first(SettingsError)
    return settings


def _has_table(path: Path) -> bool:
    data = _bytes(path)
    if _MARK not in data:
        return False
    faults = Faults(path)
    root = _toml(data, faults)
    faults.raise_first(SettingsError)
    return root is not None


def _toml(data: bytes, faults: Faults) -> Value | None:
    # Imported where it is needed: most directories hold no TOML.
    from sanctionscreen.settings.toml_nodes import open_toml

    return open_toml(data, faults)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"the settings file cannot be read ({error.strerror})",
            path=path,
            hint="Check the path and its permissions",
        ) from error
