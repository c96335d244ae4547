"""``glassproof count``: critical points of sampled glasses, enumerated."""

from __future__ import annotations

from typing import Annotated

import typer

from glassproof.commands.options import Json, Paper, Quiet, Seed, named
from glassproof.console import voice


def count(
    n_D: Annotated[int, typer.Option("--n-D", help="Dimension of w_D.")],
    n_G: Annotated[int, typer.Option("--n-G", help="Dimension of w_G.")],
    p: Annotated[int, typer.Option("--p", help="Degree of ell_D; at least 2.")],
    q: Annotated[int, typer.Option("--q", help="Degree of ell_G beyond p; at least 1.")],
    sigma_z: Annotated[float, typer.Option("--sigma-z", help="Scale of ell_G; positive.")],
    u_D: Annotated[float, typer.Option("--u-D", help="Bound of L_D/sqrt(N).")] = float("inf"),
    u_G: Annotated[float, typer.Option("--u-G", help="Bound of L_G/sqrt(N).")] = float("inf"),
    draws: Annotated[int, typer.Option("--draws", help="Glasses to enumerate.")] = 1000,
    paper: Paper = None,
    json: Json = None,
    seed: Seed = 0,
    quiet: Quiet = False,
) -> None:
    """Enumerate critical points of sampled glasses; compare with the Kac-Rice expectations."""
    with voice.speaking(json, quiet=quiet, paper=paper):
        from glassproof.exploring import print_table
        from glassproof.numerics.work.arguments import integer

        def arguments() -> dict[str, object]:
            return {
                "n_D": n_D,
                "n_G": n_G,
                "p": p,
                "q": q,
                "sigma_z": sigma_z,
                "u_D": u_D,
                "u_G": u_G,
                "draws": draws,
                "seed": integer("--seed", seed),
            }

        voice.record(print_table("count", named(paper), arguments))
