"""What a reader may compute of the model: the spectrum, Theta, counted critical points."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.chunks import Progress, run_chunks
from glassproof.numerics.work.executors import INLINE, Executor
from glassproof.verify.claims.exhibits.explorer import Explorer
from glassproof.verify.claims.exhibits.table import Table

Axes = Mapping[str, FloatArray]
"""The values of each parameter."""


def _combinations(axes: Axes) -> Iterator[dict[str, float]]:
    for values in product(*axes.values()):
        yield dict(zip(axes, map(float, values), strict=True))


def _table(
    quantity: str, value: str, axes: Axes, values: FloatArray, always: str = "", **more: Any
) -> Table:
    """``values`` over the mesh of ``axes``; of those with one value, ``always`` alone is a column.

    If that leaves no column, the last axis is one.
    """
    single = [name for name, column in axes.items() if column.size == 1 and name != always]
    swept = [name for name in axes if name not in single] or [single[-1]]
    mesh = dict(zip(axes, np.meshgrid(*axes.values(), indexing="ij"), strict=True))
    fixed = [f"${name} = {axes[name][0]:g}$" for name in single]
    return Table(
        ", ".join([quantity, *fixed]),
        (*(f"${name}$" for name in swept), value),
        (*(mesh[name].ravel() for name in swept), values),
        len(swept),
        **more,
    )


# --- the spectrum ----------------------------------------------------------------------------


def spectrum(
    *,
    kappa: FloatArray,
    b: FloatArray,
    b1: FloatArray,
    x1: FloatArray,
    z: FloatArray | None = None,
    points: int = 201,
) -> Table:
    """Support and density of bM + b1(M1 (+) 0) - x1(I (+) 0) at every combination of parameters.

    ``z`` is where; by default ``points`` places from beyond one end of the supports to beyond the
    other. The supports are remarks.
    """
    from glassproof.numerics.block_matrix.spectrum import density, edges

    axes = {"kappa": kappa, "b": b, "b1": b1, "x1": x1}
    ends = [(point, edges(**point)) for point in _combinations(axes)]
    where = _around([borders for _, borders in ends], points) if z is None else z
    values = np.concatenate([np.asarray(density(where, **point)) for point, _ in ends])
    return _table(
        "density of states", "density", {**axes, "z": where}, values, "z",
        parameters={name: column.tolist() for name, column in axes.items()},
        remarks=tuple(_support(point, borders) for point, borders in ends),
    )  # fmt: skip


def _support(point: Mapping[str, float], borders: FloatArray) -> str:
    shown = ", ".join(f"${name} = {value:g}$" for name, value in point.items())
    parts = [f"[{low:.10g}, {high:.10g}]" for low, high in borders.reshape(-1, 2)]
    return f"{shown}: support {' and '.join(parts)}"


def _around(supports: list[FloatArray], points: int) -> FloatArray:
    if not 2 <= points <= 1_000_000:
        raise DomainError(
            f"points = {points} is out of its domain: give an integer in [2, 1000000]"
        )
    low, high = min(e[0] for e in supports), max(e[-1] for e in supports)
    margin = 0.05 * (high - low)
    return np.linspace(low - margin, high + margin, points)


# --- Theta -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sweep:
    """Theta on a mesh of bounds, for the glass of each number; travels to other processes."""

    points: tuple[dict[str, float], ...]
    u_D: FloatArray
    u_G: FloatArray
    k_D: int | None
    k_G: int | None

    def __call__(self, number: int) -> FloatArray:
        from glassproof.numerics.gan_glass.complexity import theta

        glass = _whole(self.points[number])
        values = theta(self.u_D[:, None], self.u_G[None, :], **glass, k_D=self.k_D, k_G=self.k_G)
        return np.broadcast_to(values, (self.u_D.size, self.u_G.size)).ravel()


def _whole(glass: Mapping[str, float]) -> dict[str, Any]:
    return {**glass, "p": int(glass["p"]), "q": int(glass["q"])}


def complexity(
    *,
    p: FloatArray,
    q: FloatArray,
    sigma_z: FloatArray,
    kappa: FloatArray,
    u_D: FloatArray,
    u_G: FloatArray,
    k_D: int | None = None,
    k_G: int | None = None,
    grid: int | None = None,
    executor: Executor = INLINE,
    progress: Progress | None = None,
) -> Table:
    """The annealed complexity Theta at every combination of the parameters.

    With ``grid``, on that many bounds of each loss instead of ``u_D`` and ``u_G``.
    """
    outer = {"p": p, "q": q, "sigma_z": sigma_z, "kappa": kappa}
    bounds = {"u_D": u_D, "u_G": u_G} if grid is None else _default_bounds(outer, grid)
    sweep = _Sweep(tuple(_combinations(outer)), **bounds, k_D=k_D, k_G=k_G)
    blocks = run_chunks(sweep, len(sweep.points), executor=executor, progress=progress)
    axes = {**outer, **bounds}
    fixed = {name: values.tolist() for name, values in axes.items()} | {"k_D": k_D, "k_G": k_G}
    return _table("$Theta$", "$Theta$", axes, np.concatenate(blocks), parameters=fixed)


def _default_bounds(outer: Axes, grid: int) -> dict[str, FloatArray]:
    """Bounds from beyond the least losses with Theta > 0 up to well above the typical ones."""
    from glassproof.numerics.gan_glass.losses import least_loss_D, least_loss_G

    if any(values.size > 1 for values in outer.values()):
        raise DomainError("a grid maps one glass: give single p, q, sigma_z, kappa")
    if not 2 <= grid <= 5000:
        raise DomainError(f"grid = {grid} is out of its domain: give an integer in [2, 5000]")
    (glass,) = map(_whole, _combinations(outer))
    least_D, least_G = float(least_loss_D(**glass)), float(least_loss_G(**glass))
    return {
        "u_D": np.linspace(1.2 * least_D, -0.2 * least_D, grid),
        "u_G": np.linspace(1.2 * least_G, -0.2 * least_G, grid),
    }


# --- counted critical points -----------------------------------------------------------------


def count(
    *,
    n_D: int,
    n_G: int,
    p: int,
    q: int,
    sigma_z: float,
    u_D: float = math.inf,
    u_G: float = math.inf,
    draws: int = 1000,
    seed: int = 0,
) -> Table:
    """Critical points by enumeration and by Kac and Rice, derived and with published constants."""
    from glassproof.numerics.gan_glass.expected_count import expected_count
    from glassproof.numerics.gan_glass.nature.critical_points import count_critical_points
    from glassproof.verify.papers.gan_spin_glass.counts import published_law

    glass: dict[str, Any] = {"n_D": n_D, "n_G": n_G, "p": p, "q": q, "sigma_z": sigma_z}
    glass |= {"u_D": u_D, "u_G": u_G}
    counted, error = count_critical_points(**glass, draws=draws, seed=seed)
    rows: list[tuple[str, float, float, float]] = [("enumerated", counted, error, 0.0)]
    remarks = [f"{draws} draws; deviation: enumerated less expected, in standard errors"]
    samples = max(100_000, 10 * draws)
    for name, law in (("Kac-Rice, derived", None), ("Kac-Rice, published", published_law())):
        try:
            mean, spread = expected_count(**glass, draws=samples, seed=seed, law=law)
        except DomainError as unknown:
            remarks.append(f"{name} not known: {unknown}")
        else:
            rows.append((name, mean, spread, (counted - mean) / np.hypot(error, spread)))
    return Table(
        "Mean number of critical points",
        ("found by", "mean number", "standard error", "deviation"),
        tuple(zip(*rows, strict=True)),
        parameters={**glass, "draws": draws, "seed": seed},
        remarks=tuple(remarks),
    )


EXPLORERS = (
    Explorer("spectrum", "Support and density of the Hessian's spectrum", spectrum),
    Explorer("theta", "The annealed complexity $Theta$", complexity),
    Explorer("count", "Critical points, enumerated and expected", count),
)
