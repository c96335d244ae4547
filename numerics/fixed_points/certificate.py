"""Fixed points proven: Newton and Kantorovich's residual certificate, in ball arithmetic.

Let A be any matrix near (I - J(x))^(-1), J the Jacobian of F, and X a box about x. If

    K(X) = x - A (x - F(x)) + (I - A (I - J(X))) (X - x)

lies inside X, then A is regular, X contains exactly one fixed point of F, and K(X) contains it:
y -> y - A (y - F(y)) maps X into K(X), by the mean value form, and contracts there (Krawczyk's form
of the theorem, in which J(X) encloses what a Lipschitz constant of J would bound). Boxes are
convex, so that this holds for real boxes and, for holomorphic F, for complex ones.

Nothing is asked of how x was found. F enters through an inclusion: a function that, given balls,
returns balls around all values and all Jacobians on them. It may work in balls throughout, or in
floats with bounds on their rounding.

Reference: R. Krawczyk, Newton-Algorithmen zur Bestimmung von Nullstellen mit Fehlerschranken,
Computing 4 (1969) 187-201.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import flint

from glassproof.numerics.fixed_points.solve import FixedPointError
from glassproof.numerics.work.arguments import integer
from glassproof.numerics.work.exact import MOST_BITS, bits

Balls = list[flint.acb]
Inclusion = Callable[[Balls], tuple[Balls, flint.acb_mat]]
"""F(X) and J(X) in balls, for balls X; real balls (of imaginary part 0) for real ones."""
_LEAST_BITS = 64
_STEPS = 8  # of Newton's, before a box is tried
_BOXES = 8
"""Boxes tried about one point, each twice as large as the last or more."""


def certify(
    inclusion: Inclusion,
    x: Iterable[Any],
    *,
    digits: int = 10,
    most_bits: int = MOST_BITS,
) -> Balls:
    """Balls that contain the one fixed point near ``x``, each to ``digits`` significant digits.

    Of a ball around 0 so many digits are meant beside the largest coordinate, or beside 1.
    The point is improved by Newton's steps, at a precision doubled up to ``most_bits``.
    :class:`FixedPointError` if no proof is found, or not of so many digits.

    >>> def root(x):  # x = (x + 2/x)/2, the square root of 2
    ...     return [(x[0] + 2 / x[0]) / 2], flint.acb_mat([[(1 - 2 / x[0] ** 2) / 2]])
    >>> (found,) = certify(root, [1.4], digits=40)
    >>> found.overlaps(flint.acb(2).sqrt()), found.rel_accuracy_bits() > 130, found.imag == 0
    (True, True, True)
    """
    goal = int(3.3219281 * integer("digits", digits, least=1)) + 2
    point = [flint.acb(one).mid() for one in x]
    precision, reached = _LEAST_BITS, -MOST_BITS
    while True:
        with bits(precision):
            box, better = _around(inclusion, point)
        right = -1 if box is None else _bits_right(box)
        if box is not None and right >= goal:
            return box
        if 2 * precision > most_bits or (box is not None and right < reached + 8):
            break
        reached, point, precision = max(right, reached), better, 2 * precision
    if box is None:
        raise FixedPointError(
            f"no fixed point could be certified near {_shown(point)}: give a point nearer to one, "
            "at which I minus the Jacobian is regular"
        )
    raise FixedPointError(
        f"the fixed point near {_shown(point)} is certified to {int(0.30103 * right)} digits and "
        f"digits = {digits}: ask for fewer digits"
    )


def _around(inclusion: Inclusion, point: Balls) -> tuple[Balls | None, Balls]:
    """A box with exactly one fixed point, if one is proven; and a better point."""
    size = len(point)
    one = flint.acb_mat([[int(i == j) for j in range(size)] for i in range(size)])
    for _ in range(_STEPS):
        image, slope = inclusion(point)
        try:
            inverse = (one - slope.mid()).inv().mid()
        except ZeroDivisionError:
            return None, point
        residual = flint.acb_mat([[a - b] for a, b in zip(point, image, strict=True)])
        step = (inverse * residual).entries()
        newton = [a - b for a, b in zip(point, step, strict=True)]
        if not all(ball.is_finite() for ball in newton):
            return None, point
        length, far = (max(ball.abs_upper() for ball in balls) for balls in (step, point))
        if length <= far * flint.arb(2) ** (-0.4 * flint.ctx.prec):
            break
        before, point = point, [ball.mid() for ball in newton]
    else:
        point = before
    better = [ball.mid() for ball in newton]
    real = all(ball.imag == 0 for ball in (*newton, *slope.entries()))
    unit, least = far if far > 0 else flint.arb(1), flint.arb(2) ** -flint.ctx.prec
    radii = [
        2 * ball.abs_upper() + least * (unit if at == 0 else at.abs_upper())
        for ball, at in zip(step, point, strict=True)
    ]
    for _ in range(_BOXES):
        box = [_ball(a, r, real) for a, r in zip(point, radii, strict=True)]
        _, slope = inclusion(box)
        spread = flint.acb_mat([[_ball(flint.acb(0), r, real)] for r in radii])
        moved = ((one - inverse * (one - slope)) * spread).tolist()
        inside = [a + m for a, (m,) in zip(newton, moved, strict=True)]
        if not all(ball.is_finite() for ball in inside):
            return None, better
        if all(_within(a, b, real) for a, b in zip(inside, box, strict=True)):
            return inside, [ball.mid() for ball in inside]
        away = [(a - b).abs_upper() for a, b in zip(inside, point, strict=True)]
        radii = [2 * max(a, r) for a, r in zip(away, radii, strict=True)]
    return None, better


def _ball(middle: flint.acb, radius: flint.arb, real: bool) -> flint.acb:
    around = flint.arb(0, radius.upper())
    return flint.acb(middle.real + around, 0 if real else middle.imag + around)


def _within(inner: flint.acb, outer: flint.acb, real: bool) -> bool:
    if real:
        return bool(outer.real.contains_interior(inner.real)) and inner.imag == 0
    return bool(outer.contains_interior(inner))


def _bits_right(box: Balls) -> int:
    """The least over the coordinates; of a ball around 0, beside the largest coordinate."""
    unit = max((float(ball.abs_upper()) for ball in box if not ball.contains(0)), default=1.0)
    return min(
        MOST_BITS
        if ball.is_exact()
        else int(
            (ball / unit).rel_one_accuracy_bits() if ball.contains(0) else ball.rel_accuracy_bits()
        )
        for ball in box
    )


def _shown(point: Balls) -> str:
    return (
        "(" + ", ".join(str(complex(one)) for one in point[:3]) + ", ..." * (len(point) > 3) + ")"
    )
