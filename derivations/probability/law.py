"""What a law of a real random variable is: where it lives, its density or masses, its moments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from glassproof.derivations.proof.domain import DomainError

Moment = Callable[[int], sp.Expr]


@dataclass(frozen=True)
class Law:
    """A law with all moments.

    The variable is ``value(t)``, where t runs from ``low`` to ``high`` with ``density(t)``: over
    real numbers, or over integers with masses if the law is ``discrete``. ``moment(k)`` is the
    expectation of t^k; ``described`` says which parameters were meant, ``name`` and ``parameters``
    what to draw from.

    >>> from glassproof.derivations.probability.continuous import normal
    >>> s, t = sp.symbols("s t", positive=True)
    >>> law = normal(sp.Integer(0), s**2)
    >>> law.moment(4), law.density(t)
    (3*s**4, sqrt(2)*exp(-t**2/(2*s**2))/(2*sqrt(pi)*s))
    """

    described: str
    low: sp.Expr
    high: sp.Expr
    density: Callable[[sp.Expr], sp.Expr]
    moment: Moment
    discrete: bool = False
    value: Callable[[sp.Expr], sp.Expr] = lambda t: t
    name: str = ""
    parameters: tuple[sp.Expr, ...] = ()


def require(value: sp.Expr, what: str) -> None:
    """:class:`DomainError` if a parameter is known not to be positive."""
    if value.is_extended_real is False or value.is_nonpositive:
        raise DomainError(f"{what} is positive, and not {value}")


def require_probability(value: sp.Expr) -> None:
    """:class:`DomainError` if a parameter is known not to lie between 0 and 1."""
    if value.is_extended_real is False or value.is_negative or (1 - value).is_negative:
        raise DomainError(f"a probability is between 0 and 1, and not {value}")
