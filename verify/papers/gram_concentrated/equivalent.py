"""The theorem: the equivalent as each source prints it, for means of every size."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import sympy as sp

from glassproof.derivations.free_probability import (
    gram_equivalent,
    leave_one_out,
)
from glassproof.derivations.free_probability.gram_symbols import (
    delta_1,
    delta_2,
    n_1,
    omega_12,
    p,
    z,
)
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.source import Source
from glassproof.verify.papers.gram_concentrated import resolvents
from glassproof.verify.papers.gram_concentrated.fixed_point import DOMAIN
from glassproof.verify.papers.gram_concentrated.paper import omega, slides, submission

COUPLED = Domain(DOMAIN.ranges, (sp.Ne(omega_12, 0),))


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
                "both columns of the first class; $omega = mu^T Qbar mu$",
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
        "Means of norm $sqrt p$",
        (
            Step(1 / (share + 1 / g), "$mu^T Qbar mu$ where without the mean it is $g$ (rank one)"),
            Step(
                p * (1 + delta_1) / n_1,
                "$g$ is of order $p$: let it grow",
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
        "Between classes of means of norm $sqrt p$",
        (
            Step(
                sp.simplify(inside.inv()[0, 1]),
                "$mu_1^T Qbar mu_2$: Woodbury's identity, $P$ the order of $|mu|^2$",
            ),
            Step(sp.Integer(0), "let $P$ grow", via=lambda e: sp.limit(e, scale, sp.oo)),
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


def of_slides(given: resolvents.Classes) -> float:
    return _numbers(given)[0] / given.z


def of_submission(given: resolvents.Classes) -> float:
    w, d = _numbers(given)
    return w * (d - 1) / (d + 1) / given.z


_slides_at, _submission_at = partial(partial, of_slides), partial(partial, of_submission)


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
        slides("8", OMEGA_SLIDES, also="the submission prints the same; $Omega$ vanishes"),
    ),
    _equivalent(
        "slides",
        "Between different columns of one class, $|mu|$ of order one, as the slide prints it",
        omega / z,
        _same,
        SLIDES_FORM,
        resolvents.coupling("couplings, the slide's", MEANS, 0, _slides_at(MEANS)),
    ),
    _equivalent(
        "submission",
        "Between different columns of one class, $|mu|$ of order one, as the submission prints it",
        omega * HADAMARD / z,
        _same,
        SUBMISSION_FORM,
        resolvents.coupling("couplings, the submission's", MEANS, 0, _submission_at(MEANS)),
    ),
    _equivalent(
        "between-classes",
        "Between columns of two classes, $|mu|$ of order one and means not orthogonal, both "
        "sources",
        sp.Integer(0),
        leave_one_out.off_diagonal_entry,
        slides("8", OMEGA_SLIDES, also="the submission's $Omega$ is diagonal, too"),
        resolvents.coupling("couplings between classes", MEANS, 1, float),
    ),
    _equivalent(
        "large-means.slides",
        "Between different columns of one class, $|mu|$ of order $sqrt p$, as the slide prints it",
        p * (1 + delta_1) / (n_1 * z),
        _large,
        SLIDES_FORM,
        resolvents.coupling("large means, the slide's", LARGE, 0, _slides_at(LARGE)),
    ),
    _equivalent(
        "large-means.submission",
        "Between different columns of one class, $|mu|$ of order $sqrt p$, as the submission "
        "prints it",
        p * (1 + delta_1) * HADAMARD / (n_1 * z),
        _large,
        SUBMISSION_FORM,
        resolvents.coupling("large means, the submission's", LARGE, 0, _submission_at(LARGE)),
    ),
    _equivalent(
        "large-means.between-classes",
        "Between columns of two classes, $|mu|$ of order $sqrt p$ and not parallel, both sources",
        sp.Integer(0),
        _large_between,
        slides("8", OMEGA_SLIDES, also="the submission's $Omega$ is diagonal, too"),
    ),
)

CLAIMS = EQUIVALENTS
