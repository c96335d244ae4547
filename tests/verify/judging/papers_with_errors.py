"""True papers made wrong on purpose: what they take from one another is taken along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import sympy as sp

from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.paper import Paper


def with_wrong(paper: Paper, claim_id: str, wrong: sp.Expr) -> Paper:
    """The paper with another formula in one claim, and what follows from it by their own steps."""
    published: dict[str, sp.Expr] = {}
    claims: list[Claim] = []
    for claim in paper.claims:
        if claim.id == claim_id:
            formula = wrong
        elif claim.published_from is not None:
            formula = claim.published_from(published)
        else:
            formula = claim.published
        published[claim.id] = formula
        claims.append(replace(claim, published=formula, nature=()))
    return replace(paper, claims=tuple(claims))


def touched(paper: Paper, claim_id: str) -> set[str]:
    """The claims whose published formula changes with that of ``claim_id``."""
    plain = {claim.id: claim.published for claim in paper.claims}
    marked: Mapping[str, Claim] = {
        claim.id: claim
        for claim in with_wrong(paper, claim_id, plain[claim_id] * sp.Symbol("mark")).claims
    }
    mark = sp.Symbol("mark")
    return {i for i, claim in marked.items() if mark in claim.published.free_symbols}
