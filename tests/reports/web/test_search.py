"""Claims are found: by verdict, section, source, words, and formulas however they are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from glassproof.reports.web import page as html
from tests.reports.web.page import Page

Select = pytest.importorskip("selenium.webdriver.support.ui").Select


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
