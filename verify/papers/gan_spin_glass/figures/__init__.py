"""The paper's nine figures, drawn from its parameters: as published, as derived, and nature."""

from __future__ import annotations

from glassproof.verify.claims.exhibits.figure import Figure
from glassproof.verify.claims.later import Later


def _figure(number: int, subject: str, data: str, *concerns: str, drawing: str = "") -> Figure:
    """Figure ``number``: functions of the modules on ``subject``, which compile kernels."""
    return Figure(
        f"fig{number}",
        f"Figure {number}",
        concerns,
        data=Later(f"{__name__}.{subject}_data", data),
        draw=Later(f"{__name__}.{subject}_drawing", drawing or data),
        caption=Later(f"{__name__}.captions", drawing or data),
    )


FIGURES = (
    _figure(1, "spectrum", "densities", "section4.quartic", "section4.density", "figure1.touching"),
    _figure(2, "spectrum", "plane", "lemma2.two-shifts", "lemma2.region-P", "lemma2.region-QR"),
    _figure(3, "complexity", "surface", "section5.theta", "lemma3.K"),
    _figure(4, "spectrum", "determinants", "section5.coulomb-gas", "lemma2.b"),
    _figure(
        5, "complexity", "indexed",
        "section5.index-zero", "section5.index-weight-D", "section5.index-weight-G",
    ),
    _figure(6, "complexity", "bands", "section6.banded", "section5.index-zero"),
    _figure(7, "complexity", "surface", "section6.ratio", drawing="ratio"),
    _figure(
        8, "complexity", "noise_sweep", "section6.variance-ratio",
        "experiment.sigma-discriminator", "experiment.sigma-generator", "experiment.agreement",
    ),
    _figure(
        9, "complexity", "size_sweep", "section6.size-ratio",
        "experiment.kappa-discriminator", "experiment.kappa-generator", "experiment.agreement",
    ),
)  # fmt: skip
