"""A letter that claims too small a variance for a sum of two independent Gaussians."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.exhibits.canvas import Canvas, Role
from glassproof.verify.claims.exhibits.explorer import Explorer
from glassproof.verify.claims.exhibits.figure import Figure
from glassproof.verify.claims.exhibits.table import Table
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.variances import VarianceTest
from glassproof.verify.claims.paper import Paper
from glassproof.verify.claims.source import Reference, Source
from toy_paper.nature import draw_sums

REFERENCE = Reference("toy", "On sums", "A. Nobody", "unpublished (2026)", {"sums": "Section 1"})

a, b = sp.symbols("a b", positive=True)
DOMAIN = Domain({s: Range(0, None, log=True, draw=("1/10", 10)) for s in (a, b)})


def variance() -> Derivation:
    """Variances of independent terms add up."""
    return Derivation("variance of a sum", (Step(a**2 + b**2, "independent terms"),), DOMAIN)


SUM = Claim(
    id="sums.variance",
    title="Variance of a sum of Gaussians of deviations a and b",
    published=a**2 + b**2 / 2,
    derived=variance,
    domain=DOMAIN,
    source=Source(REFERENCE, "equation (1)", "the letter's text"),
    nature=(
        Experiment(
            "sums", "variance of sums", {a: sp.Integer(1), b: sp.Integer(2)},
            draw_sums, 40_000, VarianceTest(),
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Variances:
    """Variances over b at a = 1."""

    b: np.ndarray
    published: np.ndarray
    derived: np.ndarray


def variances() -> Variances:
    """The data of Figure 1."""
    b = np.linspace(0, 2, 21)
    return Variances(b, 1 + b**2 / 2, 1 + b**2)


def draw_variances(data: Variances, canvas: Canvas) -> None:
    """Figure 1: two curves."""
    ((panel,),) = canvas.panels(1, 1, height=2.5)
    panel.line(data.b, data.published, Role.PUBLISHED, label="as published")
    panel.line(data.b, data.derived, Role.DERIVED, label="as derived")
    panel.label(x="$b$", y="variance")
    panel.legend()


def describe_variances(data: Variances) -> str:
    """The caption of Figure 1."""
    return f"At b = {data.b[-1]:g}: {data.published[-1]:g} published, {data.derived[-1]:g} derived."


def theta(p: np.ndarray) -> Table:
    """An explorer that has a shipped one's name and takes other arguments."""
    return Table("Squares", ("p", "square"), (p, p**2), swept=1)


PAPER = Paper(
    REFERENCE,
    {"a": a, "b": b, "s": a + b},
    (SUM,),
    (
        Figure(
            "fig1", "Figure 1", ("sums.variance",), variances, draw_variances, describe_variances
        ),
    ),
    (("A sum of two terms has the deviations", "a, b"),),
    (Explorer("theta", "Squares", theta),),
)


def nothing() -> None:
    """A function that gives no paper."""


def paper() -> Paper:
    """A function that gives the paper."""
    return PAPER


def hollow() -> Paper:
    """A function that gives a paper whose claims are none."""
    return Paper(REFERENCE, {}, ("sums.variance",))  # type: ignore[arg-type]
