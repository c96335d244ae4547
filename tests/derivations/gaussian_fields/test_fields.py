"""Fields over any spheres and kernels: models that no room of the house holds.

Three independent ways to the covariance of derivatives: random polynomials written out monomial by
monomial in exact arithmetic (their covariance is the kernel, and nothing of overlaps, coordinates
or partitions is used); differentiation of the kernel along great circles, with angles as
coordinates; and identities that every such field satisfies.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import combinations_with_replacement, product
from math import comb, factorial, prod

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.gaussian_fields.differentiation import covariance_matrix, law
from glassproof.derivations.gaussian_fields.fields import GaussianField, Model, covariance, kernel
from glassproof.derivations.gaussian_fields.spheres import Direction, Sphere
from glassproof.derivations.proof.domain import Domain, DomainError, Range

r1, r2, r3 = sp.symbols("r1 r2 r3", positive=True)
a, c = sp.symbols("a c", positive=True)
d = sp.Symbol("d", integer=True, positive=True)
A, B, C = Sphere("A", r1), Sphere("B", r2), Sphere("C", r3)
SPHERES = (A, B, C)
POSITIVE = Range(0, None, log=True, draw=("1/10", 10))
WEIGHTS = Domain({a: POSITIVE, c: POSITIVE, d: Range(4, None, integer=True, draw=(4, 9))})

# --- random polynomials, exactly ---------------------------------------------------------------
# A kernel prod_i r_i^(e_i) is the covariance of a Gaussian form, multihomogeneous of degrees e_i,
# whose monomials prod_i w_i^(alpha_i) have variances prod_i e_i!/alpha_i!. Sums of kernels with
# coefficients >= 0 are sums of independent such forms. Points and tangent frames are rational.

POINTS = {
    "A": tuple(Fraction(v, 3) for v in (1, 2, 2)),
    "B": tuple(Fraction(v, 7) for v in (2, 3, 6)),
    "C": tuple(Fraction(v, 9) for v in (4, 4, 7)),
}
FRAMES = {
    "A": [tuple(Fraction(v, 3) for v in row) for row in ((2, 1, -2), (2, -2, 1))],
    "B": [tuple(Fraction(v, 7) for v in row) for row in ((3, -6, 2), (6, 2, -3))],
    "C": [tuple(Fraction(v, 9) for v in row) for row in ((-8, 1, 4), (1, -8, 4))],
}


def _vector(direction: Direction) -> tuple[Fraction, ...]:
    if direction.axis == 0:
        return POINTS[direction.block]
    return FRAMES[direction.block][direction.axis - 1]


def _monomials(degree: int) -> list[tuple[int, ...]]:
    chosen = combinations_with_replacement(range(3), degree)
    return [tuple(pick.count(k) for k in range(3)) for pick in chosen]


def _partial(alpha: tuple[int, ...], block: str, by: tuple[int, ...]) -> Fraction:
    powers, value = list(alpha), Fraction(1)
    for k in by:
        value *= powers[k]
        powers[k] -= 1
    return value and value * prod(x**e for x, e in zip(POINTS[block], powers, strict=True))


def _ambient(alpha: tuple[int, ...], block: str, along: list[Direction]) -> Fraction:
    """The derivative of w^alpha along the vectors of ``along``, in the space around the sphere."""
    return sum(
        (
            prod(_vector(e)[k] for e, k in zip(along, by, strict=True)) * _partial(alpha, block, by)
            for by in product(range(3), repeat=len(along))
        ),
        Fraction(0),
    )


def _covariant(alpha: tuple[int, ...], block: str, along: list[Direction]) -> Fraction:
    """The covariant derivative of w^alpha, at most twice along tangents (or once radially)."""
    value = _ambient(alpha, block, along)
    if len(along) == 2 and along[0].axis and along[0] == along[1]:
        value -= _ambient(alpha, block, [along[0].sphere.radial])
    return value


def _exact(powers: dict[str, int], one: list[Direction], other: list[Direction]) -> Fraction:
    """The covariance of two derivatives of the form with kernel prod r_i^(powers_i)."""
    total = Fraction(1)
    for block, degree in powers.items():
        first, second = ([e for e in along if e.block == block] for along in (one, other))
        total *= sum(
            Fraction(factorial(degree), prod(map(factorial, alpha)))
            * _covariant(alpha, block, first)
            * _covariant(alpha, block, second)
            for alpha in _monomials(degree)
        )
    return total


TANGENTS = [sphere.tangent(axis) for sphere in SPHERES for axis in (1, 2)]
RADIALS = [sphere.radial for sphere in SPHERES]
DERIVATIVES = st.one_of(
    st.lists(st.sampled_from(TANGENTS), max_size=2),
    st.lists(st.sampled_from(RADIALS), max_size=1),
)
DEGREES = st.fixed_dictionaries({"A": st.integers(0, 4), "B": st.integers(0, 3), "C": st.just(2)})


@settings(max_examples=80, deadline=None)
@given(st.lists(DEGREES, min_size=1, max_size=3), DERIVATIVES, DERIVATIVES)
def test_any_polynomial_kernel_on_three_spheres(terms, one, other):
    """Mixtures of products: every pair of derivatives, against the form's own monomials."""
    weights = range(1, len(terms) + 1)
    value = sum(
        w * r1 ** t["A"] * r2 ** t["B"] * r3 ** t["C"] for w, t in zip(weights, terms, strict=True)
    )
    X = Model(SPHERES, {"X": value}, Domain({}))["X"]
    exact = sum(w * _exact(t, one, other) for w, t in zip(weights, terms, strict=True))
    found = covariance(X.along(*one), X.along(*other))
    assert found == sp.Rational(exact.numerator, exact.denominator)


def test_a_wrong_power_is_noticed():
    """The comparison above has teeth: degree 3 is not degree 4, nor is a product a sum."""
    along = [A.tangent(1), B.tangent(1)]
    X = Model(SPHERES, {"X": r1**3 * r2}, Domain({}))["X"]
    found = covariance(X.along(*along), X.along(*along))
    assert found == _exact({"A": 3, "B": 1}, along, along) == 3
    assert found != _exact({"A": 4, "B": 1}, along, along)
    sums = Model(SPHERES, {"X": r1**3 + r2}, Domain({}))["X"]
    assert covariance(sums.along(*along), sums.along(*along)) == 0


# --- along great circles -----------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=2, max_size=5), st.sampled_from([(1, 0), (2, 1)]))
def test_a_mixture_on_one_sphere_along_a_great_circle(coefficients, orders):
    """xi(r) = sum a_k r^k restricted to a great circle is stationary with covariance xi(cos)."""
    xi = sum(weight * r1**k for k, weight in enumerate(coefficients))
    X = Model((A,), {"X": sp.sympify(xi)}, Domain({}))["X"]
    turn, back = sp.symbols("turn back", real=True)
    process = sp.sympify(xi).subs(r1, sp.cos(turn - back))
    expected = (
        sp.diff(process, turn, orders[0], back, orders[1])
        if orders[1]
        else sp.diff(process, turn, orders[0])
    )
    along = [X.along(*[A.tangent(1)] * n) for n in orders]
    assert covariance(*along) == sp.sympify(expected).subs({turn: 0, back: 0})


def test_an_exponential_kernel_along_great_circles_of_two_spheres():
    """Not a polynomial: exp(c r1 r2), the circles' angles moved in both copies."""
    value = sp.exp(c * r1 * r2)
    X = Model((A, B), {"X": value}, WEIGHTS)["X"]
    angles = sp.symbols("x1 x2 y1 y2", real=True)
    x1, x2, y1, y2 = angles
    process = value.subs({r1: sp.cos(x1 - x2), r2: sp.cos(y1 - y2)})
    here = dict.fromkeys(angles, 0)
    for times in product(range(3), repeat=4):
        one = X.along(*[A.tangent(1)] * times[0], *[B.tangent(1)] * times[2])
        other = X.along(*[A.tangent(1)] * times[1], *[B.tangent(1)] * times[3])
        if sum(times) > 5:
            continue
        expected = process
        for angle, order in zip(angles, times, strict=True):
            expected = sp.diff(expected, angle, order) if order else expected
        assert sp.simplify(covariance(one, other) - expected.subs(here)) == 0, times


# --- structure ---------------------------------------------------------------------------------


def test_a_symbolic_power_of_a_sum_on_three_spheres():
    """(r1 + r2 + r3)^d: radial derivatives add up to d times the field (Euler)."""
    model = Model(SPHERES, {"X": (r1 + r2 + r3) ** d}, WEIGHTS)
    X = model["X"]
    euler = reduce(lambda one, other: one + other, (X.along(e) for e in RADIALS)) - d * X
    assert sp.simplify(covariance(euler, euler)) == 0
    gradient = X.along(C.tangent(2))
    assert sp.simplify(covariance(gradient, gradient) - d * 3 ** (d - 1)) == 0


def test_components_are_independent_and_combinations_bilinear():
    model = Model((A, B), {"X": r1**d, "Y": r1 * r2}, WEIGHTS)
    X, Y = model["X"], model["Y"]
    assert covariance(X, Y) == 0 == kernel(X, Y)
    Z, W = X - c * Y, a * X + Y
    assert kernel(Z, W) == a * r1**d - c * r1 * r2
    along = (A.tangent(1), A.tangent(1))
    expected = a * covariance(X.along(*along), X) - c * covariance(Y.along(*along), Y)
    assert sp.expand(covariance(Z.along(*along), W) - expected) == 0
    assert GaussianField(()) == X - X


def test_a_field_that_does_not_live_on_a_sphere_has_no_derivative_there():
    X = Model((A,), {"X": r1**2}, Domain({}))["X"]
    assert covariance(X.along(C.tangent(1)), X.along(C.tangent(1))) == 0
    assert covariance(X.along(C.radial), X) == 0


def test_gaussian_exponential_counts_partitions():
    """exp(r - 1): radial derivatives at one point against none are all 1; Bell numbers otherwise.

    d^n/drho^n exp(rho rho' - 1) at 1 is 1; with one copy each, the mixed derivative of order (n, n)
    is sum_k C(n, k)^2 k!, the number of partial matchings.
    """
    X = Model((A,), {"X": sp.exp(r1 - 1)}, Domain({}))["X"]
    for n in range(4):
        along = X.along(*[A.radial] * n)
        assert covariance(along, X) == 1
        assert covariance(along, along) == sum(comb(n, k) ** 2 * factorial(k) for k in range(n + 1))


# --- derivations -------------------------------------------------------------------------------


def test_law_of_a_product_kernel_is_checked_in_coordinates():
    model = Model((A, B), {"X": r1**d * sp.exp(a * r2)}, WEIGHTS, called="energies")
    X = model["X"]
    jets = [(X, ()), (X, (A.tangent(1),)), (X, (A.tangent(1), B.tangent(1)))]
    chain = law(model, "a product", jets)
    assert set(chain.proofs[1:]) == {"symbolic"}
    assert chain.result == covariance_matrix([X.along(*along) for _, along in jets])
    words = "covariance of the energies, as a function of the overlaps $r1$, $r2$"
    assert chain.steps[0].reason == words


def test_law_against_other_jets_is_a_block():
    model = Model((A,), {"X": r1**d}, WEIGHTS)
    X = model["X"]
    bend = (A.tangent(1), A.tangent(1))
    chain = law(model, "block", [(X, ()), (X, bend)], against=[(X, bend)])
    assert chain.result.shape == (2, 1)
    assert sp.expand(chain.result[0, 0] + d) == 0
    assert sp.expand(chain.result[1, 0] - 3 * d**2 + 2 * d) == 0


@pytest.mark.parametrize("dimension", [2, 3])
def test_the_dimension_of_the_spheres_does_not_matter(dimension):
    X = Model(SPHERES, {"X": (a * r1 + r2 * r3) ** 3}, WEIGHTS)["X"]
    one, other = X.along(A.tangent(1), B.tangent(2)), X.along(C.tangent(1), C.tangent(1))
    assert covariance(one, one, dimension) == covariance(one, one)
    assert covariance(other, other, dimension) == covariance(other, other)


def test_coordinates_of_different_directions_are_different_symbols():
    """Names and letters may end in digits: sphere S1's axis 11 is not sphere S11's axis 1."""
    spheres = [Sphere(f"S{n}", sp.Symbol(f"q{n}", positive=True)) for n in (1, 11, 111)]
    spheres += [Sphere("T", r1, ("s", "t")), Sphere("U", r2, ("s1", "t1"))]
    ways = [Direction(sphere, axis) for sphere in spheres for axis in (0, 1, 11, 111)]
    symbols = {way.coordinate(copy) for way in ways for copy in (0, 1)}
    assert len(symbols) == 2 * len(ways)


def test_an_unknown_kernel_gives_its_derivatives():
    """xi(r) of a mixture that is not named: gradient xi'(1), Hessian off the diagonal xi''(1)."""
    xi = sp.Function("xi")
    X = Model((A,), {"X": xi(r1)}, Domain({}))["X"]
    gradient, bend = X.along(A.tangent(1)), X.along(A.tangent(1), A.tangent(2))
    some = sp.Lambda(r1, r1**5 + 3 * r1**2)
    assert covariance(gradient, gradient).replace(xi, some).doit() == 11
    assert covariance(bend, bend).replace(xi, some).doit() == 26


# --- what is refused ---------------------------------------------------------------------------


def test_bad_models_and_arguments():
    with pytest.raises(DomainError, match="spheres have the names"):
        Model((A, Sphere("A", r2)), {"X": r1}, Domain({}))
    with pytest.raises(DomainError, match="spheres have the overlaps"):
        Model((A, Sphere("B", r1)), {"X": r1}, Domain({}))
    with pytest.raises(DomainError, match="spheres have the letters"):
        Model((A, Sphere("B", r2, ("s", "t")), Sphere("C", r3, ("t", "u"))), {"X": r1}, Domain({}))
    with pytest.raises(DomainError, match="kernel 'X' holds r2: give"):
        Model((A,), {"X": r1 * r2}, Domain({}))
    with pytest.raises(DomainError, match=r"no field 'Z' here: give one of X"):
        Model((A,), {"X": r1}, Domain({}))["Z"]
    for axis in (0, -1, 1.0, True, "1"):
        with pytest.raises(DomainError, match=r"axis = .* give an integer axis >= 1"):
            A.tangent(axis)


def test_a_kernel_that_is_not_smooth_is_named():
    """exp(-sqrt(1 - r)): continuous, not differentiable where the two points meet."""
    X = Model((A,), {"X": sp.exp(-sp.sqrt(1 - r1))}, Domain({}))["X"]
    assert covariance(X, X) == 1
    with pytest.raises(DomainError, match="has no derivative 1 times by r1"):
        covariance(X.along(A.tangent(1)), X.along(A.tangent(1)))
