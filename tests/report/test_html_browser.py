"""The HTML report in Chromium: filters, sorting, cards, keys, print, many hits, no script."""

from __future__ import annotations

import base64
import re
import shutil
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import report_builders as build

from sanctionscreen.model import Band, HitStatus, Measure, Outcome, RowOutcome
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.html import HtmlRenderer

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None or DRIVER is None, reason="Chromium with its driver is not on this machine"
)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--window-size=1400,900",
)  # fmt: skip
MARKUP = "<img src=x onerror=alert(1)>"

Open = Callable[[tuple[RowOutcome, ...]], Any]


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One browser for this module, with a profile of its own."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options, webdriver.ChromeService(str(DRIVER)))
    yield browser
    browser.quit()


@pytest.fixture
def show(driver: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens the report of these outcomes; at the end, the console must have stayed empty."""

    def open_report(outcomes: tuple[RowOutcome, ...]) -> Any:
        rendering = HtmlRenderer().open(build.run(), RenderOptions())
        text = "".join(rendering.add(outcome) for outcome in outcomes)
        file = tmp_path / "report.html"
        file.write_text(text + rendering.close(build.verdict(outcomes)), encoding="utf-8")
        driver.get(file.as_uri())
        return driver

    yield open_report
    assert driver.get_log("browser") == []
    assert driver.execute_script("return performance.getEntriesByType('resource').length") == 0


def several() -> tuple[RowOutcome, ...]:
    """Hits of two lists, programmes, measures, bands and statuses, one with markup for a name."""
    freeze = build.designation(programme="DPRK2", measures=(Measure.ASSET_FREEZE,), listed_on=None)
    person = build.party("RI, Yong Gil", "ofac-sdn:33936", designations=(freeze,))
    exact = build.hit(2, score=99.0, band=Band.EXACT, query="Ri Yong Gil", entries=(person,),
                      matched_name="RI, Yong Gil")  # fmt: skip
    decided = build.hit(4, status=HitStatus.DECIDED, decision="another birth date")
    return (
        build.outcome(1, build.hit(1, query=MARKUP), query=MARKUP, warnings=(MARKUP,)),
        build.outcome(2, exact),
        build.discounted(3),
        build.outcome(4, outcome=Outcome.CLEAR_BY_DECISION, decided=(decided,)),
        build.not_screened(5, query=MARKUP),
    )


def rows(page: Any) -> list[str]:
    """The text of each hit shown."""
    return [row.text for row in page.find_elements(By.CSS_SELECTOR, "#table tr.hit")]


def choose(page: Any, name: str, value: str) -> None:
    """Chooses an option of a filter."""
    select = page.find_element(By.ID, f"f-{name}")
    select.find_element(By.CSS_SELECTOR, f"option[value='{value}']").click()


def count(page: Any) -> str:
    """What the live region says."""
    return str(page.find_element(By.ID, "count").text)


def test_markup_in_a_name_stays_text(show: Open) -> None:
    """The name is read as it is, in the row, the card and the tables; no image, no dialogue."""
    page = show(several())
    page.find_element(By.ID, "open-all").click()
    assert page.execute_script("return document.images.length") == 0
    assert page.find_element(By.TAG_NAME, "body").text.count(MARKUP) >= 5


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("status", "open", [1, 2]),
        ("status", "discounted", [3]),
        ("status", "decided", [4]),
        ("band", "exact", [2]),
        ("list", "ofac-sdn", [2]),
        ("programme", "DPRK2 (published as CMIC-EO13959)", [2]),
        ("measure", "investment restriction (not blocking)", [1, 3, 4]),
    ],
)
def test_each_filter_shows_what_it_says(
    show: Open, name: str, value: str, shown: list[int]
) -> None:
    """A filter leaves its hits, says how many, and the reset brings all back."""
    page = show(several())
    assert count(page) == "4 of 4 hits"
    choose(page, name, value)
    found = sorted(int(re.findall(r"row (\d+)", text)[0]) for text in rows(page))
    assert found == shown
    assert count(page) == f"{len(shown)} of 4 hits"
    page.find_element(By.CSS_SELECTOR, "#filters button[type=reset]").click()
    time.sleep(0.2)
    assert count(page) == "4 of 4 hits"


def test_text_is_searched_in_names_ids_and_evidence(show: Open) -> None:
    """All words must be there, in any letters."""
    page = show(several())
    for text, shown in (("YONG gil", 1), ("onerror", 1), ("v-2", 1), ("sensetime", 4), ("zz", 0)):
        box = page.find_element(By.ID, "f-text")
        box.clear()
        box.send_keys(text)
        time.sleep(0.4)
        assert len(rows(page)) == shown, text


def test_headings_sort_and_say_so(show: Open) -> None:
    """A heading sorts, once more turns the order round, and aria-sort tells which way."""
    page = show(several())
    heading = page.find_element(By.CSS_SELECTOR, "th[data-key=row]")
    button = heading.find_element(By.TAG_NAME, "button")
    for direction, order in (("ascending", [1, 2, 3, 4]), ("descending", [4, 3, 2, 1])):
        button.send_keys(Keys.ENTER)
        assert heading.get_attribute("aria-sort") == direction
        assert [int(re.findall(r"row (\d+)", text)[0]) for text in rows(page)] == order
    others = page.find_elements(By.CSS_SELECTOR, "th[data-key]:not([data-key=row])")
    assert {each.get_attribute("aria-sort") for each in others} == {"none"}
    page.find_element(By.CSS_SELECTOR, "th[data-key=score] button").click()
    assert rows(page)[0].split()[1] == "99.0"


def test_a_card_opens_by_key_with_fields_and_waterfall(show: Open) -> None:
    """The card has listing, both records side by side, and evidence that adds up."""
    stated = (("names", "Sensetme Group"), ("birth_dates", "1963-10-01"))
    page = show((build.outcome(1, build.hit(1), stated=stated),))
    button = page.find_element(By.CSS_SELECTOR, ".toggle")
    button.send_keys(Keys.ENTER)
    assert button.get_attribute("aria-expanded") == "true"
    card = page.find_element(By.ID, str(button.get_attribute("aria-controls"))).text
    for fact in ("divest by 2022-12-10", "NS-CMIC", build.URL, "another country", "conflicts",
                 "one letter differs", "+14.06", "Hong Kong", "5493000F6MXFY8SSYI10",
                 "words agree", "birth dates 1963-10-01"):  # fmt: skip
        assert fact in card, fact
    cells = [c.text for c in page.find_elements(By.CSS_SELECTOR, ".card table:last-of-type .bits")]
    total = sum(e.weight for e in build.EVIDENCE) / 64
    assert float(cells[-1]) == pytest.approx(total, abs=0.01)
    bars = page.find_elements(By.CSS_SELECTOR, ".bar")
    assert len(bars) == len(build.EVIDENCE) + 1
    assert bars[0].size["width"] > 10 * bars[2].size["width"]
    button.send_keys(Keys.SPACE)
    assert page.find_elements(By.CSS_SELECTOR, ".card") == []


def test_every_control_has_a_name_and_every_text_contrast(show: Open) -> None:
    """Labels for all controls; WCAG AA contrast (4.5) for all text, cards included."""
    page = show(several())
    page.find_element(By.ID, "open-all").click()
    unnamed = page.execute_script(
        """return [...document.querySelectorAll('button, input, select')].filter(
             (e) => !(e.getAttribute('aria-label') || e.textContent.trim()
                      && e.tagName === 'BUTTON' || e.labels && e.labels.length)).length"""
    )
    assert unnamed == 0
    faint = page.execute_script(_CONTRAST)
    assert faint == []
    levels = [int(h.tag_name[1]) for h in page.find_elements(By.CSS_SELECTOR, "h1, h2, h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


_CONTRAST = """
const light = (text) => {
  const parts = text.match(/[\\d.]+/g).map(Number).slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
};
const ground = (element) => {
  for (let e = element; e; e = e.parentElement) {
    const colour = getComputedStyle(e).backgroundColor;
    if (!/, 0\\)$/.test(colour)) return colour;
  }
  return 'rgb(255, 255, 255)';
};
return [...document.querySelectorAll('body *')].filter((e) => [...e.childNodes].some(
  (n) => n.nodeType === 3 && n.data.trim())).filter((e) => e.checkVisibility()).filter((e) => {
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
  }).map((e) => e.outerHTML.slice(0, 100));
"""


def test_ten_thousand_hits_scroll(show: Open) -> None:
    """A part is drawn at first, more as one scrolls, all in the end; filters stay quick."""
    outcomes = tuple(
        build.outcome(row, build.hit(row, query=f"Sensetme Group {row}", score=70 + row % 300 / 10))
        for row in range(1, 10_001)
    )
    begun = time.monotonic()
    page = show(outcomes)
    assert count(page) == "10,000 of 10,000 hits"
    assert time.monotonic() - begun < 20
    assert len(page.find_elements(By.CSS_SELECTOR, "#table tbody tr")) <= 300
    drawn, steps = 0, 0
    while drawn < 10_000 and steps < 300:
        drawn = page.execute_script(
            """window.scrollTo(0, document.body.scrollHeight);
               return document.querySelectorAll('#table tr.hit').length"""
        )
        steps += 1
        time.sleep(0.05)
    assert drawn == 10_000
    took = page.execute_script(
        """const from = performance.now();
           const box = document.getElementById('f-list');
           box.dispatchEvent(new Event('change'));
           return performance.now() - from"""
    )
    assert took < 2_000
    box = page.find_element(By.ID, "f-text")
    box.send_keys("v-9999")
    time.sleep(1)
    assert count(page) == "1 of 10,000 hits"


def test_it_prints_every_hit_with_its_card(show: Open) -> None:
    """On paper all filtered hits stand with their cards, and the page is as before after it."""
    page = show(tuple(build.outcome(row, build.hit(row)) for row in range(1, 151)))
    assert len(rows(page)) < 150
    page.execute_script(
        """window.printed = [];
           window.addEventListener('beforeprint', () => window.printed.push(
             document.querySelectorAll('.card').length))"""
    )
    pdf = base64.b64decode(page.print_page())
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 50
    assert page.execute_script("return window.printed") == [150]
    assert page.find_elements(By.CSS_SELECTOR, ".card") == []


def test_without_a_script_the_hits_are_a_table(show: Open, driver: Any) -> None:
    """Where scripts are switched off, all hits are read in a plain table."""
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page = show(several())
        text = page.find_element(By.TAG_NAME, "noscript").text
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert MARKUP in text
    assert "RI, Yong Gil" in text
