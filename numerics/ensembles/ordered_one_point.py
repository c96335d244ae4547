"""The density of the k-th eigenvalue of the Gaussian orthogonal ensemble at finite n, exactly.

An eigenvalue at x sees the m = n - 1 others as a Vandermonde determinant with the weight
|x - t| e^(-t^2/2). Counting those below x by powers of z, de Bruijn's formula makes of their
integral a Pfaffian:

    sum_k z^k rho_(n,k)(x) = n m!/Z_n e^(-x^2/2) Pf [ iint sgn(t-s) s^i t^j w(s) w(t) ds dt ],

w(t) = |t| e^(-(x+t)^2/2) (z for t < 0, 1 for t > 0), i, j < m, bordered by int t^i w dt for odd m.
All these moments follow from erfc by recurrences.

Reference: N. G. de Bruijn, J. Indian Math. Soc. 19 (1955) 133-151; M. L. Mehta, Random Matrices.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from flint import arb, arb_series, ctx, fmpq

Table = list[list[arb]]


@dataclass(frozen=True)
class Moments:
    """Integrals over t > 0 against e(t) = e^(-(x+t)^2/2), up to powers ``top``.

    ``single[b]`` of t^b e(t); ``double[a][b]`` of s^a e(s) t^b e(t) over 0 < s < t.
    """

    single: list[arb]
    double: Table


def moments(x: arb, top: int) -> Moments:
    """By integration by parts, t e(t) = -e'(t) - x e(t).

    >>> abs(moments(arb(0), 1).single[1] - 1) < 1e-10
    True
    """
    half = (-x * x / 2).exp()
    single = [(arb.pi() / 2).sqrt() * (x / arb(2).sqrt()).erfc()]
    square = [arb.pi().sqrt() / 2 * x.erfc()]  # of t^b e(t)^2
    for b in range(2 * top):
        single.append((half if b == 0 else b * single[b - 1]) - x * single[b])
        square.append((half**2 / 2 if b == 0 else b * square[b - 1] / 2) - x * square[b])
    double: Table = [[single[0] ** 2 / 2]]
    for b in range(top):
        before = b * double[0][b - 1] if b else arb(0)
        double[0].append(before + square[b] - x * double[0][b])
    for a in range(top):
        row = []
        for b in range(top + 1):
            before = a * double[a - 1][b] if a else half * single[b]
            row.append(before - square[a + b] - x * double[a][b])
        double.append(row)
    return Moments(single, double)


@cache
def _normalisation(n: int, bits: int) -> arb:
    """n (n-1)!/Z_n, Z_n = (2 pi)^(n/2) prod_(j <= n) Gamma(1 + j/2)/Gamma(3/2)."""
    assert bits == ctx.prec
    found = arb(n).gamma() * n / (2 * arb.pi()) ** (arb(n) / 2)
    for j in range(1, n + 1):
        found *= arb(fmpq(3, 2)).gamma() / arb(fmpq(j + 2, 2)).gamma()
    return found


def density_of_eigenvalue(n: int, k: int, x: arb) -> arb:
    """The density at x of the eigenvalue above k others, of n, as a ball (edges +-sqrt(2n)).

    >>> density_of_eigenvalue(1, 0, arb(0)) * (2 * arb.pi()).sqrt()
    [1.000000000000... +/- ...]
    """
    if 2 * k > n - 1:
        return density_of_eigenvalue(n, n - 1 - k, -x)
    before, ctx.cap = ctx.cap, k + 1
    try:
        pfaffian = _pfaffian(_entries(n - 1, x)) if n > 1 else arb_series([1])
        return _normalisation(n, ctx.prec) * (-x * x / 2).exp() * pfaffian[k]
    finally:
        ctx.cap = before


def _entries(m: int, x: arb) -> list[list[arb_series]]:
    """The upper triangle of the skew matrix of moments, in powers of z."""
    above, below = moments(x, m), moments(-x, m)
    size = m + m % 2
    found = [[arb_series([0])] * size for _ in range(size)]
    for i in range(m):
        for j in range(i + 1, m):
            a, b = i + 1, j + 1
            both = above.double[a][b] - above.double[b][a]
            one = (-1) ** i * below.single[a] * above.single[b]
            one -= (-1) ** j * below.single[b] * above.single[a]
            none = (-1) ** (i + j) * (below.double[b][a] - below.double[a][b])
            found[i][j] = arb_series([both, one, none])
        if m % 2:
            found[i][m] = arb_series([above.single[i + 1], (-1) ** i * below.single[i + 1]])
    return found


def _pfaffian(upper: list[list[arb_series]]) -> arb_series:
    """By elimination in pairs of rows; no pivot vanishes, each leading Pfaffian being positive."""
    size = len(upper)
    found = arb_series([1])
    for step in range(0, size, 2):
        pivot = upper[step][step + 1]
        found = found * pivot
        inverse = arb_series([1]) / pivot
        first = [entry * inverse for entry in upper[step]]
        second = upper[step + 1]
        for i in range(step + 2, size):
            for j in range(i + 1, size):
                upper[i][j] = upper[i][j] - first[i] * second[j] + first[j] * second[i]
    return found
