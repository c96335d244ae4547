"""glassproof: rederive, simulate and judge the formulas of a paper.

The few names a library user needs; each is imported when it is first asked for.
"""

from __future__ import annotations

import importlib
from typing import Any

_HOMES = {
    "Claim": "verify.claim",
    "Derivation": "derivations.derivation",
    "DomainError": "derivations.domain",
    "Ledger": "verify.ledger",
    "claims_of": "verify.papers",
    "judge": "verify.judge",
    "density": "numerics.spectrum",
    "edges": "numerics.spectrum",
    "log_potential": "numerics.log_potential",
    "theta": "numerics.complexity",
    "expected_count": "numerics.expected_count",
    "count_critical_points": "numerics.critical_points",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'glassproof' has no attribute {name!r}")
