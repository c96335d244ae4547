"""A form that does not have the value of its input is a defect, and is noticed."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.canonical_form import canonical_form
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.derivations.proof.radical_fractions import Field, UnsupportedError
from glassproof.derivations.proof.representation import FormError, looks_at, represents

x, y = sp.symbols("x y", positive=True)
QUADRANT = Domain({x: Range(0, None, draw=(0, 9)), y: Range(0, None, draw=(0, 9))})


@pytest.mark.parametrize(
    "expression",
    [
        (x + sp.sqrt(x / y)) ** sp.Rational(3, 2),
        sp.acosh(1 + y / x),
        sp.sqrt(y * sp.sqrt(y / x)),
        sp.log(x / (x + 1) + sp.sqrt(x / (x + 1))),
        sp.sqrt(x + sp.cbrt(x / y**2)) * sp.log(x + sp.sqrt(x / y)),
    ],
    ids=str,
)
def test_a_radical_of_a_quotient_keeps_its_denominator(expression) -> None:
    form = canonical_form(expression, QUADRANT)
    for point in QUADRANT.points(3, start=5):
        gap = enclose(form.expanded() - expression, point, 60)
        assert abs(gap) < 1e-50
    represents(form, expression, looks_at(expression, QUADRANT))


def test_a_wrong_rule_is_noticed_in_a_part_that_a_factor_hides(monkeypatch) -> None:
    """sin(pi n) vanishes at every point that is drawn of n; the other factor is looked at too."""
    n = sp.Symbol("n", real=True)
    right = Field.factors

    def forgets(self, poly):
        content, factors = right(self, poly)
        return content, factors[:-1]

    monkeypatch.setattr(Field, "factors", forgets)
    domain = Domain({n: Range(draw=(-8, 8)), **QUADRANT.ranges})
    hidden = sp.sin(sp.pi * n) * sp.log(x + 1)
    with pytest.raises(FormError, match="a rule of derivations/proof is wrong"):
        represents(canonical_form(hidden, domain), hidden, looks_at(hidden, domain))


def test_the_slip_proves_nothing_any_more() -> None:
    n = sp.Symbol("n", real=True)
    domain = Domain({n: Range(draw=(-8, 8)), **QUADRANT.ranges})
    left = (x + sp.sqrt(x / y)) ** sp.Rational(3, 2)
    right = (x / y + sp.sqrt(x / y)) * sp.sqrt(x + sp.sqrt(x / y))
    assert not is_identically_zero(sp.sin(2 * sp.pi * n) * (left - right), domain)


def test_the_sign_of_a_complex_number_has_no_form() -> None:
    """SymPy takes sign(z)**2 for one, and with it what asinh(sign(z)) is rewritten to."""
    z = sp.sign(sp.log(1 - 2 * sp.exp(sp.I * x), evaluate=False))
    for expression in (sp.asinh(z), sp.sqrt(1 - sp.Mul(x - z, x - z, evaluate=False))):
        with pytest.raises(UnsupportedError, match="complex"):
            canonical_form(expression, QUADRANT)
