"""Claims with all verdicts and all kinds of evidence, made up for tests."""

from __future__ import annotations

from typing import Any

import sympy as sp

from glassproof.derivations.block_matrix.symbols import b, b1, kappa, kappa_prime, t, x1, z
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN, m, p, sigma_z
from glassproof.derivations.proof.derivation import Derivation, Step
from tests.reports.records import CODE, TEXT, claim, evidence, formula, nature


def gradient_derivation() -> Derivation:
    """The gradient's variance of the generator's loss, as a short chain."""
    r, s = sp.symbols("r s", positive=True)
    return Derivation(
        "Variance of a component of the generator's gradient",
        (
            Step(sigma_z**2 * (r + s) ** m, "the kernel of L_G at overlaps r, s"),
            Step(
                sigma_z**2 * m * (r + s) ** (m - 1),
                "differentiate once in each copy, which acts on s alone",
                r"\partial_{s}",
                via=lambda e: sp.diff(e, s),
            ),
            Step(
                sigma_z**2 * m * 2 ** (m - 1),
                "the two points coincide: r = s = 1",
                via=lambda e: e.subs({r: 1, s: 1}),
            ),
        ),
        MODEL_DOMAIN,
    )


def quartic_derivation() -> Derivation:
    """The quartic, given and then expanded in a line longer than a page is wide."""
    c = b1**2 / (kappa * b**2)
    P = t**2 - z * t + kappa_prime * b**2 / 2
    quartic = P * (t**2 + x1 * t + c * P) + kappa * b**2 * t**2 / 2
    return Derivation(
        "The quartic of the spectrum",
        (
            Step(quartic, "eliminate g_D from the two block Dyson equations"),
            Step(sp.expand(quartic), "expand in powers of t"),
        ),
        MODEL_DOMAIN,
    )


def sample_claims() -> list[dict[str, Any]]:
    """Claims of the paper as PAPER.md states them, with verdicts and evidence made up for tests."""
    gradient_G = sigma_z**2 * m * 2**m
    published_quartic = (t**2 - z * t + kappa_prime * b**2 / 2) * (
        (1 + b1**2 / (kappa * b**2)) * t**2
        + (x1 - b1**2 * z / (kappa * b**2)) * t
        - kappa_prime * b1**2 / (2 * kappa)
    ) + kappa * b**2 * t**2 / 2
    K = (
        sp.Rational(13, 2) * sp.log(2)
        + 5 * sp.log(sp.pi)
        - kappa / 2 * sp.log(p + sigma_z**2 * m * 2**m)
        - kappa_prime / 2 * sp.log(sigma_z**2 * m * 2**m)
        - kappa * sp.log(kappa) / 2
        - kappa_prime * sp.log(kappa_prime) / 2
    )
    right_K = (
        (1 + sp.log(2)) / 2
        - kappa * sp.log(kappa) / 2
        - kappa_prime * sp.log(kappa_prime) / 2
        - kappa / 2 * sp.log(p + sigma_z**2 * m * 2 ** (m - 1))
        - kappa_prime / 2 * sp.log(sigma_z**2 * m * 2 ** (m - 1))
    )
    point = {"p": "3", "q": "2", "sigma_z": "5/7"}
    return [
        claim(
            "lemma2.gradient-variance-G",
            "Variance of a component of the generator's gradient",
            "refuted",
            "published and derived formula differ at p = 3, q = 2, sigma_z = 5/7",
            **formula(gradient_G, gradient_derivation()),
            evidence=[
                evidence("symbolic", "canonical form", "silent", "the canonical forms differ"),
                evidence(
                    "certified",
                    "rational points",
                    "fails",
                    "published and derived formula differ at p = 3, q = 2, sigma_z = 5/7: "
                    "81.6326530612245 published, 40.8163265306122 derived",
                    point=point,
                    published="81.6326530612245",
                    derived="40.8163265306122",
                ),
                nature(
                    "gradient of the tensors",
                    "variance of a gradient component",
                    191.9,
                    0.19,
                    published=384.0,
                    derived=192.0,
                    rejected=True,
                ),
            ],
        ),
        claim(
            "lemma2.b1",
            "Scale b1 of the discriminator's own block",
            "verified",
            "published and derived formula have one canonical form",
            **formula(
                sp.sqrt(p * (p - 1) * kappa),
                Derivation(
                    "b1",
                    (Step(sp.sqrt(kappa * p * (p - 1)), "second derivatives of r^p at r = 1"),),
                    MODEL_DOMAIN,
                ),
            ),
            evidence=[
                evidence("symbolic", "canonical form", "holds", "both have one canonical form"),
                nature(
                    "Hessian of the tensors",
                    "variance of an off-diagonal entry",
                    6.003,
                    0.006,
                    published=6.0,
                    derived=6.0,
                ),
            ],
        ),
        claim(
            "lemma2.two-shifts",
            "The two losses determine both diagonal shifts",
            "refuted",
            "given the losses, the difference of the radial derivatives keeps a variance",
            published="given (L_D, L_G), x and x1 have no variance left",
            derived="var(R_D - R_G | ell_D, ell_G) = m 2^m > 0",
            read_from=TEXT,
            evidence=[
                evidence(
                    "certified",
                    "conditional covariance",
                    "fails",
                    "at p = q = 3, sigma_z = 1 the conditional variance is 384",
                    point={"p": "3", "q": "3"},
                    corrected="var(R_D - R_G | ell_D, ell_G) = m 2^m > 0",
                )
            ],
        ),
        claim(
            "lemma2.expected-count",
            "Expected number of critical points at finite N",
            "supported",
            "enumeration agrees with the expected number",
            published="the expected number at finite N that the constants above give",
            uses=["lemma2.gradient-variance-G", "lemma2.b1", "lemma2.two-shifts"],
            evidence=[
                nature(
                    "enumeration at N_D = N_G = 2",
                    "mean number of critical points",
                    14.02,
                    0.05,
                    published=14.0,
                    derived=14.0,
                    kind="count",
                )
            ],
        ),
        claim(
            "lemma3.K",
            "The limit K of log(K_N)/N",
            "refuted",
            "published and derived formula differ at kappa = 1/3, p = 3, q = 2, sigma_z = 5/7",
            **formula(
                K, Derivation("K", (Step(right_K, "Stirling's formula in each factor"),)), False
            ),
            place="Lemma 3",
            uses=["lemma2.gradient-variance-G"],
            evidence=[
                evidence(
                    "certified",
                    "rational points",
                    "fails",
                    "published and derived formula differ at kappa = 1/3",
                    point={"kappa": "1/3", **point},
                )
            ],
        ),
        claim(
            "section4.quartic",
            "The quartic of the spectrum",
            "refuted",
            "published and derived formula differ at t = 1, z = 0",
            **formula(published_quartic, quartic_derivation(), False),
            place="Section 4",
            evidence=[
                evidence(
                    "certified",
                    "rational points",
                    "fails",
                    "published and derived formula differ at t = 1, z = 0",
                    point={"t": "1", "z": "0"},
                )
            ],
        ),
        claim(
            "figure1.touching",
            "The support splits in two at x1 = 3/2",
            "refuted",
            "the cusp lies at another x1",
            published="at kappa = 9/10, b = 1, b1 = 1/2 the support splits at x1 = 3/2",
            place="Figure 1",
            uses=["section4.quartic"],
            evidence=[
                evidence("certified", "discriminant", "fails", "at x1 = 3/2 it has 2 real zeros")
            ],
        ),
        claim(
            "section5.theta",
            "Theta as a supremum",
            "undecided",
            "no evidence was gathered",
            published="K + the supremum over the region",
            place="Section 5",
            uses=["lemma3.K", "section4.quartic", "lemma2.two-shifts"],
        ),
        claim(
            "section6.ratio",
            "Good minima never outnumber bad ones",
            "verified",
            "Theta is non-decreasing in both bounds",
            published="Theta(u_D, u_G) - max(Theta(u_D, oo), Theta(oo, u_G)) <= 0",
            place="Section 6",
            read_from=f"{TEXT} and {CODE}",
            uses=["section5.theta"],
            evidence=[
                evidence("symbolic", "monotonicity", "holds", "proved: {L <= u} grows with u")
            ],
        ),
        claim(
            "section6.banded",
            "Regions of low index are nested towards low losses",
            "undecided",
            "the regions at the resolution of the figure do not decide it",
            published="regions of low (k_D, k_G) are nested towards low losses",
            place="Section 6",
            read_from=TEXT,
            uses=["section5.theta"],
            evidence=[evidence("certified", "nesting", "silent", "too close to call at 3 points")],
        ),
    ]
