"""Identities that hold on a part of the line, on domains inside that part and just beyond it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import pi, sqrt
from random import Random

from soundness.adversary.question import DIFFERENT, EQUAL, Question

KIND = "identities on a part of the domain"

FAR = 10.0**6
Region = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Identity:
    """``left`` = ``right`` for u in ``region`` and nowhere else in ``within``."""

    left: str
    right: str
    region: Region
    within: tuple[float, float] = (-FAR, FAR)


_UP: Region = ((0, FAR),)
_HALF = pi / 2

IDENTITIES = (
    Identity("sqrt(u**2)", "u", _UP),
    Identity("Abs(u)", "u", _UP),
    Identity("log(u**2)", "2*log(u)", _UP),
    Identity("(u**2)**(3/2)", "u**3", _UP),
    Identity("(u**3)**(1/3)", "u", _UP),
    Identity("(u**4)**(1/4)", "u", _UP),
    Identity("sqrt(u**6)", "u**3", _UP),
    Identity("sqrt(1/u)", "1/sqrt(u)", _UP),
    Identity("1/sqrt(u**2)", "1/u", _UP),
    Identity("acosh(cosh(u))", "u", _UP, (-100, 100)),
    Identity("sqrt(cosh(u)**2-1)", "sinh(u)", _UP, (-100, 100)),
    Identity("sqrt((cosh(u)-1)/2)", "sinh(u/2)", _UP, (-100, 100)),
    Identity("Abs(tanh(u))", "tanh(u)", _UP, (-30, 30)),
    Identity("sign(u)*u", "u", _UP),
    Identity("sign(u)", "1", _UP),
    Identity("Max(u,-u)", "u", _UP),
    Identity("Max(u,0)", "u", _UP),
    Identity("Min(u,0)", "0", _UP),
    Identity("erf(sqrt(u**2))", "erf(u)", _UP, (-5, 5)),
    Identity("atan(u)+atan(1/u)", "pi/2", _UP),
    Identity("acos((1-u**2)/(1+u**2))", "2*atan(u)", _UP),
    Identity("acot(u)", "pi/2-atan(u)", _UP),
    Identity("log(u)+log(u-2)", "log(u*(u-2))", _UP),
    Identity("sqrt(u*(u-1))", "sqrt(u)*sqrt(u-1)", _UP),
    Identity("sqrt(u**3)", "u*sqrt(u)", _UP),
    Identity("Abs(gamma(u))", "gamma(u)", _UP, (-1, 40)),
    Identity("sqrt(u**2-1)", "sqrt(u-1)*sqrt(u+1)", ((-1, FAR),)),
    Identity("acosh(u)", "log(u+sqrt(u**2-1))", ((-1, FAR),)),
    Identity("sqrt(u-2*sqrt(u-1))", "sqrt(u-1)-1", ((2, FAR),), (1, FAR)),
    Identity("sqrt(log(u)**2)", "log(u)", ((1, FAR),), (0, FAR)),
    Identity("sqrt(1/log(u))", "1/sqrt(log(u))", ((1, FAR),), (0, FAR)),
    Identity("Max(u,1)", "u", ((1, FAR),)),
    Identity("Abs(u-1)+Abs(u+1)", "2*u", ((1, FAR),)),
    Identity("sqrt((u-1)**2)", "1-u", ((-FAR, 1),)),
    Identity("Min(u,1)", "u", ((-FAR, 1),)),
    Identity("atan((1+u)/(1-u))", "pi/4+atan(u)", ((-FAR, 1),)),
    Identity("Abs(u-1)+Abs(u+1)", "2", ((-1, 1),)),
    Identity("sqrt(u**4-2*u**2+1)", "1-u**2", ((-1, 1),)),
    Identity("2*atan(u)", "atan(2*u/(1-u**2))", ((-1, 1),)),
    Identity("asin(2*u/(1+u**2))", "2*atan(u)", ((-1, 1),)),
    Identity("acos(2*u**2-1)", "2*acos(u)", ((0, 1),), (-1, 1)),
    Identity("asin(sqrt(1-u**2))", "acos(u)", ((0, 1),), (-1, 1)),
    Identity("Abs(Abs(u)-1)", "1-u", ((0, 1),)),
    Identity("Max(u,u**2)", "u", ((0, 1),)),
    Identity("floor(u)", "0", ((0, 1),)),
    Identity("ceiling(u)", "1", ((0, 1),)),
    Identity("asin(2*u*sqrt(1-u**2))", "2*asin(u)", ((-sqrt(0.5), sqrt(0.5)),), (-1, 1)),
    Identity("asin(sin(u))", "u", ((-_HALF, _HALF),), (-30, 30)),
    Identity("acos(cos(u))", "u", ((0, pi),), (-30, 30)),
    Identity("atan(tan(u))", "u", ((-_HALF, _HALF),), (-30, 30)),
    Identity("sqrt(1-sin(u)**2)", "cos(u)", ((-_HALF, _HALF),), (-3 * _HALF, 3 * _HALF)),
    Identity("Abs(sin(u))", "sin(u)", ((0, pi),), (-pi, 2 * pi)),
    Identity("sqrt((1-cos(u))/2)", "sin(u/2)", ((0, 2 * pi),), (-2 * pi, 4 * pi)),
    Identity("sqrt((1-cos(u))/(1+cos(u)))", "tan(u/2)", ((0, pi),), (-pi, pi)),
    Identity("log(exp(I*u))", "I*u", ((-pi, pi),), (-30, 30)),
    Identity("sqrt(exp(I*u))", "exp(I*u/2)", ((-pi, pi),), (-9, 9)),
    Identity("Max(u**2,1)", "u**2", ((-FAR, -1), (1, FAR))),
    Identity("sqrt(u**2*(u-1)**2)", "u*(u-1)", ((-FAR, 0), (1, FAR))),
    Identity("Abs(u**3-u)", "u**3-u", ((-1, 0), (1, FAR))),
)

_BEYOND = ("3", "1", "1/7", "1/100", "1/1000", "1/1000000")
_AROUND = (
    "{}",
    "{}",
    "{}",
    "y+{}",
    "y*({})",
    "({})/(1+y**2)",
    "3-({})",
    "exp(y)*({})",
    "{}+log(y)",
)
"""What may stand around both sides: each has an inverse."""


@dataclass(frozen=True)
class _Placed:
    """An identity in a variable with its conditions, a point where it holds, and one where not."""

    left: str
    right: str
    where: str
    inside: tuple[str, str]
    witness: tuple[str, str] | None


def question(rng: Random) -> Question | None:
    """One of the identities, or the sum of two, perhaps just beyond its region."""
    parts = [_placed(rng, name) for name in ("x", "z")[: rng.choice((1, 1, 1, 2))]]
    around = rng.choice(_AROUND)
    left, right = (
        around.format("+".join(s)) for s in zip(*((p.left, p.right) for p in parts), strict=True)
    )
    where = ", ".join([p.where for p in parts] + ["y > 0"] * ("y" in around))
    failing = next((p for p in parts if p.witness), None)
    if failing is None:
        return Question(KIND, left, right, where, EQUAL)
    assert failing.witness is not None
    point = (failing.witness, *(p.inside for p in parts if p is not failing), ("y", "7/5"))
    return Question(KIND, left, right, where, DIFFERENT, witness=point)


def _placed(rng: Random, name: str) -> _Placed:
    identity = rng.choice(IDENTITIES)
    low, high = rng.choice(identity.region)
    inside = _inside(low, high)
    beyond = _beyond(rng, identity, low, high) if rng.random() < 0.6 else None
    if beyond is None:
        ends, witness = _ends_inside(rng, low, high, identity), None
    else:
        end, witness = beyond
        ends = (inside, end) if end > inside else (end, inside)
        inside += (end - inside) / 1000
    scale, shift = _substitution(rng)
    image = [None if end is None else (end - shift) / scale for end in ends]
    if scale < 0:
        image.reverse()
    argument = f"({_affine(scale, shift, name)})"
    left, right = (re.sub(r"\bu\b", argument, side) for side in (identity.left, identity.right))
    points = [
        None if place is None else (name, str((place - shift) / scale))
        for place in (inside, witness)
    ]
    assert points[0] is not None
    return _Placed(left, right, _range(rng, name, *image), points[0], points[1])


def _inside(low: float, high: float) -> Fraction:
    """A place inside, not far from an edge."""
    step = _fraction(min(high - low, 5) / 7)
    return _fraction(low) + step if low > -FAR else _fraction(high) - step


def _beyond(
    rng: Random, identity: Identity, low: float, high: float
) -> tuple[Fraction, Fraction] | None:
    """An end of the domain outside the region, and a place between the two; None if there is none.

    The end may be a millionth away.
    """
    edges = [(low, -1), (high, 1)]
    side = [(edge, sign) for edge, sign in edges if edge not in (-FAR, FAR, *identity.within)]
    if not side:
        return None
    edge, sign = rng.choice(side)
    outside = sign * Fraction(rng.choice(_BEYOND))
    end = _fraction(edge) + outside
    witness = _fraction(edge) + outside / 2
    if not identity.within[0] <= end <= identity.within[1]:
        return None
    if _in_region(identity, end) or _in_region(identity, witness):
        return None
    return end, witness


def _in_region(identity: Identity, place: Fraction) -> bool:
    return any(low <= place <= high for low, high in identity.region)


def _ends_inside(
    rng: Random, low: float, high: float, identity: Identity
) -> tuple[Fraction | None, Fraction | None]:
    """Ends of an interval inside (low, high), often close to its edges."""
    margin = Fraction(rng.choice(("0", "1/1000000", "1/1000", "1/10")))
    start = None if low <= -FAR else _above(low) + margin
    end = None if high >= FAR else _below(high) - margin
    if start is None and end is not None and rng.random() < 0.5:
        start = end - rng.choice((1, 4, 30))
    if end is None and start is not None and (rng.random() < 0.5 or identity.within[1] < FAR):
        end = min(start + rng.choice((1, 4, 30)), _below(identity.within[1]))
    return start, end


def _fraction(number: float) -> Fraction:
    return Fraction(number).limit_denominator(10**7)


def _above(number: float) -> Fraction:
    found = _fraction(number)
    return found if found >= Fraction(number) else found + Fraction(1, 10**12)


def _below(number: float) -> Fraction:
    return -_above(-number)


def _substitution(rng: Random) -> tuple[Fraction, Fraction]:
    """Scale and shift of what u stands for."""
    if rng.random() < 0.4:
        return Fraction(1), Fraction(0)
    scale = Fraction(rng.choice((1, 1, 2, 3, -1, -2)), rng.choice((1, 1, 2, 5)))
    return scale, Fraction(rng.randint(-3, 3), rng.choice((1, 1, 2)))


def _affine(scale: Fraction, shift: Fraction, name: str) -> str:
    product = {1: name, -1: f"-{name}"}.get(scale, f"{scale}*{name}")  # type: ignore[call-overload]
    return product if not shift else f"{product}{'+' if shift > 0 else '-'}{abs(shift)}"


def _range(rng: Random, name: str, low: Fraction | None, high: Fraction | None) -> str:
    if low is None and high is None:
        return f"{name} real"
    if low is None:
        return f"{name} < {high}"
    if high is None:
        return f"{name} > {low}"
    if rng.random() < 0.2:
        return f"{low} < {name} < {high}"
    return f"{name} in ({low},{high})"
