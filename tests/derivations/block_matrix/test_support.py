"""Edges, components and the transition, for all parameters and at points."""

import flint
import mpmath as mp
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.block_matrix.certified_support import (
    components,
    edges,
    outside_interval,
    support_counterexample,
    transition_value,
)
from glassproof.derivations.block_matrix.roots import physical_root
from glassproof.derivations.block_matrix.support import (
    convexity,
    critical_polynomial,
    cusp,
    parametrisation,
    stability,
    transition,
    y,
)
from glassproof.derivations.block_matrix.symbols import b, b1, kappa, x1, z
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import DomainError
from tests.derivations.spectrum_reference import sample_eigenvalues

FIGURE_1 = {kappa: sp.Rational(9, 10), b: sp.Integer(1), b1: sp.Rational(1, 2)}

parameters = st.fixed_dictionaries(
    {
        kappa: st.integers(1, 99).map(lambda n: sp.Rational(n, 100)),
        b: st.integers(1, 40).map(lambda n: sp.Rational(n, 10)),
        b1: st.integers(1, 400).map(lambda n: sp.Rational(n, 100)),
    }
)
shifts = st.integers(-100, 100).map(lambda n: sp.Rational(n, 10))


@settings(max_examples=40, deadline=None)
@given(values=parameters, shift=shifts)
def test_components_by_isolation_and_by_the_closed_form(values, shift):
    star = transition_value(values)
    expected = 2 if abs(flint.arb(flint.fmpq(int(shift.p), int(shift.q)))) > star else 1
    assert components({**values, x1: shift}) == expected


@settings(max_examples=15, deadline=None)
@given(values=parameters, shift=shifts)
def test_density_is_positive_exactly_between_the_edges(values, shift):
    """The midpoints of the components have a physical root; gaps and the outside have none."""
    ends = [sp.Rational(float(end.mid())) for end in edges({**values, x1: shift})]
    outside = [ends[0] - 1, *((u + v) / 2 for u, v in zip(ends[1::2], ends[2::2], strict=False))]
    for at in [*outside, ends[-1] + 1]:
        assert physical_root({**values, x1: shift, z: at}) is None
    for low, high in zip(ends[::2], ends[1::2], strict=True):
        assert physical_root({**values, x1: shift, z: (low + high) / 2}) is not None


@settings(max_examples=15, deadline=None)
@given(values=parameters, shift=shifts)
def test_reflection(values, shift):
    left = edges({**values, x1: shift})
    right = edges({**values, x1: -shift})
    for u, v in zip(left, reversed(right), strict=True):
        assert u.overlaps(-v)


@pytest.mark.parametrize("shift", [sp.Rational(11, 10), sp.Rational(3, 2), sp.Integer(4)])
def test_edges_enclose_sampled_eigenvalues(shift):
    """Extreme eigenvalues of each component at N = 1000, within 0.25 of the edges.

    An eigenvalue is Lipschitz in the standard Gaussians behind the matrix, with constant
    sqrt((b^2 + b1^2/kappa)/N) = 0.036, so that each deviates from its mean by 0.23 with probability
    below 2 exp(-0.23^2/(2 0.036^2)) < 1e-8.6 a time; the mean is within 0.02 of the edge, two
    Tracy-Widom scales N^(-2/3). In truth all deviations are of that scale.
    """
    values = {**FIGURE_1, x1: shift}
    eigenvalues = sample_eigenvalues(1000, kappa=0.9, b=1.0, b1=0.5, x1=float(shift), seed=5)
    ends = [float(end.mid()) for end in edges(values)]
    assert abs(eigenvalues[0] - ends[0]) < 0.25
    assert abs(eigenvalues[-1] - ends[-1]) < 0.25
    if shift == 4:
        left = eigenvalues[eigenvalues < (ends[1] + ends[2]) / 2]
        assert left.size == 900
        assert abs(left[-1] - ends[1]) < 0.25
        assert abs(eigenvalues[900] - ends[2]) < 0.25


def test_semicircle_edges():
    ends = edges({kappa: sp.Rational(1, 3), b: sp.Integer(3), b1: sp.Rational(1, 10**6), x1: 0})
    assert len(ends) == 2
    assert abs(float(ends[1].mid()) - 3 * 2**0.5) < 1e-9  # b1^2 is 1e-12


@pytest.mark.parametrize("share", ["1/10", "1/2", "9/10"])
def test_transition_without_b1_is_pasturs(share):
    values = {kappa: sp.Rational(share), b: sp.Integer(1), b1: sp.Rational(1, 10**12)}
    weight = mp.mpf(sp.Rational(share).p) / sp.Rational(share).q
    known = (mp.cbrt(weight) + mp.cbrt(1 - weight)) ** mp.mpf("1.5") / mp.sqrt(2)
    assert abs(mp.mpf(transition_value(values).mid().str(20, radius=False)) - known) < 1e-14


def transition_polynomial(values):
    """The minimal polynomial over the integers of x1*, by elimination instead of by radicals.

    The edges' polynomial has a double root in y at the transition: its discriminant in y, a
    polynomial in x1, is factored, and the one irreducible factor that a ball around x1* does not
    keep from zero is it.
    """
    critical = sp.expand(critical_polynomial().result.subs(values))
    ball = transition_value(values, digits=100)
    _, factors = sp.factor_list(sp.discriminant(critical, y), x1)
    [vanishing] = [
        sp.Poly(factor, x1)
        for factor, _ in factors
        if enclose(factor, {x1: flint.acb(ball)}, digits=100).contains(0)
    ]
    return vanishing


def test_figure_1_touches_at_an_algebraic_number():
    """x1* to 30 digits, by radicals and as a root of the eliminant, and not 3/2."""
    star = transition_value(FIGURE_1)
    assert star.str(33, radius=False).startswith("1.4200486348001519676106400003187")
    eliminant = transition_polynomial(FIGURE_1)
    coefficients = [int(c) for c in eliminant.all_coeffs()]
    assert coefficients[0] == 311475200
    assert coefficients[-1] == 23914845
    roots = [r for r in eliminant.nroots(n=40, maxsteps=200) if r.is_real and r > 1]
    gaps = [abs(r - sp.Float(star.mid().str(40, radius=False), 40)) for r in roots]
    assert min(gaps) < sp.Float("1e-35", 40)
    assert not star.overlaps(flint.arb(1.5))
    assert components({**FIGURE_1, x1: sp.Rational(142, 100)}) == 1
    assert components({**FIGURE_1, x1: sp.Rational(1421, 1000)}) == 2


def test_cusp_and_edge_exponents():
    """Density at distances h and h/1000 from the cusp: ratio 10; from an edge: 31.6."""
    star = sp.Rational(transition_value(FIGURE_1, digits=60).str(50, radius=False))
    values = {**FIGURE_1, x1: star}
    ends = edges({**values, x1: star - sp.Rational(1, 10**40)})
    assert len(ends) == 2
    inner = edges({**values, x1: star + sp.Rational(1, 10**20)})[1:3]
    where = sp.Rational(((inner[0] + inner[1]) / 2).mid().str(30, radius=False))

    def density(at):
        return float(physical_root({**values, z: at}).imag.mid())

    step = sp.Rational(1, 10**5)
    ratio = density(where + step) / density(where + step / 1000)
    assert ratio == pytest.approx(10, rel=0.02)  # next order of the expansion: h^(1/3) = 2%
    bottom = sp.Rational(ends[0].mid().str(30, radius=False))
    ratio = density(bottom + step) / density(bottom + step / 1000)
    assert ratio == pytest.approx(1000**0.5, rel=1e-3)


def test_support_counterexample():
    example = support_counterexample()
    assert example.physical.imag > 0
    assert example.interval == (-7, sp.Rational(1, 50))
    assert example.point[z] > example.interval[1]
    eigenvalues = sample_eigenvalues(400, kappa=0.1, b=1.0, b1=0.01, x1=5.0, seed=1)
    assert (eigenvalues > 1).mean() > 0.05
    inside = {**example.point, z: sp.Integer(-1)}
    assert outside_interval(sp.Integer(-2), sp.Integer(2), inside) is None


def test_two_components_reach_beyond_the_claimed_interval_only_at_one_side():
    ends = edges({k: v for k, v in support_counterexample().point.items() if k != z})
    assert float(ends[-1].mid()) == pytest.approx((2 * 0.9) ** 0.5, rel=0.02)


def test_derivations_are_symbolic():
    for derivation in (
        parametrisation, critical_polynomial, stability, convexity, transition, cusp
    ):  # fmt: skip
        assert set(derivation().proofs[1:]) == {"symbolic"}


def test_irrational_values_are_refused():
    with pytest.raises(DomainError, match="rational"):
        edges({kappa: 1 / sp.pi, b: 1, b1: 1, x1: 0})
