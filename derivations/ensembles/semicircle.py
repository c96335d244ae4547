"""The semicircle law: its Stieltjes transform and its logarithmic potential."""

from __future__ import annotations

import sympy as sp


def transform(value: sp.Expr, edge: sp.Expr) -> sp.Expr:
    """Stieltjes transform of the semicircle law on [-edge, edge], at ``value`` >= edge.

    The root of (E^2/4) g^2 - u g + 1 = 0 that decays.

    >>> u, E = sp.symbols("u E", positive=True)
    >>> g = transform(u, E)
    >>> sp.simplify(E**2 / 4 * g**2 - u * g + 1)
    0
    """
    return 2 * (value - sp.sqrt(value**2 - edge**2)) / edge**2


def potential_inside(position: sp.Expr) -> sp.Expr:
    """Integral of log|lambda - t| over the semicircle law of radius 2, at ``position`` t, |t| <= 2.

    Its derivative is the real part t/2 of the law's Stieltjes transform; its value at 0 is -1/2.

    >>> potential_inside(sp.Integer(2))
    1/2
    """
    return position**2 / 4 - sp.Rational(1, 2)


def potential_shortfall(distance: sp.Expr) -> sp.Expr:
    """What is missing from :func:`potential_inside` at |t| = ``distance`` > 2.

    The integral of sqrt(t^2 - 4)/2 from 2 to |t|; also the cost, at speed N, of one eigenvalue
    there. Its derivative is t/2 less the Stieltjes transform (t - sqrt(t^2 - 4))/2.
    """
    root = sp.sqrt(distance**2 - 4)
    return distance * root / 4 - sp.log((distance + root) / 2)
