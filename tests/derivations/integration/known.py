"""Integrals whose values are known: families with parameters, as tables have them."""

import sympy as sp

from glassproof.derivations.integration.principal_value import PrincipalValue
from glassproof.derivations.proof.domain import Domain, Range

t, x, c, y = sp.symbols("t x c y", real=True)
a, b = sp.symbols("a b", positive=True)
n = sp.Symbol("n", integer=True, positive=True)
R, oo, pi, E, I = sp.Rational, sp.oo, sp.pi, sp.E, sp.I
exp, log, sin, cos, tan, sqrt, Abs = sp.exp, sp.log, sp.sin, sp.cos, sp.tan, sp.sqrt, sp.Abs
gamma = sp.gamma

DOMAIN = Domain(
    {
        a: Range(0, draw=("1/2", 6)),
        b: Range(0, draw=("1/2", 6)),
        c: Range(draw=(-5, 5)),
        x: Range(-1, 1, draw=("-9/10", "9/10")),
        n: Range(1, None, integer=True, closed=True, draw=(1, 6)),
    }
)
POINT = {a: R(7, 3), b: R(5, 4), c: R(-3, 7), x: R(2, 7), n: 3}


def over(f, low, high):
    return sp.Integral(f, (t, low, high))


def line(f):
    return over(f, -oo, oo)


def half(f):
    return over(f, 0, oo)


def unit(f):
    return over(f, 0, 1)


def turn(f):
    return over(f, 0, 2 * pi)


def pv(f, low, high):
    return PrincipalValue(over(f, low, high))


POLYNOMIAL = [(unit(t**k * (1 - t) ** m), sp.beta(k + 1, m + 1).rewrite(gamma)) for k, m in
              [(0, 0), (2, 1), (3, 4), (7, 2)]]  # fmt: skip
GAUSSIAN = [
    *[(line(t ** (2 * k) * exp(-a * t**2)), gamma(k + R(1, 2)) * a ** -(k + R(1, 2)))
      for k in range(5)],
    *[(line(t**k * exp(-(t**2) / 2) / sqrt(2 * pi)), m) for k, m in
      [(1, 0), (2, 1), (3, 0), (4, 3), (6, 15), (8, 105)]],
    (line(exp(-a * t**2 + c * t)), sqrt(pi / a) * exp(c**2 / (4 * a))),
    (line(t * exp(-a * t**2 + c * t)), sqrt(pi / a) * c / (2 * a) * exp(c**2 / (4 * a))),
    (line(t**2 * exp(-((t - c) ** 2) / (2 * a)) / sqrt(2 * pi * a)), c**2 + a),
    (line(exp(-(t**2)) * cos(c * t)), sqrt(pi) * exp(-(c**2) / 4)),
    (line(exp(I * c * t - t**2 / 2)), sqrt(2 * pi) * exp(-(c**2) / 2)),
    (line(t * exp(-(t**2)) * sin(c * t)), sqrt(pi) * c / 2 * exp(-(c**2) / 4)),
    (line(sp.cosh(c * t) * exp(-(t**2))), sqrt(pi) * exp(c**2 / 4)),
    (half(exp(-a * t**2)), sqrt(pi / a) / 2),
    (half(t * exp(-a * t**2)), 1 / (2 * a)),
    (half(t**b * exp(-(t**2))), gamma((b + 1) / 2) / 2),
    (over(exp(-(t**2)), 0, a), sqrt(pi) / 2 * sp.erf(a)),
    (over(exp(-(t**2)), a, oo), sqrt(pi) / 2 * sp.erfc(a)),
    (line(Abs(t) * exp(-(t**2) / 2) / sqrt(2 * pi)), sqrt(2 / pi)),
    (line(sp.Max(t, 0) * exp(-(t**2) / 2) / sqrt(2 * pi)), 1 / sqrt(2 * pi)),
    (half(t ** (2 * n) * exp(-(t**2))), gamma(n + R(1, 2)) / 2),
]  # fmt: skip
GAMMA = [
    *[(half(t**k * exp(-a * t)), sp.factorial(k) / a ** (k + 1)) for k in range(5)],
    (half(t ** (a - 1) * exp(-t)), gamma(a)),
    (half(t ** (a - 1) * exp(-b * t)), gamma(a) / b**a),
    (half(t**n * exp(-t)), gamma(n + 1)),
    (half(exp(-(t**3))), gamma(R(4, 3))),
    (half(exp(-(t**a))), gamma(1 + 1 / a)),
    (half(exp(-t) / sqrt(t)), sqrt(pi)),
    (half(log(t) * exp(-t)), -sp.EulerGamma),
    (half(log(t) * exp(-a * t)), -(sp.EulerGamma + log(a)) / a),
    (half(log(t) ** 2 * exp(-t)), sp.EulerGamma**2 + pi**2 / 6),
    (half(sqrt(t) * log(t) * exp(-t)), sqrt(pi) / 2 * (2 - sp.EulerGamma - 2 * log(2))),
    (half(exp(-a * t) * cos(b * t)), a / (a**2 + b**2)),
    (half(exp(-a * t) * sin(b * t)), b / (a**2 + b**2)),
    (half(t * exp(-a * t) * sin(b * t)), 2 * a * b / (a**2 + b**2) ** 2),
    (half(exp(-t) * sin(t) ** 2), R(2, 5)),
    (half(exp(-(1 + a) * t) * sp.sinh(t)), 1 / ((1 + a) ** 2 - 1)),
    (half(t / (exp(t) - 1)), pi**2 / 6),
    (half(t**3 / (exp(t) - 1)), pi**4 / 15),
    (half(t / (exp(t) + 1)), pi**2 / 12),
    (half(1 / (exp(a * t) + 1)), log(2) / a),
    (half((exp(-a * t) - exp(-b * t)) / t), log(b / a)),
    (unit(log(1 / t) ** a), gamma(a + 1)),
    (unit(t**a * log(t)), -1 / (a + 1) ** 2),
    (unit(t**2 * log(t) ** 3), -R(6, 81)),
]
BETA = [
    (unit(t ** (a - 1) * (1 - t) ** (b - 1)), gamma(a) * gamma(b) / gamma(a + b)),
    (unit(1 / sqrt(t * (1 - t))), pi),
    (unit(sqrt(t / (1 - t))), pi / 2),
    (over((t - 1) ** a * (3 - t) ** 2, 1, 3), 2 ** (a + 4) / ((a + 1) * (a + 2) * (a + 3))),
    (over(1 / sqrt(a**2 - t**2), -a, a), pi),
    (over(sqrt(a**2 - t**2), -a, a), pi * a**2 / 2),
    (over(t**2 * sqrt(4 - t**2) / (2 * pi), -2, 2), 1),
    (over(t**4 * sqrt(4 - t**2) / (2 * pi), -2, 2), 2),
    (over(t**6 * sqrt(4 - t**2) / (2 * pi), -2, 2), 5),
    (over(sqrt((4 - t) / t) / (2 * pi), 0, 4), 1),
    (over(t * sqrt((4 - t) / t) / (2 * pi), 0, 4), 1),
    (over(t**2 * sqrt((4 - t) / t) / (2 * pi), 0, 4), 2),
    (over(sin(t) ** a, 0, pi / 2), sqrt(pi) / 2 * gamma((a + 1) / 2) / gamma(a / 2 + 1)),
    (over(sin(t) ** a, 0, pi), sqrt(pi) * gamma((a + 1) / 2) / gamma(a / 2 + 1)),
    (over(sqrt(tan(t)), 0, pi / 2), pi / sqrt(2)),
    (over(sin(t) ** 3 * cos(t) ** 2, 0, pi / 2), R(2, 15)),
    (unit(1 / sqrt(1 - t**4)), sqrt(pi) * gamma(R(5, 4)) / gamma(R(3, 4))),
    (unit((1 - t**2) ** a), sqrt(pi) / 2 * gamma(a + 1) / gamma(a + R(3, 2))),
    (unit(log(t) / sqrt(1 - t**2)), -pi / 2 * log(2)),
    (half(1 / (1 + t**3)), 2 * pi / (3 * sqrt(3))),
    (half(1 / (1 + t**2) ** 2), pi / 4),
    (half(t ** (-R(1, 3)) / (1 + t)), 2 * pi / sqrt(3)),
    (half(t ** (a - 1) / (1 + t) ** (a + b)), gamma(a) * gamma(b) / gamma(a + b)),
    (half(sqrt(t) / (a + t) ** 2), pi / (2 * sqrt(a))),
]
ELEMENTARY = [
    (unit(exp(t)), E - 1),
    (unit(t * exp(a * t)), (exp(a) * (a - 1) + 1) / a**2),
    (over(1 / t, 1, a + 1), log(a + 1)),
    (over(t**a, 1, 2), (2 ** (a + 1) - 1) / (a + 1)),
    (over(log(t), 1, a + 1), (a + 1) * log(a + 1) - a),
    (unit(log(1 + t)), 2 * log(2) - 1),
    (unit(log(t)), -1),
    (unit(log(t) / sqrt(t)), -4),
    (unit(1 / sqrt(t)), 2),
    (unit(t ** -R(2, 3)), 3),
    (unit(sp.atan(t)), pi / 4 - log(2) / 2),
    (unit(sp.asin(t)), pi / 2 - 1),
    (unit(1 / (1 + t**2)), pi / 4),
    (unit(1 / (1 + t)), log(2)),
    (unit(t / (1 + t**2)), log(2) / 2),
    (unit(1 / (1 + t + t**2)), pi / (3 * sqrt(3))),
    (unit(sqrt(1 + t**2)), sqrt(2) / 2 + sp.asinh(1) / 2),
    (unit(1 / sqrt(1 + t**2)), sp.asinh(1)),
    (unit(t**3 * sqrt(1 + t**2)), (2 + 2 * sqrt(2)) / 15),
    (over(1 / (t * sqrt(t**2 - 1)), 1, 2), pi / 3),
    (over(sin(t), 0, pi), 2),
    (over(sin(t) ** 2, 0, pi), pi / 2),
    (over(t * sin(t), 0, pi), pi),
    (over(t**2 * cos(t), 0, pi), -2 * pi),
    (over(tan(t), 0, pi / 4), log(2) / 2),
    (over(1 / cos(t) ** 2, 0, pi / 4), 1),
    (over(exp(t) * sin(t), 0, pi), (exp(pi) + 1) / 2),
    (over(sp.sinh(t), 0, a), sp.cosh(a) - 1),
    (over(sp.tanh(t), 0, a), log(sp.cosh(a))),
    (over(exp(t), 0, c), exp(c) - 1),
    (over(cos(t), c, 2), sin(2) - sin(c)),
    (over(t**3 - t, c, x), x**4 / 4 - x**2 / 2 - c**4 / 4 + c**2 / 2),
    (over(1 / (1 + t**2), 0, c), sp.atan(c)),
    (over(1 / (a**2 + t**2), 0, a), pi / (4 * a)),
    (over(1 / (t**2 - 1), 2, oo), log(3) / 2),
    (over(1 / (t * log(t) ** 2), 2, oo), 1 / log(2)),
    (over(t ** (-1 - a), 1, oo), 1 / a),
    (over(log(t) / t**2, 1, oo), 1),
    (over(exp(-t) * t, 1, oo), 2 / E),
    (over(1 / (t**2 + t), 1, oo), log(2)),
    (line(1 / sp.cosh(t)), pi),
    (line(1 / sp.cosh(t) ** 2), 2),
    (half(1 / (1 + exp(t))), log(2)),
    (line(1 / (exp(t) + exp(-t))), pi / 2),
    (line(exp(-Abs(t))), 2),
    (line(exp(-a * Abs(t - c))), 2 / a),
    (over(Abs(sin(t)), 0, 3 * pi), 6),
    (over(Abs(t), -2, 3), R(13, 2)),
    (over(Abs(t**2 - 1), 0, 2), 2),
    (over(Abs(t - x), -1, 1), 1 + x**2),
    (over(sp.sign(t - x), -1, 1), -2 * x),
    (over(sp.Max(t, 1 - t), 0, 1), R(3, 4)),
    (over(sp.Min(t, x), -1, 1), x - (1 + x**2) / 2),
    (over(sp.Heaviside(t - x), -1, 1), 1 - x),
    (over(sp.Piecewise((t, t < 1), (2, True)), 0, 3), R(9, 2)),
    (over(1 / sqrt(Abs(t)), -1, 4), 6),
    (over(log(Abs(t)), -1, 1), -2),
    (over(log(Abs(t - x)), -1, 1), (1 - x) * log(1 - x) + (1 + x) * log(1 + x) - 2),
    (half(sin(t) / t), pi / 2),
    (half(sin(a * t) / t), pi / 2),
    (over(sp.erf(t), 0, a), a * sp.erf(a) + (exp(-(a**2)) - 1) / sqrt(pi)),
    (half(sp.erfc(t)), 1 / sqrt(pi)),
    (over(t, 3, 1), -4),
    (over(1 / t, -3, -1), -log(3)),
]
RATIONAL = [
    (line(1 / (1 + t**2)), pi),
    (line(1 / (a**2 + t**2)), pi / a),
    (line(1 / (t**2 + a**2) ** 2), pi / (2 * a**3)),
    (line(t**2 / (t**2 + a**2) ** 2), pi / (2 * a)),
    (line(1 / (t**4 + 1)), pi / sqrt(2)),
    (line(t**2 / (t**4 + 1)), pi / sqrt(2)),
    (line(1 / (t**6 + 1)), 2 * pi / 3),
    (line(1 / (t**2 + t + 1)), 2 * pi / sqrt(3)),
    (line(1 / ((t**2 + 1) * (t**2 + 4))), pi / 6),
    (line(1 / ((t**2 + a**2) * (t**2 + b**2))), pi / (a * b * (a + b))),
    (line(1 / ((t - c) ** 2 + a**2)), pi / a),
    (half(1 / (1 + t**4)), pi / (2 * sqrt(2))),
    (half(1 / ((1 + t) * (2 + t))), log(2)),
    (line(cos(b * t) / (t**2 + a**2)), pi * exp(-a * b) / a),
    (line(t * sin(b * t) / (t**2 + a**2)), pi * exp(-a * b)),
    (half(cos(b * t) / (t**2 + a**2)), pi * exp(-a * b) / (2 * a)),
    (line(exp(I * b * t) / (t**2 + 1)), pi * exp(-b)),
    (line(cos(t) / (t**2 + 1) ** 2), pi / E),
]
CIRCLES = [
    (turn(1 / (2 + cos(t))), 2 * pi / sqrt(3)),
    (turn(1 / (2 + sin(t))), 2 * pi / sqrt(3)),
    (turn(1 / (5 - 4 * cos(t))), 2 * pi / 3),
    (turn(cos(2 * t) / (5 - 4 * cos(t))), pi / 6),
    (turn(cos(t) ** 4), 3 * pi / 4),
    (turn(sin(t) ** 2 / (5 + 3 * cos(t))), 2 * pi / 9),
    (turn(1 / (2 + cos(t)) ** 2), 4 * pi / (3 * sqrt(3))),
    (over(1 / (1 + x**2 - 2 * x * cos(t)), -pi, pi), 2 * pi / (1 - x**2)),
    (turn(exp(I * t) / (2 - exp(I * t))), 0),
    (turn(exp(I * t) * I / (exp(I * t) - R(1, 2))), 2 * pi * I),
    (turn(exp(3 * I * t)), 0),
    (over(1 / (2 + cos(t)), 0, pi), pi / sqrt(3)),
    (turn(1 / (a + b + a * cos(t))), 2 * pi / sqrt(b * (2 * a + b))),
    (turn(cos(3 * t) * cos(3 * t)), pi),
]
ODD = [
    (line(t * exp(-(t**4))), 0),
    (over(sin(t) ** 3 * cos(t), -a, a), 0),
    (over(t**3 / (1 + t**2) * sp.cosh(t), -1, 1), 0),
    (over(sin(t) * exp(-Abs(t)), -pi, pi), 0),
    (over(sp.atan(t) / (1 + t**6), -2, 2), 0),
]
KERNELS = [
    (over(log(Abs(x - t)) / sqrt(1 - t**2), -1, 1), -pi * log(2)),
    (over(t * log(Abs(x - t)) / sqrt(1 - t**2), -1, 1), -pi * x),
    (over(log(Abs(x - t)) * sqrt(4 - t**2) / (2 * pi), -2, 2), x**2 / 4 - R(1, 2)),
    (over(log(Abs(2 * x - 2 * t)) / sqrt(1 - t**2), -1, 1), 0),
    (pv(1 / (t - x), -1, 1), log((1 - x) / (1 + x))),
    (pv(sqrt(1 - t**2) / (t - x), -1, 1), -pi * x),
    (pv(sqrt(4 - t**2) / (x - t) / (2 * pi), -2, 2), x / 2),
    (pv(1 / ((t - x) * sqrt(1 - t**2)), -1, 1), 0),
    (pv(t**2 / ((t - x) * sqrt(1 - t**2)), -1, 1), pi * x),
    (pv(1 / t, -1, 2), log(2)),
    (pv(1 / t**3, -1, 1), 0),
    (pv(1 / (t**2 - 1), -oo, oo), 0),
    (pv(1 / (t * (t**2 + 1)), -oo, oo), 0),
    (pv(t / (t**2 + 1), -oo, oo), 0),
    (pv(1 / (t - a), 0, 3 * a), log(2)),
]
ITERATED = [
    (sp.Integral(x * t, (x, 0, t), (t, 0, 1)), R(1, 8)),
    (sp.Integral(exp(-y - t), (y, 0, t), (t, 0, oo)), R(1, 2)),
    (sp.Integral(y**2 * t, (y, 0, 2), (t, 0, 3)), 12),
    (sp.Integral(exp(-(y**2) - t**2), (y, -oo, oo), (t, -oo, oo)), pi),
    (sp.Integral(1 / (1 + y + t) ** 3, (y, 0, oo), (t, 0, oo)), R(1, 2)),
    (sp.Integral(sin(y + t), (y, 0, pi / 2), (t, 0, pi / 2)), 2),
    (sp.Integral(y * exp(-(y**2)), (y, 0, oo), (t, 0, 2 * pi)), pi),
    (sp.Integral(y + t + c, (y, 0, 1), (t, 0, 1)), 1 + c),
    (sp.Integral(sp.Integral(y * t, (y, 0, 1)) + t, (t, 0, 2)), 3),
]

EITHER_WAY = [
    (over(1 / t, a, b), log(b) - log(a)),
    (over(t**-3, a, b), (a**-2 - b**-2) / 2),
    (over(exp(-t) * t, a, b), (1 + a) * exp(-a) - (1 + b) * exp(-b)),
]
SPECIAL = [
    (over(log(1 + t) / t, 0, 1), pi**2 / 12),
    (over(log(t) / (1 + t), 0, 1), -(pi**2) / 12),
    (over(log(1 + a * t) / t, 0, 1), -sp.polylog(2, -a)),
    (over(sin(2 * t) * cos(t) / t, 0, 1), (sp.Si(3) + sp.Si(1)) / 2),
    (over(sp.sinh(t) / t, -a, a), 2 * sp.Shi(a)),
    (over(cos(t**2) ** 2, 0, a), a / 2 + sqrt(pi) * sp.fresnelc(2 * a / sqrt(pi)) / 4),
    (over(1 / sp.cosh(2 * t), 0, a), sp.atan(sp.tanh(a))),
    (half(exp(-((t - a) ** 2) / b)), sqrt(pi * b) / 2 * (1 + sp.erf(a / sqrt(b)))),
    (over(exp(-((a + 2 * t) ** 2)), 0, b), sqrt(pi) / 4 * (sp.erf(a + 2 * b) - sp.erf(a))),
    (over(sin(t) * sp.sign(t - 1), 0, pi), 2 * cos(1)),
]
PARTS = [
    (half(exp(-a * t) * sp.Si(b * t)), sp.atan(b / a) / a),
    (half(sin(t) * sp.expint(1, t)), log(2) / 2),
    (half(exp(-t) * sp.expint(1, t)), log(2)),
    (over(sp.Si(t), 0, 2), 2 * sp.Si(2) + cos(2) - 1),
    (half((exp(-a * t) - exp(-b * t)) / t), log(b / a)),
    (half(exp(-t) * (1 - cos(c * t)) / t), log(1 + c**2) / 2),
    (half(exp(-a * t) * sin(b * t) / t), sp.atan(b / a)),
]

FAMILIES = {
    "polynomial": POLYNOMIAL,
    "gaussian": GAUSSIAN,
    "gamma": GAMMA,
    "beta": BETA,
    "elementary": ELEMENTARY,
    "rational": RATIONAL,
    "circles": CIRCLES,
    "odd": ODD,
    "kernels": KERNELS,
    "iterated": ITERATED,
    "either way": EITHER_WAY,
    "special": SPECIAL,
    "parts": PARTS,
}
KNOWN = [(node, sp.sympify(value)) for family in FAMILIES.values() for node, value in family]
