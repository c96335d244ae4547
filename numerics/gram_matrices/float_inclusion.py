"""The map delta_l -> tr C_l S(delta)^(-1)/p enclosed by floats, for matrices too large for balls.

With B a computed inverse of S = S(delta), rho >= |I - B S| gives |Y - B| <= |B| rho/(1 - rho) for
Y = S^(-1), in operator norms. Traces follow: |tr C Z| <= tr C |Z|, C >= 0.

From a point to a box about it S changes by sum_i o_i C_i, |o_i| <= off_i, and Y to Y'. Let
N_lj = |C_l^(1/2) Y C_j^(1/2)| in Frobenius' norm, N_lj^2 = tr C_l Y C_j Y*, and N' that of Y'. As
Y' - Y = -sum_i o_i Y C_i Y', entry by entry

    N' <= N + N diag(off) N'  <=  (I - N diag(off))^(-1) N,
    |tr C_l (Y' - Y)| <= (N diag(off) N')_ll,
    |tr C_l Y' C_j Y' - tr C_l Y C_j Y| <= (N diag(off) N')_lj N'_jl + N_lj (N diag(off) N')_jl.

Rounding is bounded beforehand: a sum of products of n terms, in whichever order, is off by at most
gamma(n) times the sum of their moduli, twice what IEEE arithmetic asks of complex numbers. Bounds
themselves are computed in floats and raised by SLACK, far more than their own rounding. So the
enclosure is as rigorous as the claim that LAPACK and BLAS compute sums of products, none faster.

Reference: N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed. (2002), chapters 3
and 14; S. M. Rump, Verification methods, Acta Numerica 19 (2010) 287-449, section 10.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import flint
import numpy as np
from numpy.typing import NDArray

from glassproof.numerics.fixed_points.certificate import Balls
from glassproof.numerics.gram_matrices.classes import INDEFINITE, Classes
from glassproof.numerics.gram_matrices.inclusions import Shares
from glassproof.numerics.gram_matrices.systems import Dense, inverse

Array = NDArray[Any]
SLACK = 1 + 1e-6
_DEPTH, _WIDTH = 128, 512  # blocks of a product, whose rounding grows with the depth


def gamma(terms: int) -> float:
    """Relative rounding of a sum of products of complex numbers, with room."""
    return 8 * (terms + 8) * 2.0**-53


@dataclass(frozen=True)
class _Sizes:
    """Norms of the second moments C_l: of |C_l| as an operator, of Frobenius, and nuclear; (k)."""

    operator: Array
    frobenius: Array
    nuclear: Array


@dataclass(frozen=True)
class _Inverse:
    """At one delta: tr C_l Y and tr C_l Y C_j Y, how far they may be off, and bounds N."""

    images: Array
    images_off: Array
    traces: Array
    traces_off: Array
    N: Array


class InFloats(Shares):
    """The inclusion; one inverse and 2 k products of size p at each midpoint of a box, or 4 k."""

    def __init__(self, given: Classes, z: complex) -> None:
        super().__init__(given, flint.acb(z))
        self.given, self.at, self.way = given, z, Dense(given)
        self.sizes = _sizes(given)
        self.known: tuple[bytes, _Inverse | None] | None = None

    def __call__(self, delta: Balls) -> tuple[Balls, flint.acb_mat]:
        shares = self.of(delta)
        middle = np.array([complex(share.mid()) for share in shares])
        if not np.isfinite(middle).all():
            return self.unknown()
        if isinstance(self.at, float) and all(share.imag == 0 for share in shares):
            middle = middle.real.copy()
        off = np.array(
            [_upper(s - flint.acb(complex(m))) for s, m in zip(shares, middle, strict=True)]
        )
        if self.known is None or self.known[0] != middle.tobytes():
            self.known = (middle.tobytes(), self._invert(middle))
        found = self.known[1]
        if found is None or not np.isfinite(off).all():
            return self.unknown()
        step = found.N * off  # N diag(off)
        if not step.sum(axis=1).max() < 0.5:
            return self.unknown()
        N = SLACK * np.linalg.solve(np.eye(self.k) - step, found.N)
        moved = SLACK * step @ N
        images = _balls(found.images, found.images_off + np.diagonal(moved))
        wide = found.traces_off + moved * N.T + found.N * moved.T
        traces = [_balls(row, more) for row, more in zip(found.traces, wide, strict=True)]
        return [one / self.p for one in images], self.slopes(flint.acb_mat(traces), delta)

    def _invert(self, shares: Array) -> _Inverse | None:
        """What is known at the shares, or None if S may be singular there."""
        p, k, sizes, way = self.p, self.k, self.sizes, self.way
        S = way.sum(shares, self.at)
        formed = gamma(2 * k) * float(np.abs(shares) @ sizes.operator + abs(self.at))
        positive = np.isrealobj(S) and self.at.real > 0 and bool((shares >= 0).all())
        B = inverse(S.copy(order="F"), positive=positive)
        if not np.isfinite(B).all():
            return None
        norm, size = _operator_norm(B), _frobenius(B)
        rho = SLACK * (_residual(B, S) + norm * formed)
        del S
        if not rho < 0.5:
            return None
        change = SLACK * norm * rho / (1 - rho)  # |Y - B|
        images = np.array([way.trace(l, B) for l in range(k)])
        images_off = 2 * gamma(p + 2 * k) * sizes.frobenius * size + sizes.nuclear * change
        traces = way.between(B, B)
        off = 4 * gamma(p + 2 * k) * norm * size * np.outer(sizes.frobenius, sizes.frobenius)
        off += np.outer(sizes.nuclear, sizes.operator) * change * (2 * norm + change)
        squares = traces if np.isrealobj(B) else way.between(B, B.conj()).real
        N = np.sqrt(np.abs(squares) + SLACK * off)
        return _Inverse(images, SLACK * images_off, traces, SLACK * off, SLACK * N)


def _sizes(given: Classes) -> _Sizes:
    operator, frobenius, nuclear = [], [], []
    for covariance in given.covariances:
        if covariance.ndim == 2:
            operator.append(_operator_norm(covariance))
            frobenius.append(_frobenius(covariance))
            variances = np.diagonal(covariance)
            below = 2 * given.p * INDEFINITE * variances.max()  # of eigenvalues that rounding made
            nuclear.append(variances.sum() + below)
        else:
            entries = np.broadcast_to(covariance, given.p)
            operator.append(entries.max())
            frobenius.append(math.sqrt(float(entries @ entries)))
            nuclear.append(entries.sum())
    lengths = np.zeros(given.k) if given.means is None else (given.means**2).sum(axis=1)
    return _Sizes(*(SLACK * (np.array(one) + lengths) for one in (operator, frobenius, nuclear)))


def _operator_norm(matrix: Array) -> float:
    """Of |matrix|: by rows, columns and Frobenius' norm."""
    rows, columns = 0.0, np.zeros(matrix.shape[1])
    for top in range(0, len(matrix), _WIDTH):
        block = np.abs(matrix[top : top + _WIDTH])
        rows = max(rows, float(block.sum(axis=1).max()))
        columns += block.sum(axis=0)
    return SLACK * min(math.sqrt(rows * float(columns.max())), _frobenius(matrix))


def _frobenius(matrix: Array) -> float:
    flat = matrix.ravel(order="K")
    return SLACK * math.sqrt(float(np.vdot(flat, flat).real))


def _residual(B: Array, S: Array) -> float:
    """A bound of |I - B S|."""
    p, total = len(B), 0.0
    for left in range(0, p, _WIDTH):
        columns = S[:, left : left + _WIDTH]
        part = np.zeros((p, columns.shape[1]), np.result_type(B, S))
        for top in range(0, p, _DEPTH):
            part += B[:, top : top + _DEPTH] @ columns[top : top + _DEPTH]
        here = np.arange(columns.shape[1])
        part[left + here, here] -= 1
        total += float(np.vdot(part, part).real)
    terms = gamma(_DEPTH + p // _DEPTH + 2)
    moduli = min(_operator_norm(B) * _frobenius(S), _frobenius(B) * _operator_norm(S))
    return SLACK * (math.sqrt(total) + terms * (moduli + math.sqrt(p)))


def _upper(ball: flint.acb) -> float:
    """A float above the modulus."""
    found = float(ball.abs_upper()) * (1 + 2.0**-50)
    return found if math.isfinite(found) else math.inf


def _balls(middles: Array, radii: Array) -> list[flint.acb]:
    """Balls about the middles, real ones where these are."""
    wide = (SLACK * radii).tolist()
    if np.isrealobj(middles):
        return [flint.acb(flint.arb(m, r)) for m, r in zip(middles.tolist(), wide, strict=True)]
    return [
        flint.acb(flint.arb(m.real, r), flint.arb(m.imag, r))
        for m, r in zip(middles.tolist(), wide, strict=True)
    ]
