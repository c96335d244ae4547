"""Sums whose terms change their form at an index: their values against plain addition."""

import itertools

import pytest
import sympy as sp

from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.summation.corners import without_corners
from glassproof.derivations.summation.starting import written_out
from glassproof.derivations.summation.vanishing import proof_of_vanishing_sums

i, j, k, n = sp.symbols("i j k n", integer=True)
DOMAIN = Domain({n: Range(1, None, integer=True, closed=True, draw=(1, 9))})
SQUARE = ((i, 1, n), (j, 1, n))


def polynomial(values):
    """Of degree 4 at most in n, through values at 1, ..., 7, of which five would do."""
    found = sp.interpolate([(m, values(m)) for m in range(1, 6)], n)
    assert all(found.subs(n, m) == values(m) for m in (6, 7))
    return found


@pytest.mark.parametrize(
    "term",
    [sp.Max(i, j), sp.Min(i, j) * i, sp.Abs(i - j), sp.Abs(i - j) ** 2 * sp.sign(j - i) + i,
     sp.KroneckerDelta(i, j) * i * j, sp.Piecewise((i * j, sp.Ne(i, j)), (0, True)),
     sp.Piecewise((i, i < j), (2 * j, True)), sp.Max(i, n - j + 1)],
    ids=str,
)  # fmt: skip
def test_double_sums_over_a_square(term):
    def added(m):
        cells = itertools.product(range(1, m + 1), repeat=2)
        return sum(term.subs({i: a, j: b, n: m}) for a, b in cells)

    node = sp.Sum(term, *SQUARE)
    value = polynomial(added)
    assert proof_of_vanishing_sums(node - value, DOMAIN) is not None
    assert proof_of_vanishing_sums(node - value - 1, DOMAIN) is None
    cut = without_corners(node, DOMAIN)
    assert not cut.has(sp.Abs, sp.Max, sp.Min, sp.KroneckerDelta, sp.Piecewise, sp.sign)
    for m in (1, 2, 5):
        assert written_out(cut.subs(n, m).doit()) == added(m)


@pytest.mark.parametrize("depth", [2, 3, 4])
def test_rising_indices_from_ranges_that_may_be_less_than_empty(depth):
    names = sp.symbols(f"a1:{depth + 1}", integer=True)
    limits = [(a, number, after - 1) for number, (a, after) in
              enumerate(itertools.pairwise((*names, n + 1)), 1)]  # fmt: skip
    node = sp.Sum(1, *limits)
    assert proof_of_vanishing_sums(node - sp.binomial(n, depth), DOMAIN) is not None
    for m in (1, 3, 6):
        assert written_out(node.subs(n, m).doit()) == sp.binomial(m, depth)
