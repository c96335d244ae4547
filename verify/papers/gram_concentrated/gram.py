"""The Gram matrix, its resolvent, its spectrum and its projectors."""

from __future__ import annotations

from functools import partial

import sympy as sp

from glassproof.derivations.free_probability import gram_matrix, gram_outlier, leave_one_out
from glassproof.derivations.free_probability.gram_matrix import (
    MATRIX_DOMAIN,
    lam,
    m_i,
    m_j,
    p,
    z,
    z_i,
    z_j,
)
from glassproof.derivations.free_probability.leave_one_out import SINGULAR_DOMAIN, s
from glassproof.derivations.proof.domain import Domain
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome
from glassproof.verify.claims.source import Source
from glassproof.verify.claims.statements import proven
from glassproof.verify.papers.gram_concentrated import spectra
from glassproof.verify.papers.gram_concentrated.paper import prose, slides, submission

OFF_SPECTRUM = Domain(MATRIX_DOMAIN.ranges, (sp.Ne(lam, z),))

DECOMPOSITION = Claim(
    id="gram.decomposition",
    title="Signal, noise and mixed terms of the Gram matrix",
    published=m_i * m_j / p + z_i * z_j / p + (m_i * z_j + z_i * m_j) / p,
    derived=gram_matrix.decomposition,
    domain=MATRIX_DOMAIN,
    source=submission(
        "equation (10)",
        r"G = \frac{1}{p} J M^T M J^T + \frac{1}{p} Z^T Z + \frac{1}{p} (J M^T Z + Z^T M J^T)",
        also="one coordinate of an entry; the sum over coordinates is the matrix product",
    ),
)

LINK = Claim(
    id="gram.resolvent-link",
    title="The resolvent of $G$ by that of $X X^T/p$",
    published=(1 - s**2 / (s**2 + z)) / z,
    derived=leave_one_out.resolvent_link,
    domain=SINGULAR_DOMAIN,
    source=submission(
        "proof of theorem 3.3",
        r"R(z) = \frac{1}{z} \left( I_n - \frac{1}{p} X^T Q(z) X \right)",
        also="on the right singular vector of $X/sqrt(p)$ whose singular value is $s$",
    ),
)

EIGENVALUES = Claim(
    id="gram.eigenvalues",
    title="Eigenvalues of the resolvent $R(z) = (G + z I)^(-1)$",
    published=1 / (lam - z),
    derived=gram_matrix.resolvent_eigenvalue,
    domain=OFF_SPECTRUM,
    source=submission("section 3.3", r"\frac{1}{\lambda_i - z}"),
)

STIELTJES = Claim(
    id="gram.stieltjes",
    title="$tr Q(-z)/n$ as the Stieltjes transform of the spectrum",
    published=1 / (lam - z),
    derived=gram_matrix.stieltjes,
    domain=OFF_SPECTRUM,
    source=slides(
        "7",
        r"m(z) = \frac{1}{n} \operatorname{tr} Q(-z)",
        also="one eigenvalue's share; the transform is the integral of $1/(lambda - z)$",
    ),
)


def _projector(sign: int, turns: int, claim_id: str, published: str, source: Source) -> Claim:
    """The integral with a ``sign`` before it, over a contour that turns ``turns`` times."""
    ways = {1: "counterclockwise", -1: "clockwise"}

    def residues() -> Finding:
        value = sign * gram_matrix.contour_integral(turns).result
        return Finding(
            Kind.SYMBOLIC,
            Outcome.HOLDS if value == 1 else Outcome.SILENT,
            f"on an eigenvector inside, the integral over a contour run {ways[turns]} gives "
            f"{value}, and 0 on one outside; run {ways[-turns]} it gives {-value}: the formula "
            "needs this orientation",
        )

    return Claim(
        id=claim_id,
        title=f"The projector on eigenvectors as a contour integral, {ways[turns]}",
        published=published,
        derived=partial(gram_matrix.contour_integral, turns),
        domain=MATRIX_DOMAIN,
        examinations=(Examination("residues", residues),),
        source=source,
    )


PROJECTORS = (
    _projector(
        -1,
        1,
        "gram.projector.slides",
        "$U U^T = -(1/(2 pi i))$ times the integral of $Q(-z) d z$ over a contour around the "
        "eigenvalues, run counterclockwise.",
        slides("7", r"U U^T = - \frac{1}{2 \pi i} \oint_\gamma Q(-z) \, dz"),
    ),
    _projector(
        1,
        -1,
        "gram.projector.submission",
        "$U U^T = +(1/(2 pi i))$ times the integral of $R(-z) d z$ over an oriented contour around "
        "the eigenvalues, read as run clockwise.",
        submission("section 3.3", r"U U^T = \frac{1}{2 \pi i} \oint_\gamma R(-z) \, dz"),
    ),
)

THRESHOLD = prose("submission, section 3.3", r"\| M^T M \| \geq \xi")
DETECTION = Claim(
    id="gram.detection",
    title="A threshold below which leading eigenvectors carry no information on the classes",
    published="There is a threshold $xi$, a function of $p/n$ and of the statistics, such that "
    "leading eigenvectors of $G$ carry class information only if $|M^T M| >= xi$. Judged for two "
    "balanced classes of means $+mu$, $-mu$ and covariance $I$",
    derived=gram_outlier.overlap,
    domain=gram_outlier.OUTLIER_DOMAIN,
    examinations=(
        proven(
            "isolated eigenvalue of the equivalent",
            "an eigenvalue $(1 + rho)(n/p + 1/rho)$, $rho = |mu|^2$, is isolated for $rho > "
            "sqrt(p/n)$, and its eigenvector has the squared overlap $1 - (p/n + rho)/(rho (rho + "
            "1))$ with the labels, which is 0 at the threshold",
            gram_outlier.position,
            gram_outlier.threshold,
            gram_outlier.overlap,
            corrected="$xi = 2 sqrt(p/n)$, as $|M^T M| = 2 |mu|^2$",
        ),
    ),
    nature=(
        spectra.isolated_eigenvalue(spectra.LOUD),
        spectra.overlap_with_labels(spectra.LOUD),
        spectra.overlap_with_labels(spectra.FAINT),
    ),
    source=THRESHOLD,
)

COMMON = Claim(
    id="gram.detection.common-covariance",
    title="The threshold where both classes have one covariance, whatever it is",
    published="There is a threshold of $|mu|^2$ for two balanced classes of means $+mu$, $-mu$ "
    "and one covariance $Sigma$ as well, a function of $p/n$, of $Sigma$ and of the direction of "
    "$mu$.",
    derived=gram_outlier.common_overlap,
    domain=gram_outlier.COMMON_DOMAIN,
    examinations=(
        proven(
            "isolated eigenvalue of the equivalent",
            "the eigenvalue $t$ that $mu mu^T$ adds to $Sigma$, $mu^T (t - Sigma)^(-1) mu = 1$, "
            "makes an isolated one at $x(t) = t (n/p + tr Sigma (t - Sigma)^(-1)/p)$ where $x'(t) "
            "> 0$; the squared overlap with the labels is $p x'(t)/(n t |(t - Sigma)^(-1) "
            "mu|^2)$, which is 0 at the threshold",
            gram_outlier.spike,
            gram_outlier.common_position,
            gram_outlier.rise,
            gram_outlier.common_overlap,
            corrected="$|mu|^2 >= 1/(u^T (t^* - Sigma)^(-1) u)$, $u = mu/|mu|$, where $tr (Sigma "
            "(t^* - Sigma)^(-1))^2 = n$",
        ),
    ),
    nature=(
        spectra.isolated_eigenvalue(spectra.COLOURED),
        spectra.overlap_with_labels(spectra.COLOURED),
    ),
    source=THRESHOLD,
)

CLAIMS = (DECOMPOSITION, LINK, EIGENVALUES, STIELTJES, *PROJECTORS, DETECTION, COMMON)
