"""Graphs and figures in the browser."""

from __future__ import annotations

from tests.reports.web.page import Page


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
