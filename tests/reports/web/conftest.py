"""One browser for all tests of the web page: Debian's Chromium, headless."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from glassproof.reports.drawing import Drawn
from glassproof.reports.web import page as html
from tests.reports.web.page import Page

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser that can resolve no name and has no profile."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    if not (BROWSER and DRIVER):
        pytest.skip("no browser here: apt-get install chromium chromium-driver")
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


@pytest.fixture
def page(browser: Any, sample_ledger: dict, tmp_path: Path) -> Page:
    """The sample ledger with a figure."""
    figure = tmp_path / "fig1.svg"
    figure.write_text(SVG)
    drawn = Drawn("fig1", figure, "Figure 1", "A square.", ("section4.quartic",))
    return Page(browser, html.write_report(sample_ledger, tmp_path, figures=[drawn]))
