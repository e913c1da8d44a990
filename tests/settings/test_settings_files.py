"""Settings files: what they may hold, where they are found, and what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from sanctionscreen.counterparties.options import Field
from sanctionscreen.errors import SettingsError
from sanctionscreen.fields.dates import DateOrder
from sanctionscreen.model import Band, Measure
from sanctionscreen.settings import (
    COLUMN_FIELDS,
    DATE_ORDERS,
    AgePolicy,
    GatePolicy,
    GateRule,
    ScreenSettings,
    Settings,
    WeakAliasPolicy,
)
from sanctionscreen.settings.files import find_settings, load_settings, settings_of

WHOLE = """\
# Everything that a file may say.
lists: [curated-ns-cmic, own/deny.yml]
add_lists:
  - curated-myanmar
thresholds:
  default: 72
  lists:
    curated-ns-cmic: 80.5
  measures: {investment-restriction: 90}
bands: {strong: 88, exact: 98}
max_hits: 20
weak_aliases:
  default: ignore
  lists: {curated-myanmar: full}
columns:
  name: [Supplier, Trading as]
  id: "No."
date_order: DMY
gate:
  fail_on:
    - band: strong
    - {score: 75, measures: [asset-freeze], lists: [curated-myanmar]}
  discounted: true
max_age:
  default: 3
  lists: {un-sc: 14}
decisions: decisions.yaml
outputs: [hits.csv, hits.json]
store: ../store
addresses:
  un-sc: https://mirror.example/un.xml?token=secret
"""

GOOD = {
    "whole": WHOLE,
    "one threshold": "thresholds: 80\n",
    "one policy": "weak_aliases: full\n",
    "one age": "max_age: 2\n",
    "one band": "gate: {fail_on: exact}\n",
    "one column": "columns: {name: Supplier}\n",
    "one address": "addresses: {un-sc: 'https://mirror.example/un.xml?key=1'}\n",
    "numbers of lists": "thresholds: {lists: {ofac-sdn: 65}}\n",
}
BAD = {
    "unknown key": "treshold: 80\n",
    "unknown key inside": "gate: {fail_at: exact}\n",
    "threshold too low": "thresholds: 49\n",
    "threshold of a list too low": "thresholds: {lists: {ofac-sdn: 20}}\n",
    "threshold in words": "thresholds: high\n",
    "unknown measure": "thresholds: {measures: {freeze: 80}}\n",
    "unknown band": "gate: {fail_on: high}\n",
    "unknown measure in a rule": "gate: {fail_on: [{measures: [freeze]}]}\n",
    "empty rule": "gate: {fail_on: [{}]}\n",
    "no rule": "gate: {fail_on: []}\n",
    "score too high": "gate: {fail_on: [{score: 101}]}\n",
    "no flag": "gate: {discounted: perhaps}\n",
    "unknown policy": "weak_aliases: some\n",
    "unknown field": "columns: {nmae: Supplier}\n",
    "unknown date order": "date_order: YDM\n",
    "age below zero": "max_age: -1\n",
    "age in words": "max_age: 7d\n",
    "a list twice": "lists: [ofac-sdn, ofac-sdn]\n",
    "no lists": "lists: []\n",
    "a list that is none": "outputs: hits.csv\n",
    "no hits": "max_hits: 0\n",
    "an override": "allow_stale: it is fine\n",
    "an empty path": 'decisions: ""\n',
    "blanks": 'store: " x"\n',
    "a list of settings": "- lists\n",
    "no web address": "addresses: {un-sc: /srv/un.xml}\n",
    "an address without a list": "addresses: https://mirror.example/un.xml\n",
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a settings file."""

    def write(text: str, name: str = "sanctionscreen.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


Write = Callable[..., Path]


def test_every_key_is_read(write: Write, tmp_path: Path) -> None:
    """Each key of a file reaches its value, and relative paths start at the file."""
    settings = load_settings(write(WHOLE))
    assert settings.screen == ScreenSettings(
        72, 88, 98, WeakAliasPolicy.IGNORE, 20, (("curated-ns-cmic", 80.5),),
        ((Measure.INVESTMENT_RESTRICTION, 90),), (("curated-myanmar", WeakAliasPolicy.FULL),),
    )  # fmt: skip
    rule = GateRule(score=75, measures=(Measure.ASSET_FREEZE,), lists=("curated-myanmar",))
    assert settings.gate == GatePolicy((GateRule(Band.STRONG), rule), discounted=True)
    assert settings.max_age == AgePolicy(3, (("un-sc", 14),))
    assert settings.lists == ("curated-ns-cmic", str(tmp_path / "own/deny.yml"))
    assert settings.add_lists == ("curated-myanmar",)
    assert settings.columns == (("name", "Supplier"), ("name", "Trading as"), ("id", "No."))
    assert settings.date_order == "DMY"
    assert settings.decisions == str(tmp_path / "decisions.yaml")
    assert settings.outputs == (str(tmp_path / "hits.csv"), str(tmp_path / "hits.json"))
    assert settings.store == str(tmp_path / "../store")
    assert settings.addresses == (("un-sc", "https://mirror.example/un.xml?token=secret"),)


def test_addresses_are_in_no_record(write: Write) -> None:
    """A token in an address reaches neither the digest nor what a run records of its settings."""
    settings = load_settings(write(WHOLE))
    assert "secret" not in json.dumps(settings.mapping())
    assert settings.digest == replace(settings, addresses=()).digest


def test_values_say_where_they_come_from(write: Write) -> None:
    """Each value carries its file and line."""
    path = write(WHOLE)
    origins = dict(load_settings(path).origins)
    assert origins["thresholds.default"] == f"{path}:6"
    assert origins["thresholds.lists.curated-ns-cmic"] == f"{path}:8"
    assert origins["gate.fail_on"] == f"{path}:21"


@pytest.mark.parametrize("name", GOOD)
def test_values_survive_being_written(write: Write, name: str) -> None:
    """The mapping of settings, as JSON, reads back as the same settings and digest."""
    settings = load_settings(write(GOOD[name]))
    again = settings_of(json.dumps(settings.mapping()).encode(), "copy")
    assert again.mapping() == settings.mapping()
    assert again.digest == settings.digest
    assert again.screen == settings.screen
    assert again.gate == settings.gate


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_understood_is_refused_with_its_line(write: Write, name: str) -> None:
    """A wrong key or value ends in 2 and names file and line."""
    path = write("# settings\n\n" + BAD[name])
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert caught.value.exit_code == 2
    assert caught.value.path == str(path)
    assert caught.value.line == 3


@pytest.fixture(scope="module")
def schema(repository: Path) -> Any:
    """The schema for editors."""
    text = (repository / "docs" / "settings.schema.json").read_text(encoding="utf-8")
    return json.loads(text)


@pytest.mark.parametrize("name", [*GOOD, *BAD])
def test_the_schema_agrees_with_the_loader(schema: Any, name: str) -> None:
    """An editor marks what the loader refuses, and nothing else."""
    jsonschema.Draft202012Validator.check_schema(schema)
    data = yaml.safe_load(GOOD.get(name) or BAD[name])
    is_valid = jsonschema.Draft202012Validator(schema).is_valid(data)
    assert is_valid is (name in GOOD)


def test_the_schema_has_every_key_and_word(schema: Any) -> None:
    """A key, measure, band or field that is added is added to the schema too."""
    assert set(schema["properties"]) == set(yaml.safe_load(WHOLE))
    assert schema["$defs"]["measure"]["enum"] == [str(m) for m in Measure]
    assert schema["$defs"]["band"]["enum"] == [str(b) for b in Band]
    assert set(schema["properties"]["columns"]["properties"]) == set(COLUMN_FIELDS)
    assert set(COLUMN_FIELDS) == {str(field) for field in Field}
    assert tuple(order.value for order in DateOrder) == DATE_ORDERS


def test_an_unknown_key_suggests_the_known_one(write: Write) -> None:
    """A misspelt key names the right one."""
    with pytest.raises(SettingsError, match=r"unknown key 'treshold'.*'thresholds'"):
        load_settings(write(BAD["unknown key"]))


TOML = """\
[project]
name = "x"

[tool.sanctionscreen]
thresholds = 75
lists = [
  "curated-ns-cmic",
]

[tool.sanctionscreen.max_age]
default = 4
lists.un-sc = 9

[[tool.sanctionscreen.gate.fail_on]]
band = "strong"
"""


def test_a_table_of_pyproject_says_the_same(write: Write) -> None:
    """[tool.sanctionscreen] is read by the same rules, with lines."""
    path = write(TOML, "pyproject.toml")
    settings = load_settings(path)
    assert settings.screen.threshold == 75
    assert settings.lists == ("curated-ns-cmic",)
    assert settings.max_age == AgePolicy(4, (("un-sc", 9),))
    assert settings.gate == GatePolicy((GateRule(Band.STRONG),))
    assert dict(settings.origins)["max_age.lists.un-sc"] == f"{path}:12"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("thresholds = 75", "thresholds = 20", 5),
        ("default = 4", "defualt = 4", 11),
        ('band = "strong"', 'band = "high"', 15),
        ("thresholds = 75", "thresholds = ", 5),
        ("[tool.sanctionscreen]", "[tool.sanctionscreen]\ntop = 1", 5),
    ],
)
def test_faults_of_a_table_have_lines(write: Write, old: str, new: str, line: int) -> None:
    """A wrong key or value in pyproject.toml names its line."""
    with pytest.raises(SettingsError) as caught:
        load_settings(write(TOML.replace(old, new), "pyproject.toml"))
    assert caught.value.line == line


def test_the_nearest_file_counts(write: Write, tmp_path: Path) -> None:
    """A file nearer to the start hides the farther one whole; a project without the table
    hides nothing."""
    outer = write("thresholds: 80\n")
    inner = write(TOML, "a/b/pyproject.toml")
    write("[project]\nname = 'sanctionscreen-user'\n", "a/pyproject.toml")
    (tmp_path / "a" / "b" / "c").mkdir()
    assert find_settings(tmp_path / "a" / "b" / "c") == inner
    assert find_settings(tmp_path / "a") == outer
    assert find_settings(tmp_path) == outer


def test_two_files_in_one_directory_are_refused(write: Write, tmp_path: Path) -> None:
    """Which of two files counts is not guessed."""
    write("thresholds: 80\n")
    write(TOML, "pyproject.toml")
    with pytest.raises(SettingsError, match="--settings"):
        find_settings(tmp_path)


@pytest.mark.parametrize("text", ["", "# nothing\n", "lists: [\n", "lists: *x\n", "\x00"])
def test_broken_files_are_refused(write: Write, text: str) -> None:
    """An empty, broken or aliased file is an error, not the defaults."""
    with pytest.raises(SettingsError):
        load_settings(write(text))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is named and missing is an error, not the defaults."""
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path / "none.yaml")


def test_the_digest_is_of_values_and_not_of_places() -> None:
    """Another threshold, gate, age or column is another digest; another place is not."""
    base = Settings()
    others = [
        Settings(screen=ScreenSettings(71)),
        Settings(gate=GatePolicy(discounted=True)),
        Settings(max_age=AgePolicy(8)),
        Settings(columns=(("name", "Supplier"),)),
    ]
    assert len({base.digest, *(other.digest for other in others)}) == 5
    assert Settings(store="x", outputs=("a.csv",), decisions="d.yaml").digest == base.digest
