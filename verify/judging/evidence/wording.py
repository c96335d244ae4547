"""What is said of points and values: where formulas agree, and to how many digits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Protocol

import flint
import mpmath
import sympy as sp

from glassproof.derivations.proof.complex_symbols import gathered, whole_symbols
from glassproof.verify.judging.points.agreement import LEAST_POINTS, Agreement

DIGITS = 15
"""Digits of the values that are shown."""


def shown_value(ball: flint.acb) -> str:
    """The value as mpmath prints it, no digit more than are sure; a part that may be zero is none.

    >>> shown_value(flint.acb(26)), shown_value(flint.acb(0, 1))
    ('26.0', '(0.0 + 1.0j)')
    >>> shown_value(flint.acb(flint.arb("0.93751", 0.0001)))
    '0.938'
    """
    sure = min((p.rel_accuracy_bits() for p in (ball.real, ball.imag) if not p.contains(0)),
               default=0)  # fmt: skip
    with mpmath.workdps(max(1, min(DIGITS, int(sure * 0.30103)))):
        real, imaginary = (_as_mpf(part) for part in (ball.real, ball.imag))
        return str(mpmath.mpc(real, imaginary) if imaginary else real)


def _as_mpf(ball: flint.arb) -> mpmath.mpf:
    if ball.contains(0):
        return mpmath.mpf(0)
    mantissa, exponent = ball.mid().man_exp()
    return +mpmath.mpf((int(mantissa), int(exponent)))


def shown_values(found: Agreement, names: tuple[str, str]) -> str:
    """Both values at the counterexample, or, where so many digits are the same, their difference.

    >>> found = Agreement((), 0, values=(flint.acb(2), flint.acb(3)))
    >>> shown_values(found, ("published", "derived"))
    '2.0 published, 3.0 derived'
    """
    assert found.values is not None
    left, right = (shown_value(ball) for ball in found.values)
    if left != right:
        return f"{left} {names[0]}, {right} {names[1]}"
    with flint.ctx.workprec(60_000):
        gap = shown_value(found.values[0] - found.values[1])
    return f"both {left} to {DIGITS} digits, with the difference {gap}"


def shown_point(point: Mapping[sp.Symbol, Any]) -> str:
    """The point in words: ``x = 1, y = 1/2``."""
    return ", ".join(f"{symbol} = {value}" for symbol, value in gathered(point).items())


class Seen(Protocol):
    """What points without values are told of."""

    symbols: tuple[sp.Symbol, ...]
    undefined: list[tuple[dict[sp.Symbol, Any], str]]


def where_undefined(found: Seen, most: int = 3) -> str:
    """Points without values: ``not at x = 0, 1``; empty if there is none."""
    points = [point for point, _ in found.undefined[:most]]
    if not points:
        return ""
    more = ", ..." if len(found.undefined) > most else ""
    names = whole_symbols(found.symbols)
    if len(names) == 1:
        (symbol,) = names
        listed = ", ".join(str(gathered(point)[symbol]) for point in points)
        return f"not at {symbol} = {listed}{more}"
    return "not at " + "; ".join(shown_point(point) for point in points) + more


KINDS = {
    "plain": "plain",
    "end": "at or near ends of ranges",
    "break": "at or beside break points",
    "far": "far out",
    "random": "random",
    "cut": "on or beside axes of the complex plane",
    "case": "of a finite domain",
}


def how_seen(found: Agreement) -> str:
    """At how many points, where and to how many digits the formulas agree."""
    if not found.symbols:
        return f"to {found.digits} digits"
    kinds = Counter(kind for kind, *_ in found.agreeing)
    listed = ", ".join(f"{kinds[kind]} {words}" for kind, words in KINDS.items() if kinds[kind])
    seed = f" (seed {found.seed})" if kinds["random"] else ""
    left_open = f"; {len(found.unresolved)} more are left open" if found.unresolved else ""
    return (
        f"at {len(found.agreeing)} distinct points ({listed}{seed}{scales(found)}{left_open}), "
        f"to {found.digits} digits or more"
    )


def scales(found: Agreement) -> str:
    """The least and the largest size of a coordinate, as powers of ten."""
    sizes = [abs(value) for _, point, _ in found.agreeing for value in point.values() if value]
    if not sizes:
        return ""
    least, largest = (
        flint.arb(size).log() / flint.arb(10).log() for size in (min(sizes), max(sizes))
    )
    return f"; sizes from 1e{round(float(least))} to 1e{round(float(largest))}"


def why_no_support(both: str, found: Agreement) -> str:
    """Why the points leave it open whether the formulas are one."""
    if found.undefined and not found.agreeing and not found.unresolved:
        point, reason = found.undefined[0]
        place = f" at {shown_point(point)}" if point else ""
        return f"no point was found where {both} both have a value: {reason}{place}"
    if found.unresolved and 2 * len(found.unresolved) > len(found.agreeing):
        point, reason = found.unresolved[0]
        place = f" at {shown_point(point)}" if point else ""
        return f"balls of {found.most_digits} digits decide nothing{place}: {reason}"
    if found.symbols and not found.varies and len(found.agreeing) >= LEAST_POINTS:
        return f"{both} have one constant value {how_seen(found)}: that alone supports nothing"
    if found.symbols and len(found.agreeing) - found.blind < LEAST_POINTS <= len(found.agreeing):
        return (
            f"{both} agree {how_seen(found)}, but at {found.blind} of these a part of them is too "
            "small to be seen"
        )
    return (
        f"{both} agree at {len(found.agreeing)} distinct points only; {LEAST_POINTS} are asked for"
    )
