"""Signs that are claimed are there; signs that formulas of this kind need are found."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.block_matrix.symbols import kappa
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN, p, q, sigma_z
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.canonical_form import Form
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.radical_fractions import Field

x, y = sp.symbols("x y", real=True)
PLANE = Domain({x: Range(draw=(-8, 8)), y: Range(draw=(-8, 8))})
HALF_PLANE = Domain(PLANE.ranges, (x > y,))


def sign(expr: sp.Expr, domain: Domain) -> int:
    """The proven sign of an expression."""
    form = Form(Field(24), {}, domain=domain)
    return form.signs.of_fraction(form.read(expr))


@pytest.mark.parametrize(
    ("expression", "domain", "expected"),
    [
        (p - 1, MODEL_DOMAIN, 1),
        (p**2 - 3 * p + 2, MODEL_DOMAIN, 1),  # (p - 1)(p - 2)
        (kappa**2 - kappa, MODEL_DOMAIN, -1),
        (1 / (kappa - 1), MODEL_DOMAIN, -1),
        (sp.log(kappa), MODEL_DOMAIN, -1),
        (sp.log(p), MODEL_DOMAIN, 1),
        (2**p * sigma_z**2 + q, MODEL_DOMAIN, 1),
        (sp.sqrt(sigma_z) - sp.sqrt(sigma_z + 1), MODEL_DOMAIN, -1),
        (kappa - sp.sqrt(kappa), MODEL_DOMAIN, -1),
        (sigma_z - p - sp.sqrt(sigma_z**2 + p**2), MODEL_DOMAIN, -1),  # the root outweighs
        (x**2 + y**2, PLANE, 1),
        (x - y, HALF_PLANE, 1),
        (x, Domain({x: Range(None, 0, draw=(-8, -1))}), -1),
        (x**3 - 1, Domain({x: Range(-5, -2, draw=(-5, -2))}), -1),
        (x, Domain({x: Range(None, 3, draw=(-8, 2))}), 0),
        (sp.sqrt(x), Domain({x: Range(3, None, draw=(4, 5))}), 1),
        (sp.sqrt(2) - sp.sqrt(3), MODEL_DOMAIN, -1),
        (p - q, MODEL_DOMAIN, 0),
        (sigma_z - 1, MODEL_DOMAIN, 0),
        (p - 3, MODEL_DOMAIN, 0),  # negative at p = 2 alone
        (x * y, HALF_PLANE, 0),
        (x + y, HALF_PLANE, 0),
        (sp.sqrt(x), PLANE, 0),  # not real on half of the line
        (sp.I * p, MODEL_DOMAIN, 0),
    ],
    ids=str,
)
def test_signs_of_plain_expressions(expression, domain, expected) -> None:
    assert sign(expression, domain) == expected


ATOMS = st.sampled_from(
    [p, q, kappa, 1 - kappa, sigma_z, sp.sqrt(kappa), sp.sqrt(sigma_z + 1), sp.log(kappa),
     2**p, x, y, x - y, sp.Integer(1), sp.Integer(-2), sp.Rational(1, 3), sp.sqrt(2)]
)  # fmt: skip
EXPRESSIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds(sp.Add, inner, inner), st.builds(sp.Mul, inner, inner), inner.map(lambda e: e**2)
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(EXPRESSIONS, st.booleans())
def test_a_proven_sign_is_that_of_every_value(expression, related) -> None:
    """At 20 points of the domain, by balls."""
    plane = HALF_PLANE if related else PLANE
    whole = Domain({**MODEL_DOMAIN.ranges, **plane.ranges}, plane.where)
    proven = sign(expression, whole)
    for point in whole.points(20) if proven else ():
        assert not enclose(expression, point).real * proven < 0
