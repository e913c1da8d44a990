"""Publishers' files for tests of updates, and what the store says of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def un_list(persons: int = 40, day: str = "2026-11-20", aliases: int = 1) -> bytes:
    """A UN list of so many people, each with so many aliases."""
    alias = "<INDIVIDUAL_ALIAS><QUALITY>{}</QUALITY><ALIAS_NAME>{}</ALIAS_NAME></INDIVIDUAL_ALIAS>"
    records = "".join(
        f"<INDIVIDUAL><DATAID>{n}</DATAID><FIRST_NAME>QUOMBAR</FIRST_NAME>"
        f"<SECOND_NAME>{word(n)}</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>KPi.{n:03}</REFERENCE_NUMBER><LISTED_ON>2016-11-30</LISTED_ON>"
        + "".join(alias.format("Low", f"{word(n)} {word(k + 50)}") for k in range(aliases))
        + "</INDIVIDUAL>"
        for n in range(1, persons + 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="{day}T00:00:00Z">'
        f"<INDIVIDUALS>{records}</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>"
    ).encode()


def sema_list(records: int = 3) -> bytes:
    """A Canadian list, whose file has no date."""
    each = "".join(
        f"<record><Country>Burma / Birmanie</Country><LastName>Quombar</LastName>"
        f"<GivenName>{word(n)}</GivenName><Schedule>1</Schedule><Item>{n}</Item></record>"
        for n in range(records)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><data-set>{each}</data-set>'.encode()


def word(number: int) -> str:
    """A name of its own for each number."""
    return "".join(chr(ord("A") + int(digit)) * 2 for digit in f"{number:03}")


def status(cli: Callable[..., Any], store: Path, list_id: str = "un-sc") -> Any:
    """The entry of one list in ``lists status --json``."""
    entries = json.loads(cli("lists", "status", "--json", "--store", store).out)
    return next((entry for entry in entries if entry["id"] == list_id), None)
