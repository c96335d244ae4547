"""The fixed point that belongs to the spectrum, proven: balls around it, and that it is the one.

The box of :func:`glassproof.numerics.fixed_points.certificate.certify` contains one solution. That
it is the one that is meant follows from the tests of
:mod:`glassproof.numerics.gram_matrices.branch`, made on the whole box:
positive for z > 0; Im delta and Im z of opposite signs; real, with a vector v > 0 such that
J v < v, for z < 0 off the spectrum. On the spectrum Im delta > 0 at z - i0: such a
solution is regular, so that it continues to the one above the real line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import flint
import numpy as np
from numpy.typing import NDArray

from glassproof.numerics.fixed_points.certificate import Balls, Inclusion, certify
from glassproof.numerics.fixed_points.solve import FixedPointError
from glassproof.numerics.gram_matrices.classes import Classes
from glassproof.numerics.gram_matrices.float_inclusion import InFloats
from glassproof.numerics.gram_matrices.inclusions import in_balls
from glassproof.numerics.work.exact import bits

_ENOUGH = 64  # bits, where more of them make floats no better


@dataclass(frozen=True)
class Enclosure:
    """Balls around ``delta`` (k), ``class_values`` 1/(z (1 + delta_l)) (k), and ``transform``.

    The last is the values' mean over the columns: the Stieltjes transform of the limiting spectrum
    at -z.

    ``arithmetic`` says what they rest on: balls throughout, or floats with bounds on their rounding
    (:mod:`glassproof.numerics.gram_matrices.float_inclusion`).
    """

    delta: tuple[flint.acb, ...]
    class_values: tuple[flint.acb, ...]
    transform: flint.acb
    arithmetic: Literal["balls", "floats"]


def enclose(given: Classes, delta: NDArray[Any], z: flint.acb, digits: int) -> Enclosure:
    """The enclosure at ``z``, exact, of the solution near ``delta``, to ``digits`` digits.

    :class:`FixedPointError` if it cannot be certified, or not to so many digits.
    """
    given = given.symmetric()
    inclusion, arithmetic = in_balls(given, z), "balls"
    try:
        if inclusion is None:
            inclusion, arithmetic = InFloats(given, _float(z)), "floats"
            box = certify(inclusion, delta.tolist(), digits=digits, most_bits=_ENOUGH)
        else:
            box = certify(inclusion, delta.tolist(), digits=digits)
        with bits(_ENOUGH + int(4 * digits)):
            _require_physical(inclusion, box, z, given.mean_squares > 0)
            return _enclosure(given, box, z, arithmetic)
    except FixedPointError as error:
        raise FixedPointError(
            f"z = {_shown(z)}: {error}; or move z away from the edge of the spectrum"
        ) from None


def _float(z: flint.acb) -> complex | float:
    found = complex(z)
    if flint.acb(found) != z:
        raise FixedPointError("p is so large that z must be a float: give one")
    return found if found.imag else found.real


def _enclosure(given: Classes, box: Balls, z: flint.acb, arithmetic: Any) -> Enclosure:
    values = [1 / (z * (1 + ball)) for ball in box]
    shares = [flint.fmpq(count, given.n) for count in given.counts]
    transform = sum((v * s for v, s in zip(values, shares, strict=True)), flint.acb(0))
    return Enclosure(tuple(box), tuple(values), transform, arithmetic)


def _require_physical(
    inclusion: Inclusion, box: Balls, z: flint.acb, some: NDArray[np.bool_]
) -> None:
    there = [ball for ball, there in zip(box, some, strict=True) if there]
    if z.imag != 0:
        physical = all(ball.imag * z.imag < 0 for ball in there)
    elif z.real > 0:
        physical = all(ball.imag == 0 and ball.real > 0 for ball in there)
    elif all(ball.imag == 0 for ball in box):
        physical = _is_stable(inclusion, box)
    else:
        physical = all(ball.imag > 0 for ball in there)
    if not physical:
        raise FixedPointError(
            "a solution was certified, and not that it is the one that belongs to the spectrum: "
            "ask for more digits"
        )


def _is_stable(inclusion: Inclusion, box: Balls) -> bool:
    """Whether J >= 0 on the box has a spectral radius below one, by a vector with J v < v."""
    _, slopes = inclusion(box)
    rows = [[entry.real for entry in row] for row in slopes.tolist()]
    middle = np.array([[float(entry.mid()) for entry in row] for row in rows])
    try:
        v = np.linalg.solve(np.eye(len(box)) - middle, np.ones(len(box)))
    except np.linalg.LinAlgError:
        return False
    if not (v > 0).all():
        return False
    images = (flint.arb_mat(rows) * flint.arb_mat([[float(one)] for one in v])).entries()
    return all(image < float(one) for image, one in zip(images, v, strict=True))


def _shown(z: flint.acb) -> str:
    at = complex(z)
    return f"{at:.6g}" if at.imag else f"{at.real:.6g}"
