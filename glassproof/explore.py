"""What a reader wants to look at: the spectrum, Theta, counted critical points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.block_matrix.spectrum import density, edges
from glassproof.numerics.gan_glass.complexity import theta
from glassproof.numerics.gan_glass.losses import least_loss_D, least_loss_G
from glassproof.numerics.work.chunks import run_chunks
from glassproof.numerics.work.executors import executor
from glassproof.reports.tables import FORMATS, PICTURES, Table, check_suffix, draw, show, write
from glassproof.sweeps import integers, parse

Axes = dict[str, NDArray[np.float64]]


def _combinations(axes: Axes) -> Iterator[dict[str, float]]:
    for values in product(*axes.values()):
        yield dict(zip(axes, map(float, values), strict=True))


def _finish(
    table: Table, parameters: dict[str, Any], out: Path | None, plot: Path | None, title: str
) -> None:
    console = Console()
    show(console, table)
    if out:
        write(table, out, parameters)
        console.print(f"table written to {out}", highlight=False)
    if plot:
        draw(table, plot, title)
        console.print(f"picture written to {plot}", highlight=False)


def _swept(axes: Axes) -> list[str]:
    return [name for name, values in axes.items() if values.size > 1]


def _title(quantity: str, axes: Axes) -> str:
    fixed = [f"{name} = {values[0]:g}" for name, values in axes.items() if values.size == 1]
    return f"{quantity}, {', '.join(fixed)}"


@dataclass(frozen=True)
class _Sweep:
    """Theta on a mesh of bounds, for the glass of each number; travels to other processes."""

    points: tuple[dict[str, float], ...]
    u_D: NDArray[np.float64]
    u_G: NDArray[np.float64]
    k_D: int | None
    k_G: int | None

    def __call__(self, number: int) -> NDArray[np.float64]:
        point = self.points[number]
        glass: dict[str, Any] = {**point, "p": int(point["p"]), "q": int(point["q"])}
        values = theta(self.u_D[:, None], self.u_G[None, :], **glass, k_D=self.k_D, k_G=self.k_G)
        return np.broadcast_to(values, (self.u_D.size, self.u_G.size)).ravel()


def print_theta(
    given: dict[str, str],
    *,
    jobs: int,
    cluster: str | None,
    k_D: int | None,
    k_G: int | None,
    grid: int | None,
    out: Path | None,
    plot: Path | None,
) -> None:
    """Theta at every combination of the parameters; ``grid`` points of each bound by default."""
    check_suffix("--out", out, FORMATS)
    check_suffix("--plot", plot, PICTURES)
    axes: Axes = {
        name: (integers if name in ("p", "q") else parse)(f"--{name.replace('_', '-')}", text)
        for name, text in given.items()
    }
    outer = {name: axes[name] for name in ("p", "q", "sigma_z", "kappa")}
    if grid is not None:
        axes |= _default_bounds(outer, grid)
    sweep = _Sweep(tuple(_combinations(outer)), axes["u_D"], axes["u_G"], k_D, k_G)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Theta", total=len(sweep.points))
        blocks = run_chunks(
            sweep,
            len(sweep.points),
            executor=executor(jobs=jobs, cluster=cluster),
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    order = {**outer, "u_D": axes["u_D"], "u_G": axes["u_G"]}
    mesh = np.meshgrid(*order.values(), indexing="ij")
    kept = [n for n, name in enumerate(order) if name in _swept(order)] or [len(order) - 1]
    names = list(order)
    table = Table(
        (*(names[n] for n in kept), "Theta"),
        (*(mesh[n].ravel() for n in kept), np.concatenate(blocks)),
        len(kept),
        "Theta",
    )
    fixed = {name: values.tolist() for name, values in order.items()} | {"k_D": k_D, "k_G": k_G}
    _finish(table, fixed, out, plot, _title("Theta", order))


def _default_bounds(outer: Axes, grid: int) -> Axes:
    """Bounds from beyond the least losses with Theta > 0 up to well above the typical ones."""
    if any(values.size > 1 for values in outer.values()):
        raise DomainError("--grid maps one glass: give single p, q, sigma-z, kappa")
    if not 2 <= grid <= 5000:
        raise DomainError(f"--grid = {grid} is out of its domain: give an integer in [2, 5000]")
    glass: dict[str, Any] = {name: float(values[0]) for name, values in outer.items()}
    glass |= {"p": int(glass["p"]), "q": int(glass["q"])}
    least_D, least_G = float(least_loss_D(**glass)), float(least_loss_G(**glass))
    return {
        "u_D": np.linspace(1.2 * least_D, -0.2 * least_D, grid),
        "u_G": np.linspace(1.2 * least_G, -0.2 * least_G, grid),
    }


def print_spectrum(
    given: dict[str, str], *, z: str | None, points: int, out: Path | None, plot: Path | None
) -> None:
    """Edges and density of the spectrum at every combination of the parameters."""
    check_suffix("--out", out, FORMATS)
    check_suffix("--plot", plot, PICTURES)
    axes: Axes = {name: parse(f"--{name}", text) for name, text in given.items()}
    console, found = Console(), []
    for point in _combinations(axes):
        ends = edges(**point)
        found.append((point, ends))
        parts = [f"[{low:.10g}, {high:.10g}]" for low, high in ends.reshape(-1, 2)]
        shown = ", ".join(f"{name} = {value:g}" for name, value in point.items())
        console.print(f"{shown}: support {' and '.join(parts)}", highlight=False)
    where = parse("--z", z) if z else _around([ends for _, ends in found], points)
    values = np.concatenate([np.asarray(density(where, **point)) for point, _ in found])
    order = {**axes, "z": where}
    mesh = np.meshgrid(*order.values(), indexing="ij")
    kept = [n for n, name in enumerate(order) if order[name].size > 1 or name == "z"]
    names = list(order)
    table = Table(
        (*(names[n] for n in kept), "density"),
        (*(mesh[n].ravel() for n in kept), values),
        len(kept),
        "density",
    )
    fixed = {name: column.tolist() for name, column in axes.items()}
    _finish(table, fixed, out, plot, _title("density of states", axes))


def _around(supports: list[NDArray[np.float64]], points: int) -> NDArray[np.float64]:
    if not 2 <= points <= 1_000_000:
        raise DomainError(f"--points = {points}: give an integer in [2, 1000000]")
    low, high = min(e[0] for e in supports), max(e[-1] for e in supports)
    margin = 0.05 * (high - low)
    return np.linspace(low - margin, high + margin, points)


def print_count(*, say: Callable[[str], None], draws: int, seed: int, **glass: Any) -> None:
    """Critical points by enumeration and by Kac and Rice, derived and with published constants."""
    from glassproof.numerics.gan_glass.critical_points import count_critical_points
    from glassproof.numerics.gan_glass.expected_count import expected_count
    from glassproof.verify.papers.gan_spin_glass.counts import published_law

    console = Console(stderr=True)
    with console.status("enumerating critical points"):
        counted, error = count_critical_points(**glass, draws=draws, seed=seed)
    say(f"enumerated         {counted:14.6g} ± {error:.3g}  ({draws} draws)")
    samples = max(100_000, 10 * draws)
    for name, law in (("Kac-Rice, derived  ", None), ("Kac-Rice, published", published_law())):
        try:
            with console.status("sampling the Kac-Rice integrals"):
                mean, spread = expected_count(**glass, draws=samples, seed=seed, law=law)
        except DomainError as unknown:
            say(f"{name} not known: {unknown}")
            continue
        deviation = (counted - mean) / np.hypot(error, spread)
        say(f"{name}{mean:14.6g} ± {spread:.3g}  (enumerated {deviation:+.2f} standard errors)")
