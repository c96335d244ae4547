"""Balls of special functions, held against mpmath's own algorithms at real and complex points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import flint
import mpmath as mp
import pytest
import sympy as sp
from flint import acb, arb, fmpq
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.points.point_values import AtPoint, Undefined, Value
from glassproof.derivations.proof.points.programs import Program
from glassproof.derivations.special_functions.stirling_numbers import (
    StirlingFirst,
    StirlingSecond,
)

DIGITS = 50
X, Y = sp.symbols("X Y")
REAL = ["1/3", "17/7", "-5/3", "-29/3", "41/3"]
POSITIVE = ["1/3", "17/7", "29/3"]
SMALL = ["1/3", "-5/7"]
COMPLEX = [("1/3", "2/7"), ("-5/3", "1/9"), ("-5/3", "-1/9"), ("11/5", "-13/4"), ("-7", "3")]
DISC = [("1/3", "2/7"), ("-2/3", "-1/9"), ("1/5", "-3/4")]

FUNCTIONS: dict[str, tuple[sp.Expr, Callable[[Any], Any], list[Any]]] = {
    "loggamma": (sp.loggamma(X), mp.loggamma, REAL + COMPLEX),
    "digamma": (sp.polygamma(0, X), mp.digamma, REAL + COMPLEX),
    "polygamma": (sp.polygamma(3, X), lambda z: mp.polygamma(3, z), REAL + COMPLEX),
    "beta": (sp.beta(X, sp.Rational(2, 3)), lambda z: mp.beta(z, mp.mpf(2) / 3), REAL + COMPLEX),
    "rising": (sp.RisingFactorial(X, 4), lambda z: mp.rf(z, 4), REAL + COMPLEX),
    "falling": (sp.FallingFactorial(X, 4), lambda z: mp.ff(z, 4), REAL + COMPLEX),
    "harmonic": (sp.harmonic(X), mp.harmonic, REAL + COMPLEX),
    "uppergamma": (sp.uppergamma(sp.Rational(1, 3), X), lambda z: mp.gammainc(mp.mpf(1) / 3, z),
                   REAL + COMPLEX),
    "lowergamma": (sp.lowergamma(sp.Rational(1, 3), X), lambda z: mp.gammainc(mp.mpf(1) / 3, 0, z),
                   REAL + COMPLEX),
    "erf": (sp.erf(X), mp.erf, REAL + COMPLEX),
    "erfc": (sp.erfc(X), mp.erfc, REAL + COMPLEX),
    "erfi": (sp.erfi(X), mp.erfi, REAL + COMPLEX),
    "Ei": (sp.Ei(X), mp.ei, REAL + COMPLEX),
    "E1": (sp.expint(1, X), mp.e1, REAL + COMPLEX),
    "expint": (sp.expint(3, X), lambda z: mp.expint(3, z), REAL + COMPLEX),
    "li": (sp.li(X), mp.li, REAL + COMPLEX),
    "Si": (sp.Si(X), mp.si, REAL + COMPLEX),
    "Ci": (sp.Ci(X), mp.ci, REAL + COMPLEX),
    "Shi": (sp.Shi(X), mp.shi, REAL + COMPLEX),
    "Chi": (sp.Chi(X), mp.chi, REAL + COMPLEX),
    "fresnels": (sp.fresnels(X), mp.fresnels, REAL + COMPLEX),
    "fresnelc": (sp.fresnelc(X), mp.fresnelc, REAL + COMPLEX),
    "elliptic_k": (sp.elliptic_k(X), mp.ellipk, REAL + COMPLEX),
    "elliptic_e": (sp.elliptic_e(X), mp.ellipe, REAL + COMPLEX),
    "elliptic_f": (sp.elliptic_f(X, sp.Rational(1, 3)), lambda z: mp.ellipf(z, mp.mpf(1) / 3),
                   REAL + DISC),
    "elliptic_e(z, m)": (sp.elliptic_e(X, sp.Rational(1, 3)),
                         lambda z: mp.ellipe(z, mp.mpf(1) / 3), REAL + DISC),
    "elliptic_pi": (sp.elliptic_pi(sp.Rational(1, 5), X),
                    lambda z: mp.ellippi(mp.mpf(1) / 5, z), SMALL + DISC),
    "hankel1": (sp.hankel1(sp.Rational(1, 3), X), lambda z: mp.hankel1(mp.mpf(1) / 3, z),
                REAL + COMPLEX),
    "hankel2": (sp.hankel2(2, X), lambda z: mp.hankel2(2, z), REAL + COMPLEX),
    "jn": (sp.jn(2, X), lambda z: mp.sqrt(mp.pi / 2) / mp.sqrt(z) * mp.besselj(mp.mpf(5) / 2, z),
           REAL + COMPLEX),
    "yn": (sp.yn(2, X), lambda z: mp.sqrt(mp.pi / 2) / mp.sqrt(z) * mp.bessely(mp.mpf(5) / 2, z),
           POSITIVE + COMPLEX),
    "airyai": (sp.airyai(X), mp.airyai, REAL + COMPLEX),
    "airybi": (sp.airybi(X), mp.airybi, REAL + COMPLEX),
    "airyaiprime": (sp.airyaiprime(X), lambda z: mp.airyai(z, derivative=1), REAL + COMPLEX),
    "airybiprime": (sp.airybiprime(X), lambda z: mp.airybi(z, derivative=1), REAL + COMPLEX),
    "zeta": (sp.zeta(X), mp.zeta, REAL + COMPLEX),
    "Hurwitz": (sp.zeta(3, X), lambda z: mp.zeta(3, z), POSITIVE + COMPLEX),
    "eta": (sp.dirichlet_eta(X), mp.altzeta, REAL + COMPLEX),
    "polylog": (sp.polylog(2, X), lambda z: mp.polylog(2, z), REAL + COMPLEX),
    "LambertW": (sp.LambertW(X), mp.lambertw, REAL + COMPLEX),
    "LambertW(z, -1)": (sp.LambertW(X, -1), lambda z: mp.lambertw(z, -1),
                        ["-1/3", "-1/30", *REAL, *COMPLEX]),
    "1F1": (sp.hyper([sp.Rational(1, 3)], [sp.Rational(3, 4)], X),
            lambda z: mp.hyp1f1(mp.mpf(1) / 3, mp.mpf(3) / 4, z), REAL + COMPLEX),
    "0F1": (sp.hyper([], [sp.Rational(3, 4)], X), lambda z: mp.hyp0f1(mp.mpf(3) / 4, z),
            REAL + COMPLEX),
    "2F1": (sp.hyper([sp.Rational(1, 3), 2], [sp.Rational(3, 4)], X),
            lambda z: mp.hyp2f1(mp.mpf(1) / 3, 2, mp.mpf(3) / 4, z), REAL + COMPLEX),
    "3F2": (sp.hyper([sp.Rational(1, 3), 2, 1], [sp.Rational(3, 4), 5], X),
            lambda z: mp.hyper([mp.mpf(1) / 3, 2, 1], [mp.mpf(3) / 4, 5], z), SMALL + DISC),
}  # fmt: skip

ORDERS = ["0", "3", "-2", "1/3", "-5/2"]
BESSEL = {sp.besselj: mp.besselj, sp.bessely: mp.bessely, sp.besseli: mp.besseli,
          sp.besselk: mp.besselk}  # fmt: skip
for kind, reference in BESSEL.items():
    for order in ORDERS:
        FUNCTIONS[f"{kind.__name__}({order}, z)"] = (
            kind(sp.Rational(order), X, evaluate=False),
            lambda z, reference=reference, order=order: reference(mp.mpf(sp.Rational(order).p)
                                                                  / sp.Rational(order).q, z),
            REAL + COMPLEX,
        )  # fmt: skip

DEGREES = ["0", "1", "4", "1/3"]
THIRD, FIFTH = sp.Rational(1, 3), sp.Rational(2, 5)
POLYNOMIALS: dict[str, tuple[Callable[[Any], sp.Expr], Callable[[Any, Any], Any]]] = {
    "hermite": (lambda n: sp.hermite(n, X, evaluate=False), mp.hermite),
    "hermite_prob": (
        lambda n: sp.hermite_prob(n, X, evaluate=False),
        lambda n, z: 2 ** (-n / mp.mpf(2)) * mp.hermite(n, z / mp.sqrt(2)),
    ),
    "laguerre": (
        lambda n: sp.laguerre(n, X, evaluate=False),
        lambda n, z: mp.laguerre(n, 0, z),
    ),
    "assoc_laguerre": (
        lambda n: sp.assoc_laguerre(n, THIRD, X, evaluate=False),
        lambda n, z: mp.laguerre(n, mp.mpf(1) / 3, z),
    ),
    "legendre": (lambda n: sp.legendre(n, X, evaluate=False), mp.legendre),
    "chebyshevt": (lambda n: sp.chebyshevt(n, X, evaluate=False), mp.chebyt),
    "chebyshevu": (lambda n: sp.chebyshevu(n, X, evaluate=False), mp.chebyu),
    "jacobi": (
        lambda n: sp.jacobi(n, THIRD, FIFTH, X, evaluate=False),
        lambda n, z: mp.jacobi(n, mp.mpf(1) / 3, mp.mpf(2) / 5, z),
    ),
    "gegenbauer": (
        lambda n: sp.gegenbauer(n, THIRD, X, evaluate=False),
        lambda n, z: mp.gegenbauer(n, mp.mpf(1) / 3, z),
    ),
}


def _polynomials() -> Iterator[tuple[str, sp.Expr, Callable[[Any], Any], list[Any]]]:
    for name, (build, reference) in POLYNOMIALS.items():
        for degree in DEGREES:
            number = sp.Rational(degree)

            def at(z: Any, reference: Any = reference, number: sp.Rational = number) -> Any:
                return reference(mp.mpf(number.p) / number.q, z)

            # mpmath's continuations beyond the disc differ in side on cuts: inside is enough there
            points = REAL + COMPLEX if number.is_Integer else SMALL + DISC
            yield f"{name}({degree}, z)", build(number), at, points


CASES = [(name, *rest) for name, rest in FUNCTIONS.items()] + list(_polynomials())


def _fraction(text: str) -> Any:
    number = sp.Rational(text)
    return mp.mpf(number.p) / number.q


def _ball(point: Any) -> acb:
    parts = (point, "0") if isinstance(point, str) else point
    return acb(*(arb(fmpq(int(sp.Rational(p).p), int(sp.Rational(p).q))) for p in parts))


@pytest.mark.parametrize(("expr", "reference", "points"), [c[1:] for c in CASES],
                         ids=[c[0] for c in CASES])  # fmt: skip
def test_balls_hold_the_values_of_mpmath(
    expr: sp.Expr, reference: Callable[[Any], Any], points: list[Any]
) -> None:
    program = Program()
    root = program.add(expr)
    for point in points:
        with mp.workdps(DIGITS + 30):
            real = isinstance(point, str)
            z = _fraction(point) if real else mp.mpc(*map(_fraction, point))
            value = mp.mpc(reference(z))
        given: Any = sp.Rational(point) if real else _balls_of(point)
        (outcome,) = AtPoint(program, {X: given}).outcomes([root], DIGITS)
        assert isinstance(outcome, Value), (point, outcome)
        with mp.workdps(DIGITS + 30):
            parts = (outcome.ball.real, outcome.ball.imag)
            found = mp.mpc(*(mp.mpf(part.mid().str(DIGITS + 20, radius=False)) for part in parts))
            assert abs(found - value) < mp.mpf(10) ** (8 - DIGITS) * max(1, abs(value)), point


def _balls_of(point: Any) -> acb:
    with flint.ctx.workprec(400):
        return _ball(point)


POLES = [
    sp.Ei(X), sp.Ci(X), sp.Chi(X), sp.bessely(2, X), sp.besselk(1, X), sp.hankel1(0, X),
    sp.polygamma(2, X), sp.loggamma(X), sp.elliptic_k(X + 1), sp.li(X + 1), sp.zeta(X + 1),
    sp.harmonic(X - 1), sp.yn(0, X),
]  # fmt: skip


@pytest.mark.parametrize("expr", POLES, ids=str)
def test_poles_have_no_value(expr: sp.Expr) -> None:
    program = Program()
    root = program.add(expr)
    (outcome,) = AtPoint(program, {X: 0}).outcomes([root], 30)
    assert isinstance(outcome, Undefined)


EXACT = {
    sp.hermite: 0, sp.hermite_prob: 0, sp.laguerre: 0, sp.assoc_laguerre: 1, sp.legendre: 0,
    sp.chebyshevt: 0, sp.chebyshevu: 0, sp.gegenbauer: 1, sp.jacobi: 2,
}  # fmt: skip
FRACTIONS = st.fractions(-3, 3, max_denominator=9)


def _gegenbauer(n: int, a: sp.Rational, x: sp.Rational) -> sp.Rational:
    """DLMF 18.5.10."""
    return sp.Add(*(
        (-1) ** k * sp.rf(a, n - k) / (sp.factorial(k) * sp.factorial(n - 2 * k))
        * (2 * x) ** (n - 2 * k)
        for k in range(n // 2 + 1)
    ))  # fmt: skip


def _jacobi(n: int, a: sp.Rational, b: sp.Rational, x: sp.Rational) -> sp.Rational:
    """DLMF 18.5.8."""
    return sp.Add(*(
        sp.ff(n + a, n - s) / sp.factorial(n - s) * sp.ff(n + b, s) / sp.factorial(s)
        * ((x - 1) / 2) ** s * ((x + 1) / 2) ** (n - s)
        for s in range(n + 1)
    ))  # fmt: skip


SUMS: dict[Any, Callable[..., sp.Rational]] = {sp.gegenbauer: _gegenbauer, sp.jacobi: _jacobi}
"""SymPy has no values of its own at all parameters: it says that gegenbauer(0, -1, x) is 0."""


@settings(max_examples=25, deadline=None)
@example(sp.jacobi, 0, [Fraction(-3, 2), Fraction(-3, 2), Fraction(0)])
@example(sp.gegenbauer, 1, [Fraction(-1), Fraction(0), Fraction(1, 2)])
@given(st.sampled_from(sorted(EXACT, key=str)), st.integers(0, 8), st.lists(FRACTIONS, min_size=3,
       max_size=3))  # fmt: skip
def test_polynomials_are_exact_at_rational_points(kind: Any, degree: int, values: Any) -> None:
    numbers = [sp.Rational(v.numerator, v.denominator) for v in values]
    arguments = [degree, *numbers[: EXACT[kind]], numbers[-1]]
    if kind in SUMS:
        plain = SUMS[kind](*arguments)
    else:
        plain = sp.nsimplify(kind(degree, *numbers[: EXACT[kind]], X).subs(X, numbers[-1]))
    program = Program()
    root = program.add(kind(*arguments, evaluate=False))
    exact = AtPoint(program, {}).knowledge.value(root)
    if exact is not None and plain.is_Rational:
        assert exact.rational == fmpq(int(plain.p), int(plain.q))
    else:  # parameters at which the recurrence is 0/0
        assert kind is sp.jacobi or not plain.is_Rational


NUMBERS: list[tuple[sp.Expr, sp.Expr]] = [
    (sp.bernoulli(X, 0, evaluate=False), sp.Rational(-1, 2)),
    (sp.bernoulli(X, evaluate=False), sp.Rational(1, 2)),
    (sp.euler(2 * X, evaluate=False), sp.Integer(-1)),
    (sp.euler(3 * X, sp.Rational(1, 4), evaluate=False), sp.Rational(11, 64)),
    (sp.bernoulli(3 * X, sp.Rational(1, 4), evaluate=False), sp.Rational(3, 64)),
    (sp.catalan(4 * X), sp.Integer(14)),
    (sp.fibonacci(10 * X), sp.Integer(55)),
    (sp.lucas(5 * X), sp.Integer(11)),
    (sp.bell(5 * X, evaluate=False), sp.Integer(52)),
    (sp.harmonic(4 * X), sp.Rational(25, 12)),
    (StirlingFirst(4 * X, 2 * X), sp.Integer(11)),
    (StirlingSecond(5 * X, 2 * X), sp.Integer(15)),
    (sp.KroneckerDelta(X, 1), sp.Integer(1)),
    (sp.KroneckerDelta(X, 2), sp.Integer(0)),
]


@pytest.mark.parametrize(("expr", "value"), NUMBERS, ids=lambda e: str(e))
def test_numbers_are_exact(expr: sp.Expr, value: sp.Rational) -> None:
    program = Program()
    root = program.add(expr)
    here = AtPoint(program, {X: 1})
    exact = here.knowledge.value(root)
    assert exact is not None
    assert exact.rational == fmpq(int(value.p), int(value.q))
    (outcome,) = here.outcomes([root], 30)
    assert isinstance(outcome, Value)
    assert outcome.ball.overlaps(acb(exact.rational))
