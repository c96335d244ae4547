"""Figures: exact counts and their asymptotics, fixed and random fields, the determinant."""

from __future__ import annotations

from functools import partial

from glassproof.verify.claims.exhibits.figure import Figure

_figure = partial(Figure.of, __name__)

FIGURES = (
    _figure(
        "asymptotics", "Exact counts over the sharp asymptotics", "abc.sharp", "abc.sharp.rate"
    ),
    _figure("fields", "What a fixed field changes", "ga.sharp", "ga.sharp.total"),
    _figure("perturbed", "The determinant with a perturbation of rank one", "ga.determinant"),
    _figure(
        "trivialisation", "A random field makes the landscape trivial",
        "ga.trivial", "ga.trivial.at-threshold", "ga.trivial.rate",
    ),
)  # fmt: skip
