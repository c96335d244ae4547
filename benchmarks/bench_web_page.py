"""The web page of the first paper, with its figures, in a browser: how large, how soon seen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.record import OURS, record

MEGABYTE = 1e6


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, from evidence at the quick budget: what it says does not depend on the draws."""
    out = tmp_path_factory.mktemp("report")
    command = [
        sys.executable,
        "-m",
        "glassproof",
        "report",
        "--format",
        "html",
        "--budget",
        "quick",
    ]
    environment = os.environ | {"GLASSPROOF_STORE": str(out / "evidence.sqlite3")}
    subprocess.run(
        [*command, "--out", str(out)], env=environment, stdout=subprocess.DEVNULL, check=True
    )
    return out / "report.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window; its start is no part of what is measured."""
    webdriver = pytest.importorskip("selenium.webdriver")
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,1000"):
        options.add_argument(argument)
    found = webdriver.Chrome(options=options)
    yield found
    found.quit()


def bench_web_page(benchmark: Any, page: Path, browser: Any) -> None:
    """Opening the page; the budgets are 3 MB and 1 s to the first paint."""

    def paint() -> float:
        browser.get("about:blank")
        browser.get(page.as_uri())
        return float(browser.execute_async_script(_PAINTED)) / 1000

    seconds = min(paint() for _ in range(3))
    benchmark.pedantic(paint, rounds=3)
    record(
        benchmark,
        work="web page",
        way=OURS,
        points=1,
        megabytes=page.stat().st_size / MEGABYTE,
        paint=seconds,
    )


_PAINTED = """
const done = arguments[0], name = "first-contentful-paint";
const told = (list) => { for (const entry of list.getEntriesByName(name)) done(entry.startTime); };
new PerformanceObserver(told).observe({type: "paint", buffered: true});
"""
