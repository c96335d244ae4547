"""Matrices made of factors, which tell their determinants, traces, inverses and eigenvalues."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import sympy as sp

from soundness.adversary.constructions.made import Made, number, positive

_NAMES = sp.symbols("a b x", real=True)
_WHERE = "a, b, x real"


def _triangle(rng: Random, size: int, *, unit: bool) -> sp.Matrix:
    """A lower triangle of small integers and a symbol; ones on the diagonal if ``unit``."""
    entries = [number(rng), sp.Integer(0), sp.Integer(1), rng.choice(_NAMES)]

    def entry(i: int, j: int) -> sp.Expr:
        if i < j:
            return sp.Integer(0)
        if i == j:
            return sp.Integer(1) if unit else rng.choice([*_NAMES, number(rng), positive(rng)])
        return rng.choice(entries)

    return sp.Matrix(size, size, entry)


def _text(matrix: sp.Matrix) -> str:
    return str(matrix.applyfunc(sp.expand).tolist())


def _latex(matrix: sp.Matrix) -> str:
    rows = (" & ".join(map(sp.latex, row)) for row in matrix.applyfunc(sp.expand).tolist())
    return r"\begin{pmatrix}" + r" \\ ".join(rows) + r"\end{pmatrix}"


def determinants(rng: Random) -> Iterator[Made]:
    """det(L U): the product of the diagonals."""
    while True:
        size = rng.randrange(2, 5)
        lower, upper = _triangle(rng, size, unit=True), _triangle(rng, size, unit=False).T
        whole = lower * upper
        value = sp.Mul(*(upper[i, i] for i in range(size)))
        yield Made(f"det({_text(whole)})", str(value), _WHERE,
                   latex=(rf"\det{_latex(whole)}", sp.latex(value)))  # fmt: skip


def others(rng: Random) -> Iterator[Made]:
    """Traces of products, rank-one updates, entries of inverses, eigenvalues of circulants."""
    while True:
        size = rng.randrange(2, 4)
        m, k = _triangle(rng, size, unit=False), _triangle(rng, size, unit=True).T
        trace = sum(m[i, j] * k[j, i] for i in range(size) for j in range(size))
        v = [number(rng) for _ in range(size)]
        update = sp.eye(size) + sp.Matrix(v) * sp.Matrix(v).T * _NAMES[2]
        c, s = sp.Rational(3, 5), sp.Rational(4, 5)
        turn = sp.Matrix([[c, -s], [s, c]])
        p, q = sorted([number(rng), number(rng)])
        turned = turn * sp.diag(p, q) * turn.T
        unit = _triangle(rng, 2, unit=True)
        yield rng.choice([
            Made(f"trace({_text(m)}*{_text(k)})", str(sp.expand(trace)), _WHERE),
            Made(f"det({_text(update)})", f"1 + x*{sum(e**2 for e in v)}", _WHERE),
            Made(f"eigenvalue({_text(turned)}, 1)", str(p)),
            Made(f"eigenvalue({_text(turned)}, 2)", str(q)),
            Made(f"entry(inverse({_text(unit)}), 2, 1)", str(-unit[1, 0]), _WHERE),
            Made(f"det(vandermonde(a, b, x, {v[0]}))",
                 f"(b-a)*(x-a)*(x-b)*({v[0]}-a)*({v[0]}-b)*({v[0]}-x)", _WHERE),
            Made(f"eigenvalue([[{v[0]}, a, a], [a, {v[0]}, a], [a, a, {v[0]}]], 3)",
                 f"{v[0]} + 2*a", "a > 0"),
        ])  # fmt: skip
