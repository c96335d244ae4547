"""Limits whose values are known from textbooks, or that do not exist."""

import sympy as sp

from glassproof.derivations.proof.domain import Domain, Range

x, c = sp.symbols("x c", real=True)
n = sp.Symbol("n", integer=True, positive=True)
a, b = sp.symbols("a b", positive=True)
R, oo, pi, E = sp.Rational, sp.oo, sp.pi, sp.E
DOMAIN = Domain(
    {
        a: Range(0, draw=("1/2", 6)),
        b: Range(0, draw=("1/2", 6)),
        c: Range(draw=(-5, 5)),
    }
)
exp, log, sin, cos, tan, sqrt = sp.exp, sp.log, sp.sin, sp.cos, sp.tan, sp.sqrt
atan, asin, acos, sinh, cosh, tanh = sp.atan, sp.asin, sp.acos, sp.sinh, sp.cosh, sp.tanh


def both(f, at=0):
    return sp.Limit(f, x, at, "+-")


def right(f, at=0):
    return sp.Limit(f, x, at, "+")


def left(f, at=0):
    return sp.Limit(f, x, at, "-")


def far(f, variable=x):
    return sp.Limit(f, variable, oo)


KNOWN = [
    (both(sin(x) / x), 1),
    (both((1 - cos(x)) / x**2), R(1, 2)),
    (both((tan(x) - sin(x)) / x**3), R(1, 2)),
    (both((exp(x) - 1) / x), 1),
    (both((exp(x) - 1 - x) / x**2), R(1, 2)),
    (both(log(1 + x) / x), 1),
    (both((log(1 + x) - x) / x**2), -R(1, 2)),
    (both((x - sin(x)) / x**3), R(1, 6)),
    (both((x - tan(x)) / x**3), -R(1, 3)),
    (both((asin(x) - x) / x**3), R(1, 6)),
    (both((atan(x) - x) / x**3), -R(1, 3)),
    (both(sinh(x) / x), 1),
    (both((cosh(x) - 1) / x**2), R(1, 2)),
    (both((tanh(x) - x) / x**3), -R(1, 3)),
    (both((sqrt(1 + x) - 1) / x), R(1, 2)),
    (both((sqrt(1 + x) - 1 - x / 2) / x**2), -R(1, 8)),
    (both(((1 + x) ** a - 1) / x), a),
    (both((a**x - 1) / x), log(a)),
    (both((a**x - b**x) / x), log(a) - log(b)),
    (both(sin(a * x) / sin(b * x)), a / b),
    (both((1 - cos(c * x)) / x**2), c**2 / 2),
    (both((1 + c * x) ** (1 / x)), exp(c)),
    (both(cos(c * x) ** (1 / x**2)), exp(-(c**2) / 2)),
    (both((sin(x) / x) ** (1 / x**2)), exp(-R(1, 6))),
    (both(1 / x - 1 / sin(x)), 0),
    (both(1 / x**2 - 1 / sin(x) ** 2), -R(1, 3)),
    (both(1 / x - 1 / (exp(x) - 1)), R(1, 2)),
    (both(1 / log(1 + x) - 1 / x), R(1, 2)),
    (both(x * sin(1 / x)), 0),
    (both(x**2 * cos(1 / x) / sin(x)), 0),
    (both((exp(x**2) - cos(x)) / x**2), R(3, 2)),
    (both((sin(x) - x * cos(x)) / x**3), R(1, 3)),
    (both(sp.erf(x) / x), 2 / sqrt(pi)),
    (both(x * sp.gamma(x)), 1),
    (both(sp.gamma(x) - 1 / x), -sp.EulerGamma),
    (both(sp.Si(x) / x), 1),
    (both((x**2 - a**2) / (x - a), a), 2 * a),
    (both((x**3 - 1) / (x - 1), 1), 3),
    (both((sqrt(x) - sqrt(a)) / (x - a), a), 1 / (2 * sqrt(a))),
    (both(log(x) / (x - 1), 1), 1),
    (both((x**a - 1) / (x - 1), 1), a),
    (both(x ** (1 / (1 - x)), 1), exp(-1)),
    (both((sin(x) - sin(c)) / (x - c), c), cos(c)),
    (both(sin(x) / (x - pi), pi), -1),
    (both((1 + cos(x)) / (x - pi) ** 2, pi), R(1, 2)),
    (both(x**2 + sin(x), 2), 4 + sin(2)),
    (both(tan(x) * (x - pi / 2), pi / 2), -1),
    (right(x**x), 1),
    (right(x * log(x)), 0),
    (right(x**a * log(x) ** 3), 0),
    (right(exp(-1 / x) / x**5), 0),
    (left(exp(1 / x)), 0),
    (left(1 / (1 + exp(1 / x))), 1),
    (right(1 / (1 + exp(1 / x))), 0),
    (right(acos(1 - x) / sqrt(x)), sqrt(2)),
    (right(sqrt(x) * log(sin(x))), 0),
    (left(sp.floor(x), 2), 1),
    (right(sp.floor(x), 2), 2),
    (left(sp.Abs(x - 1) / (x - 1), 1), -1),
    (right(atan(1 / x)), pi / 2),
    (left(atan(1 / x)), -pi / 2),
    (right(((a**x + b**x) / 2) ** (1 / x)), sqrt(a * b)),
    (right(x ** (1 / log(x))), E),
    (far((1 + a / x) ** x), exp(a)),
    (far((1 + c / x**2) ** x), 1),
    (far(x**a * exp(-x)), 0),
    (far(log(x) ** 5 / x**a), 0),
    (far(x ** (1 / x)), 1),
    (far(sqrt(x**2 + c * x) - x), c / 2),
    (far((x**3 + a * x) ** R(1, 3) - x), 0),
    (far((2 * x**2 + c) / (3 * x**2 - x + 1)), R(2, 3)),
    (far(atan(x)), pi / 2),
    (far(x * (pi / 2 - atan(x))), 1),
    (far(x * sin(a / x)), a),
    (far(sin(x) / x), 0),
    (far((x + sin(x)) / (x - cos(x))), 1),
    (far(x * (log(x + a) - log(x))), a),
    (far(sp.erf(x)), 1),
    (far(x * exp(x**2) * sp.erfc(x)), 1 / sqrt(pi)),
    (far(tanh(x)), 1),
    (far(log(exp(x) + exp(2 * x)) / x), 2),
    (far(log(cosh(x)) - x), -log(2)),
    (far((exp(x) + x**9) / (exp(x) - log(x))), 1),
    (far(sp.Si(x)), pi / 2),
    (far(x * exp(-x) * sp.Ei(x)), 1),
    (far(sp.digamma(x) - log(x)), 0),
    (far(x * (log(x) - sp.digamma(x))), R(1, 2)),
    (far(log(log(x)) / log(x)), 0),
    (far(exp(sqrt(log(x))) / x**a), 0),
    (far(sp.floor(c * x) / x), c),
    (sp.Limit(x * exp(x), x, -oo), 0),
    (sp.Limit(atan(x), x, -oo), -pi / 2),
    (sp.Limit(sqrt(x**2 + 1) + x, x, -oo), 0),
    (far(sp.factorial(n) ** (1 / n) / n, n), exp(-1)),
    (far(sp.factorial(n) / (sqrt(2 * pi * n) * (n / E) ** n), n), 1),
    (far(sp.binomial(2 * n, n) * sqrt(pi * n) / 4**n, n), 1),
    (far(sp.gamma(n + a) / (sp.gamma(n) * n**a), n), 1),
    (far(n**2 * (1 - cos(c / n)), n), c**2 / 2),
    (far(n * (a ** (1 / n) - 1), n), log(a)),
    (far(a**n / sp.factorial(n), n), 0),
    (far(sp.harmonic(n) - log(n), n), sp.EulerGamma),
    (far((1 - 1 / n**2) ** n, n), 1),
    (far(n ** R(3, 2) * (sqrt(n + 1) + sqrt(n - 1) - 2 * sqrt(n)), n), -R(1, 4)),
]

WITHOUT = [
    (both(sin(1 / x)), "again and again"),
    (far(sin(x)), "again and again"),
    (far(2 + (1 + 1 / x) * cos(x**2)), "again and again"),
    (both(1 / x), "differ"),
    (both(sp.Abs(x) / x), "differ"),
    (both(sp.floor(x), 3), "differ"),
    (both(atan(1 / x)), "differ"),
    (both(exp(1 / x)), "differ"),
    (both(1 / (1 + exp(1 / x))), "differ"),
    (both(1 / x**2), "infinite"),
    (right(log(x)), "infinite"),
    (far(log(x)), "infinite"),
    (far(exp(x) / x**7), "infinite"),
    (right(1 / sin(x)), "infinite"),
    (both(tan(x), pi / 2), "differ"),
    (both(sp.gamma(x), -1), "differ"),
]
