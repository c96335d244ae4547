"""Critical points of drawn glasses on two circles, each in a box that holds it alone: plain data.

Unknowns are the four weights x1, x2 (of w_D) and y1, y2 (of w_G): the derivative of L_D along the
first circle and that of L_G along the second vanish, and both points have length one. Draws are
told by their standard normals, rounded to a grid, so that a checker can draw them again; it proves
by Krawczyk's test that each box holds exactly one point.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from glassproof.numerics.gan_glass.nature.circles import circle_zeros
from glassproof.numerics.gan_glass.nature.tensors import Shape
from glassproof.numerics.polynomials.monomials import deviations, monomials
from glassproof.numerics.polynomials.torus_roots import PHI, SIGN, THETA

GRID = 2**40
"""Normals are rounded to multiples of its inverse."""

_RADIUS = 1e-9
_NAMES = ("x1", "x2", "y1", "y2")
Powers = tuple[int, ...]
Polynomial = Mapping[Powers, Mapping[str, Fraction]]
"""Of each monomial the multiples of named coefficients that add up to its coefficient."""


def drawn_on_circles(
    draws: int,
    glass: Mapping[str, Any],
    bounds: tuple[float, float],
    rng: np.random.Generator,
) -> list[dict[str, Any]]:
    """All critical points of some draws; of those below the bounds of the losses, the number.

    ``glass`` holds p, q and sigma_z; ``bounds`` are those of (L_D, L_G) over sqrt(N) = 2.
    Raises :class:`ArithmeticError` for a draw that is not solved completely.

    >>> glass = {"p": 2, "q": 1, "sigma_z": 0.5}
    >>> (found,) = drawn_on_circles(1, glass, (0.0, 0.25), np.random.default_rng(0))
    >>> found["count"] == len(found["boxes"]) >= found["counted"], found["unknowns"]
    (True, ['x1', 'x2', 'y1', 'y2'])
    """
    shape = Shape.checked(n_D=2, n_G=2, **glass)
    return [_isolated(shape, bounds, rng) for _ in range(draws)]


def _isolated(
    shape: Shape, bounds: tuple[float, float], rng: np.random.Generator
) -> dict[str, Any]:
    of_D, of_G = monomials(2, shape.p), monomials(4, shape.m)
    scales = [*deviations(2, shape.p), *deviations(4, shape.m)]
    counted = [int(x) for x in np.round(rng.standard_normal(len(scales)) * GRID)]
    coefficients = np.array(counted) / GRID * np.array(scales)
    solved = circle_zeros(shape, coefficients[None, : len(of_D)], coefficients[None, len(of_D) :])
    rows = solved.rows[0, : solved.counts[0]]
    if not solved.solved[0] or rows[:, SIGN].sum() != 0:
        raise ArithmeticError("a draw could not be solved completely")
    places = [
        (math.cos(row[THETA]), math.sin(row[THETA]), math.cos(row[PHI]), math.sin(row[PHI]))
        for row in rows
    ]
    noise = Fraction(shape.sigma_z)
    every = [(*map(int, alpha), 0, 0) for alpha in of_D] + [tuple(map(int, a)) for a in of_G]
    D: dict[Powers, dict[str, Fraction]] = defaultdict(dict)
    G: dict[Powers, dict[str, Fraction]] = defaultdict(dict)
    for number, alpha in enumerate(every):
        own = number < len(of_D)
        D[alpha][f"c{number}"] = Fraction(1) if own else -noise
        if not own:
            G[alpha][f"c{number}"] = noise
    pairs = zip((D, G), bounds, strict=True)
    losses = [(loss, 2 * Fraction(bound)) for loss, bound in pairs if bound < math.inf]
    below = [all(_value(x, at, coefficients) <= most for x, most in losses) for at in places]
    return {
        "normals": [str(Fraction(number, GRID)) for number in counted],
        "given": {
            f"c{number}": f"sqrt({_permutations(alpha)})*_{number}"
            for number, alpha in enumerate(every)
        },
        "unknowns": list(_NAMES),
        "equations": [
            _text(_turned(D, 0, 1)), "x1**2 + x2**2 - 1",
            _text(_turned(G, 2, 3)), "y1**2 + y2**2 - 1",
        ],
        "boxes": [[[repr(x - _RADIUS), repr(x + _RADIUS)] for x in at] for at in places],
        "count": len(places),
        "where": [f"{_text(loss)} <= {most}" for loss, most in losses],
        "counted": sum(below),
        "euler characteristic": 0,
    }  # fmt: skip


def _permutations(alpha: Powers) -> int:
    """The number of entries of a tensor that multiply one monomial."""
    return math.factorial(sum(alpha)) // math.prod(map(math.factorial, alpha))


def _turned(loss: Polynomial, i: int, j: int) -> Polynomial:
    """The derivative along the circle: w_i times that by w_j, less w_j times that by w_i."""
    found: dict[Powers, dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for alpha, terms in loss.items():
        for up, down, sign in ((i, j, 1), (j, i, -1)):
            if alpha[down]:
                powers = list(alpha)
                powers[up] += 1
                powers[down] -= 1
                for name, factor in terms.items():
                    found[tuple(powers)][name] += sign * alpha[down] * factor
    return found


def _text(polynomial: Polynomial, names: Sequence[str] = _NAMES) -> str:
    """Horner's form, one name after the other; few operations for a checker."""
    if not names:
        (terms,) = polynomial.values()
        named = {name: factor for name, factor in terms.items() if factor}
        return " + ".join(n if k == 1 else f"{k}*{n}" for n, k in named.items()) or "0"
    text = ""
    for inner in _by_first(polynomial):
        raised = f"({text})*{names[0]}" if " " in text else f"{text}*{names[0]}" if text else ""
        text = " + ".join(filter(None, [raised, _text(inner, names[1:]) if inner else ""]))
    return text


def _by_first(polynomial: Polynomial) -> Iterator[Polynomial]:
    """What each power of the first name is multiplied by, the highest first."""
    for power in range(max(alpha[0] for alpha in polynomial), -1, -1):
        yield {a[1:]: terms for a, terms in polynomial.items() if a[0] == power}


def _value(loss: Polynomial, at: Sequence[float], coefficients: Sequence[float]) -> float:
    return math.fsum(
        float(factor) * coefficients[int(name[1:])] * math.prod(map(pow, at, alpha))
        for alpha, terms in loss.items()
        for name, factor in terms.items()
    )
