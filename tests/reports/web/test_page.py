"""The page as a whole: all is there, nothing is asked for, and nothing runs that a claim says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from glassproof.reports.web import page as html
from tests.reports.web.page import Page


def test_every_claim_is_seen_without_error_or_request(page: Page, sample_ledger: dict) -> None:
    ids = [claim["id"] for claim in sample_ledger["claims"]]
    assert page.rows() == page.articles() == ids
    assert page.browser.get_log("browser") == []
    assert page.requests()
    assert all(url.startswith((page.address, "data:")) for url in page.requests())
    drawn = "const i = document.querySelector('figure img'); return i.complete && i.naturalWidth"
    assert page.run(drawn) == 9


def test_hostile_claims_do_nothing(browser: Any, hostile: dict, tmp_path: Path) -> None:
    page = Page(browser, html.write_report(hostile, tmp_path))
    assert page.browser.get_log("browser") == []
    assert page.browser.title.startswith(r"Ledger: \input{/etc/hostname}")
    assert len(page.articles()) == 2
    assert all(url.startswith((page.address, "data:")) for url in page.requests())
    assert page.run("return document.scripts.length") == 1
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")
