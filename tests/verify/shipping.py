"""Ship what a deep review computed: ``python -m tests.verify.shipping LEDGER.json``.

LEDGER.json is what ``glassproof verify --paper NAME --budget deep --json LEDGER.json`` wrote. The
studies in it replace those of the same names in the paper's data file; others stay.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.study import FILE, LARGEST
from glassproof.verify.papers import load


def computed(ledger: dict[str, Any]) -> dict[str, Any]:
    """The studies that a ledger holds in full, by name, with the seed of the review."""
    evidence = [piece for claim in ledger["claims"] for piece in claim["evidence"]]
    found: dict[str, Any] = {}
    for piece in evidence:
        found |= piece["data"].get("studies", {})
    return {name: {**study, "seed": ledger["seed"]} for name, study in found.items()}


def places(claims: tuple[Claim, ...]) -> dict[str, Path]:
    """The file of each study of some claims."""
    studies = [study for claim in claims for part in claim.studied for study in part.studies]
    return {s.name: Path(str(resources.files(s.package) / FILE)).resolve() for s in studies}


def merged(place: Path, studies: dict[str, Any]) -> str:
    """The file's text with these studies in it; ``ValueError`` if it grows too large."""
    held = json.loads(place.read_text(encoding="utf-8")) if place.exists() else {}
    text = json.dumps(held | studies, sort_keys=True).replace("], [", "],\n[") + "\n"
    if len(text.encode()) > LARGEST:
        raise ValueError(f"{place} would have {len(text)} bytes: at most {LARGEST} are shipped")
    return text


def ship(ledger: dict[str, Any]) -> list[Path]:
    """Write every study of the ledger into its paper's file."""
    where, found = places(load(ledger["paper"]).claims), computed(ledger)
    for place in sorted({where[name] for name in found}):
        text = merged(place, {name: s for name, s in found.items() if where[name] == place})
        place.write_text(text, encoding="utf-8")
    return sorted({where[name] for name in found})


if __name__ == "__main__":
    import sys

    for written in ship(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))):
        print(written)
