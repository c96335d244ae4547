"""glassproof: rederive, simulate and judge the formulas of a paper.

The few names a library user needs; each is imported when it is first asked for.
"""

from __future__ import annotations

import importlib
from typing import Any

_HOMES = {
    "Claim": "glassproof.verify.claims.claim",
    "Derivation": "glassproof.derivations.proof.derivation",
    "DomainError": "glassproof.derivations.proof.domain",
    "Ledger": "glassproof.verify.keeping.ledger",
    "load": "glassproof.verify.papers",
    "judge": "glassproof.verify.judging.judge",
    "density": "glassproof.numerics.block_matrix.spectrum",
    "edges": "glassproof.numerics.block_matrix.spectrum",
    "log_potential": "glassproof.numerics.block_matrix.log_potential",
    "theta": "glassproof.numerics.gan_glass.complexity",
    "expected_count": "glassproof.numerics.gan_glass.expected_count",
    "count_critical_points": "glassproof.numerics.gan_glass.critical_points",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'glassproof' has no attribute {name!r}")
