"""Zeta functions, polylogarithms, Lambert's W, and numbers of number theory and combinatorics.

Reference: NIST Digital Library of Mathematical Functions, chapters 4.13, 24, 25 and 26.
"""

from __future__ import annotations

import flint
import sympy as sp
from flint import acb

from glassproof.derivations.proof.points.functions.room import (
    NOTHING,
    ONE,
    Ball,
    Function,
    Room,
    at,
    below_one,
    positive,
    whole,
)
from glassproof.derivations.proof.points.functions.zeta_orders import is_near, zeta
from glassproof.derivations.special_functions.stirling_numbers import (
    StirlingFirst,
    StirlingSecond,
    first_kind,
    second_kind,
)

MOST_INDEX = 2000
"""Largest index of a Bernoulli, Euler, Bell or Stirling number that is computed."""


def _index(ball: Ball) -> int | None:
    number = whole(ball)
    return number if number is not None and 0 <= number <= MOST_INDEX else None


def _bernoulli(n: Ball, *at_: Ball) -> Ball:
    """The Bernoulli polynomial, which is the number at 0; SymPy's number alone is that at 1."""
    number = _index(n)
    if number is None:
        return NOTHING
    return at_[0].bernoulli_poly(number) if at_ else acb(1).bernoulli_poly(number)


def _euler(n: Ball, *at_: Ball) -> Ball:
    """E_n(x) = 2/(n + 1) (B_{n+1}(x) - 2^(n+1) B_{n+1}(x/2)); E_n = 2^n E_n(1/2)."""
    number = _index(n)
    if number is None:
        return NOTHING
    if not at_:
        return acb(2) ** number * _euler(n, acb(1) / 2)
    (x,), more = at_, number + 1
    return 2 * (x.bernoulli_poly(more) - acb(2) ** more * (x / 2).bernoulli_poly(more)) / more


def _bell(n: Ball) -> Ball:
    number = _index(n)
    return NOTHING if number is None else acb(flint.fmpz.bell_number(number))


def _fibonacci(n: Ball) -> Ball:
    number = whole(n)
    if number is None or abs(number) > 10**6:
        return NOTHING
    sign = -1 if number < 0 and number % 2 == 0 else 1
    return acb(sign * flint.fmpz.fib_ui(flint.fmpz(abs(number))))


def _lucas(n: Ball) -> Ball:
    return 2 * _fibonacci(n + 1) - _fibonacci(n)


def _stirling(kind: type) -> Function:
    function = first_kind if kind is StirlingFirst else second_kind

    def value(n: Ball, k: Ball) -> Ball:
        rows, places = _index(n), _index(k)
        if rows is None or places is None or rows > 400:
            return NOTHING
        return acb(function(rows, places))

    return value


def _eta(s: Ball) -> Ball:
    return s.dirichlet_eta() if is_near(s) else NOTHING


def _polylog(s: Ball, z: Ball) -> Ball:
    return z.polylog(s) if is_near(s) else NOTHING


def _lambert(z: Ball, branch: Ball | None = None) -> Ball:
    number = 0 if branch is None else whole(branch)
    if number is None or abs(number) > 10**6:
        return NOTHING
    return z.lambertw(number)


def _lambert_is_real(z: Ball, branch: Ball | None = None) -> bool:
    number = 0 if branch is None else whole(branch)
    after_branch_point = bool(z.real > -acb(-1).exp().real)
    return after_branch_point and (number == 0 or (number == -1 and bool(z.real < 0)))


ROOM = Room(
    real={
        sp.dirichlet_eta: _eta,
        sp.bernoulli: _bernoulli,
        sp.euler: _euler,
        sp.bell: _bell,
        sp.fibonacci: _fibonacci,
        sp.lucas: _lucas,
        StirlingFirst: _stirling(StirlingFirst),
        StirlingSecond: _stirling(StirlingSecond),
    },
    real_where={
        sp.zeta: (zeta, lambda *v: len(v) == 1 or positive(*v)),
        sp.polylog: (_polylog, below_one),
        sp.LambertW: (_lambert, _lambert_is_real),
    },
    poles={sp.zeta: at(ONE)},
)
