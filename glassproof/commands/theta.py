"""``glassproof theta``: the annealed complexity."""

from __future__ import annotations

from typing import Annotated

import typer

from glassproof.commands.options import Cluster, Jobs, Json, Number, Out, Paper, Plot, Quiet, named
from glassproof.console import voice


def theta(
    p: Number,
    q: Number,
    kappa: Number,
    sigma_z: Number,
    u_D: Annotated[str, typer.Option("--u-D", help="Bound of L_D/sqrt(N), or a sweep.")] = "inf",
    u_G: Annotated[str, typer.Option("--u-G", help="Bound of L_G/sqrt(N), or a sweep.")] = "inf",
    k_D: Annotated[int | None, typer.Option("--k-D", help="Index of the discriminator.")] = None,
    k_G: Annotated[int | None, typer.Option("--k-G", help="Index of the generator.")] = None,
    grid: Annotated[
        int | None, typer.Option("--grid", help="Map Theta on a grid of this size.")
    ] = None,
    paper: Paper = None,
    jobs: Jobs = 1,
    cluster: Cluster = None,
    json: Json = None,
    out: Out = None,
    plot: Plot = None,
    quiet: Quiet = False,
) -> None:
    """The annealed complexity Theta of the exact model, at points, on sweeps or on a map."""
    with voice.speaking(json, quiet=quiet, paper=paper):
        from glassproof.console.sweeps import integers, parse
        from glassproof.exploring import print_table
        from glassproof.numerics.work.executors import executor

        def arguments() -> dict[str, object]:
            return {
                "p": integers("--p", p),
                "q": integers("--q", q),
                "kappa": parse("--kappa", kappa),
                "sigma_z": parse("--sigma-z", sigma_z),
                "u_D": parse("--u-D", u_D),
                "u_G": parse("--u-G", u_G),
                "k_D": k_D,
                "k_G": k_G,
                "grid": grid,
                "executor": executor(jobs=jobs, cluster=cluster),
            }

        voice.record(
            print_table("theta", named(paper), arguments, counted=True, out=out, plot=plot)
        )
