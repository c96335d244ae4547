"""Sums, products, integrals and limits whose values are known by construction.

A sum is made of the differences of what it must give, a product of the quotients, an integral of
the derivative; a limit of the next coefficient of a power series. SymPy writes them so that they do
not show how they were made. ``python -m soundness.adversary.constructed`` writes the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import sympy as sp

FILE = Path(__file__).with_name("constructed.txt")
EACH = 40
"""Formulas of each kind."""

Row = tuple[str, str, str, str, str]
"""Name, left side, relation, right side, conditions."""

_k, _n = sp.symbols("k n", integer=True, positive=True)
_x, _a = sp.symbols("x a", positive=True)


def rows(each: int = EACH) -> list[Row]:
    """So many formulas of each kind.

    >>> [row[2] for row in rows(1)]
    ['=', '=', '=', '=']
    """
    rng, found = Random("constructed"), dict[str, Row]()
    for kind, make in (("sum", _sum), ("product", _product), ("integral", _integral),
                       ("limit", _limit)):  # fmt: skip
        made = make(rng)
        while sum(row[0].startswith(kind) for row in found.values()) < each:
            left, right, where = next(made)
            name = f"{kind} {len(found) + 1}"
            found.setdefault(left, (name, left, "=", right, where))
    return list(found.values())


def _number(rng: Random) -> sp.Integer:
    return sp.Integer(rng.choice([-3, -2, -1, 1, 2, 3, 4, 5]))


def _positive(rng: Random) -> sp.Integer:
    return sp.Integer(rng.randrange(1, 6))


def _telescoped(rng: Random) -> sp.Expr:
    """Something of k that is defined at all positive integers."""
    a, b, c = _number(rng), _positive(rng), _positive(rng)
    return rng.choice([
        a * _k**2 + b * _k, a * _k**3 - c * _k, _k**2 * (b + 1) ** _k,
        (a * _k + b) * sp.Integer(2) ** _k, _k * _x ** (2 * _k), (a + _k) / sp.factorial(_k),
        _k / (_k + b), 1 / (_k + b) / (_k + b + c), sp.factorial(_k), _k * sp.factorial(_k),
        sp.binomial(_k + b, b), sp.binomial(2 * _k, _k) / 4**_k, (-1) ** _k * (a * _k + b),
        _x**_k * (_k + b), sp.Rational(1, b + 1) ** _k * _k,
        sp.factorial(_k + b) / sp.factorial(_k),
    ])  # fmt: skip


def _sum(rng: Random) -> Iterator[tuple[str, str, str]]:
    while True:
        whole = _telescoped(rng)
        term = sp.factor(sp.simplify(whole.subs(_k, _k + 1) - whole))
        first = _positive(rng)
        value = sp.simplify(whole.subs(_k, _n + 1) - whole.subs(_k, first))
        where = f"n integer >= {first}" + (", x > 1" if term.has(_x) else "")
        if term != 0:
            yield f"Sum({term}, (k, {first}, n))", str(value), where


def _product(rng: Random) -> Iterator[tuple[str, str, str]]:
    while True:
        a, b, c = _positive(rng), _positive(rng), _positive(rng)
        whole = rng.choice([
            _k + a, (_k + a) / (_k + a + b), (_k + a) * (_k + b), sp.Integer(b + 1) ** (_k**2),
            sp.factorial(_k) * a, sp.binomial(2 * _k, _k), (a * _k + b) / (_k + c), _x ** (_k * a),
        ])  # fmt: skip
        term = sp.factor(sp.combsimp(whole.subs(_k, _k + 1) / whole))
        first = _positive(rng)
        value = sp.simplify(whole.subs(_k, _n + 1) / whole.subs(_k, first))
        where = f"n integer >= {first}" + (", x > 0" if term.has(_x) else "")
        yield f"Product({term}, (k, {first}, n))", str(value), where


def _integral(rng: Random) -> Iterator[tuple[str, str, str]]:
    t = sp.Symbol("t", positive=True)
    while True:
        a, b, c = _number(rng), _positive(rng), _positive(rng)
        whole = rng.choice([
            t**b * sp.exp(-c * t), sp.log(t + b) * t, sp.atan(c * t) * t, sp.sqrt(t**2 + b),
            sp.sin(b * t) * sp.exp(-t), t**a / (t + b), sp.log(t**2 + c), t * sp.cos(b * t),
            sp.exp(-b * t**2) * t, sp.tanh(b * t), 1 / (t**2 + b), sp.asinh(b * t),
            sp.atan(_a * t), t**2 * sp.exp(-_a * t), sp.log(_a + t),
        ])  # fmt: skip
        integrand = sp.simplify(sp.diff(whole, t))
        low = _positive(rng)
        high = rng.choice([low + _positive(rng), sp.Symbol("y", positive=True)])
        value = whole.subs(t, high) - whole.subs(t, low)
        conditions = (["a > 0"] if whole.has(_a) else []) + (["y > 0"] if value.has(high) else [])
        where = ", ".join(conditions) if high.is_Symbol else ", ".join(conditions[: whole.has(_a)])
        yield f"Integral({integrand}, (t, {low}, {high}))", str(sp.expand(value)), where


def _limit(rng: Random) -> Iterator[tuple[str, str, str]]:
    x = sp.Symbol("x")
    while True:
        b, c = _positive(rng), _positive(rng)
        function = rng.choice([sp.exp, sp.sin, sp.cos, sp.atan, sp.sinh, sp.tan, sp.asinh])(b * x)
        if rng.random() < 0.3:
            function = (
                sp.log(1 + b * x) if rng.random() < 0.5 else (1 + b * x) ** sp.Rational(1, c + 1)
            )
        order = rng.randrange(1, 5)
        taylor = sp.series(function, x, 0, order + 3).removeO()
        known = sum(taylor.coeff(x, j) * x**j for j in range(order))
        side = rng.choice(["+", "-"])
        quotient = (function - known) / (c * x**order)
        yield f"Limit({quotient}, x, 0, '{side}')", str(taylor.coeff(x, order) / c), ""


if __name__ == "__main__":
    lines = [" ;; ".join(row).rstrip() for row in rows()]
    head = "# Made by soundness/adversary/constructed.py."
    FILE.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
