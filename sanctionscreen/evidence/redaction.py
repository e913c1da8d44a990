"""Evidence without names: what a row held is replaced by keyed digests of it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Any

from sanctionscreen.errors import UsageError

KEY_VARIABLE = "SANCTIONSCREEN_REDACTION_KEY"
SHORTEST_KEY = 16
"""Characters; names are few, and a key that can be guessed would give them away."""

_Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Redactor:
    """Replaces texts by HMAC-SHA-256 (RFC 2104) of them, so that equal ones stay equal."""

    key: bytes = field(repr=False)

    def text(self, text: str) -> str:
        """The digest of a text, 128 bits of it."""
        digest = hmac.new(self.key, text.encode("utf-8", "surrogatepass"), hashlib.sha256)
        return f"hmac:{digest.hexdigest()[:32]}"

    def outcome(self, record: _Record) -> _Record:
        """The record of an outcome; rows, lines, ids and the listed side stay."""
        changed: _Record = {
            "query": self.text(record["query"]),
            "reason": None if record["reason"] is None else self.text(record["reason"]),
            "warnings": [self.text(text) for text in record["warnings"]],
            "judged": {name: self.text(value) for name, value in record["judged"].items()},
        }
        if record["ownership"] is not None:
            changed["ownership"] = self._ownership(record["ownership"])
        for key in ("hits", "discounted", "decided"):
            changed[key] = [self._hit(hit) for hit in record[key]]
        return record | changed

    def _ownership(self, record: _Record) -> _Record:
        steps = [
            step
            | {
                "owned": self.text(step["owned"]),
                "holdings": [
                    each | {"owner": self.text(each["owner"])} for each in step["holdings"]
                ],
            }
            for step in record["steps"]
        ]
        return record | {"steps": steps}

    def near_miss(self, record: _Record) -> _Record:
        """The record of a near miss."""
        return record | {"evidence": self._evidence(record)}

    def _evidence(self, record: _Record) -> list[_Record]:
        return [
            each | {"query_value": self.text(each["query_value"])} for each in record["evidence"]
        ]

    def _hit(self, record: _Record) -> _Record:
        decision = record["decision"]
        return record | {
            "query": self.text(record["query"]),
            "evidence": self._evidence(record),
            "decision": None if decision is None else self._decision(decision),
        }

    def _decision(self, text: str) -> str:
        """Its id stays; reasons tell of people."""
        name, colon, rest = text.partition(": ")
        return f"{name}: {self.text(rest)}" if colon else self.text(text)


def redactor_of(key: str | None) -> Redactor:
    """The redactor with the key of the environment.

    Raises:
        UsageError: there is none, or it is too short.
    """
    if key is None or len(key) < SHORTEST_KEY:
        what = "is not set" if key is None else f"has less than {SHORTEST_KEY} characters"
        raise UsageError(
            f"the key that names are hashed with {what}",
            field=KEY_VARIABLE,
            hint=f"Set {KEY_VARIABLE} to a secret of {SHORTEST_KEY} characters or more, and keep "
            "it: without it the file cannot be replayed",
        )
    return Redactor(key.encode())
