"""Limits: from both sides, with the reason where there is none."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from glassproof.derivations.closed_forms.kinds import KINDS
from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.limits.one_sided import NOT_FOUND, OneSided, limit_from
from glassproof.derivations.limits.oscillation import no_limit
from glassproof.derivations.proof.certificate import Certificate


@dataclass(frozen=True)
class Found:
    """The limit, or, if it is None, why it is proven that there is no finite one."""

    value: sp.Expr | None
    certificate: Certificate
    reason: str = ""


def find(node: sp.Limit, decide: Decisions) -> Found | None:
    """The limit or the proof that there is none; None where neither is found.

    >>> x = sp.Symbol("x", real=True)
    >>> find(sp.Limit(sp.sin(x) / x, x, 0, "+-"), Decisions()).value
    1
    >>> find(sp.Limit(sp.Abs(x) / x, x, 0, "+-"), Decisions()).reason
    'the limits from the left, -1, and from the right, 1, differ'
    """
    expr, variable, place, direction = node.args
    try:
        sides = _sides(expr, variable, place, str(direction), decide)
    except NOT_FOUND:
        found = no_limit(node, decide)
        return None if found is None else Found(None, found[1], found[0])
    return _together(node, sides, decide)


def _sides(
    expr: sp.Expr, variable: sp.Symbol, place: sp.Expr, direction: str, decide: Decisions
) -> list[OneSided]:
    from glassproof.derivations.limits.bound_variables import limit_over_nodes  # rests on this room

    found = limit_over_nodes if expr.has(*KINDS) else limit_from
    if place in (sp.oo, -sp.oo):
        return [found(expr, variable, place, 1, decide)]
    wanted = {"+": (1,), "-": (-1,), "+-": (-1, 1)}[direction]
    return [found(expr, variable, place, side, decide) for side in wanted]


def _together(node: sp.Limit, sides: list[OneSided], decide: Decisions) -> Found | None:
    first, last = sides[0], sides[-1]
    parts = (first.certificate,) if first is last else (first.certificate, last.certificate)
    infinite = [side.value in (sp.oo, -sp.oo) for side in sides]
    if first.value != last.value:
        differ = any(infinite) or decide.is_never_zero(first.value - last.value)
        if not differ and not decide.vanishes(first.value - last.value):
            return None
        if differ:
            reason = (
                f"the limits from the left, {first.value}, and from the right, {last.value}, differ"
            )
            return Found(None, Certificate("one-sided limits", reason, {}, parts), reason)
    if any(infinite):
        reason = f"the limit is {'' if first.value is sp.oo else '-'}infinite"
        return Found(None, Certificate("one-sided limits", reason, {}, parts), reason)
    if len(parts) == 1:
        return Found(first.value, parts[0])
    statement = f"{node} = {first.value}"
    return Found(first.value, Certificate("one-sided limits", statement, {}, parts))
