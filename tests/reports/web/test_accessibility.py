"""Readers who do not see the page, or not well, or on a small screen, or on paper."""

from __future__ import annotations

from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

from glassproof.reports.web import page as html
from tests.reports.web.page import Page


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
