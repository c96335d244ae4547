"""Statements judged again: what is put together anew notices a wrong part."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from glassproof.verify.claims.evidence import Outcome
from glassproof.verify.judging.whole.inheritance import Status, standing
from glassproof.verify.papers import load
from glassproof.verify.papers.gan_spin_glass import corrected

PAPER = load("gan_spin_glass")
CLAIMS = {claim.id: claim for claim in PAPER.claims}
RIGHT = frozenset(
    "lemma2.b1 lemma4.concentration lemma5.max-norm section5.rate-function section5.index-edge-G "
    "section5.coulomb-gas section6.ratio".split()
)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("lemma2.expected-count", Status.INHERITED),
        ("section5.theta", Status.INHERITED),
        ("section6.banded", Status.INHERITED),
        ("section6.variance-ratio", Status.OWN),
        ("section6.size-ratio", Status.OWN),
    ],
)
def test_no_statement_is_left_unseparated(name: str, status: Status) -> None:
    found = standing(CLAIMS[name], CLAIMS, frozenset(CLAIMS) - RIGHT)
    assert found.status is status


@pytest.mark.parametrize("wrong", ["_law_of_shifts", "_scales"])
@pytest.mark.parametrize("again", [corrected.theta_again, corrected.count_again])
def test_a_wrong_part_is_noticed(monkeypatch: Any, wrong: str, again: Any) -> None:
    """With the variances of the shifts, or the two scales, a fifth too large it fails."""
    right = getattr(corrected, wrong)

    def larger(at: dict[str, Any]) -> Any:
        found = right(at)
        if isinstance(found, dict):
            return {name: 1.2 * value for name, value in found.items()}
        return 1.2 * found

    monkeypatch.setattr(corrected, wrong, larger)
    assert again().outcome is Outcome.FAILS


def test_the_supremum_is_that_of_a_grid_of_shifts() -> None:
    """No bound: the exponent over x and x1 alone, by their own derived covariance."""
    law = corrected._law_of_shifts(corrected.GLASS)[:2, :2]
    inverse = np.linalg.inv(law)
    x, x1 = np.meshgrid(np.linspace(-20, 20, 161), np.linspace(-6, 6, 97))
    gaussian = (inverse[0, 0] * x**2 + 2 * inverse[0, 1] * x * x1 + inverse[1, 1] * x1**2) / 2
    scales = corrected._scales(corrected.GLASS)
    values = corrected.log_potential(x, x1=x1, kappa=0.9, **scales) - gaussian
    constant = corrected._number(corrected.stirling.K().result, corrected.GLASS)
    best = constant + float(values.max())
    assert best <= corrected.supremum(np.inf, np.inf) + 1e-9
    assert best == pytest.approx(corrected.supremum(np.inf, np.inf), abs=1e-3)


def test_a_statement_with_neither_is_not_separated() -> None:
    bare = replace(CLAIMS["section5.theta"], corrected=None)
    assert standing(bare, CLAIMS, frozenset(CLAIMS) - RIGHT).status is Status.NOT_SEPARATED
