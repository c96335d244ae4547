"""The theorem: the fixed point, its uniqueness, the equivalent as each source prints it, rates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import flint
import sympy as sp

from glassproof.derivations.free_probability import (
    gram_equivalent,
    interference,
    leave_one_out,
)
from glassproof.derivations.free_probability.gram_symbols import (
    GRAM_DOMAIN,
    a_1,
    a_2,
    delta_1,
    delta_2,
    n_1,
    n_2,
    omega_12,
    p,
    z,
)
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.experiment import Experiment
from glassproof.verify.claims.source import Source
from glassproof.verify.papers.gram_concentrated import resolvents
from glassproof.verify.papers.gram_concentrated.paper import n, omega, prose, slides, submission
from glassproof.verify.papers.gram_concentrated.statements import disproven, proven

DOMAIN = Domain(
    {
        **GRAM_DOMAIN.ranges,
        n: Range(2, None, integer=True, closed=True, draw=(2, 500)),
        omega: GRAM_DOMAIN.ranges[delta_1],
    }
)
COUPLED = Domain(DOMAIN.ranges, (sp.Ne(omega_12, 0),))
HALF = sp.Rational(1, 2)


@dataclass(frozen=True)
class Case:
    """How the classes' sizes are related."""

    name: str
    words: str
    sizes: dict[sp.Symbol, sp.Expr]


ANY = Case("", "classes of any sizes", {})
EQUAL = Case(".equal-classes", "equal classes", {n_1: n / 2, n_2: n / 2})
SQUARE = Case(".equal-classes-square", "equal classes and p = n", {n_1: p / 2, n_2: p / 2})
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

        name = f"class values, {self.words}, {case.words}"
        found = [resolvents.class_value(name, given, published)]
        if case is SQUARE and self.name == "submission":
            mixed = resolvents.general(100, (50, 50), 1.0)
            found.append(resolvents.class_value("covariances that do not commute", mixed, None))
        return tuple(found)


SLIDES_SYSTEM = slides(
    "8",
    r"\delta_\ell = \operatorname{tr} C_\ell \left( \frac{1}{k} \sum_j "
    r"\frac{C_j}{1 + \delta_j} + z I_p \right)^{-1}",
    also="k = 2; the slide does not say how the n_l are related",
)
SYSTEMS = (
    System("slides", "as the slide prints it", sp.Integer(1), HALF, SLIDES_SYSTEM),
    System(
        "slides-normalised",
        "the slide's, read with 1/p before the trace",
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
            also="k = 2; the text does not say how the n_l are related",
        ),
    ),
)
FIXED_POINTS = tuple(system.claim(case) for system in SYSTEMS for case in CASES)

UNIQUE = Claim(
    id="theorem.unique",
    title="The system has one positive solution, and iteration reaches it",
    published="Each printed system, as the derived one, has exactly one positive solution for "
    "z > 0, and iteration reaches it from every start.",
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
    source=slides("8", also="delta(z) is the unique fixed point of the system"),
)


def _same() -> Derivation:
    """p B for two columns of one class."""
    found = leave_one_out.off_diagonal_entry()
    same = {omega_12: omega, delta_2: delta_1}
    return Derivation(
        "Between different columns of one class",
        (
            *found.steps,
            Step(
                -omega / (z * (1 + delta_1) ** 2),
                "both columns of the first class; omega = mu^T Qbar mu",
                via=lambda e: e.subs(same),
            ),
        ),
        DOMAIN,
    )


def _large() -> Derivation:
    """|mu|^2 of order p: mu^T Qbar mu tends to (p/n_1) (1 + delta_1)."""
    g = sp.Symbol("g", positive=True)  # |mu|^2/p in the metric of Qbar without this mean
    found = _same()
    share = n_1 / (p * (1 + delta_1))
    return Derivation(
        "Means of norm sqrt p",
        (
            Step(1 / (share + 1 / g), "mu^T Qbar mu where without the mean it is g (rank one)"),
            Step(
                p * (1 + delta_1) / n_1,
                "g is of order p: let it grow",
                via=lambda e: sp.limit(e, g, sp.oo),
            ),
            Step(
                -p / (n_1 * z * (1 + delta_1)),
                "put it into the coupling",
                via=lambda e: found.result.subs(omega, e),
            ),
        ),
        DOMAIN,
    )


def _large_between() -> Derivation:
    """Means of norm sqrt p that are not parallel: nothing is left between classes."""
    g_1, g_2 = sp.symbols("g_1 g_2", positive=True)
    share_1, share_2 = sp.symbols("v_1 v_2", positive=True)
    r, scale = sp.Symbol("r", real=True), sp.Symbol("P", positive=True)
    gram = scale * sp.Matrix([[g_1, r], [r, g_2]])
    inside = sp.diag(share_1, share_2) + gram.inv()
    return Derivation(
        "Between classes of means of norm sqrt p",
        (
            Step(
                sp.simplify(inside.inv()[0, 1]),
                "mu_1^T Qbar mu_2: Woodbury's identity, P the order of |mu|^2",
            ),
            Step(sp.Integer(0), "let P grow", via=lambda e: sp.limit(e, scale, sp.oo)),
        ),
    )


OMEGA_SLIDES = (
    r"\tilde Q = \frac{1}{z} \Lambda + \frac{1}{p z} J \Omega J^T, \quad "
    r"\Omega = \operatorname{diag}(\mu_\ell^T \tilde R \mu_\ell)"
)
OMEGA_SUBMISSION = (
    r"\tilde R = \frac{1}{z} \Lambda + \frac{1}{p z} J \Omega J^T, \quad "
    r"\Omega = (M^T \bar Q M) \circ \operatorname{diag} "
    r"\left( \frac{\delta_\ell - 1}{\delta_\ell + 1} \right)"
)
SLIDES_FORM = slides("8", OMEGA_SLIDES)
SUBMISSION_FORM = submission("theorem 3.3, equation (12)", OMEGA_SUBMISSION)
HADAMARD = (delta_1 - 1) / (delta_1 + 1)

MEANS = resolvents.with_means(100, 4.0, 0.25)
LARGE = resolvents.with_means(100, 100.0, 0.25)


def _numbers(given: resolvents.Classes) -> tuple[float, float]:
    """mu^T Qbar mu and delta of the first class: p = n and equal classes, so that the sources'
    own are these."""
    found = given.equivalent()
    assert given.means is not None
    return float(given.means[0] @ found.resolvent @ given.means[0]), float(found.delta[0])


def _of_slides(given: resolvents.Classes) -> float:
    return _numbers(given)[0] / given.z


def _of_submission(given: resolvents.Classes) -> float:
    w, d = _numbers(given)
    return w * (d - 1) / (d + 1) / given.z


_slides_at, _submission_at = partial(partial, _of_slides), partial(partial, _of_submission)


def _equivalent(
    name: str,
    title: str,
    published: sp.Expr,
    derived: Callable[[], Derivation],
    source: Source,
    *nature: Experiment,
) -> Claim:
    return Claim(
        id=f"theorem.equivalent.{name}",
        title=title,
        published=published,
        derived=derived,
        domain=COUPLED,
        nature=nature,
        source=source,
    )


EQUIVALENTS = (
    _equivalent(
        "zero-means",
        "The equivalent where all means vanish: the diagonal, both sources",
        1 / (z * (1 + delta_1)),
        gram_equivalent.class_value,
        slides("8", OMEGA_SLIDES, also="the submission prints the same; Omega vanishes"),
    ),
    _equivalent(
        "slides",
        "Between different columns of one class, |mu| of order one, as the slide prints it",
        omega / z,
        _same,
        SLIDES_FORM,
        resolvents.coupling("couplings, the slide's", MEANS, 0, _slides_at(MEANS)),
    ),
    _equivalent(
        "submission",
        "Between different columns of one class, |mu| of order one, as the submission prints it",
        omega * HADAMARD / z,
        _same,
        SUBMISSION_FORM,
        resolvents.coupling("couplings, the submission's", MEANS, 0, _submission_at(MEANS)),
    ),
    _equivalent(
        "between-classes",
        "Between columns of two classes, |mu| of order one and means not orthogonal, both sources",
        sp.Integer(0),
        leave_one_out.off_diagonal_entry,
        slides("8", OMEGA_SLIDES, also="the submission's Omega is diagonal, too"),
        resolvents.coupling("couplings between classes", MEANS, 1, float),
    ),
    _equivalent(
        "large-means.slides",
        "Between different columns of one class, |mu| of order sqrt p, as the slide prints it",
        p * (1 + delta_1) / (n_1 * z),
        _large,
        SLIDES_FORM,
        resolvents.coupling("large means, the slide's", LARGE, 0, _slides_at(LARGE)),
    ),
    _equivalent(
        "large-means.submission",
        "Between different columns of one class, |mu| of order sqrt p, as the submission prints it",
        p * (1 + delta_1) * HADAMARD / (n_1 * z),
        _large,
        SUBMISSION_FORM,
        resolvents.coupling("large means, the submission's", LARGE, 0, _submission_at(LARGE)),
    ),
    _equivalent(
        "large-means.between-classes",
        "Between columns of two classes, |mu| of order sqrt p and not parallel, both sources",
        sp.Integer(0),
        _large_between,
        slides("8", OMEGA_SLIDES, also="the submission's Omega is diagonal, too"),
    ),
)


def _gap(published: Callable[[flint.arb, flint.arb], flint.arb]) -> tuple[bool, str]:
    """One class, p = n, C = I + mu mu^T, |mu|^2 = 1, z = 1: u^T (Rt - derived) u as p grows."""
    delta = (flint.arb(5).sqrt() - 1) / 2
    w = 1 / (2 / (1 + delta) + 1)
    gap = published(w, delta) + w / (1 + delta) ** 2
    return bool(abs(gap) > 0), (
        "with one class, p = n, covariance I, |mu| = 1, z = 1 the norm of the difference of the "
        f"printed and the derived equivalent is at least {abs(gap).str(8)} for every p"
    )


def _value_with(given: resolvents.Classes, printed: Callable[[resolvents.Classes], float]) -> float:
    """u^T Rt u with a printed coupling p B."""
    share = given.counts[0] / given.p
    return float(given.equivalent().class_values[0]) + share * printed(given)


WIDE = resolvents.with_means(400, 4.0, 0.25)
RATE = "|E R - Rt| = O(sqrt(log p/p)) in operator norm, for the equivalent Rt as {}"


def _rate(
    name: str,
    whose: str,
    gap: Callable[[flint.arb, flint.arb], flint.arb],
    printed: Callable[[resolvents.Classes], float],
    source: Source,
) -> Claim:
    return Claim(
        id=f"theorem.rate.{name}",
        title=f"The rate of the equivalent as {whose}",
        published=RATE.format(whose) + ", means of order one allowed.",
        domain=DOMAIN,
        examinations=(
            disproven(
                "a gap that does not close",
                partial(_gap, gap),
                "the rate holds of the derived equivalent, and of both printed ones where all "
                "means vanish and their fixed points are right",
            ),
        ),
        nature=(
            resolvents.quadratic(
                f"quadratic form, {whose}", MEANS, partial(_value_with, MEANS, printed)
            ),
        ),
        uses=(f"theorem.equivalent.{name}",),
        source=source,
    )


RATES = (
    _rate("slides", "the slide prints it", lambda w, _: w, _of_slides, SLIDES_FORM),
    _rate(
        "submission",
        "the submission prints it",
        lambda w, d: w * (d - 1) / (d + 1),
        _of_submission,
        SUBMISSION_FORM,
    ),
    Claim(
        id="theorem.rate.derived",
        title="The rate of the derived equivalent",
        published=RATE.format("derived here") + ", sampled at two sizes in the direction in which "
        "the printed ones fail.",
        domain=DOMAIN,
        nature=tuple(
            resolvents.quadratic(f"quadratic form, p = {given.p}", given, None)
            for given in (MEANS, WIDE)
        ),
        source=prose("slide 8 and theorem 3.3", r"\| \mathbb{E} R - \tilde R \| = "
                     r"O \left( \sqrt{\log p / p} \right)"),
    ),
)  # fmt: skip

PLAIN = resolvents.white(200, (100, 100), (1, 4), 0.5)
FUNCTIONALS = (
    Claim(
        id="theorem.functionals.zero-means",
        title="Bilinear forms and normalised traces, where all means vanish",
        published="(1/n) tr A (R - Rt) -> 0 and u^T (R - Rt) v -> 0, |A|, |u|, |v| bounded; means "
        "zero and equal classes, so that Rt is the derived one.",
        domain=DOMAIN,
        nature=(
            resolvents.quadratic("quadratic form, no means", PLAIN, None),
            resolvents.class_value("normalised trace over one class, no means", PLAIN, None),
        ),
        source=submission("section 3.3", r"u^T (R - \tilde R) v \to 0"),
    ),
    Claim(
        id="theorem.functionals",
        title="Bilinear forms, means of order one, the equivalent as the submission prints it",
        published="u^T (R - Rt) v -> 0 for bounded u and v, with Rt as the submission prints it.",
        domain=DOMAIN,
        examinations=(
            disproven(
                "the normalised indicator of a class",
                partial(_gap, lambda w, d: w * (d - 1) / (d + 1)),
                "it holds of the derived equivalent",
            ),
        ),
        uses=("theorem.equivalent.submission",),
        source=submission("section 3.3", r"u^T (R - \tilde R) v \to 0"),
    ),
)

CLAIMS = (*FIXED_POINTS, UNIQUE, *EQUIVALENTS, *RATES, *FUNCTIONALS)
