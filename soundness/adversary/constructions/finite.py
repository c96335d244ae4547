"""Finite sums and products: the differences and quotients of what they must give."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import sympy as sp

from soundness.adversary.constructions.made import Made, conditions, number, positive

_k, _n = sp.symbols("k n", integer=True, positive=True)
_i, _j = sp.symbols("i j", integer=True)
_x = sp.Symbol("x", positive=True)


def _whole(rng: Random) -> sp.Expr:
    """Something of k that is defined at all positive integers."""
    a, b, c = number(rng), positive(rng), positive(rng)
    return rng.choice([
        a * _k**2 + b * _k, a * _k**3 - c * _k, _k**2 * (b + 1) ** _k,
        (a * _k + b) * sp.Integer(2) ** _k, _k * _x ** (2 * _k), (a + _k) / sp.factorial(_k),
        _k / (_k + b), 1 / (_k + b) / (_k + b + c), sp.factorial(_k), _k * sp.factorial(_k),
        sp.binomial(_k + b, b), sp.binomial(2 * _k, _k) / 4**_k, (-1) ** _k * (a * _k + b),
        _x**_k * (_k + b), sp.Rational(1, b + 1) ** _k * _k,
        sp.factorial(_k + b) / sp.factorial(_k),
    ])  # fmt: skip


def sums(rng: Random) -> Iterator[Made]:
    """The sum of f(k + 1) - f(k)."""
    while True:
        whole = _whole(rng)
        term = sp.factor(sp.simplify(whole.subs(_k, _k + 1) - whole))
        first = positive(rng)
        value = sp.simplify(whole.subs(_k, _n + 1) - whole.subs(_k, first))
        where = conditions(f"n integer >= {first}", "x > 1" if term.has(_x) else "")
        if term != 0:
            body = rf"\sum_{{k={first}}}^{{n}} \left({sp.latex(term)}\right)"
            yield Made(f"Sum({term}, (k, {first}, n))", str(value), where,
                       latex=(body, sp.latex(value)))  # fmt: skip


def products(rng: Random) -> Iterator[Made]:
    """The product of f(k + 1)/f(k)."""
    while True:
        a, b, c = positive(rng), positive(rng), positive(rng)
        whole = rng.choice([
            _k + a, (_k + a) / (_k + a + b), (_k + a) * (_k + b), sp.Integer(b + 1) ** (_k**2),
            sp.factorial(_k) * a, sp.binomial(2 * _k, _k), (a * _k + b) / (_k + c), _x ** (_k * a),
        ])  # fmt: skip
        term = sp.factor(sp.combsimp(whole.subs(_k, _k + 1) / whole))
        first = positive(rng)
        value = sp.simplify(whole.subs(_k, _n + 1) / whole.subs(_k, first))
        where = conditions(f"n integer >= {first}", "x > 0" if term.has(_x) else "")
        body = rf"\prod_{{k={first}}}^{{n}} \left({sp.latex(term)}\right)"
        yield Made(f"Product({term}, (k, {first}, n))", str(value), where,
                   latex=(body, sp.latex(value)))  # fmt: skip


def nested(rng: Random) -> Iterator[Made]:
    """Second differences, summed twice: over i up to j, and over j up to n."""
    while True:
        a, b, c = number(rng), positive(rng), positive(rng)
        whole = rng.choice([
            a * _k**3 + b * _k**2, a * _k**4 - c * _k, (b + 1) ** _k, _k * sp.Integer(2) ** _k,
            sp.binomial(_k + b, b + 1), (-1) ** _k * _k, _k**2 * (c + 1) ** _k,
        ])  # fmt: skip
        first = sp.expand(whole - whole.subs(_k, _k - 1))
        second = sp.factor(sp.simplify(first - first.subs(_k, _k - 1)))
        value = whole.subs(_k, _n) - whole.subs(_k, 0) - _n * first.subs(_k, 0)
        term, value = second.subs(_k, _i), sp.factor(sp.simplify(value))
        if term.has(_i):
            body = rf"\sum_{{1\le i\le j\le n}} \left({sp.latex(term)}\right)"
            yield Made(f"Sum({term}, (i, 1, j), (j, 1, n))", str(value), "n integer >= 1",
                       latex=(body, sp.latex(value)))  # fmt: skip
