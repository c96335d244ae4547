"""The page in the browser, by the few questions that the tests ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


class Page:
    """A report in a browser that was blank before."""

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
