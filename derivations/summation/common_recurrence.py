"""Sums compared with each other and with a formula by a recurrence that all of them satisfy.

With L_i S_i = H_i, and A = M_i L_i the least common left multiple of the operators, A annihilates
T = S_1 + ... + S_m + V if A V + M_1 H_1 + ... + M_m H_m = 0; and T = 0 if its first values are, and
the leading coefficient of A vanishes at no later integer.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy as sp

from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.summation.definedness import is_defined
from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.fractions import Fraction, Ring
from glassproof.derivations.summation.nodes import shown
from glassproof.derivations.summation.recurrences import (
    Recurrence,
    Summed,
    recurrence,
    summed_terms,
)
from glassproof.derivations.summation.starting import start_values
from glassproof.derivations.summation.telescoping import null_vector
from glassproof.derivations.summation.variables import Start, from_on, starts
from glassproof.derivations.summation.zeros import binding, vanishes

_LATEST_START = 4
_MOST_SUMS = 4
_MOST_ORDER = 5
_MOST_TERMS = 200

Operator = list[Fraction]


def by_telescoping(gap: sp.Expr, domain: Domain) -> Certificate | None:
    """A proof that ``gap``, sums of hypergeometric terms and a formula, vanishes."""
    nodes = [node for node in binding(gap) if isinstance(node, sp.Sum)]
    if not nodes or len(nodes) > _MOST_SUMS or len(nodes) < len(binding(gap)):
        return None
    found = _without_induction(gap, domain)
    if found is not None:
        return found
    preferred = set().union(*(node.free_symbols for node in nodes))
    for start in starts(gap, domain, preferred):
        found = _by_recurrence(start)
        if found is not None:
            return found
    return None


def split(gap: sp.Expr, ring: Ring, domain: Domain) -> tuple[list[Summed], sp.Expr] | None:
    """``gap`` as sums of terms and a rest without sums, if it is linear in its sums."""
    nodes = binding(gap)
    names = {node: sp.Dummy() for node in nodes}
    held = sp.expand_mul(gap.xreplace(names))
    summed: list[Summed] = []
    for node, name in names.items():
        factor = held.coeff(name, 1)
        held = sp.expand_mul(held - factor * name)
        if factor.has(*names.values()) or held.has(name) or not isinstance(node, sp.Sum):
            return None
        parts = summed_terms(ring, node, factor, domain)
        if parts is None:
            return None
        for part in parts:
            if (total := _written_out(part)) is not None:
                held += total
            else:
                summed.append(part)
    return summed, held


def _written_out(part: Summed) -> sp.Expr | None:
    """The sum, if its bounds are integers within reason."""
    if not (part.low.is_Integer and part.high.is_Integer and part.high - part.low < _MOST_TERMS):
        return None
    ends = range(int(part.low), int(part.high) + 1)
    return sp.Add(*(part.term.expr({part.index: sp.Integer(i)}) for i in ends))


def _without_induction(gap: sp.Expr, domain: Domain) -> Certificate | None:
    """Each sum by its antidifference."""
    found = split(gap, Ring(), domain)
    if found is None:
        return None
    summed, rest = found
    told = [recurrence(part, None, domain) for part in summed]
    closed = [one for one in told if one is not None]
    if len(closed) < len(told):
        return None
    facts = Facts(domain)
    for one in closed:
        divisor = one.ring.expr(one.found.operator[0])
        if not facts.never_zero(divisor):
            return None
        rest += one.right / divisor
    if not vanishes(rest, domain):
        return None
    return Certificate("antidifference", f"{shown(gap)} = 0", {"sums": list(map(_data, closed))})


def _by_recurrence(start: Start) -> Certificate | None:
    n = start.variable
    for low in range(start.low, start.low + _LATEST_START):
        here = from_on(start.domain, n, low)
        ring = Ring()
        parts = split(start.expr, ring, here)
        if parts is None or not is_defined(parts[1], Facts(here)):
            continue
        summed, rest = parts
        if not summed:
            return None
        told = [recurrence(part, n, here) for part in summed]
        known = [one for one in told if one is not None]
        if len(known) < len(told):
            continue
        operator = _joined(ring, known, rest, n, here)
        if operator is None:
            continue
        values = start_values(start.expr, start.domain, n, start.low, low + len(operator) - 2)
        if values is None:
            return None
        data = {
            "variable": str(n),
            "from": low,
            "recurrence": [str(ring.factored(part.num)) for part in operator],
            "sums": list(map(_data, known)),
            "start": list(values[0]),
        }
        return Certificate("creative telescoping", f"{shown(start.expr)} = 0", data, values[1])
    return None


def _data(one: Recurrence) -> dict[str, object]:
    """What repeats the proof of a recurrence."""
    ring, index = one.ring, one.summed.index
    plain = {index: sp.Symbol(index.name)}
    return {
        "term": str(one.summed.term.expr().xreplace(plain)),
        "index": str(plain[index]),
        "range": [shown(one.summed.low), shown(one.summed.high)],
        "coefficients": [str(ring.factored(part)) for part in one.found.operator],
        "certificate": str(ring.expr(one.found.certificate).xreplace(plain)),
        "right side": shown(one.right),
    }


def _joined(
    ring: Ring, known: Sequence[Recurrence], rest: sp.Expr, n: sp.Symbol, domain: Domain
) -> Operator | None:
    """An operator that annihilates the sums with the rest, if it is proven to."""
    facts = Facts(domain)
    operators = [[Fraction(part, ring.one) for part in one.found.operator] for one in known]
    common = least_common_multiple(ring, operators, n)
    if common is None or not facts.never_zero(ring.expr(common[-1])):
        return None
    total = applied(ring, common, rest, n)
    for one, operator in zip(known, operators, strict=True):
        factor = right_quotient(ring, common, operator, n)
        if factor is None or not all(facts.never_zero(ring.expr(part.den)) for part in factor):
            return None
        total += applied(ring, factor, one.right, n)
    return common if vanishes(total, domain) else None


def applied(ring: Ring, operator: Operator, expr: sp.Expr, n: sp.Symbol) -> sp.Expr:
    """sum_j c_j(n) expr(n + j)."""
    return sp.Add(*(ring.expr(part) * expr.xreplace({n: n + j}) for j, part in enumerate(operator)))


def moved(ring: Ring, part: Fraction, n: sp.Symbol, by: int) -> Fraction:
    """A coefficient at n + by."""
    return Fraction(ring.shifted(part.num, n, by), ring.shifted(part.den, n, by))


def right_quotient(ring: Ring, above: Operator, below: Operator, n: sp.Symbol) -> Operator | None:
    """M with above = M below."""
    rest, found = list(above), [ring.number(0)] * (len(above) - len(below) + 1)
    for place in reversed(range(len(found))):
        share = rest[place + len(below) - 1] * moved(ring, below[-1], n, place).inverse()
        found[place] = share
        for j, part in enumerate(below):
            rest[place + j] = rest[place + j] - share * moved(ring, part, n, place)
    return found if all(part.is_zero for part in rest) else None


def least_common_multiple(
    ring: Ring, operators: Sequence[Operator], n: sp.Symbol
) -> Operator | None:
    """The common left multiple of least order, with polynomials for coefficients."""
    most = min(sum(len(operator) - 1 for operator in operators), _MOST_ORDER)
    least = max(len(operator) - 1 for operator in operators)
    for order in range(least, most + 1):
        columns = [_remainders(ring, operators, n, power) for power in range(order + 1)]
        height = len(columns[0])
        scales = [
            ring.least_common_multiple(column[row].den for column in columns)
            for row in range(height)
        ]
        matrix = [
            [column[row].num * (scales[row] // column[row].den) for column in columns]
            for row in range(height)
        ]
        if not matrix:
            return [ring.number(1)]
        vector = null_vector(ring, matrix, order + 1)
        if vector is not None and not vector[-1].is_zero():
            return [Fraction(part, ring.one) for part in vector]
    return None


def _remainders(
    ring: Ring, operators: Sequence[Operator], n: sp.Symbol, power: int
) -> list[Fraction]:
    """N^power modulo each operator, one below the other."""
    found: list[Fraction] = []
    for operator in operators:
        order = len(operator) - 1
        if not order:
            continue
        rest = [ring.number(0)] * power + [ring.number(1)]
        for place in reversed(range(order, power + 1)):
            share = rest[place] * moved(ring, operator[-1], n, place - order).inverse()
            for j, part in enumerate(operator):
                step = share * moved(ring, part, n, place - order)
                rest[place - order + j] = rest[place - order + j] - step
        rest += [ring.number(0)] * order
        found += rest[:order]
    return found
