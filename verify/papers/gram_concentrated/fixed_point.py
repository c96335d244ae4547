"""The theorem: the fixed point as each source prints it, and its uniqueness."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import sympy as sp

from glassproof.derivations.free_probability import (
    gram_equivalent,
    interference,
)
from glassproof.derivations.free_probability.gram_symbols import (
    GRAM_DOMAIN,
    a_1,
    a_2,
    delta_1,
    delta_2,
    n_1,
    n_2,
    p,
    z,
)
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.prose.marked import plain
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.source import Source
from glassproof.verify.claims.statements import proven
from glassproof.verify.papers.gram_concentrated import resolvents
from glassproof.verify.papers.gram_concentrated.paper import n, omega, prose, slides, submission

DOMAIN = Domain(
    {
        **GRAM_DOMAIN.ranges,
        n: Range(2, None, integer=True, closed=True, draw=(2, 500)),
        omega: GRAM_DOMAIN.ranges[delta_1],
    }
)
HALF = sp.Rational(1, 2)


@dataclass(frozen=True)
class Case:
    """How the classes' sizes are related."""

    name: str
    words: str
    sizes: dict[sp.Symbol, sp.Expr]


ANY = Case("", "classes of any sizes", {})
EQUAL = Case(".equal-classes", "equal classes", {n_1: n / 2, n_2: n / 2})
SQUARE = Case(".equal-classes-square", "equal classes and $p = n$", {n_1: p / 2, n_2: p / 2})
CASES = (ANY, EQUAL, SQUARE)
SIZES = {
    ANY.name: (200, (100, 300)), EQUAL.name: (200, (200, 200)), SQUARE.name: (200, (100, 100)),
}  # fmt: skip
"""Rows and columns of the sampled matrices."""


def _fixed_point(case: Case) -> Derivation:
    found = gram_equivalent.fixed_point()
    if not case.sizes:
        return found
    return Derivation(
        found.title,
        (
            *found.steps,
            Step(found.result.subs(case.sizes), case.words, via=lambda e: e.subs(case.sizes)),
        ),
        DOMAIN,
    )


def _printed(trace: sp.Expr, weight: sp.Expr) -> sp.Expr:
    """trace * tr C_1 (weight (C_1/(1 + delta_1) + C_2/(1 + delta_2)) + z)^(-1)."""
    inside = weight * (a_1 / (1 + delta_1) + a_2 / (1 + delta_2)) + z
    return trace * p * a_1 / inside


@dataclass(frozen=True)
class System:
    """A printed fixed-point system: the factor of the trace, and each class's weight."""

    name: str
    words: str
    trace: sp.Expr
    weight: sp.Expr
    source: Source

    def claim(self, case: Case) -> Claim:
        """Whether its equation for delta_1 is the derived one in this case."""
        return Claim(
            id=f"theorem.fixed-point.{self.name}{case.name}",
            title=f"The fixed-point equation, {self.words}, {case.words}",
            published=_printed(self.trace, self.weight.subs(case.sizes)),
            derived=partial(_fixed_point, case),
            domain=DOMAIN,
            nature=self.nature(case),
            source=self.source,
        )

    def nature(self, case: Case) -> tuple[Experiment, ...]:
        """Sampled class values: white classes, and covariances that do not commute."""
        size, counts = SIZES[case.name]
        given = resolvents.white(size, counts, (1, 4), 1.0)
        at = {p: size, n_1: counts[0], n_2: counts[1], n: sum(counts)}
        share, trace = float(self.weight.subs(at)), float(self.trace.subs(at))

        def published() -> float:
            delta = resolvents.iterated(given, (share, share), trace)
            return float(1 / (given.z * (1 + delta[0])))

        name = plain(f"class values, {self.words}, {case.words}")
        found = [resolvents.class_value(name, given, published)]
        if case is SQUARE and self.name == "submission":
            mixed = resolvents.general(100, (50, 50), 1.0)
            found.append(resolvents.class_value("covariances that do not commute", mixed, None))
        return tuple(found)


SLIDES_SYSTEM = slides(
    "8",
    r"\delta_\ell = \operatorname{tr} C_\ell \left( \frac{1}{k} \sum_j "
    r"\frac{C_j}{1 + \delta_j} + z I_p \right)^{-1}",
    also="$k = 2$; the slide does not say how the $n_l$ are related",
)
SYSTEMS = (
    System("slides", "as the slide prints it", sp.Integer(1), HALF, SLIDES_SYSTEM),
    System(
        "slides-normalised",
        "the slide's, read with $1/p$ before the trace",
        1 / p,
        HALF,
        SLIDES_SYSTEM,
    ),
    System(
        "submission",
        "as the submission prints it",
        1 / p,
        (n_1 + n_2) / (2 * p),
        submission(
            "theorem 3.3",
            r"\delta_\ell = \frac{1}{p} \operatorname{tr} C_\ell \left( \frac{1}{c k} \sum_j "
            r"\frac{C_j}{1 + \delta_j} + z I_p \right)^{-1}, \quad c = p/n",
            also="$k = 2$; the text does not say how the $n_l$ are related",
        ),
    ),
)
FIXED_POINTS = tuple(system.claim(case) for system in SYSTEMS for case in CASES)

UNIQUE = Claim(
    id="theorem.unique",
    title="The system has one positive solution, and iteration reaches it",
    published="Each printed system, as the derived one, has exactly one positive solution for $z "
    "> 0$, and iteration reaches it from every start.",
    derived=interference.contraction,
    domain=interference.DOMAIN,
    examinations=(
        proven(
            "a standard interference function",
            "the map is positive, monotone and scalable for any positive weights and any factor "
            "of the trace, and it is bounded: one fixed point, reached from everywhere",
            interference.monotone,
            interference.scalable,
            interference.contraction,
        ),
    ),
    source=slides("8", also="$delta(z)$ is the unique fixed point of the system"),
)


def _by_class_size() -> Derivation:
    """The derived map's slope in n_1 where n_1 + n_2 = n is fixed: it vanishes nowhere but where
    C_1/(1 + delta_1) and C_2/(1 + delta_2) agree."""
    found = gram_equivalent.fixed_point().result.subs(n_2, n - n_1)
    slope = (
        -p
        * a_1
        * (a_1 / (1 + delta_1) - a_2 / (1 + delta_2))
        / (n_1 * a_1 / (1 + delta_1) + (n - n_1) * a_2 / (1 + delta_2) + p * z) ** 2
    )
    return Derivation(
        "How the fixed point depends on the classes' sizes",
        (
            Step(found, "the derived map, $n_2 = n - n_1$"),
            Step(slope, "its slope in $n_1$", via=lambda e: sp.diff(e, n_1)),
        ),
        DOMAIN,
    )


NO_CONVENTION = Claim(
    id="theorem.fixed-point.conventions",
    title="No change of convention makes a printed system right for classes of any sizes",
    published="No change of convention that multiplies traces, $z$, $G$ or the $C_l$ by functions "
    "of $p$ and $n$ makes either printed system right for classes of any sizes.",
    domain=DOMAIN,
    examinations=(
        proven(
            "dependence on the classes' sizes at n fixed",
            "whatever multiplies traces, $z$, $G$ and $C_l$, a printed system knows $p$, $n$ and "
            "$k$ only; the derived one changes with $n_1$ at $p$ and $n$ fixed, unless $C_1/(1 + "
            "delta_1) = C_2/(1 + delta_2)$",
            _by_class_size,
            corrected="$n_l/p$ in place of $1/k$, or of $1/(c k)$, and $1/p$ before the trace",
        ),
    ),
    source=prose("slide 8; submission, theorem 3.3: no relation between the $n_l$ is stated"),
)

CLAIMS = (*FIXED_POINTS, UNIQUE, NO_CONVENTION)
