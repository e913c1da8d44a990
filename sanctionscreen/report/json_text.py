"""JSON text: readable, one line a value, safe to print and to split into lines."""

from __future__ import annotations

import json
import re

_LINE_BREAKING = re.compile("[\x7f-\x9f\u2028\u2029]")


def json_text(value: object, *, indent: int | None = None) -> str:
    """A value as JSON with its own letters, not escapes.

    C1 control characters steer some terminals, and U+0085, U+2028 and U+2029 end a line for many
    readers of JSON Lines; all are escaped, which JSON allows inside strings, where alone they
    can stand.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _LINE_BREAKING.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
