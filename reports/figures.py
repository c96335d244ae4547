"""The paper's figures, drawn from its parameters: as published, as derived, and nature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.reports.drawing import Drawn
from glassproof.verify.keeping.ledger import check_writable

FORMATS = (".pdf", ".svg", ".png")


@dataclass(frozen=True)
class Plan:
    """How a figure is made: names of functions in the modules that compute, draw and describe."""

    title: str
    module: str
    data: str
    drawing: str
    caption: str
    claims: tuple[str, ...]


_SPECTRUM, _COMPLEXITY = (
    "glassproof.verify.papers.gan_spin_glass.figures.spectrum_data",
    "glassproof.verify.papers.gan_spin_glass.figures.complexity_data",
)

PLANS = {
    "fig1": Plan("Figure 1", _SPECTRUM, "densities", "draw_densities", "densities",
                 ("section4.quartic", "section4.density", "figure1.touching")),
    "fig2": Plan("Figure 2", _SPECTRUM, "plane", "draw_plane", "plane",
                 ("lemma2.two-shifts", "lemma2.region-P", "lemma2.region-QR")),
    "fig3": Plan("Figure 3", _COMPLEXITY, "surface", "draw_surface", "surface",
                 ("section5.theta", "lemma3.K")),
    "fig4": Plan("Figure 4", _SPECTRUM, "determinants", "draw_determinants", "determinants",
                 ("section5.coulomb-gas", "lemma2.b")),
    "fig5": Plan("Figure 5", _COMPLEXITY, "indexed", "draw_indexed", "indexed",
                 ("section5.index-zero", "section5.index-weight-D", "section5.index-weight-G")),
    "fig6": Plan("Figure 6", _COMPLEXITY, "bands", "draw_bands", "bands",
                 ("section6.banded", "section5.index-zero")),
    "fig7": Plan("Figure 7", _COMPLEXITY, "surface", "draw_ratio", "ratio", ("section6.ratio",)),
    "fig8": Plan("Figure 8", _COMPLEXITY, "noise_sweep", "draw_noise_sweep", "noise_sweep",
                 ("section6.variance-ratio",)),
    "fig9": Plan("Figure 9", _COMPLEXITY, "size_sweep", "draw_size_sweep", "size_sweep",
                 ("section6.size-ratio",)),
}  # fmt: skip
"""The figures at hand, by name."""

PAPERS = {"gan_spin_glass": tuple(PLANS)}
"""Which figures belong to which paper."""


def figure_data(name: str) -> Any:
    """The arrays behind a figure: a frozen dataclass of
    :mod:`glassproof.verify.papers.gan_spin_glass.figures.spectrum_data` or
    :mod:`glassproof.verify.papers.gan_spin_glass.figures.complexity_data`, computed once.

    Raises :class:`DomainError` on a name that is not in :data:`PLANS`.
    """
    plan = _plan(name)
    return _data(plan.module, plan.data)


@cache
def _data(module: str, function: str) -> Any:
    return _function(module, function)()


def caption(name: str) -> str:
    """What a figure shows, with computed differences between published and derived."""
    return str(
        _function("glassproof.verify.papers.gan_spin_glass.figures.captions", _plan(name).caption)(
            figure_data(name)
        )
    )


def draw(name: str, out: Path) -> Drawn:
    """Draw a figure into the file ``out``, whose ending (pdf, svg, png) says the format.

    Equal data give equal files, byte by byte. Raises :class:`DomainError` on an unknown name or
    ending, and if ``out`` cannot be written.
    """
    (drawn,) = draw_formats(name, (out,))
    return drawn


def draw_formats(name: str, outs: Sequence[Path]) -> tuple[Drawn, ...]:
    """Draw a figure once into several files."""
    plan = _plan(name)
    for out in outs:
        if out.suffix not in FORMATS:
            endings = ", ".join(FORMATS)
            raise DomainError(f"{out} does not say its format: end it in one of {endings}")
        check_writable(out)
    from glassproof.reports import plots

    with plots.style():
        figure = getattr(plots, plan.drawing)(figure_data(name))
        figure.draw_without_rendering()
        figure.set_layout_engine("none")  # laid out once for all formats
        for out in outs:
            figure.savefig(out, metadata=_NO_DATES[out.suffix], dpi=200)
    text = caption(name)
    return tuple(Drawn(name, out, plan.title, text, plan.claims) for out in outs)


_NO_DATES: dict[str, dict[str, Any]] = {
    ".pdf": {"CreationDate": None, "ModDate": None, "Producer": None, "Creator": None},
    ".svg": {"Date": None, "Creator": None},
    ".png": {"Software": None},
}


def _plan(name: str) -> Plan:
    if name not in PLANS:
        near = get_close_matches(name, PLANS, n=3, cutoff=0.3)
        raise DomainError(f"no figure is called {name!r}: give one of {', '.join(near or PLANS)}")
    return PLANS[name]


def _function(module: str, name: str) -> Callable[..., Any]:
    """A function by name; modules are imported when first needed, since they compile kernels."""
    import importlib

    return getattr(importlib.import_module(module), name)
