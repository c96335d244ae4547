"""A ledger as plain data for the tests of reports: all verdicts, all kinds of evidence."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp

from glassproof.derivations.block_matrix.symbols import b, b1, kappa, kappa_prime, t, x1, z
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN, m, p, sigma_z
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import judge
from glassproof.verify.keeping.ledger import Ledger
from glassproof.verify.papers import load, select

PAPER = {
    "paper": "A Spin Glass Model for the Loss Surfaces of Generative Adversarial Networks",
    "reference": "J. Stat. Phys. 186 (2022), arXiv:2101.02524",
}
CODE = "the authors' code"
TEXT = "the text"


def ledger(**changes: Any) -> dict[str, Any]:
    """The sample ledger; keyword arguments replace its top-level entries."""
    claims = sample_claims()
    counts = {
        verdict: sum(claim["verdict"] == verdict for claim in claims)
        for verdict in ("verified", "refuted", "supported", "undecided")
    }
    found = {
        "schema": 4,
        "paper": "gan_spin_glass",
        "seed": 7,
        "parameters": {"budget": "standard", "level": 1e-8, "family_level": 1e-6},
        "versions": {"python": "3.11.2", "glassproof": "0.1.0", "sympy": "1.14.0"},
        "summary": {"claims": len(claims), **counts, "remarks": 0, "defects": 0},
        "claims": claims,
    }
    return found | changes


def claim(claim_id: str, title: str, verdict: str, reason: str, **parts: Any) -> dict[str, Any]:
    """A record with empty parts filled in."""
    place = parts.pop("place", "Lemma 2")
    read_from, kind = parts.pop("read_from", CODE), parts.pop("kind", "code")
    record = {
        "id": claim_id,
        "title": title,
        "verdict": verdict,
        "reason": reason,
        "published": "",
        "published_latex": "",
        "derived": "",
        "derived_latex": "",
        "derivation": None,
        "ratio": "",
        "domain": "p >= 2, q >= 1 integers; sigma_z > 0; 0 < kappa < 1",
        "source": {
            **PAPER,
            "place": place,
            "read_from": read_from,
            "kind": kind,
        },
        "uses": [],
        "evidence": [],
        "seconds": 0.25,
    }
    return record | parts


def formula(published: sp.Expr, derivation: Derivation, ratio: bool = True) -> dict[str, Any]:
    """The parts of a record that a formula claim has."""
    derived = derivation.result
    return {
        "published": str(published),
        "published_latex": sp.latex(published),
        "derived": str(derived),
        "derived_latex": sp.latex(derived),
        "derivation": derivation.to_dict(),
        "ratio": str(sp.simplify(published / derived)) if ratio else "",
    }


def evidence(kind: str, name: str, outcome: str, detail: str, **data: Any) -> dict[str, Any]:
    """One piece of evidence."""
    return {
        "kind": kind,
        "name": name,
        "outcome": outcome,
        "detail": detail,
        "data": data,
        "seconds": 0.01,
    }


def nature(name: str, describes: str, estimate: float, error: float, **values: Any) -> dict:
    """The evidence of an experiment, in the shape that the judge writes."""
    derived, published = values["derived"], values["published"]
    rejected = values.get("rejected", False)
    detail = f"{describes}: {estimate:.6g} ± {error:.1g}, " + (
        f"against {published:.6g} published and {derived:.6g} derived"
        if rejected
        else "as published; a relative error of 0.011 in the variance would have been seen"
    )
    return evidence(
        values.get("kind", "nature"),
        name,
        "fails" if rejected else "consistent",
        detail,
        describes=describes,
        point={"p": "3", "q": "3", "sigma_z": "1"},
        **{
            "sample size": 2_000_000,
            "estimate": estimate,
            "standard error": error,
            "derived": {"predicted": derived, "p-value": 0.41},
            "published": {"predicted": published, "p-value": 0.0 if rejected else 0.41},
            "level": 1e-8,
            "power": "0.999: a relative error of 0.011 in the variance",
        },
    )


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


HOSTILE = (
    r"\input{/etc/hostname} \write18{id} $x$ %comment #1 ~ ^ _ & { } \end{document} ^^M"
    "<script>document.title='owned'</script><img src=x onerror=alert(1)> \"quoted\" 'single' "
    "{{ 7*7 }} {% raw %} << 7*7 >> é ß Ł λ ≤ ∞ 中文 \U0001f600 \u202e\u0000\x1b end"
)


def hostile_ledger() -> dict[str, Any]:
    """A ledger whose every text tries to be more than text."""
    long_sum = "+".join(f"x_{{{k}}}^{{2}}" for k in range(400))
    long_word = "w" * 700
    nested = r"\frac{1}{" * 12 + "x" + "}" * 12
    step = {"expression": HOSTILE, "latex": HOSTILE, "reason": HOSTILE}
    hostile = claim(
        "section1.hostile",
        HOSTILE,
        "refuted",
        HOSTILE,
        published=HOSTILE,
        published_latex=HOSTILE,
        derived=long_word,
        derived_latex=r"\href{javascript:alert(1)}{x}",
        ratio=HOSTILE,
        domain=HOSTILE,
        place=HOSTILE,
        read_from=HOSTILE,
        derivation={
            "title": HOSTILE,
            "steps": [
                {**step, "remark": HOSTILE, "proof": HOSTILE},
                {
                    "expression": "long",
                    "latex": long_sum,
                    "reason": long_word,
                    "remark": r"\frac{1}{2}",
                    "proof": "symbolic",
                },
                {
                    "expression": "x",
                    "latex": rf"\sqrt{{{long_sum}}} \frac{{{long_sum}}}{{{long_sum}}} {nested}",
                    "reason": "as above",
                    "remark": "",
                    "proof": "certified",
                },
            ],
        },
        evidence=[
            evidence(
                "certified", HOSTILE, "fails", HOSTILE, point={HOSTILE: HOSTILE}, other=[HOSTILE]
            )
        ],
    )
    hostile["source"]["paper"] = HOSTILE
    hostile["source"]["reference"] = HOSTILE
    odd = claim(
        "x\"><script>'&%$_#{}~^\\", HOSTILE, "undecided", HOSTILE, uses=["section1.hostile"]
    )
    return ledger(claims=[hostile, odd], paper=HOSTILE, versions={HOSTILE: HOSTILE})


@pytest.fixture
def sample_ledger() -> dict[str, Any]:
    """A ledger with all verdicts and all kinds of evidence."""
    return ledger()


@pytest.fixture
def hostile() -> dict[str, Any]:
    """A ledger whose every text tries to be more than text."""
    return hostile_ledger()


@pytest.fixture
def hostile_text() -> str:
    """The text that occurs everywhere in the hostile ledger."""
    return HOSTILE


@pytest.fixture(scope="session")
def worst_ledger() -> dict[str, Any]:
    """A fresh ledger of the paper's claims whose formulas are the hardest to typeset.

    Eleven short claims of the same section come first, so that the numbers of formulas are wide.
    """
    wanted = ["lemma3.K", "lemma2.two-shifts", "section5.index-weight-D"]
    claims = select(load("gan_spin_glass").claims, wanted)
    judgements = tuple(judge(claim, budget=Effort.QUICK) for claim in claims)
    found = Ledger("gan_spin_glass", judgements, 0, Effort.QUICK, "2022-05-01").to_dict()
    source = found["claims"][0]["source"]
    short = [claim(f"lemma1.short{k}", "Short", "undecided", "none") for k in range(11)]
    return found | {"claims": [one | {"source": source} for one in short] + found["claims"]}
