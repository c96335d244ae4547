"""Balls of integrals hold the known values, and exclude others."""

import signal

import pytest
import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.points.sides import Sides, State
from glassproof.verify.reading.alarms import REPEAT, heard

t, x, a, y = sp.symbols("t x a y", real=True)
p = sp.Symbol("p", positive=True)
R, oo, pi = sp.Rational, sp.oo, sp.pi


def over(f, *limits):
    return sp.Integral(f, *limits)


ARCSINE = over(sp.log(sp.Abs(x - t)) / sp.sqrt(1 - t**2), (t, -1, 1)) / pi
SEMICIRCLE = sp.sqrt(4 - t**2) / (2 * pi)

KNOWN = [
    (ARCSINE, -sp.log(2), {x: R(1, 3)}),
    (ARCSINE, -sp.log(2), {x: R(-999999, 1000000)}),
    (over(sp.log(sp.Abs(x - t)) * SEMICIRCLE, (t, -2, 2)), x**2 / 4 - R(1, 2), {x: 1}),
    (over(SEMICIRCLE * t**4, (t, -2, 2)), sp.Integer(2), {}),
    (over(sp.exp(-(t**2)), (t, -oo, oo)), sp.sqrt(pi), {}),
    (over(t**3 * sp.exp(-p * t), (t, 0, oo)), 6 / p**4, {p: R(7, 100)}),
    (over(sp.log(t), (t, 0, 1)), sp.Integer(-1), {}),
    (over(1 / sp.sqrt(t), (t, 0, 4)), sp.Integer(4), {}),
    (over(1 / (1 + t**2), (t, -oo, oo)), pi, {}),
    (over(t ** (p - 1) / (1 + t), (t, 0, oo)), pi / sp.sin(pi * p), {p: R(1, 3)}),
    (over(sp.Abs(t), (t, -2, 3)), R(13, 2), {}),
    (over(sp.Abs(t - a), (t, 0, 1)), (a**2 + (1 - a) ** 2) / 2, {a: R(2, 7)}),
    (over(sp.Abs(sp.sin(t)), (t, 0, 2 * pi)), sp.Integer(4), {}),
    (over(t / (sp.exp(t) - 1), (t, 0, oo)), pi**2 / 6, {}),
    (over(1 / sp.cosh(t), (t, -oo, oo)), pi, {}),
    (over(1 / (2 + sp.cos(t)), (t, 0, 2 * pi)), 2 * pi / sp.sqrt(3), {}),
    (
        over(sp.exp(-(t**2)) * sp.cos(a * t), (t, -oo, oo)),
        sp.sqrt(pi) * sp.exp(-(a**2) / 4),
        {a: 3},
    ),
    (over(x * y, (x, 0, y), (y, 0, 1)), R(1, 8), {}),
    (over(sp.exp(-(x**2) - y**2), (x, 0, oo), (y, 0, oo)), pi / 4, {}),
    (over(sp.log(sp.sin(t)), (t, 0, pi)), -pi * sp.log(2), {}),
    (over(sp.exp(-t) * sp.log(t), (t, 0, oo)), -sp.EulerGamma, {}),
    (over(t**p * (1 - t) ** p, (t, 0, 1)), sp.beta(p + 1, p + 1), {p: R(1, 100)}),
    (over(sp.erfc(t), (t, 0, oo)), 1 / sp.sqrt(pi), {}),
    (over(sp.sqrt(t), (t, 4, 1)), R(-14, 3), {}),
]


@pytest.mark.parametrize(("integral", "value", "point"), KNOWN)
def test_known_values_are_held_to_twenty_digits_and_others_excluded(integral, value, point):
    meeting = Sides(integral, value).at(point).look(30)
    assert meeting.state in (State.AGREE, State.EQUAL)
    assert meeting.digits >= 20
    for mutant in (value + R(1, 10**15), -value - 1, value * R(7, 6) + R(1, 10**9)):
        assert Sides(integral, mutant).at(point).look(30).state is State.DIFFER


@pytest.mark.parametrize(
    ("integrand", "low", "high", "place"),
    [
        (1 / t, 0, 1, "t = 0"),
        (t**-2, -1, 1, "t = 0"),
        (1 / (t - x), 0, 1, "t = x"),
        (1 / t, 1, oo, "t = oo"),
        (sp.exp(t), 1, oo, "t = oo"),
        (sp.exp(-t), -oo, 0, "t = -oo"),
        (1 / sp.log(1 + t), 0, 1, "t = 0"),
        (sp.sin(t) / t**2, 0, 1, "t = 0"),
    ],
)
def test_divergence_is_said(integrand, low, high, place):
    meeting = Sides(over(integrand, (t, low, high)), sp.Integer(1)).at({x: R(1, 2)}).look(30)
    assert meeting.state is State.UNDEFINED
    assert meeting.reason == f"the integral diverges at {place}"


def test_what_converges_conditionally_has_the_value_that_is_proven():
    for integral, value in (
        (over(sp.sin(t**2), (t, 0, oo)), sp.sqrt(pi / 2) / 2),
        (over(sp.sin(t) / t, (t, 0, oo)), pi / 2),
        (over(sp.cos(p * t) / (1 + t**2), (t, -oo, oo)), pi * sp.exp(-p)),
        (over(1 / (t * sp.log(t) ** 2), (t, 2, oo)), 1 / sp.log(2)),
    ):
        assert Sides(integral, value).at({p: R(2, 3)}).look(30).state is State.AGREE
        assert Sides(integral, value + 1).at({p: R(2, 3)}).look(30).state is State.DIFFER


def test_what_is_not_enclosed_is_left_open():
    slowly = over(1 / (t * sp.log(t) ** 2 * (2 + sp.sin(t))), (t, 2, oo))
    for integral in (slowly, sp.Integral(t, t)):
        here = Sides(integral, sp.Integer(5)).at({t: 1})
        assert here.look(30).state is State.UNRESOLVED


class OverError(Exception):
    """The time is over."""


def test_an_alarm_in_the_middle_of_an_integral_is_what_is_raised():
    """FLINT calls the integrand from C, and goes on where that has raised something."""

    def over(_signal, frame):
        if heard(frame):
            raise OverError

    t, k = sp.Symbol("t", real=True), sp.Symbol("k", integer=True, positive=True)
    node = sp.Integral(t ** (k / 2 - 1) * sp.exp(-t / 2), (t, 0, sp.oo))
    before = signal.signal(signal.SIGALRM, over)
    raised = 0
    try:
        for step in range(40):
            try:
                signal.setitimer(signal.ITIMER_REAL, 0.003 + step / 1000, REPEAT)
                enclose(node, {k: 3}, 200)
            except OverError:
                raised += 1
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert raised >= 20
