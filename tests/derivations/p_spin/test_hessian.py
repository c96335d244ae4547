"""The p-spin's local law against derivatives along a great circle, and its chains."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.derivations.p_spin import hessian
from glassproof.derivations.p_spin.model import p


@pytest.mark.parametrize("degree", [3, 4, 9])
def test_along_a_great_circle(degree):
    """A stationary process with covariance K = cos^p: variances -K'', K''''; cov(L'', L) = K''."""
    angle = sp.Symbol("angle", real=True)
    second, fourth = (sp.diff(sp.cos(angle) ** degree, angle, k).subs(angle, 0) for k in (2, 4))
    at = {p: degree}
    assert hessian.gradient_variance().result.subs(at) == -second
    assert hessian.hessian_shift().result.subs(at) == second
    assert hessian.hessian_diagonal_variance().result.subs(at) == fourth - second**2


def test_given_the_energy_the_hessian_is_a_goe():
    """Diagonal twice the off-diagonal: then the law is invariant under rotations."""
    off, diagonal = hessian.hessian_variance().result, hessian.hessian_diagonal_variance().result
    assert sp.expand(diagonal - 2 * off) == 0


@pytest.mark.parametrize(
    "name", ["gradient_variance", "hessian_variance", "hessian_shift", "hessian_diagonal_variance"]
)
def test_every_step_is_proved_symbolically(name):
    chain = getattr(hessian, name)()
    assert set(chain.proofs[1:]) == {"symbolic"}
    assert len(chain.steps) >= 3
