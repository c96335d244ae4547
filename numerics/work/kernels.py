"""Derived expressions as callables: mpmath at any precision, NumPy arrays, rigorous balls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import flint
import mpmath
import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import real_array
from glassproof.numerics.work.late import Late

if TYPE_CHECKING:
    import numpy as np
else:
    np = Late("numpy")


@dataclass(frozen=True)
class Kernel:
    """One expression, three ways to a number; constants stay exact until they are evaluated.

    Arguments are given by the symbols' names.

    >>> p, q = sp.symbols("p q", positive=True)
    >>> k = Kernel(sp.sqrt(p) / 3 + 2**q)
    >>> float(k.numpy(p=4, q=0))
    1.6666666666666665
    >>> mpmath.nstr(k.mp(dps=30, p=2, q=0), 30)
    '1.4714045207910316829338962414'
    >>> bool(k.ball(p=4, q=0).rad() < 1e-40)
    True
    """

    expression: sp.Expr

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the arguments, sorted."""
        return tuple(sorted(str(symbol) for symbol in self.expression.free_symbols))

    @cached_property
    def _symbols(self) -> tuple[sp.Symbol, ...]:
        return tuple(sorted(self.expression.free_symbols, key=str))

    @cached_property
    def _numpy(self) -> Callable[..., Any]:
        found: Callable[..., Any] = sp.lambdify(
            self._symbols, self.expression, ["scipy", "numpy"], cse=True
        )
        return found

    @cached_property
    def _mpmath(self) -> Callable[..., Any]:
        return _in_mpmath(self._symbols, self.expression)

    def _ordered(self, values: dict[str, Any]) -> list[Any]:
        if set(values) != set(self.names):
            raise DomainError(
                f"the arguments are {sorted(values)}: give exactly {list(self.names)}"
            )
        return [values[name] for name in self.names]

    def numpy(self, **values: Any) -> np.ndarray:
        """float64, broadcast over arrays; :class:`DomainError` if a value comes out undefined."""
        arrays = [real_array(n, v) for n, v in zip(self.names, self._ordered(values), strict=True)]
        shape = np.broadcast_shapes(*(a.shape for a in arrays))
        with np.errstate(all="ignore"):
            result = np.broadcast_to(np.asarray(self._numpy(*arrays), dtype=np.float64), shape)
        if not np.isfinite(result).all():
            raise DomainError(
                f"{self.expression} leaves the range of float64 (or its domain) at some of "
                f"the given points: use mp(...) or move the points"
            )
        return result

    def mp(self, dps: int = 50, **values: Any) -> mpmath.mpf:
        """An mpmath number with ``dps`` digits; rationals pass exactly, never through a double."""
        with mpmath.workdps(dps + 10):
            result = self._mpmath(*(exact_mpf(v) for v in self._ordered(values)))
        with mpmath.workdps(dps):
            return +mpmath.mpmathify(result)

    def ball(self, digits: int = 50, **values: Any) -> flint.acb:
        """A ball that contains the value at a rational point."""
        ordered = self._ordered(values)
        point = {s: sp.sympify(v) for s, v in zip(self._symbols, ordered, strict=True)}
        return enclose(self.expression, point, digits)


@lru_cache(maxsize=256)
def _in_mpmath(symbols: tuple[sp.Symbol, ...], expression: sp.Expr) -> Callable[..., Any]:
    """A function of mpmath's numbers, made once: sweeps make equal kernels again and again."""
    found: Callable[..., Any] = sp.lambdify(symbols, expression, "mpmath")
    return found


def exact_mpf(value: Any) -> mpmath.mpf:
    """``value`` as an mpf of the working precision: fractions and SymPy rationals divide there.

    >>> with mpmath.workdps(30): print(exact_mpf(Fraction(1, 3)))
    0.333333333333333333333333333333
    """
    if isinstance(value, sp.Rational):
        return mpmath.mpf(int(value.p)) / int(value.q)
    if isinstance(value, Fraction):
        return mpmath.mpf(value.numerator) / value.denominator
    return mpmath.mpmathify(value)
