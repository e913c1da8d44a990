"""The published JSON Schemas: they accept the shipped files and refuse what the reader refuses."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import (
    EventKind,
    Gender,
    IdentifierType,
    Kind,
    Measure,
    NamePart,
    NameType,
)
from sanctionscreen.sources.base import ReadOptions, SourceFile
from sanctionscreen.sources.curated import CURATED_YAML
from sanctionscreen.sources.curated_values import SCRIPTS
from sanctionscreen.sources.programmes import PUBLISHERS, load_register
from sanctionscreen.store import shipped_lists, shipped_register_path

SMALL = """\
id: own-watch
title: Watch list
authority: Us
as_of: 2024-05-06
entries:
  - id: 1
    kind: person
    names:
      - text: Ri Yong Gil
        type: primary
        parts:
          - family: Ri
    designations:
      - programme: DPRK2
        listed_on: 2021-12-10
    birth_dates:
      - circa 1955-01/1956
      - 1960
    nationalities:
      - NO
    identifiers:
      - type: passport
        value: 123
"""


class Yaml12(yaml.SafeLoader):
    """Reads what editors read: YAML 1.2, in which only numbers and true/false are not text."""


Yaml12.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("bool", "true|false", "tf"),
    ("null", "null|~|", ["n", "~", ""]),
):
    Yaml12.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first)
    )


def schema(repository: Path, name: str) -> dict[str, Any]:
    """One of the published schemas, itself valid."""
    text = (repository / "docs" / f"{name}.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    Draft202012Validator.check_schema(loaded)
    return loaded


@pytest.fixture(scope="module")
def of_lists(repository: Path) -> Draft202012Validator:
    """The schema of curated lists."""
    return Draft202012Validator(schema(repository, "curated-list"))


@pytest.fixture(scope="module")
def of_programmes(repository: Path) -> Draft202012Validator:
    """The schema of the programme register."""
    return Draft202012Validator(schema(repository, "programmes"))


def data_of(text: str) -> Any:
    """A YAML text as an editor sees it."""
    return yaml.load(text, Loader=Yaml12)


@pytest.mark.parametrize("path", shipped_lists(), ids=lambda path: path.stem)
def test_shipped_lists_follow_their_schema(path: Path, of_lists: Draft202012Validator) -> None:
    """What is shipped is what is documented."""
    data = data_of(path.read_text(encoding="utf-8"))
    assert len(data["entries"]) == data["floors"]["parties"]
    of_lists.validate(data)


def test_the_register_follows_its_schema(of_programmes: Draft202012Validator) -> None:
    """The shipped register is in the documented form."""
    data = data_of(shipped_register_path().read_text(encoding="utf-8"))
    assert len(data["programmes"]) > 200
    of_programmes.validate(data)


def test_a_small_list_is_accepted_by_both(tmp_path: Path, of_lists: Draft202012Validator) -> None:
    """The list that the refused ones are made of is good to the schema and to the reader."""
    of_lists.validate(data_of(SMALL))
    read(tmp_path, data_of(SMALL))


Change = Callable[[Any], object]
REFUSED: dict[str, Change] = {
    "unknown header key": lambda d: d.update(licens="x"),
    "no title": lambda d: d.pop("title"),
    "no entries": lambda d: d.update(entries=[]),
    "bad list id": lambda d: d.update(id="Own Watch"),
    "as-of without a day": lambda d: d.update(as_of="2024-05"),
    "half of the floors": lambda d: d.update(floors={"parties": 1}),
    "negative floor": lambda d: d.update(floors={"parties": -1, "names": 0, "weak_aliases": 0}),
    "unknown entry key": lambda d: d["entries"][0].update(knd="person"),
    "no designations": lambda d: d["entries"][0].pop("designations"),
    "missing programme": lambda d: d["entries"][0]["designations"][0].pop("programme"),
    "programme with blanks": lambda d: d["entries"][0]["designations"][0].update(programme="A B"),
    "unknown measure": lambda d: d["entries"][0]["designations"][0].update(measures=["freeze"]),
    "listing as an event": lambda d: d["entries"][0]["designations"][0].update(
        events=[{"listed": "2020-01-01"}]
    ),
    "local date": lambda d: d["entries"][0]["designations"][0].update(listed_on="10/12/2021"),
    "bad address": lambda d: d["entries"][0]["designations"][0].update(reference_url="example"),
    "unknown kind": lambda d: d["entries"][0].update(kind="organization"),
    "unknown gender": lambda d: d["entries"][0].update(gender="m"),
    "name without a type": lambda d: d["entries"][0]["names"][0].pop("type"),
    "empty name": lambda d: d["entries"][0]["names"][0].update(text=""),
    "name with blanks at its ends": lambda d: d["entries"][0]["names"][0].update(text=" Ri "),
    "unknown script": lambda d: d["entries"][0]["names"][0].update(script="Latin"),
    "two parts in one": lambda d: d["entries"][0]["names"][0].update(
        parts=[{"family": "Ri", "given": "Gil"}]
    ),
    "primary name not first": lambda d: d["entries"][0]["names"][0].update(type="strong-alias"),
    "the same name twice": lambda d: d["entries"][0]["names"].append(d["entries"][0]["names"][0]),
    "country by name": lambda d: d["entries"][0].update(nationalities=["Norway"]),
    "bad birth date": lambda d: d["entries"][0].update(birth_dates=["1.1.1960"]),
    "identifier without a value": lambda d: d["entries"][0]["identifiers"][0].pop("value"),
    "bad reference": lambda d: d["entries"][0].update(references=["33936"]),
    "programme of a publisher": lambda d: d.update(
        programmes=[
            {"key": "X", "publisher": "uk", "title": "T", "authority": "A", "measures": ["other"]}
        ]
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_the_schema_refuses_what_the_reader_refuses(
    tmp_path: Path, of_lists: Draft202012Validator, case: str
) -> None:
    """A list that an editor finds good by its schema does not fail later for its form."""
    data = copy.deepcopy(data_of(SMALL))
    REFUSED[case](data)
    assert not of_lists.is_valid(data)
    with pytest.raises(ListFormatError):
        read(tmp_path, data)


def test_the_schemas_know_the_same_values_as_the_code(repository: Path) -> None:
    """A value added to the code is added to the published form, and the other way round."""
    defs = schema(repository, "curated-list")["$defs"]

    def enum(definition: str, key: str) -> list[str]:
        found: list[str] = defs[definition]["properties"][key]["enum"]
        return found

    assert enum("entry", "kind") == [member.value for member in Kind]
    assert enum("entry", "gender") == [member.value for member in Gender]
    assert enum("name", "type") == [member.value for member in NameType]
    assert enum("name", "script") == list(SCRIPTS)
    assert enum("identifier", "type") == [member.value for member in IdentifierType]
    assert defs["measures"]["items"]["enum"] == [member.value for member in Measure]
    assert list(defs["part"]["properties"]) == [member.value for member in NamePart]
    assert ["listed", *defs["event"]["properties"]] == [member.value for member in EventKind]
    programme = schema(repository, "programmes")["$defs"]["programme"]["properties"]
    assert programme["publisher"]["enum"] == list(PUBLISHERS)
    assert programme["measures"]["items"]["enum"] == [member.value for member in Measure]


@pytest.mark.parametrize(
    ("old", "new"),
    [("key: BALKANS\n", "key: Western Balkans\n"), ("us-ofac", "ofac"), ("title:", "titel:")],
)
def test_a_wrong_register_is_refused_by_both(
    tmp_path: Path, of_programmes: Draft202012Validator, old: str, new: str
) -> None:
    """The schema of the register refuses what the loader refuses."""
    text = shipped_register_path().read_text(encoding="utf-8")
    path = tmp_path / "programmes.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert not of_programmes.is_valid(data_of(path.read_text(encoding="utf-8")))
    with pytest.raises(ListFormatError):
        load_register(path)


def read(folder: Path, data: object) -> None:
    """Reads a list, for its errors."""
    path = folder / "list.yml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    register = load_register(shipped_register_path())
    CURATED_YAML.read((SourceFile(path, path.read_bytes()),), ReadOptions(register))
