"""What is positive on a bounded box, by balls over ever smaller parts of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flint
import sympy as sp

from glassproof.derivations.inequalities.real_functions import ANALYTIC
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.points.exact_values import fmpq
from glassproof.derivations.proof.points.programs import NoBallVersionError, compiled
from glassproof.derivations.proof.relations import is_plain_bound

if TYPE_CHECKING:
    from glassproof.derivations.inequalities.prover import Prover

_MOST_SIDES = 3
_MOST_BOXES = 4000
_BITS = 64

Box = tuple[tuple[fmpq, fmpq], ...]


def by_boxes(
    prover: Prover, gap: sp.Expr, domain: Domain, strict: bool, depth: int
) -> Certificate | None:
    """Positive on the closed box: every part of a subdivision has a positive ball.

    Relations between symbols are not used: what holds on the box holds on a part of it.
    """
    assert prover.fuel is not None
    symbols = sorted(gap.free_symbols, key=str)
    whole = []
    for symbol in symbols:
        interval = domain.box.get(symbol)
        if interval is None or interval.low is None or interval.high is None or interval.integer:
            return None
        whole.append((interval.low, interval.high))
    known = all(
        node.is_Add or node.is_Mul or node.is_Pow or isinstance(node, (*ANALYTIC, sp.Abs))
        for node in sp.preorder_traversal(gap)
        if node.args
    )
    if not known or len(symbols) > _MOST_SIDES or depth > 2:
        return None
    if not all(is_plain_bound(r) for r in domain.where) and len(symbols) > 2:
        return None
    try:
        body = compiled(gap, symbols)
    except NoBallVersionError:
        return None
    waiting: list[Box] = [tuple(whole)]
    parts = 0
    with flint.ctx.workprec(_BITS):
        while waiting:
            box = waiting.pop()
            parts += 1
            ball = body(*(flint.acb(flint.arb(a).union(flint.arb(b))) for a, b in box))
            sure = ball.is_finite() and ball.imag.is_zero()
            if sure and ball.real > 0:
                continue
            if parts > _MOST_BOXES or (sure and ball.real < 0):
                return None
            waiting += _halves(box)
    data = {"box": [[str(a), str(b)] for a, b in whole], "of": list(map(str, symbols)),
            "parts": parts}  # fmt: skip
    statement = f"{gap} {'>' if strict else '>='} 0"
    return Certificate("ball subdivision", statement, data)


def _halves(box: Box) -> list[Box]:
    longest = max(range(len(box)), key=lambda k: box[k][1] - box[k][0])
    low, high = box[longest]
    middle = (low + high) / 2
    before, after = box[:longest], box[longest + 1 :]
    return [(*before, (low, middle), *after), (*before, (middle, high), *after)]
