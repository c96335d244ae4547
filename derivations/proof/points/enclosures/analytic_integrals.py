"""Balls of integrals of analytic functions along straight ways.

The integration itself is that of F. Johansson, "Numerical integration in arbitrary-precision ball
arithmetic" (2018), in FLINT.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flint
from flint import acb, arb

from glassproof.derivations.proof.points.ball_functions import NOTHING, Ball
from glassproof.derivations.proof.points.enclosures.body import Body

_MOST_EVALUATIONS = 4000
_FEW_EVALUATIONS = 60  # where values that the integrand depends on are wide
_NARROW = 1e-12
INSIDE = arb(0.5, 0.01)
"""A part of a way, as a share of it."""
_USELESS = 1e-3  # a radius that is too large to go on with
CLOSE = 0.01
"""How near to an end, as a share of the way, it is asked whether an integrand is analytic."""
_PART = 4


class CannotError(Exception):
    """No ball is to be had."""


def from_zero(body: Body, top: arb, values: Sequence[Ball]) -> Ball | None:
    """The integral from 0 to ``top`` of what is analytic at 0."""
    close = arb(0, (CLOSE * top).upper())
    if not body(acb(close, close), *values).is_finite():
        return None
    found = top * integrated(lambda s: body(top * s, *values), arb(1), values)
    return real(found, body, acb(top * INSIDE), values)


def real(found: Ball, body: Body, inside: Ball, values: Sequence[Ball]) -> Ball:
    """The ball without its imaginary part, if the integrand is real.

    That is so if it is analytic along the way and real on a part of it.
    """
    if found.imag.is_zero() or not inside.imag.is_zero():
        return found
    return acb(found.real) if body(inside, *values).imag.is_zero() else found


def integrated(function: Callable[[Ball], Ball], far: arb, values: Sequence[Ball] = ()) -> Ball:
    """The integral of the analytic ``function`` from 0 to ``far``, part by part."""
    count = max(1, int(float(far.upper()) / _PART) + 1) if far > _PART else 1
    spread = max((float(value.rad()) for value in values), default=0.0)
    goal, total = arb(2) ** -flint.ctx.prec + spread, acb(0)
    most = _MOST_EVALUATIONS if spread < _NARROW else _FEW_EVALUATIONS
    raised: list[BaseException] = []  # FLINT goes on with an exception set; it is raised behind it

    def guarded(z: Ball, _: bool) -> Ball:
        try:
            return NOTHING if raised else function(z)
        except BaseException as error:
            raised.append(error)
            return NOTHING

    for part in range(count):
        ends = acb(far * part / count), acb(far * (part + 1) / count)
        try:
            found = acb.integral(guarded, *ends, eval_limit=most, abs_tol=goal)
        except SystemError as error:  # an alarm between two lines of the integrand
            raised.append(error)
        if raised:
            raise _origin(raised[0])
        total += found
        if not total.is_finite() or (spread < _NARROW and total.rad() > _USELESS):
            raise CannotError
    return total


def _origin(error: BaseException) -> BaseException:
    """What was raised first, if C code went on with it and complained then."""
    while isinstance(error, SystemError) and error.__cause__ is not None:
        error = error.__cause__
    return error
