"""Ledgers, claims and evidence as plain data, in the shapes that the judge writes."""

from __future__ import annotations

from typing import Any

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation

PAPER = {
    "paper": "A Spin Glass Model for the Loss Surfaces of Generative Adversarial Networks",
    "reference": "J. Stat. Phys. 186 (2022), arXiv:2101.02524",
}
CODE = "the authors' code"
TEXT = "the text"


def ledger(claims: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """A ledger of these claims; keyword arguments replace its top-level entries."""
    counts = {
        verdict: sum(claim["verdict"] == verdict for claim in claims)
        for verdict in ("verified", "refuted", "supported", "undecided")
    }
    found = {
        "schema": 5,
        "paper": "gan_spin_glass",
        "seed": 7,
        "parameters": {"budget": "standard", "level": 1e-8, "family_level": 1e-6},
        "versions": {"python": "3.11.2", "glassproof": "0.1.0", "sympy": "1.14.0"},
        "summary": {"claims": len(claims), **counts, "remarks": 0, "defects": 0},
        "code": "0" * 64,
        "digest": "0" * 64,
        "claims": claims,
    }
    return found | changes


def claim(claim_id: str, title: str, verdict: str, reason: str, **parts: Any) -> dict[str, Any]:
    """A record with empty parts filled in."""
    place = parts.pop("place", "Lemma 2")
    read_from, kind = parts.pop("read_from", CODE), parts.pop("kind", "code")
    record = {
        "id": claim_id,
        "title": title,
        "verdict": verdict,
        "reason": reason,
        "published": "",
        "published_latex": "",
        "derived": "",
        "derived_latex": "",
        "derivation": None,
        "ratio": "",
        "ratio_latex": "",
        "difference": "",
        "difference_latex": "",
        "certificate": {"left out": {}, "nature": []},
        "domain": "p >= 2, q >= 1 integers; sigma_z > 0; 0 < kappa < 1",
        "source": {
            **PAPER,
            "place": place,
            "read_from": read_from,
            "kind": kind,
        },
        "uses": [],
        "evidence": [],
        "seconds": 0.25,
    }
    return record | parts


def formula(published: sp.Expr, derivation: Derivation, ratio: bool = True) -> dict[str, Any]:
    """The parts of a record that a formula claim has."""
    derived = derivation.result
    return {
        "published": str(published),
        "published_latex": sp.latex(published),
        "derived": str(derived),
        "derived_latex": sp.latex(derived),
        "derivation": derivation.to_dict(),
        "ratio": str(sp.simplify(published / derived)) if ratio else "",
    }


def evidence(kind: str, name: str, outcome: str, detail: str, **data: Any) -> dict[str, Any]:
    """One piece of evidence."""
    return {
        "kind": kind,
        "name": name,
        "outcome": outcome,
        "detail": detail,
        "data": data,
        "seconds": 0.01,
    }


def nature(name: str, describes: str, estimate: float, error: float, **values: Any) -> dict:
    """The evidence of an experiment, in the shape that the judge writes."""
    derived, published = values["derived"], values["published"]
    rejected = values.get("rejected", False)
    detail = f"{describes}: {estimate:.6g} ± {error:.1g}, " + (
        f"against {published:.6g} published and {derived:.6g} derived"
        if rejected
        else "as published; a relative error of 0.011 in the variance would have been seen"
    )
    return evidence(
        values.get("kind", "nature"),
        name,
        "fails" if rejected else "consistent",
        detail,
        describes=describes,
        point={"p": "3", "q": "3", "sigma_z": "1"},
        **{
            "sample size": 2_000_000,
            "estimate": estimate,
            "standard error": error,
            "derived": {"predicted": derived, "p-value": 0.41},
            "published": {"predicted": published, "p-value": 0.0 if rejected else 0.41},
            "level": 1e-8,
            "power": "0.999: a relative error of 0.011 in the variance",
        },
    )
