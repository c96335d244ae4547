"""The web ledger driven in a real browser: Debian's Chromium, headless."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from glassproof.reports.drawing import Drawn
from glassproof.reports.web import page as html

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
Select = pytest.importorskip("selenium.webdriver.support.ui").Select
BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (BROWSER and DRIVER), reason="no browser here: apt-get install chromium chromium-driver"
)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser that can resolve no name and has no profile."""
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
        "--window-size=1200,1000",
        f"--user-data-dir={tmp_path_factory.mktemp('profile')}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(DRIVER, log_output=os.devnull)
    found = webdriver.Chrome(options=options, service=service)
    yield found
    found.quit()


class Page:
    """The page in the browser, by the few questions that the tests ask."""

    def __init__(self, browser: Any, path: Path) -> None:
        self.browser, self.address = browser, path.as_uri()
        browser.get("about:blank")
        browser.get_log("browser"), browser.get_log("performance")
        browser.get(self.address)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.browser.execute_script(script, *arguments)

    def rows(self) -> list[str]:
        """Ids of the rows of the table that are seen."""
        return self.run(
            "return [...document.querySelectorAll('tr.item')]"
            ".filter(r => r.checkVisibility()).map(r => r.dataset.id)"
        )

    def articles(self) -> list[str]:
        """Ids of the articles that are seen."""
        return self.run(
            "return [...document.querySelectorAll('article')]"
            ".filter(a => a.checkVisibility()).map(a => a.id)"
        )

    def element(self, selector: str) -> Any:
        return self.browser.find_element("css selector", selector)

    def requests(self) -> list[str]:
        events = [json.loads(e["message"])["message"] for e in self.browser.get_log("performance")]
        return [
            e["params"]["request"]["url"]
            for e in events
            if e["method"] == "Network.requestWillBeSent"
        ]


@pytest.fixture
def page(browser: Any, sample_ledger: dict, tmp_path: Path) -> Page:
    """The sample ledger with a figure."""
    figure = tmp_path / "fig1.svg"
    figure.write_text(SVG)
    drawn = Drawn("fig1", figure, "Figure 1", "A square.", ("section4.quartic",))
    return Page(browser, html.write_report(sample_ledger, tmp_path, figures=[drawn]))


def test_every_claim_is_seen_without_error_or_request(page: Page, sample_ledger: dict) -> None:
    ids = [claim["id"] for claim in sample_ledger["claims"]]
    assert page.rows() == page.articles() == ids
    assert page.browser.get_log("browser") == []
    assert page.requests()
    assert all(url.startswith((page.address, "data:")) for url in page.requests())
    drawn = "const i = document.querySelector('figure img'); return i.complete && i.naturalWidth"
    assert page.run(drawn) == 9


def test_the_verdict_filters(page: Page, sample_ledger: dict) -> None:
    for verdict in ("verified", "supported", "undecided"):
        page.element(f"input[value={verdict}]").click()
    refuted = [c["id"] for c in sample_ledger["claims"] if c["verdict"] == "refuted"]
    assert page.rows() == page.articles() == refuted
    assert page.element("#shown").text == f"{len(refuted)} of {len(sample_ledger['claims'])} claims"
    page.element("button[type=reset]").click()
    page.run("return new Promise(done => setTimeout(done, 50))")
    assert len(page.rows()) == len(sample_ledger["claims"])


def test_the_section_and_the_search_filter(page: Page) -> None:
    Select(page.element("#section")).select_by_visible_text("Lemma 2")
    assert all(claim_id.startswith("lemma2.") for claim_id in page.rows())
    page.element("#search").send_keys("two-SHIFTS determine")
    assert page.rows() == page.articles() == ["lemma2.two-shifts"]
    page.element("#search").send_keys(" nothing has this")
    assert page.rows() == []
    assert page.element("#shown").text.startswith("0 of")


def test_derivations_fold_out_with_the_keyboard(page: Page) -> None:
    fold = page.element("article details")
    assert fold.get_attribute("open") is None
    page.run("arguments[0].querySelector('summary').focus()", fold)
    page.browser.switch_to.active_element.send_keys(" ")
    assert fold.get_attribute("open") == "true"
    assert page.run("return arguments[0].querySelector('math').getBoundingClientRect().width", fold)
    derivations = "[...document.querySelectorAll('.derivation')]"
    page.element("#unfold").click()
    assert page.run(f"return {derivations}.every(d => d.open)")
    page.element("#unfold").click()
    assert page.run(f"return {derivations}.every(d => !d.open)")


def test_a_link_leads_to_its_claim_even_if_it_is_filtered_away(page: Page) -> None:
    page.element("#search").send_keys("quartic")
    page.run("location.hash = '#lemma3.K'")
    page.run("return new Promise(done => setTimeout(done, 100))")
    assert "lemma3.K" in page.articles()
    top = page.run("return document.getElementById('lemma3.K').getBoundingClientRect().top")
    assert 0 <= top < 100
    assert page.browser.switch_to.active_element.get_attribute("id") == "lemma3.K"
    page.browser.get(page.address + "#section6.ratio")
    assert page.run("return document.querySelector(':target').id") == "section6.ratio"


TYPED = (
    ("sigma_z", r"\sigma_z", "sigma z", "σ_z", r"\sigma_{z}"),
    ("2**(p + q)*sigma_z**2", r"2^{p + q} \sigma_{z}^{2}", "2^(p+q) sigma_z^2", "2^(p+q)σ_z²"),
    ("kappa*log(kappa)/2", r"\frac{\kappa \log{\left(\kappa \right)}}{2}", "kappa log kappa 2"),
    ("sqrt(kappa)*sqrt(p)", r"\sqrt{\kappa} \sqrt{p}", "√κ √p"),
    ("u_D, oo", r"u_D, \infty", "u_D ∞"),
)


@pytest.mark.parametrize("ways", TYPED, ids=lambda ways: ways[0])
def test_a_formula_is_found_however_it_is_written(
    page: Page, sample_ledger: dict, ways: tuple[str, ...]
) -> None:
    """As typed, in LaTeX, in words: every claim that holds it as typed is found."""
    found = [page.run("return [...found(arguments[0])].map(i => i.id)", way) for way in ways]
    assert found == [found[0]] * len(ways)
    assert 0 < len(found[0]) < len(sample_ledger["claims"]) or ways[0] == "sigma_z"
    plain = ways[0].replace(" ", "")
    for claim in sample_ledger["claims"]:
        if plain in str(claim).replace(" ", ""):
            assert claim["id"] in found[0]


def test_letters_and_numbers_are_meant_whole_and_words_may_be_begun(page: Page) -> None:
    count = "return [...found(arguments[0])].map(i => i.id)"
    assert (
        page.run(count, "enumerat") == page.run(count, "enumeration") == ["lemma2.expected-count"]
    )
    everything = page.run(count, "")
    assert page.run(count, "zzz") == page.run(count, "umeration") == []
    assert len(page.run(count, "191")) < len(everything)
    assert page.run(count, "19") != page.run(count, "191.9")


def test_sources_and_errors_filter_and_the_address_keeps_it(
    browser: Any, sample_ledger: dict, tmp_path: Path
) -> None:
    for claim in sample_ledger["claims"]:
        if claim["verdict"] == "refuted":
            claim["standing"] = {"status": "own", "from": [], "detail": "it rests on nothing"}
    first = Page(browser, html.write_report(sample_ledger, tmp_path))
    everything = first.rows()
    kinds = {claim["source"]["kind"] for claim in sample_ledger["claims"]}
    Select(first.element("[name=kind]")).select_by_visible_text(min(kinds))
    Select(first.element("[name=whose]")).select_by_visible_text("own")
    first.element("input[value=verified]").click()
    first.element("#search").send_keys("quartic & z")
    seen = first.articles()
    assert 0 < len(seen) < len(everything)
    sent = browser.current_url
    browser.get("about:blank")
    browser.get(sent)
    assert first.articles() == seen
    assert first.element("#search").get_attribute("value") == "quartic & z"
    assert not first.element("input[value=verified]").is_selected()
    first.element("button[type=reset]").click()
    assert first.rows() == everything


def test_the_table_is_sorted_by_its_headings(page: Page) -> None:
    rows = page.rows()
    heads = page.browser.find_elements("css selector", "#claims th button")
    for head in heads:
        head.click()
        upward = page.rows()
        assert page.run("return arguments[0].closest('th').ariaSort", head) == "ascending"
        head.click()
        assert sorted(page.rows()) == sorted(upward) == sorted(rows)
        assert page.run("return document.querySelectorAll('#claims [aria-sort]').length") == 1
        if head.text.startswith("claim"):
            assert upward == sorted(rows)
            assert page.rows() == upward[::-1]
        if head.text.startswith("no."):
            assert upward == rows


def test_buttons_copy_what_they_say(page: Page, sample_ledger: dict) -> None:
    page.browser.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite"]}
    )
    claim = sample_ledger["claims"][0]
    article = page.element(f"[id='{claim['id']}']")
    wanted = {
        "Copy LaTeX": claim["published_latex"],
        "Copy as typed": claim["published"],
        "Copy command": f"glassproof verify {claim['id']} --seed 7",
        f"Copy link to {claim['id']}": f"{page.address}#{claim['id']}",
    }
    for name, text in wanted.items():
        button = article.find_element("css selector", f"[aria-label='{name}']")
        page.run("arguments[0].scrollIntoView({block: 'center'})", button)
        button.click()
        read = "navigator.clipboard.readText().then(arguments[arguments.length - 1])"
        assert page.browser.execute_async_script(read) == text
        assert page.run("return document.getElementById('heard').textContent").endswith("done")


def test_letters_are_keys(page: Page, sample_ledger: dict) -> None:
    ids = [claim["id"] for claim in sample_ledger["claims"]]
    active = "return document.activeElement.id"
    body = page.element("body")
    for key, focused in (("j", ids[0]), ("j", ids[1]), ("k", ids[0]), ("/", "search")):
        page.browser.switch_to.active_element.send_keys(key)
        assert page.run(active) == focused
    page.element("#search").send_keys("j/")
    assert page.element("#search").get_attribute("value") == "j/"
    page.run("document.activeElement.blur()")
    body.send_keys("?")
    assert page.element("#keys").is_displayed()
    page.element("#letters").click()
    page.element("#keys button").click()
    assert not page.element("#keys").is_displayed()
    body.send_keys("?")
    assert not page.element("#keys").is_displayed()


def test_the_graph_lights_what_a_claim_rests_on_and_what_rests_on_it(page: Page) -> None:
    page.run("document.querySelector('#graph .node[href=\"#lemma3.K\"]').focus()")

    def named(kind: str) -> set[str]:
        nodes = f"[...document.querySelectorAll('#graph .node{kind}')]"
        return set(page.run(f"return {nodes}.map(n => n.getAttribute('href').slice(1))"))

    assert named(".premise") == {"lemma2.gradient-variance-G"}
    above = {"section5.theta", "section6.ratio", "section6.banded"}
    assert named(".lit") == {"lemma3.K", "lemma2.gradient-variance-G", *above}
    assert page.run("return document.querySelectorAll('#graph .arrow.lit').length") == 4
    assert named(".tainted") == {"lemma2.expected-count", "lemma3.K", "figure1.touching", *above}
    page.run("document.activeElement.blur()")
    assert not page.run("return document.querySelector('svg.chosen')")
    boxes = page.run(
        "return [...document.querySelectorAll('#graph .node')].map(n => ["
        "n.querySelector('text').getBBox().width, n.querySelector('.body').getBBox().width])"
    )
    assert all(text < box for text, box in boxes)


def test_each_claim_has_its_own_graph(page: Page) -> None:
    page.run("document.getElementById('lemma3.K').querySelector('.around').open = true")
    around = page.run(
        "return [...document.querySelectorAll('[id=\"lemma3.K\"] .node')]"
        ".map(n => n.getAttribute('href').slice(1))"
    )
    assert set(around) == {
        "lemma3.K", "lemma2.gradient-variance-G", "section5.theta", "section6.ratio",
        "section6.banded",
    }  # fmt: skip


def test_figures_and_graphs_grow(page: Page) -> None:
    for frame in page.browser.find_elements("css selector", ".zoomable"):
        width = "return arguments[0].querySelector('.scroll > *').getBoundingClientRect().width"
        before = page.run(width, frame)
        page.run("arguments[0].querySelector('[data-zoom]').click()", frame)
        assert page.run(width, frame) > 1.4 * before
        assert page.run("return document.documentElement.scrollWidth <= innerWidth")


def serious(page: Page, rules: str = "{}") -> list[Any]:
    """What axe-core finds serious."""
    return page.browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run({exclude: ['math']}, "
        f"{{preload: false, resultTypes: ['violations'], ...{rules}}})"
        ".then(found => done(found.violations.filter(v => /serious|critical/.test(v.impact))"
        ".map(v => [v.id, v.nodes.map(n => n.html.slice(0, 200))])))"
    )


def test_axe_finds_nothing_serious(browser: Any, sample_ledger: dict, tmp_path: Path) -> None:
    """On a page with a claim that has all there is, and one that rests on it."""
    kept = [
        c for c in sample_ledger["claims"] if c["id"] in {"lemma2.gradient-variance-G", "lemma3.K"}
    ]
    page = Page(browser, html.write_report({**sample_ledger, "claims": kept}, tmp_path))
    page.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.run(resources.files("axe_core_python").joinpath("axe.min.js").read_text("utf-8"))
    browser.set_script_timeout(300)
    assert serious(page) == []
    page.element("#theme").click()
    assert serious(page, "{runOnly: ['color-contrast']}") == []


def test_everything_that_can_be_used_has_a_name(page: Page) -> None:
    """Accessible names, as the browser computes them for a screen reader."""
    used = "a, button, input, select, summary, svg[role], table, figure img, section"
    page.run("document.querySelectorAll('details, dialog').forEach(d => d.open = true)")
    for element in page.browser.find_elements("css selector", used):
        assert element.accessible_name, element.get_attribute("outerHTML")[:200]
    levels = page.run(
        "return [...document.querySelectorAll('h1, h2, h3, h4')].map(h => +h.tagName[1])"
    )
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def contrast(page: Page, selector: str) -> float:
    """Contrast of text with the page's ground, by WCAG's formula."""
    return page.run(
        """
        const light = (css) => { const [r, g, b] = css.match(/[\\d.]+/g).slice(0, 3).map(v => {
          v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
          return .2126 * r + .7152 * g + .0722 * b; };
        const ink = light(getComputedStyle(document.querySelector(arguments[0])).color);
        const paper = light(getComputedStyle(document.body).backgroundColor);
        return (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05);
        """,
        selector,
    )


def test_dark_and_light_are_both_legible(page: Page) -> None:
    grounds = set()
    for _ in range(2):
        grounds.add(page.run("return getComputedStyle(document.body).backgroundColor"))
        for name in ("verified", "refuted", "supported", "undecided"):
            assert contrast(page, f".verdict.{name}") >= 4.5
        assert contrast(page, ".facts") >= 4.5
        page.element("#theme").click()
    assert len(grounds) == 2


def test_nothing_is_wider_than_a_narrow_window(page: Page) -> None:
    narrow = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    page.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", narrow)
    try:
        page.run("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.run("return [innerWidth, document.documentElement.scrollWidth]") == [390, 390]
    finally:
        page.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_it_prints_derivations_and_no_controls(page: Page) -> None:
    page.run("dispatchEvent(new Event('beforeprint'))")
    page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not page.element("#filter").is_displayed()
        assert page.run("return [...document.querySelectorAll('details')].every(d => d.open)")
    finally:
        page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_hostile_claims_do_nothing(browser: Any, hostile: dict, tmp_path: Path) -> None:
    page = Page(browser, html.write_report(hostile, tmp_path))
    assert page.browser.get_log("browser") == []
    assert page.browser.title.startswith(r"Ledger: \input{/etc/hostname}")
    assert len(page.articles()) == 2
    assert all(url.startswith((page.address, "data:")) for url in page.requests())
    assert page.run("return document.scripts.length") == 1
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")
