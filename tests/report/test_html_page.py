"""The HTML report as a file: self-contained, safe, complete without a script, bounded."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
import report_builders as build
from test_report_contract import ODD_NAMES, mixed_outcomes

from sanctionscreen.model import HitStatus, Outcome, RowOutcome, RunInfo
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.html import HtmlRenderer, page

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;",
    "${alert(1)}",
    "'\"><svg onload=alert(1)>",
]


class _Elements(HTMLParser):
    """Counts elements, and keeps addresses and the text of each script and style."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.attributes: set[str] = set()
        self.texts: dict[str, str] = {}
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes |= set(given)
        self.addresses += [given[name] for name in ("src", "href", "action") if name in given]
        if given.get("http-equiv", "").lower() == "content-security-policy":
            self.policy = given["content"]

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] in ("script", "style"):
            self.texts.setdefault(f"{self.tags[-1]}{self.tags.count('script')}", data)


def html(
    outcomes: tuple[RowOutcome, ...],
    options: RenderOptions | None = None,
    run: RunInfo | None = None,
) -> str:
    """The file."""
    rendering = HtmlRenderer().open(run or build.run(), options or RenderOptions())
    text = "".join(rendering.add(outcome) for outcome in outcomes)
    return text + rendering.close(build.verdict(outcomes))


def elements(text: str) -> _Elements:
    """What a parser sees."""
    parser = _Elements()
    parser.feed(text)
    return parser


def data(text: str) -> Any:
    """What the script reads."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found
    return json.loads(found.group(1))


def test_nothing_is_fetched_and_only_our_script_may_run() -> None:
    """No address but links to publishers, and a policy that names our style and script alone."""
    found = elements(html(mixed_outcomes()))
    assert {a for a in found.addresses if not a.startswith("#")} == {
        "data:,", "https://ofac.treasury.gov",
    }  # fmt: skip
    assert not found.attributes & {"style", "onclick", "onload", "onerror"}
    assert found.policy.startswith("default-src 'none'; ")
    hashes = set(re.findall(r"'sha256-(.*?)'", found.policy))
    given = {
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for name, text in found.texts.items()
        if name in ("style0", "script2")
    }
    assert hashes == given
    assert len(given) == 2


@pytest.mark.parametrize("name", [*HOSTILE, *ODD_NAMES.values()])
def test_a_name_is_text_wherever_it_stands(name: str) -> None:
    """No name adds an element, and the script gets each as it is shown elsewhere."""
    entry = build.party(name)
    hit = build.hit(1, query=name, matched_name=name, entries=(entry,), decision=name)
    outcome = build.outcome(1, hit, query=name, counterparty_id=name, warnings=(name,))
    text = html((outcome, *mixed_outcomes(name)), run=build.run(notes=(name,), inputs=(name,)))
    plain = html(
        (build.outcome(1, replace(hit, query="x"), query="x", warnings=("x",)), *mixed_outcomes())
    )
    assert [t for t in elements(text).tags if t != "br"].count("script") == 2
    assert set(elements(text).tags) == set(elements(plain).tags)
    if name.isprintable():
        assert data(text)["hits"][0]["query"] == name
        assert data(text)["parties"][0]["name"] == name


def test_an_address_that_is_no_web_page_is_no_link() -> None:
    """A list may hold any text for an address; a script is not made one's target."""
    entry = build.party(designations=(build.designation(reference_url="javascript:alert(1)"),))
    text = html((build.outcome(1, build.hit(1, entries=(entry,))),))
    assert "javascript:" not in text


def test_it_is_whole_without_a_script() -> None:
    """Every hit stands in a plain table with what is essential."""
    text = html(mixed_outcomes())
    plain = text.partition("<noscript>")[2].partition("</noscript>")[0]
    for fact in ("88.5", "Sensetme Group", build.SENSETIME, "NS-CMIC", "2021-12-10",
                 "investment restriction (not blocking)", "discounted"):  # fmt: skip
        assert fact in plain


def test_hits_are_ordered_open_first_by_score() -> None:
    """What waits for a reviewer comes first, best first."""
    decided = build.hit(4, score=99.0, status=HitStatus.DECIDED, decision="someone else")
    outcomes = (
        build.outcome(4, outcome=Outcome.CLEAR_BY_DECISION, decided=(decided,)),
        build.discounted(3),
        build.outcome(1, build.hit(1, score=71.0)),
        build.outcome(2, build.hit(2, score=91.0)),
    )
    assert [(h["row"], h["status"]) for h in data(html(outcomes))["hits"]] == [
        (2, "open"), (1, "open"), (3, "discounted"), (4, "decided"),
    ]  # fmt: skip


def test_a_party_of_many_hits_is_in_it_once() -> None:
    """The file grows by hits, not by what is known of the party."""
    found = data(html(tuple(build.outcome(row, build.hit(row)) for row in range(1, 51))))
    assert len(found["hits"]) == 50
    assert len(found["parties"]) == 1


def test_more_than_a_browser_takes_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The best hits and the first rows are kept; how many more there are is said."""
    monkeypatch.setattr(page, "MOST_HITS", 3)
    monkeypatch.setattr(page, "MOST_ROWS", 2)
    outcomes = tuple(build.outcome(row, build.hit(row, score=70.0 + row)) for row in range(1, 6))
    text = html((*outcomes, *(build.not_screened(row) for row in range(6, 11))))
    assert [hit["row"] for hit in data(text)["hits"]] == [5, 4, 3]
    assert "2 more hits are not in this page" in text
    assert "Rows not screened (5)" in text
    assert "The first 2 are shown" in text


def test_clear_rows_are_named_when_asked_for() -> None:
    """``--show-clear`` names them here too."""
    outcomes = (build.outcome(1, query="Innocent Bakery"),)
    assert "Innocent Bakery" not in html(outcomes)
    assert "Innocent Bakery" in html(outcomes, RenderOptions(show_clear=True))


def test_lists_settings_and_what_is_not_complete_are_in_it() -> None:
    """An auditor finds lists with date, age and digest, run id, inputs, notes and problems."""
    run = build.run(notes=("curated lists only",), overrides=("allow-stale: agreed",))
    text = html(mixed_outcomes(), run=run)
    for fact in ("INCOMPLETE", "1 row was not screened", "curated lists only",
                 "allow-stale: agreed", "2025-12-19", "339", "ab" * 32, "0123456789abcdef",
                 "vendors.csv", "cd" * 32, "rapidfuzz", "70", "2026-11-23T09:00:00Z"):  # fmt: skip
        assert fact in text, fact
