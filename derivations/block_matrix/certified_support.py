"""Edges, components and transition of the support at one point of the parameters, certified.

What :mod:`glassproof.derivations.block_matrix.support` proves for all parameters, evaluated with
python-flint: roots are isolated exactly, so that counts are proofs and values are balls. The values
of kappa, x1, b^2 and b1^2 must be rational.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import flint
import sympy as sp

from glassproof.derivations.block_matrix.roots import Values, isolated_roots, physical_root
from glassproof.derivations.block_matrix.support import (
    BETA,
    critical_polynomial,
    parametrisation,
    transition,
    y,
)
from glassproof.derivations.block_matrix.symbols import b, b1, kappa, x1, z
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import DomainError

_DIGITS = 50


def _edge_parameters(values: Values) -> list[flint.arb]:
    """The real y with beta y^2 < 1 where C changes sign: one for each edge of the support."""
    bound = enclose((1 / BETA).subs(dict(values)), digits=_DIGITS).real
    return [
        root.real
        for root, multiplicity in isolated_roots(critical_polynomial().result, y, values)
        if root.imag == 0 and multiplicity % 2 and root.real * root.real < bound
    ]


def edges(values: Values) -> tuple[flint.arb, ...]:
    """The edges of the support in increasing order, two for each component.

    >>> ends = edges({kappa: sp.Rational(1, 2), b: 1, b1: sp.Rational(1, 1000), x1: 0})
    >>> [round(float(end.mid()), 3) for end in ends]
    [-1.414, 1.414]
    """
    where = parametrisation().result.subs(dict(values))
    ends = [
        enclose(where, {y: flint.acb(root)}, digits=_DIGITS).real
        for root in _edge_parameters(values)
    ]
    return tuple(sorted(ends, key=lambda end: float(end.mid())))


def components(values: Values) -> int:
    """The number of intervals that make up the support: 1 or 2.

    >>> point = {kappa: sp.Rational(9, 10), b: 1, b1: sp.Rational(1, 2)}
    >>> components({**point, x1: sp.Rational(7, 5)}), components({**point, x1: sp.Rational(3, 2)})
    (1, 2)
    """
    return len(_edge_parameters(values)) // 2


def transition_value(values: Values, *, digits: int = 40) -> flint.arb:
    """x1* in closed form, enclosed; ``values`` gives kappa, b, b1.

    >>> value = transition_value({kappa: sp.Rational(1, 2), b: 1, b1: sp.Rational(1, 1000)})
    >>> abs(float(value.mid()) - 2 ** 0.5) < 1e-5
    True
    """
    balls = {symbol: enclose(value, digits=digits) for symbol, value in values.items()}
    return enclose(transition().result, balls, digits).real


@dataclass(frozen=True)
class SupportCounterexample:
    """A point of the support outside an interval that is claimed to contain it.

    ``physical`` is the physical root t at ``point``: Im t > 0, so the density is positive there.
    """

    point: dict[sp.Symbol, sp.Expr]
    interval: tuple[sp.Expr, sp.Expr]
    physical: flint.acb


def outside_interval(low: sp.Expr, high: sp.Expr, values: Values) -> SupportCounterexample | None:
    """Certify that ``values`` has z outside [low, high] and a positive density; None if not.

    >>> point = {kappa: sp.Rational(1, 2), b: 1, b1: 1, x1: 0, z: 1}
    >>> outside_interval(-b, b / 2, point).interval
    (-1, 1/2)
    """
    left, right = low.subs(dict(values)), high.subs(dict(values))
    outside = sp.Or(values[z] < left, values[z] > right)
    physical = physical_root(values) if outside == sp.true else None
    return SupportCounterexample(dict(values), (left, right), physical) if physical else None


@cache
def support_counterexample() -> SupportCounterexample:
    """Where [min(-2b - x1, -2 b1), max(2b - x1, 2 b1)] misses part of the support.

    The lower-right block's bulk reaches about sqrt(2 kappa') b on both sides of 0, whatever b1 is;
    the interval leaves it only 2 b1.

    >>> support_counterexample().point[z] > support_counterexample().interval[1]
    True
    """
    point = {
        kappa: sp.Rational(1, 10),
        b: sp.Integer(1),
        b1: sp.Rational(1, 100),
        x1: sp.Integer(5),
        z: sp.Integer(1),
    }
    low, high = sp.Min(-2 * b - x1, -2 * b1), sp.Max(2 * b - x1, 2 * b1)
    example = outside_interval(low, high, point)
    if example is None:
        raise DomainError(f"the interval holds at {point}: choose another point")
    return example
