"""The theorem: how fast the equivalent is approached, and what follows for functionals."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import floor

import flint
import numpy as np

from glassproof.derivations.prose.uncertain import with_error
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome
from glassproof.verify.claims.source import Source
from glassproof.verify.claims.statements import disproven
from glassproof.verify.papers.gram_concentrated import measured, resolvents
from glassproof.verify.papers.gram_concentrated.equivalent import (
    MEANS,
    SLIDES_FORM,
    SUBMISSION_FORM,
    of_slides,
    of_submission,
)
from glassproof.verify.papers.gram_concentrated.fixed_point import DOMAIN
from glassproof.verify.papers.gram_concentrated.paper import prose, submission

Array = np.ndarray


def _gap(published: Callable[[flint.arb, flint.arb], flint.arb]) -> tuple[bool, str]:
    """One class, p = n, C = I + mu mu^T, |mu|^2 = 1, z = 1: u^T (Rt - derived) u as p grows."""
    delta = (flint.arb(5).sqrt() - 1) / 2
    w = 1 / (2 / (1 + delta) + 1)
    gap = published(w, delta) + w / (1 + delta) ** 2
    least = floor(float(abs(gap).lower()) * 1e8) / 1e8
    return bool(abs(gap) > 0), (
        "with one class, $p = n$, covariance $I$, $|mu| = 1$, $z = 1$ the norm of the difference "
        f"of the printed and the derived equivalent is at least {least:.8f} for every $p$"
    )


def _value_with(given: resolvents.Classes, printed: Callable[[resolvents.Classes], float]) -> float:
    """u^T Rt u with a printed coupling p B."""
    share = given.counts[0] / given.p
    return float(given.equivalent().class_values[0]) + share * printed(given)


def _told(whose: str, found: measured.Norms, values: Array) -> tuple[str, float, float]:
    slope, error = found.exponent(values)
    text = (
        f"$|E R - Rtilde|$ of the equivalent as {whose} is {values[0]:.3g} at $p = "
        f"{found.p[0]:.0f}$ "
        f"and {values[-1]:.3g} at $p = {found.p[-1]:.0f}$: it goes as $p$ to the power "
        f"{with_error(slope, error)}"
    )
    return text, slope, error


def _falls() -> Finding:
    """The norm of E R less the derived equivalent, and how it falls: faster than is claimed."""
    found = measured.norms()
    text, slope, error = _told("derived", found, found.derived)
    fast = slope + 5 * error < -0.5
    return Finding(
        Kind.NATURE,
        Outcome.CONSISTENT if fast else Outcome.SILENT,
        f"{text}, where $O(sqrt(log p/p))$ is claimed",
    )


def _stays(whose: str, which: str) -> Finding:
    found = measured.norms()
    return Finding(Kind.NATURE, Outcome.SILENT, _told(whose, found, getattr(found, which))[0])


FALLS = Examination("measured exponent", _falls)
WIDE = resolvents.with_means(400, 4.0, 0.25)
RATE = "$|E R - Rtilde| = O(sqrt(log p/p))$ in operator norm, for the equivalent $Rtilde$ as {}"


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
            Examination("measured exponent", partial(_stays, whose, name)),
        ),
        nature=(
            resolvents.quadratic(
                f"quadratic form, {whose}", MEANS, partial(_value_with, MEANS, printed)
            ),
        ),
        uses=(f"theorem.equivalent.{name}",),
        corrected=FALLS,
        source=source,
    )


RATES = (
    _rate("slides", "the slide prints it", lambda w, _: w, of_slides, SLIDES_FORM),
    _rate(
        "submission",
        "the submission prints it",
        lambda w, d: w * (d - 1) / (d + 1),
        of_submission,
        SUBMISSION_FORM,
    ),
    Claim(
        id="theorem.rate.derived",
        title="The rate of the derived equivalent",
        published=RATE.format("derived here") + ", sampled at two sizes in the direction in "
        "which "
        "the printed ones fail.",
        domain=DOMAIN,
        examinations=(FALLS,),
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
        published="$(1/n) tr A (R - Rtilde) -> 0$ and $u^T (R - Rtilde) v -> 0$, $|A|$, $|u|$, "
        "$|v|$ bounded; means zero and equal classes, so that $Rtilde$ is the derived one.",
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
        published="$u^T (R - Rtilde) v -> 0$ for bounded $u$ and $v$, with $Rtilde$ as the "
        "submission prints it.",
        domain=DOMAIN,
        examinations=(
            disproven(
                "the normalised indicator of a class",
                partial(_gap, lambda w, d: w * (d - 1) / (d + 1)),
                "it holds of the derived equivalent",
            ),
        ),
        uses=("theorem.equivalent.submission",),
        corrected=FALLS,
        source=submission("section 3.3", r"u^T (R - \tilde R) v \to 0"),
    ),
)

CLAIMS = (*RATES, *FUNCTIONALS)
