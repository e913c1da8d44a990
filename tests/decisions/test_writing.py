"""Appending a decision: the rest of the file stays byte for byte, and names may hold anything."""

from __future__ import annotations

from dataclasses import replace

import decision_builders as build
import pytest

from sanctionscreen.decisions.decision import Judgement, Licence
from sanctionscreen.decisions.reading import decisions_of
from sanctionscreen.decisions.writing import appended, appended_next, with_id
from sanctionscreen.errors import UsageError

FIRST = build.decision(build.row())
SECOND = build.decision(build.row(2), id="d-2")
ONE = appended(b"", FIRST, "d.yaml")
FORMS = {
    "as written": ONE,
    "comments and quotes": ONE.replace(b'"A. Able"', b"'A. Able'  # on leave") + b"# the end\n",
    "no newline at the end": ONE.rstrip(b"\n"),
    "Windows line ends": ONE.replace(b"\n", b"\r\n"),
    "byte order mark": b"\xef\xbb\xbf" + ONE,
    "not indented": b"decisions:\n"
    + b"".join(line[2:] for line in ONE.splitlines(keepends=True) if line.startswith(b"  ")),
    "empty list": b"# ours\ndecisions:\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_the_rest_of_the_file_stays_byte_for_byte(form: str) -> None:
    """What was there is a prefix of what is there now, and the new decision comes last."""
    data = FORMS[form]
    before = decisions_of(data, "d.yaml").all
    result = appended(data, SECOND, "d.yaml")
    assert result.startswith(data)
    assert decisions_of(result, "d.yaml").all == (*before, SECOND)
    assert (b"\r\n" in data) is (b"\r\n" in result.removeprefix(data))


@pytest.mark.parametrize("form", FORMS)
def test_the_next_decision_is_written_as_the_first_one(form: str) -> None:
    """What a long session writes without reading all again is byte for byte the same."""
    data = appended(FORMS[form], SECOND, "d.yaml")
    third = build.decision(build.row(3), id="d-3", reason="- id: d-9 is another\n- id: d-8")
    assert appended_next(data, third, "d.yaml") == appended(data, third, "d.yaml")


@pytest.mark.parametrize(
    "data", [b"decisions: []\n", b"decisions: [{}]\n", ONE + b"...\n", b"lists: [x]\n", b"%%\n"]
)
def test_a_file_without_a_place_at_its_end_is_refused(data: bytes) -> None:
    """Rather than rewrite a file by its own ideas, it asks for another form."""
    with pytest.raises(UsageError) as caught:
        appended(data, SECOND, "d.yaml")
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "text",
    ['say "no": #1 {x} [y] & *z \\n', "李永吉 — Ри Ён Гиль", "null", "a\u2028b\x85c\ttab\nline",
     "\u202egnirts", "😀", "'single'", "- dash", "true"],
)  # fmt: skip
def test_any_text_comes_back(text: str) -> None:
    """Quotes, colons, other scripts, line breaks and what does not show on a screen."""
    decision = replace(
        FIRST,
        query=text,
        reason=text,
        counterparty_id=text,
        second_reviewer=text,
        judgement=Judgement.LICENSED,
        licence=Licence(text, FIRST.expires),
    )
    data = appended(ONE, replace(decision, id="d-3"), "d.yaml")
    assert decisions_of(data, "d.yaml").all[1] == replace(decision, id="d-3")
    assert "\u202e" not in data.decode()


def test_ids_are_of_what_is_said_and_unique() -> None:
    """The same decision has the same id; one that is taken is not given twice."""
    made = with_id(FIRST, ())
    assert made.id == with_id(replace(FIRST, id="other", line=7), ()).id
    assert made.id != with_id(SECOND, ()).id
    assert with_id(FIRST, (made.id,)).id not in (made.id, "")
