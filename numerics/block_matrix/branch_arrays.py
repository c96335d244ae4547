"""The physical branch at many points: solved side by side in the processor's vectors.

Each point gets the same few operations, without a branch: two turns of the half plane's map, four
Newton steps, the judgement. The few points that are not there yet are then solved one by one.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.block_matrix.branch import (
    FAR,
    LARGEST,
    LEAST_KAPPA,
    TOLERANCE,
    judge,
    newton_step,
    potential_of,
    scales,
    search,
    start,
)
from glassproof.numerics.work.arguments import FloatArray, real_array
from glassproof.numerics.work.compiled import compiled

CHUNK = 256
"""Points solved at a time: their working arrays stay in the first-level cache."""

_compiled: Any = compiled(cache=True, nogil=True, error_model="numpy")

XI, ZETA, ALPHA, BETA, KAPPA, SIGMA_D, SIGMA_G, UR, UI, VR, VI, PHYSICAL, ROWS = range(13)


@_compiled
def _prepare(
    work: FloatArray,
    first: int,
    count: int,
    z: FloatArray,
    x1: FloatArray,
    kappa: FloatArray,
    b: FloatArray,
    b1: FloatArray,
) -> None:
    """The scaled equation at ``count`` points; a parameter of length 1 is the same at all."""
    each_x1, each_kappa, each_b, each_b1 = len(x1) > 1, len(kappa) > 1, len(b) > 1, len(b1) > 1
    one_matrix = not (each_kappa or each_b or each_b1)
    share = max(kappa[0], LEAST_KAPPA)
    sigma_D, sigma_G = scales(share, b[0], b1[0])
    for i in range(count):
        at = first + i
        if not one_matrix:
            share = max(kappa[at * each_kappa], LEAST_KAPPA)
            sigma_D, sigma_G = scales(share, b[at * each_b], b1[at * each_b1])
        alpha = sigma_G / sigma_D
        work[KAPPA, i], work[SIGMA_D, i], work[SIGMA_G, i] = share, sigma_D, sigma_G
        work[ALPHA, i], work[BETA, i] = alpha, alpha * share / (1.0 - share)
        work[XI, i] = (z[at] + x1[at * each_x1]) / sigma_D
        work[ZETA, i] = z[at] / sigma_G


@_compiled
def _solve(work: FloatArray, count: int) -> None:
    """Rows UR, UI, VR, VI: Re u, Im u, Re v, Im v."""
    for i in range(count):
        xi = min(max(work[XI, i], -FAR), FAR)
        zeta = min(max(work[ZETA, i], -FAR), FAR)
        alpha, beta = work[ALPHA, i], work[BETA, i]
        u, v = start(xi, zeta, alpha, beta)
        u, v, _, _ = newton_step(u, v, xi, zeta, alpha, beta)
        u, v, _, _ = newton_step(u, v, xi, zeta, alpha, beta)
        u, v, _, _ = newton_step(u, v, xi, zeta, alpha, beta)
        u, v, _, step = newton_step(u, v, xi, zeta, alpha, beta)
        u, v, physical = judge(u, v, alpha * beta)
        work[UR, i], work[UI, i], work[VR, i], work[VI, i] = u.real, u.imag, v.real, v.imag
        work[PHYSICAL, i] = 1.0 if physical and step <= TOLERANCE else 0.0
    for i in range(count):
        xi, zeta = work[XI, i], work[ZETA, i]
        near_xi, near_zeta = min(max(xi, -FAR), FAR), min(max(zeta, -FAR), FAR)
        if work[PHYSICAL, i] == 0.0:
            u, v = search(near_xi, near_zeta, work[ALPHA, i], work[BETA, i])
            work[UR, i], work[UI, i], work[VR, i], work[VI, i] = u.real, u.imag, v.real, v.imag
        if near_xi != xi:
            work[UR, i], work[UI, i] = 1.0 / xi, 0.0
        if near_zeta != zeta:
            work[VR, i], work[VI, i] = 1.0 / zeta, 0.0


@_compiled
def _solved(
    work: FloatArray,
    first: int,
    z: FloatArray,
    x1: FloatArray,
    kappa: FloatArray,
    b: FloatArray,
    b1: FloatArray,
) -> int:
    """How many points, from the one numbered ``first``, are now solved in ``work``."""
    count = min(CHUNK, len(z) - first)
    _prepare(work, first, count, z, x1, kappa, b, b1)
    _solve(work, count)
    return count


@_compiled
def densities(
    z: FloatArray,
    x1: FloatArray,
    kappa: FloatArray,
    b: FloatArray,
    b1: FloatArray,
    out: FloatArray,
) -> None:
    """-Im(kappa g_D + kappa' g_G)/pi at each z."""
    work = np.empty((ROWS, CHUNK))
    for first in range(0, len(z), CHUNK):
        count = _solved(work, first, z, x1, kappa, b, b1)
        for i in range(count):
            share = work[KAPPA, i]
            out[first + i] = (
                share * (work[UI, i] / work[SIGMA_D, i])
                + (1.0 - share) * (work[VI, i] / work[SIGMA_G, i])
            ) * (-1.0 / math.pi) + 0.0  # no -0


@_compiled
def potentials(
    x: FloatArray,
    x1: FloatArray,
    kappa: FloatArray,
    b: FloatArray,
    b1: FloatArray,
    out: FloatArray,
) -> None:
    """The log-potential at each x."""
    work = np.empty((ROWS, CHUNK))
    for first in range(0, len(x), CHUNK):
        count = _solved(work, first, x, x1, kappa, b, b1)
        for i in range(count):
            out[first + i] = potential_of(
                complex(work[UR, i], work[UI, i]),
                complex(work[VR, i], work[VI, i]),
                work[SIGMA_D, i],
                work[SIGMA_G, i],
                work[KAPPA, i],
            )


@_compiled
def block_transforms(
    z: FloatArray,
    x1: FloatArray,
    kappa: FloatArray,
    b: FloatArray,
    b1: FloatArray,
    g_D: np.ndarray,
    g_G: np.ndarray,
) -> None:
    """(g_D, g_G) at each z + i0, complex."""
    work = np.empty((ROWS, CHUNK))
    for first in range(0, len(z), CHUNK):
        count = _solved(work, first, z, x1, kappa, b, b1)
        for i in range(count):
            sigma_D, sigma_G = work[SIGMA_D, i], work[SIGMA_G, i]
            g_D[first + i] = complex(work[UR, i] / sigma_D, work[UI, i] / sigma_D)
            g_G[first + i] = complex(work[VR, i] / sigma_G, work[VI, i] / sigma_G)


def spectrum_arrays(
    point: str, z: ArrayLike, *, x1: ArrayLike, kappa: ArrayLike, b: ArrayLike, b1: ArrayLike
) -> tuple[tuple[int, ...], list[FloatArray]]:
    """The common shape, and flat checked arrays, of full length or 1, as the kernels take them.

    :class:`DomainError` unless 0 < kappa < 1, b > 0, b1 >= 0, all are finite and broadcast
    together, and magnitudes are below ``LARGEST`` (that of b also above its inverse).

    >>> shape, (z, x1, kappa, b, b1) = spectrum_arrays(
    ...     "z", [[0, 1]], x1=[[2], [3]], kappa=0.5, b=1, b1=0)
    >>> shape, z, x1, kappa
    ((2, 2), array([0., 1., 0., 1.]), array([2., 2., 3., 3.]), array([0.5]))
    """
    arrays = [
        real_array(point, z, above=-LARGEST, below=LARGEST),
        real_array("x1", x1, above=-LARGEST, below=LARGEST),
        real_array("kappa", kappa, above=0, below=1),
        real_array("b", b, above=1 / LARGEST, below=LARGEST),
        real_array("b1", b1, above=0, below=LARGEST, closed_low=True),
    ]
    try:
        shape = np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError:
        shapes = ", ".join(str(array.shape) for array in arrays)
        raise DomainError(
            f"{point}, x1, kappa, b, b1 have shapes {shapes}: give shapes that broadcast together"
        ) from None
    flat = [array.reshape(1) if array.size == 1 else _flat(array, shape) for array in arrays]
    return shape, [_flat(arrays[0], shape), *flat[1:]]


def _flat(array: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    return np.ascontiguousarray(np.broadcast_to(array, shape)).reshape(-1)
