"""Masses and densities add up to one, and moments are those of the density, by quadrature."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.probability import laws
from glassproof.derivations.proof.domain import DomainError

_POSITIVE = st.fractions(sp.Rational(1, 4), 4, max_denominator=8).map(sp.Rational)
_FROM_ONE = st.fractions(1, 4, max_denominator=8).map(sp.Rational)
"""Exponents below 1 have densities that quadrature cannot integrate up to their poles."""
_REAL = st.fractions(-3, 3, max_denominator=8).map(sp.Rational)
_SUCCESS = st.fractions(sp.Rational(2, 5), 1, max_denominator=9).map(sp.Rational)
_UNIT = st.fractions(0, 1, max_denominator=16).map(sp.Rational)
_LAWS = st.one_of(
    st.builds(laws.normal, _REAL, _POSITIVE),
    st.builds(lambda a, length: laws.uniform(a, a + length), _REAL, _POSITIVE),
    st.builds(laws.exponential, _POSITIVE),
    st.builds(laws.gamma, _FROM_ONE, _POSITIVE),
    st.builds(laws.chi_squared, st.integers(2, 7).map(sp.Integer)),
    st.builds(laws.beta, _FROM_ONE, _FROM_ONE),
    st.builds(laws.semicircle, _POSITIVE, _REAL),
    st.builds(laws.bernoulli, _UNIT),
    st.builds(laws.rademacher),
    st.builds(laws.geometric, _SUCCESS, st.sampled_from([sp.S.Zero, sp.S.One])),
    st.builds(laws.poisson, _POSITIVE),
    st.builds(laws.binomial, st.integers(0, 6).map(sp.Integer), _UNIT),
)


@settings(max_examples=40, deadline=None)
@given(_LAWS, st.integers(0, 6))
def test_moments_are_those_of_the_density(law, k):
    t = sp.Symbol("t", integer=True) if law.discrete else sp.Symbol("t", real=True)
    integrand = t**k * law.density(t)
    low, high = (mpmath.mpf(str(end.evalf(25)).replace("oo", "inf")) for end in (law.low, law.high))
    with mpmath.workdps(20):
        if law.discrete:
            last = 80 if mpmath.isinf(high) else int(high)
            total = sum(integrand.subs(t, n).evalf(25) for n in range(int(low), last + 1))
        else:
            function = sp.lambdify(t, integrand, "mpmath")
            inside = [low, 0, high] if low < 0 < high else [low, high]
            total = mpmath.quad(function, inside)
        assert abs(total - law.moment(k)) <= 1e-9 * (1 + abs(law.moment(k)))


@pytest.mark.parametrize(
    ("make", "arguments", "says"),
    [
        (laws.normal, (0, -1), "the variance is positive"),
        (laws.uniform, (2, 1), "the length"),
        (laws.exponential, (0,), "the rate"),
        (laws.semicircle, (-1,), "the radius"),
        (laws.bernoulli, (2,), "between 0 and 1"),
        (laws.binomial, (sp.Rational(1, 2), sp.Rational(1, 2)), "an integer >= 0"),
        (laws.poisson, (sp.I,), "the mean"),
        (laws.gamma, (-1, 1), "the shape"),
        (laws.gamma, (1, 0), "the rate"),
        (laws.beta, (0, 1), "the first parameter"),
        (laws.chi_squared, (0,), "degrees of freedom"),
        (laws.geometric, (0,), "of success"),
        (laws.geometric, (1, 2), "begins at 0 or 1"),
    ],
)
def test_what_is_no_law_is_refused(make, arguments, says):
    with pytest.raises(DomainError, match=says):
        make(*map(sp.sympify, arguments))
