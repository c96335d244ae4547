"""True ledgers and a scan to tamper with; ``python -m tests.recheck.record [NAME ...]`` makes them.

Their digests count what judged, so that they stay true as they are; they change with the schema.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import glassproof as gp

FOLDER = Path(__file__).parent / "ledgers"
REVIEWS = {
    "glass": ("gan_spin_glass", [
        "lemma2.gradient-variance-D", "lemma2.b", "lemma2.b1", "lemma2.x-variance",
        "section4.quartic", "section5.rate-function", "section5.index-edge-D",
        "section5.index-weight-D", "lemma4.concentration",
    ]),
    "p_spin": ("spherical_p_spin", None),
    "sums": (str(FOLDER / "sums.toml"), None),
}  # fmt: skip


def write(name: str, record: dict[str, Any]) -> None:
    """Write a record under its name."""
    text = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
    (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    names = sys.argv[1:] or [*REVIEWS, "scan"]
    for name in names:
        if name == "scan":
            write(name, gp.scan(FOLDER / "scan.tex").to_dict())
        else:
            paper, ids = REVIEWS[name]
            write(name, gp.review(paper, budget="quick", ids=ids).to_dict())
