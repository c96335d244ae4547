"""Infinite sums and products that telescope to what vanishes, or stays, far out."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import sympy as sp

from soundness.adversary.constructions.made import Made, positive

_k = sp.Symbol("k", integer=True, positive=True)
_x, _a = sp.symbols("x a", positive=True)


def sums(rng: Random) -> Iterator[Made]:
    """The sum of f(k) - f(k + 1), where f tends to 0: f at the first index."""
    while True:
        b, c, first = positive(rng), positive(rng), positive(rng)
        whole = rng.choice([
            1 / (_k + b), 1 / ((_k + b) * (_k + c)), sp.Rational(c, b + c) ** _k,
            _k * sp.Rational(1, b + 1) ** _k, (_k + c) / sp.factorial(_k),
            _x**_k, _k * _x**_k, _x**_k / (_k + b), 1 / (_a + _k), 1 / (_a + _k) / (_a + _k + 1),
            1 / sp.binomial(_k + b, b), (-1) ** _k / (_k + b), 1 / (_k**2 + b),
            sp.binomial(2 * _k, _k) / 8**_k, 2**_k / sp.factorial(_k + b),
        ])  # fmt: skip
        term = sp.factor(sp.simplify(whole - whole.subs(_k, _k + 1)))
        value = whole.subs(_k, first)
        where = "x in (0, 1)" if term.has(_x) else "a > 0" if term.has(_a) else ""
        body = rf"\sum_{{k={first}}}^{{\infty}} \left({sp.latex(term)}\right)"
        yield Made(f"Sum({term}, (k, {first}, oo))", str(value), where,
                   latex=(body, sp.latex(value)))  # fmt: skip


def products(rng: Random) -> Iterator[Made]:
    """The product of f(k + 1)/f(k), where f tends to 1: one over f at the first index."""
    while True:
        b, c, first = positive(rng), positive(rng), positive(rng)
        whole = rng.choice([
            (_k + b) / (_k + b + c), (_k + b) * (_k + c) / (_k + b + c) / _k, _k**2 / (_k**2 + b),
            (_a + _k) / (_a + _k + c), (2 * _k + c) / (2 * _k + b) if b != c else _k / (_k + 1),
        ])  # fmt: skip
        term = sp.factor(sp.simplify(whole.subs(_k, _k + 1) / whole))
        value = sp.factor(1 / whole.subs(_k, first))
        where = "a > 0" if term.has(_a) else ""
        body = rf"\prod_{{k={first}}}^{{\infty}} \left({sp.latex(term)}\right)"
        yield Made(f"Product({term}, (k, {first}, oo))", str(value), where,
                   latex=(body, sp.latex(value)))  # fmt: skip
