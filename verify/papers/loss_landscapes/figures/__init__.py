"""Figures: cuts, a surface, families of solutions and their null, walks, barriers, patterns."""

from __future__ import annotations

from glassproof.verify.claims.exhibits.figure import Figure
from glassproof.verify.claims.later import Later


def _figure(name: str, title: str, *concerns: str) -> Figure:
    return Figure(
        name,
        title,
        concerns,
        data=Later(f"{__name__}.data", name),
        draw=Later(f"{__name__}.drawing", name),
        caption=Later(f"{__name__}.captions", name),
    )


FIGURES = (
    _figure(
        "cuts", "Cuts along Gaussian directions and along the solution's signs",
        "landscape.curves", "valley.sign.trained", "valley.sign.symmetric",
    ),
    _figure(
        "surface", "The plane of a solution and its permuted copy",
        "landscape.permutation.barrier", "landscape.curves.w-basin",
    ),
    _figure(
        "families", "Families of solutions and what their hierarchy is held against",
        "landscape.hierarchy", "landscape.hierarchy.branched",
    ),
    _figure(
        "walks", "Losses along random walks and energies of a glass",
        "landscape.walk", "landscape.walk.plateau", "landscape.walk.squared-overlap",
    ),
    _figure(
        "barriers", "Barriers to permuted copies against width",
        "landscape.permutation.barrier", "landscape.permutation.width",
    ),
    _figure(
        "patterns", "Activations that survive, and signs that turn",
        "valley.sign.activations", "valley.sign.activations.order", "valley.sign.flips",
    ),
)  # fmt: skip
