"""Functions of complex balls, by the SymPy class that writes them, and where they have no value.

All branches are the principal ones of SymPy and of the DLMF: on a cut the value is that of the
logarithm's formula, log(-1) = i pi. A function returns a ball that is not finite where it cannot
decide; :data:`POLES` then says whether there is a value at an exactly known argument. The families
of functions declare themselves in :mod:`glassproof.derivations.proof.points.functions`.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp
from flint import arb

from glassproof.derivations.proof.points.exact_values import Exact
from glassproof.derivations.proof.points.functions import (
    bessel_family,
    elementary,
    gamma_family,
    integral_functions,
    orthogonal_polynomials,
    zeta_family,
)
from glassproof.derivations.proof.points.functions.elementary import ORDERED
from glassproof.derivations.proof.points.functions.room import NOTHING, Ball, Function, is_real

__all__ = ["NOTHING", "ORDERED", "POLES", "Ball", "function_of", "is_real", "is_slow"]

_SPECIAL = (gamma_family, integral_functions, bessel_family, orthogonal_polynomials, zeta_family)
_FAST = (sp.erf, sp.erfc, sp.erfi, sp.erf2, sp.fibonacci)
"""Special functions that take no longer than an exponential at many digits."""

_LARGE = arb(2) ** 200
"""Arguments of slow functions beyond it are left undecided."""


def _bounded(function: Function) -> Function:
    def bounded(*balls: Ball) -> Ball:
        return function(*balls) if all(abs(ball) < _LARGE for ball in balls) else NOTHING

    return bounded


_SPECIAL_VALUES = {
    kind: value for family in _SPECIAL for kind, value in family.ROOM.values().items()
}
_SLOW = frozenset(_SPECIAL_VALUES) - frozenset(_FAST)
_VALUES = elementary.ROOM.values() | {
    kind: _bounded(value) if kind in _SLOW else value for kind, value in _SPECIAL_VALUES.items()
}

POLES: dict[type, Callable[[Exact], bool]] = {
    kind: pole for family in (elementary, *_SPECIAL) for kind, pole in family.ROOM.poles.items()
}
"""Where the function of one (its last) argument has no value."""


def function_of(kind: type) -> Function | None:
    """The ball version of the function that ``kind`` writes, or None."""
    return _VALUES.get(kind)


def is_slow(kind: type) -> bool:
    """Whether the function takes much longer at many digits than an exponential does."""
    return kind in _SLOW
