"""Integrals over turns and segments: against sums over equidistant places, and quadrature."""

import mpmath
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from glassproof.derivations.integration.span import Span
from glassproof.derivations.integration.turns.over_turns import over_turn
from glassproof.derivations.integration.turns.segments import on_segment
from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.verify.checking.check import check_equal
from glassproof.verify.judging.limits import Limits
from glassproof.verify.judging.verdict import Verdict

t, x = sp.symbols("t x", real=True)
a, b = sp.symbols("a b", positive=True)
n = sp.Symbol("n", integer=True, nonnegative=True)
z = sp.Symbol("z", complex=True)
cos, sin, log, sqrt, pi = sp.cos, sp.sin, sp.log, sp.sqrt, sp.pi

small = st.integers(-4, 4)
sizes = st.fractions(min_value="1/8", max_value=6, max_denominator=9)
shares = st.fractions(min_value="-9/10", max_value="9/10", max_denominator=20)


def exact(number):
    return sp.Rational(number.numerator, number.denominator)


def by_places(f, count=600):
    """The integral over a turn of what is periodic and smooth: the rule of equal weights."""
    value = sp.lambdify(t, f, "mpmath")
    step = 2 * mpmath.pi / count
    return step * mpmath.fsum(value(step * k) for k in range(count))


def found(rule, f, low, high, domain=None, variable=t):
    decide = Decisions(domain or Domain({}))
    return rule(f, Span(variable, sp.sympify(low), sp.sympify(high), decide))


def agrees(value, other, tolerance=1e-9):
    return abs(complex(sp.N(value, 20)) - complex(other)) < tolerance * (1 + abs(complex(other)))


@given(
    waves=st.dictionaries(st.integers(0, 4), st.tuples(small, small), min_size=1, max_size=3),
    length=sizes,
    cosine=shares,
    sine=shares,
    power=st.integers(1, 3),
    sign=st.sampled_from([1, -1]),
)
@settings(max_examples=25, deadline=None)
def test_trigonometric_polynomials_over_powers(waves, length, cosine, sine, power, sign):
    above = sum(p * cos(k * t) + q * sin(k * t) for k, (p, q) in waves.items())
    A, B, C = (exact(number) for number in (length, length * cosine, length * sine))
    assume(A**2 * sp.Rational(17, 20) > B**2 + C**2 and above != 0 and (B, C) != (0, 0))
    f = above / (sign * A + B * cos(t) + C * sin(t)) ** power
    value = found(over_turn, f, 0, 2 * pi)
    assert value is not None
    assert agrees(value[0], by_places(f))


@given(length=sizes, cosine=shares, sine=shares, odd=small, even=small)
@settings(max_examples=8, deadline=None)
def test_odd_factors_beside_logarithms(length, cosine, sine, odd, even):
    """What is odd in t drops out beside what is even, not beside every logarithm."""
    A, B, C = (exact(number) for number in (length, length * cosine, length * sine))
    assume(A**2 * sp.Rational(17, 20) > B**2 + C**2 and B != 0 and (odd, even) != (0, 0))
    for f in (
        log(A + B * cos(t) + C * sin(t)) * (odd * sin(t) + even * cos(t) ** 2),
        log(A + B * cos(t) + C * sin(t)) * (odd * sin(t) + even) / (3 - cos(t)) / (2 + cos(t)),
        log(A + B * cos(t)) * (odd * sin(t) + even) / (3 - cos(t)) / (2 + cos(t)),
    ):
        value = found(over_turn, f, 0, 2 * pi)
        assert value is None or agrees(value[0], by_places(f))


@given(order=st.integers(0, 5), length=sizes, share=shares, other=sizes)
@settings(max_examples=10, deadline=None)
def test_logarithms_and_their_products_with_kernels(order, length, share, other):
    assume(share != 0)
    A, B, E = exact(length), exact(length * share), exact(other)
    inside = A + B * cos(t)
    for f in (log(inside) * cos(order * t), log(inside) / (E + 1 - E * cos(t)) * cos(order * t)):
        value = found(over_turn, f, -pi, pi)
        assert value is not None
        assert agrees(value[0], by_places(f))


@given(
    waves=st.dictionaries(st.integers(0, 4), st.tuples(small, small), min_size=1, max_size=2),
    rates=st.tuples(small, small, small, small),
    order=st.integers(0, 3),
)
@settings(max_examples=15, deadline=None)
def test_exponentials(waves, rates, order):
    """Complex rates, sines and cosines of cosines among them."""
    above = sum(p * cos(k * t) + q * sin(k * t) for k, (p, q) in waves.items())
    u, v = (sp.Rational(x, 2) + sp.I * sp.Rational(y, 3) for x, y in (rates[:2], rates[2:]))
    assume(above != 0 and u != 0 and sp.expand(u**2 + v**2) != 0)
    for f in (
        above * sp.exp(u * cos(t) + v * sin(t)),
        sp.cos(u * cos(t)) * cos(order * t),
        sp.sin(u * cos(t) - v * sin(t)) * above,
    ):
        value = found(over_turn, f, 0, 2 * pi)
        assert value is not None
        assert agrees(value[0], by_places(f))


@pytest.mark.parametrize("power", [1, 2])
@given(re=st.fractions(-3, 3, max_denominator=5), im=st.sampled_from(["1/3", "-1/2", "2"]))
@settings(max_examples=8, deadline=None)
def test_constants_off_the_real_axis(power, re, im):
    place = exact(re) + sp.I * sp.Rational(im)
    f = cos(2 * t) / (z - 2 * cos(t)) ** power
    x, y = sp.Symbol("Re(z)", real=True), sp.Symbol("Im(z)", real=True)
    side = Range(0, None) if sp.Rational(im) > 0 else Range(None, 0)
    value = found(over_turn, f, 0, 2 * pi, Domain({x: Range(), y: side}))
    assert agrees(value[0].subs(z, place), by_places(f.subs(z, place)))


@given(
    low=st.fractions(-3, 1, max_denominator=6),
    width=sizes,
    beyond=sizes,
    powers=st.tuples(st.sampled_from([-1, 1, 3]), st.sampled_from([-1, 1, 3])),
    degree=st.integers(0, 2),
    kind=st.sampled_from(["pole", "square", "log", "log over pole"]),
    above=st.booleans(),
)
@settings(max_examples=15, deadline=None)
def test_segments(low, width, beyond, powers, degree, kind, above):
    low, high, far = exact(low), exact(low + width), exact(beyond)
    distance = high + far - x if above else x - low + far
    other = x - low + 2 * far
    first, last = (sp.Rational(power, 2) for power in powers)
    f = x**degree * (x - low) ** first * (high - x) ** last
    f *= {
        "pole": 1 / distance, "square": distance**-2, "log": log(distance),
        "log over pole": log(distance) / other,
    }[kind]  # fmt: skip
    value = found(on_segment, f, low, high, variable=x)
    assert value is not None
    ends = [mpmath.mpf(end.p) / end.q for end in (low, (low + high) / 2, high)]
    expected = mpmath.quad(sp.lambdify(x, f, "mpmath"), ends)
    assert agrees(value[0], expected, 1e-6)


LAW = "sqrt(((1+sqrt(c))**2-x)*(x-(1-sqrt(c))**2))/(2*pi*c*x)"
ENDS = "(x,(1-sqrt(c))**2,(1+sqrt(c))**2)"
SEMICIRCLE = "sqrt(4-x**2)/(2*pi)"
OUTSIDE = "y*(y-sqrt(y**2-4))/4+log((y+sqrt(y**2-4))/2)-1/2"
INSIDE = "a in (0,1), n integer >= 1"
KNOWN = [
    ("Integral(1/(a+b*cos(t)),(t,0,2*pi))", "2*pi/sqrt(a**2-b**2)", "a > 0, b in (-a,a)"),
    ("Integral(1/(z-cos(t)),(t,0,2*pi))", "2*pi/sqrt(z-1)/sqrt(z+1)", "z complex, im(z) > 0"),
    ("Integral(log(a+b*cos(t)),(t,0,pi))", "pi*log((a+sqrt(a**2-b**2))/2)", "a > 0, b in [-a,a]"),
    ("Integral(1/(a**2*cos(t)**2+b**2*sin(t)**2),(t,0,pi/2))", "pi/(2*a*b)", "a > 0, b > 0"),
    ("Integral(log(a**2*cos(t)**2+b**2*sin(t)**2),(t,0,pi))", "2*pi*log((a+b)/2)", "a > 0, b > 0"),
    ("Integral(cos(n*t)/(1-2*a*cos(t)+a**2),(t,0,pi))", "pi*a**n/(1-a**2)", INSIDE),
    ("Integral(cos(n*t)*log(1-2*a*cos(t)+a**2),(t,0,pi))", "-pi*a**n/n", INSIDE),
    ("Integral(cos(2*n*t)*log(sin(t)),(t,0,pi/2))", "-pi/(4*n)", "n integer >= 1"),
    ("Integral(log(sin(t)),(t,0,pi))", "-pi*log(2)", ""),
    (f"Integral({SEMICIRCLE}*exp(I*k*x),(x,-2,2))", "besselj(1,2*k)/k", "k > 0"),
    (f"Integral({SEMICIRCLE}*exp(-k*x),(x,-2,2))", "besseli(1,2*k)/k", "k > 0"),
    ("Integral(cos(k*x)/(pi*sqrt(1-x**2)),(x,-1,1))", "besselj(0,k)", "k real"),
    ("Integral(exp(-k*sin(t)**2),(t,0,pi/2))", "pi/2*exp(-k/2)*besseli(0,k/2)", "k > 0"),
    ("Integral(exp(a*cos(t)+b*sin(t)),(t,0,2*pi))", "2*pi*besseli(0,sqrt(a**2+b**2))", "a>0, b>0"),
    ("Integral(exp(a*cos(t))*cos(n*t),(t,0,pi))", "pi*besseli(n,a)", "a > 0, n integer >= 0"),
    ("Integral(cos(a*sin(t)-n*t),(t,0,pi))", "pi*besselj(n,a)", "a > 0, n integer >= 0"),
    ("Integral(log(tan(t))*cos(2*t),(t,0,pi/2))", "-pi/2", ""),
    ("Integral(log(cos(t)),(t,-pi/2,pi/2))", "-pi*log(2)", ""),
    (f"Integral({SEMICIRCLE}/(y-x),(x,-2,2))", "(y-sqrt(y**2-4))/2", "y > 2"),
    (f"Integral({SEMICIRCLE}/(y-x),(x,-2,2))", "(y+sqrt(y**2-4))/2", "y < -2"),
    (f"Integral({SEMICIRCLE}/(z-x),(x,-2,2))", "(z-sqrt(z-2)*sqrt(z+2))/2", "z complex, im(z) > 0"),
    (f"Integral({SEMICIRCLE}*log(abs(x-y)),(x,-2,2))", OUTSIDE, "y > 2"),
    (f"Integral({SEMICIRCLE}*log(abs(x-y)),(x,-2,2))", "y**2/4-1/2", "y in (-2,2)"),
    (f"Integral({LAW},{ENDS})", "1", "c in (0,1)"),
    (f"Integral({LAW},{ENDS})", "1/c", "c > 1"),
    (f"Integral({LAW}*log(x),{ENDS})", "(c-1)/c*log(1-c)-1", "c in (0,1)"),
    (
        f"Integral({LAW}/(x-y),{ENDS})", "(1-c-y-sqrt((y-1-c)**2-4*c))/(2*c*y)",
        "c in (0,1), y < 0",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "where"), KNOWN)
def test_known_integrals_are_proven_and_mutants_refuted(left, right, where):
    patient = Limits(proof=60.0, extras=0.01, points=60.0)
    judged = check_equal(left, right, where=where, limits=patient)
    assert judged.verdict is Verdict.VERIFIED
    mutant = check_equal(left, f"({right})*(1+1/10**6)", where=where, limits=patient)
    assert mutant.verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("f", "low", "high"),
    [
        (1 / (1 + 2 * cos(t)), 0, 2 * pi),  # poles on the circle
        (1 / (1 + cos(t)), 0, 2 * pi),
        (sin(t) / (1 + 2 * cos(t)), 0, 2 * pi),  # odd, but without an integral
        (sin(t) / (1 + 2 * cos(t)) / (3 + cos(t)), 0, 2 * pi),
        (log(3 + cos(t)) * sin(t) / (1 + 2 * cos(t)) / (3 + cos(t)), 0, 2 * pi),
        (log(1 + 2 * cos(t)), 0, 2 * pi),
        (log(-2 + cos(t)), 0, 2 * pi),
        (1 / (a + b * cos(t)), 0, 2 * pi),  # nothing is known of a and b
        (1 / (2 + cos(t)), 0, pi / 2),  # no part of a symmetric turn
        (1 / (2 + cos(t)), -pi / 2, pi / 2),
        (1 / (2 + sin(t)), 0, pi),
        (log(1 + sin(t)), 0, pi),
        (sin(t) * cos(n * t) / (2 - sin(t)), 0, 2 * pi),
        (cos(n * t) * cos(t) / (2 - cos(t)), 0, pi),  # of n = 0 and n > 0
        (log(cos(t)), 0, pi),
    ],
)
def test_what_no_rule_speaks_of(f, low, high):
    domain = Domain(
        {a: Range(0, None), b: Range(0, None), n: Range(0, None, integer=True, closed=True)}
    )
    assert found(over_turn, f, low, high, domain) is None


@pytest.mark.parametrize(
    ("f", "low", "high"),
    [
        (sqrt(4 - x**2) / (1 - x), -2, 2),  # a pole inside
        (sqrt(4 - x**2) * log(x - 1), -2, 2),
        (sqrt(5 - x**2) / (3 - x), -2, 2),  # another segment's root
        (1 / (4 - x**2) ** sp.Rational(3, 2), -2, 2),
        (sqrt(x**2 - 4) / (3 - x), -2, 2),
        (sqrt(x + 2) / (3 - x), -2, 2),
    ],
)
def test_segments_of_which_no_rule_speaks(f, low, high):
    assert found(on_segment, f, low, high, variable=x) is None
