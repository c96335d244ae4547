"""The angular term of the authors' notebook, and what waits for networks."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp
from flint import acb, arb, ctx, fmpq

from glassproof.derivations.p_spin.model import P_DOMAIN
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.verify.claims import extras
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.statements import computed, proven
from glassproof.verify.papers.general_activation import pieces
from glassproof.verify.papers.general_activation.paper import code

theta = sp.Symbol("theta", real=True)
r, j = sp.Symbol("r", positive=True), sp.Symbol("j", integer=True, nonnegative=True)
_DOMAIN = Domain(
    {
        theta: Range(None, None, draw=(0, 3)),
        r: Range(0, None, draw=("1/2", 12)),
        j: Range(0, None, integer=True, closed=True, draw=(0, 12)),
    }
)
_SINE = sp.sin(2 * theta) ** 2 / 2

MEANS = {
    1: "1.160544951462017", 2: "1.5118578920369086", 5: "5.792634341482105",
    10: "115.80038058190576",
}  # fmt: skip
"""Printed means at rank r."""
_HALF, _WHOLE = "half the integral at $r = 1$ over $pi$", "the integral at $r = 1$ over $pi^2$"
PARTS = {
    _HALF: ("0.29013623786550424", 0),
    _WHOLE: ("0.18470646570552376", 1),
}
"""Printed multiples of the integral at r = 1, over pi, which is a quarter of the mean, and its
double over pi."""


def integrand() -> Derivation:
    """The notebook's base of the power."""
    printed = _SINE + (3 + 4 * sp.cos(4 * theta)) / 4
    return Derivation(
        "base of the angular term",
        (
            Step(printed, "as the notebook has it"),
            Step(1 + sp.Rational(3, 4) * sp.cos(4 * theta), "$sin^2(2 theta)$ by $cos(4 theta)$"),
        ),
        _DOMAIN,
    )


def rotation_invariant() -> Derivation:
    """With 3 + cos 4 theta in place of 3 + 4 cos 4 theta the base is one."""
    quartic = sp.cos(theta) ** 4 + sp.sin(theta) ** 4
    return Derivation(
        "base of the angular term, with $3 + cos(4 theta)$",
        (
            Step(_SINE + (3 + sp.cos(4 * theta)) / 4, "without the factor 4"),
            Step(_SINE + quartic, "$(3 + cos 4 theta)/4$ is $cos^4 + sin^4$"),
            Step(sp.Integer(1), "$(cos^2 + sin^2)^2$"),
        ),
        _DOMAIN,
    )


def hypergeometric_ratio() -> Derivation:
    """Ratio of successive terms of the mean of (1 + (3/4) cos x)^(-r/2), by the binomial series.

    Only even powers have a mean, binomial(2j, j)/4^j: the series is 2F1(r/4, r/4 + 1/2; 1; 9/16).
    """
    a = sp.Rational(3, 4)

    def term(n: sp.Expr) -> sp.Expr:
        rising = sp.gamma(r / 2 + 2 * n) / (sp.gamma(r / 2) * sp.factorial(2 * n))
        return rising * a ** (2 * n) * sp.factorial(2 * n) / (sp.factorial(n) ** 2 * 4**n)

    upper = (r / 4 + j) * (r / 4 + sp.Rational(1, 2) + j)
    return Derivation(
        "terms of the mean",
        (
            Step(term(j + 1) / term(j), "means of the binomial series' even terms"),
            Step(upper / (j + 1) ** 2 * sp.Rational(9, 16), "of Gauss's series at 9/16"),
        ),
        _DOMAIN,
    )


def mean(rank: int) -> arb:
    """2F1(r/4, r/4 + 1/2; 1; 9/16), in a ball.

    >>> (mean(2) * arb(7).sqrt()).contains(4)
    True
    """
    a = acb(fmpq(rank, 4))
    found: arb = acb(fmpq(9, 16)).hypgeom_2f1(a, a + acb(fmpq(1, 2)), acb(1)).real
    return found


def _numbers() -> tuple[bool, str]:
    """Printed numbers against balls, to 1e-13 relative (what a quadrature in doubles gives)."""
    with ctx.workprec(200):
        values = {f"$r = {rank}$": (text, mean(rank)) for rank, text in MEANS.items()}
        values |= {
            name: (text, mean(1) / 4 if not power else mean(1) / (2 * arb.pi()))
            for name, (text, power) in PARTS.items()
        }
        gaps = {}
        for name, (text, value) in values.items():
            printed = Fraction(text)
            ball = arb(fmpq(printed.numerator, printed.denominator))
            gaps[name] = abs(ball / value - 1)
    agree = all(gap < 1e-13 for gap in gaps.values())
    told = ", ".join(f"{name} {float(gap):.1g}" for name, gap in gaps.items())
    return agree, f"relative differences from $2F1(r/4, r/4 + 1/2; 1; 9/16)$: {told}"


ANGULAR = Claim(
    id="ga.angular-term",
    title="The angular term's numbers",
    published="The means over $(0, pi/2)$ of $((1/2) sin^2 2 theta + (1/4)(3 + 4 cos 4 "
    f"theta))^(-r/2)$ at $r = 1$, 2, 5, 10 are {', '.join(MEANS.values())}; half the integral at "
    f"$r = 1$ over $pi$ is {PARTS[_HALF][0]}, the integral over "
    f"$pi^2$ {PARTS[_WHOLE][0]}.",
    domain=P_DOMAIN,
    examinations=(
        proven(
            "closed form",
            "the base is $1 + (3/4) cos 4 theta$, and the mean $2F1(r/4, r/4 + 1/2; 1; 9/16) = "
            "(16/7)^(r/4) P_(r/2-1)(4/sqrt 7)$: $4/sqrt 7$ at $r = 2$, $4 K(6/7)/(pi sqrt 7)$ at "
            "$r = 1$ ($K$ of the parameter), $105088/(343 sqrt 7)$ by Legendre's $P_4$ at $r = "
            "10$",
            integrand,
            hypergeometric_ratio,
        ),
        computed("balls", _numbers),
    ),
    source=code("notebook 'Exact-first term quadrature'"),
)

ANGULAR_FACTOR = Claim(
    id="ga.angular-term.factor",
    title="What the angular term is without the factor 4",
    published="With $3 + cos 4 theta$ in place of $3 + 4 cos 4 theta$ the integrand is one for "
    "every rank, and the angular term is trivial.",
    domain=P_DOMAIN,
    examinations=(
        proven(
            "a sum of squares",
            "$(1/2) sin^2 2 theta + (1/4)(3 + cos 4 theta) = (cos^2 theta + sin^2 theta)^2 = 1$",
            rotation_invariant,
            corrected="this is what the derived determinant asks for: a perturbation of rank $r$ "
            "has the factor $prod_j |1 - s_j g(x)|$, $(1 + 2 s^2)^(r/2)$ for $r$ equal strengths "
            "at the centre of the spectrum, and no angle is left to average over",
        ),
    ),
    uses=("ga.angular-term", "ga.determinant"),
    source=code(
        "notebook 'Exact-first term quadrature'",
        also="our question: $cos^4 + sin^4$ is $(3 + cos 4 theta)/4$, so that a factor 4 in the "
        "notebook would be a slip if that sum was meant; the derivation behind it was not at "
        "hand",
    ),
)

ASSUMPTION = Claim(
    id="ga.assumption",
    title="Linear pieces are hit at random, independently of data and weights",
    published="The linear piece of the activation function that a pre-activation falls in is "
    "random, independent of data and weights: shares of pieces have binomial spread over neurons "
    "and over inputs. Judged as: in every layer, setting and direction the variance of shares is "
    "that of independent pieces with one probability, to within a factor 1.5.",
    domain=P_DOMAIN,
    source=code("notebook 'Probe activation distribution assumption'"),
    studied=(pieces.PART,),
    needs=extras.NETWORKS,
    modules=extras.NETWORK_MODULES,
)

CLAIMS = (ANGULAR, ANGULAR_FACTOR, ASSUMPTION)
