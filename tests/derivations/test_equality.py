"""The canonical form proves identities and proves nothing else."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from derivations.balls import enclose, excludes_zero
from derivations.domain import Domain, Range
from derivations.equality import counterexample, is_identically_zero, simplified
from derivations.model import MODEL_DOMAIN, kappa, m, p, q, sigma_z

IDENTITIES = (
    2 ** (p + q) - 2**p * 2**q,
    sp.sqrt(m * (m - 1) * 2**m) - 2 * sp.sqrt(m * (m - 1) * 2 ** (m - 2)),
    sp.sqrt(p * (p - 1) * kappa) - sp.sqrt(p) * sp.sqrt(p - 1) * sp.sqrt(kappa),
    sp.log(p + sigma_z**2 * m * 2**m) - sp.log(p * 2**-m + sigma_z**2 * m) - m * sp.log(2),
    sp.log(4**p) - 2 * p * sp.log(2),
    1 / (sp.sqrt(2) - 1) - sp.sqrt(2) - 1,
    sp.sin(2 * p) - 2 * sp.sin(p) * sp.cos(p),
    sp.cosh(sigma_z) ** 2 - sp.sinh(sigma_z) ** 2 - 1,
    sp.log(1 - kappa) + sp.log(1 + kappa) - sp.log(1 - kappa**2),
    6**p - 2**p * 3**p,
    sp.log(sp.exp(q) * p) - q - sp.log(p),
    sp.Abs(1 - kappa) - 1 + kappa,
    (1 - kappa) ** (p / 2) * (1 - kappa) ** (p / 2) - (1 - kappa) ** p,
)
NOT_IDENTITIES = (
    p - q,
    2**p - 2**q,
    sp.sqrt((kappa - sp.Rational(1, 2)) ** 2) - (kappa - sp.Rational(1, 2)),
    sp.log(p**2) - sp.log(p),
    sp.sqrt(p**2 + q**2) - p - q,
    sp.sin(p) ** 2 - sp.cos(p) ** 2,
    sp.sqrt(sp.Add(p, -8) ** 2) - p + 8,
)


@pytest.mark.parametrize("expression", IDENTITIES, ids=str)
def test_identities_are_proven_and_no_ball_contradicts(expression) -> None:
    assert is_identically_zero(expression, MODEL_DOMAIN)
    assert counterexample(expression, MODEL_DOMAIN) is None


@pytest.mark.parametrize("expression", NOT_IDENTITIES, ids=str)
def test_what_is_not_zero_is_not_proven_and_refuted_by_a_ball(expression) -> None:
    assert not is_identically_zero(expression, MODEL_DOMAIN)
    point = counterexample(expression, MODEL_DOMAIN)
    assert point is not None
    assert excludes_zero(enclose(expression, point))


ATOMS = st.sampled_from([p, q, sigma_z, kappa, sp.Integer(2), sp.Rational(1, 3), sp.pi])


def grow(children):
    unary = st.builds(
        lambda f, e: f(e),
        st.sampled_from([sp.sqrt, sp.log, sp.exp, lambda e: 2**e, lambda e: e**2, lambda e: 1 / e]),
        children,
    )
    binary = st.builds(
        lambda f, a, b: f(a, b), st.sampled_from([sp.Add, sp.Mul]), children, children
    )
    return unary | binary


def sensible(expression: sp.Expr) -> bool:
    return expression.is_positive is True and sp.count_ops(expression) < 25


FORMULAS = st.recursive(ATOMS, grow, max_leaves=5).filter(sensible)


@settings(max_examples=60, deadline=None)
@given(FORMULAS)
def test_rewritings_by_sympy_are_recognised_or_left_open_but_never_contradicted(formula) -> None:
    for rewrite in (sp.expand, sp.factor, sp.powsimp, sp.together):
        assert counterexample(rewrite(formula) - formula, MODEL_DOMAIN, attempts=2) is None


@settings(max_examples=60, deadline=None)
@given(FORMULAS, FORMULAS)
def test_a_proven_identity_is_never_refuted_by_a_ball(left, right) -> None:
    if is_identically_zero(left - right, MODEL_DOMAIN):
        assert counterexample(left - right, MODEL_DOMAIN) is None


def test_splitting_needs_a_proof_of_positivity() -> None:
    """x - 1 is negative on a sliver of (99/100, 5) that sampling would miss."""
    x = sp.Symbol("x", real=True)
    sliver = Domain({x: Range(0, 5, draw=(2, 5))})
    assert not is_identically_zero(sp.sqrt((x - 1) ** 2 * x) - (x - 1) * sp.sqrt(x), sliver)
    safe = Domain({x: Range(1, 5, draw=(2, 5))})
    assert is_identically_zero(sp.sqrt((x - 1) ** 2 * x) - (x - 1) * sp.sqrt(x), safe)


def test_ratios_are_short_and_right() -> None:
    ratio = simplified(m * 2**m / (m * 2 ** (m - 1)), MODEL_DOMAIN)
    assert ratio == 2
    published, derived = m**2 * 2 ** (3 * m) / 2, m * (m + 1) * 2 ** (m - 3)
    short = simplified(published / derived, MODEL_DOMAIN)
    assert is_identically_zero(short * derived - published, MODEL_DOMAIN)
    assert sp.count_ops(short) <= sp.count_ops(published / derived)
