"""The page: what of a run it keeps, and the template that it goes into."""

from __future__ import annotations

import base64
import hashlib
import heapq
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from sanctionscreen.model import Hit, HitStatus, Outcome, RowOutcome, RunInfo, Verdict
from sanctionscreen.ownership.words import ownership_text
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.findings import designation_texts, input_names, input_of
from sanctionscreen.report.html.data import KeptHit, page_data, web_address
from sanctionscreen.report.plain import visible
from sanctionscreen.report.words import main_reasons, name_text, place_text

MOST_HITS = 20_000
MOST_ROWS = 20_000
"""What a browser still scrolls and searches at once; what is beyond is counted, and said so."""

_STATUSES = {HitStatus.OPEN: 2, HitStatus.DISCOUNTED: 1, HitStatus.DECIDED: 0}


class HtmlRenderer:
    """Keeps the best hits and the rows to be named; clear rows are counted unless asked for."""

    def open(self, run: RunInfo, options: RenderOptions) -> _HtmlRendering:
        return _HtmlRendering(run, options)


@dataclass(slots=True)
class _Rows:
    """Rows to be named, up to a number, and how many more there were."""

    heading: str
    items: list[tuple[str, str, str]] = field(default_factory=list)
    count: int = 0

    def add(self, place: str, query: str, text: str) -> None:
        self.count += 1
        if self.count <= MOST_ROWS:
            self.items.append((place, query, text))


class _HtmlRendering:
    def __init__(self, run: RunInfo, options: RenderOptions) -> None:
        self._run = run
        self._options = options
        self._inputs = input_names(run)
        self._best: list[tuple[tuple[int, float, int, int], KeptHit]] = []
        self._most = min(MOST_HITS, options.top or MOST_HITS)
        self._count = 0
        self._owned = _Rows("Rows owned by blocked parties, by OFAC's 50 Percent Rule")
        self._not_screened = _Rows("Rows not screened")
        self._warned = _Rows("Rows with warnings")
        self._clear = _Rows("Clear rows")

    def add(self, outcome: RowOutcome) -> str:
        source = input_of(outcome, self._inputs)
        for hit in (*outcome.hits, *outcome.discounted, *outcome.decided):
            self._keep(KeptHit(hit, source, outcome.stated))
        place = place_text(outcome)
        if outcome.line and len(self._inputs) > 1:
            place = f"{source}, {place}"
        if outcome.ownership is not None:
            self._owned.add(place, outcome.query, ownership_text(outcome.ownership))
        if outcome.outcome is Outcome.NOT_SCREENED:
            reason = outcome.reason or "no reason given"
            self._not_screened.add(place, outcome.query, reason)
        elif outcome.outcome is not Outcome.HIT and self._options.show_clear:
            self._clear.add(place, outcome.query, outcome.outcome.value)
        for warning in outcome.warnings:
            self._warned.add(place, outcome.query, warning)
        return ""

    def _keep(self, kept: KeptHit) -> None:
        hit = kept.hit
        self._count += 1
        worth = (_STATUSES[hit.status], hit.score, hit.match_weight, -self._count)
        if len(self._best) < self._most:
            heapq.heappush(self._best, (worth, kept))
        else:
            heapq.heappushpop(self._best, (worth, kept))

    def close(self, verdict: Verdict) -> str:
        ranked = sorted(self._best, key=lambda item: item[0], reverse=True)
        kept = [each for _, each in ranked]
        return _filled(
            run=self._run,
            verdict=verdict,
            inputs=self._inputs,
            data=page_data(kept),
            hits=kept,
            left_out=self._count - len(kept),
            sections=[
                s for s in (self._owned, self._not_screened, self._warned, self._clear) if s.count
            ],
        )


def _filled(**values: Any) -> str:
    # Imported here: only this format needs it, and a look-up must not pay for it.
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    style, script = _part("report.css"), _part("report.js")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "visible": visible,
        "place": _place,
        "designations": _designations,
        "reasons": _reasons,
        "matched": name_text,
        "address": web_address,
    }
    values["data"] = Markup(values["data"])
    return environment.from_string(_part("report.html.j2")).render(
        style=Markup(style), script=Markup(script), csp=_policy(style, script), **values
    )


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Only this style and this script may run, and nothing may be fetched or sent."""
    hashes = [
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in (style, script)
    ]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _place(hit: Hit) -> str:
    return place_text(hit) or "typed name"


def _designations(hit: Hit) -> str:
    return "; ".join(designation_texts(hit))


def _reasons(hit: Hit) -> str:
    return main_reasons(hit.evidence)
