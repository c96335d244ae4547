"""True ledgers to tamper with: ``python -m tests.recheck.record`` reviews anew and writes them.

Their digests count what judged, so that they stay true as they are; they change with the schema.
"""

from __future__ import annotations

import json
from pathlib import Path

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

if __name__ == "__main__":
    for name, (paper, ids) in REVIEWS.items():
        record = gp.review(paper, budget="quick", ids=ids).to_dict()
        text = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")
