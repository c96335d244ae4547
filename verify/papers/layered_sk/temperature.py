"""The transition temperature: equal layers in three readings, three layers, and any chain."""

from __future__ import annotations

import numpy as np
import sympy as sp

from glassproof.derivations.layered_spins import chain, paramagnet, second_moment
from glassproof.derivations.layered_spins.chain import CHAIN, C, L
from glassproof.derivations.layered_spins.model import ANY_LAYERS, N_1, N_2, N_3, v_1, v_2
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.derivation import Derivation
from glassproof.numerics.layered_spins.edges import least_hessian_eigenvalue
from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.layered_spins.high_temperature import log_second_moment
from glassproof.numerics.layered_spins.temperature import temperature
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.statements import computed, proven
from glassproof.verify.papers.layered_sk.crossings import Run, crossing
from glassproof.verify.papers.layered_sk.paper import abstract, summary
from glassproof.verify.papers.layered_sk.sampled import random_chain

EQUAL_LAYERS = CHAIN.restricted({C, L})
PUBLISHED = sp.sqrt(2 * C * sp.cos(sp.pi / (L + 2)))
FORMULA = r"T_c = \left( 2 C \cos \frac{\pi}{L + 2} \right)^{1/2}"


def equal(width: int, layers: int = 3) -> Layers:
    """Equal layers with C = 1."""
    return Layers((width,) * layers, (1 / width,) * (layers - 1))


def of_matrices() -> Derivation:
    """L weight matrices stand between L + 1 layers of spins."""
    return chain.counted(L + 1)


def of_spins() -> Derivation:
    """L layers of spins."""
    return chain.counted(L)


def of_hidden_layers() -> Derivation:
    """L hidden layers, an input and an output: L + 2 layers of spins."""
    return chain.counted(L + 2)


EQUAL_CROSSING = crossing(
    (
        Run(equal(4), burn=50, samples=20, glasses=10),
        Run(equal(16), burn=100, samples=30, glasses=5),
        Run(equal(64), burn=200, samples=30),
    ),
    (1.1, 1.15, 1.2, 1.25, 1.3, 1.45, 1.65),
    used=5,
    draws=640,
    point={L: sp.Integer(2), C: sp.Integer(1)},
)

EQUAL = Claim(
    id="sk.temperature",
    title="$T_c$ of equal layers",
    published=PUBLISHED,
    derived=of_matrices,
    source=summary(
        "the result for identical layers",
        FORMULA,
        also="read as: $L$ weight matrices, so that there are $L + 1$ layers of spins; $C$ is "
        "width times variance",
    ),
    domain=EQUAL_LAYERS,
    nature=(EQUAL_CROSSING,),
)


def _readings() -> tuple[bool, str]:
    """The printed formula against T_c of the other readings, as balls, at L = 2 and C = 1."""
    at = {L: 2, C: 1}
    printed = enclose(PUBLISHED.subs(at), {})
    others = [enclose(of().result.subs(at), {}) for of in (of_spins, of_hidden_layers)]
    told = [ball.str(10, radius=False) for ball in (printed, *others)]
    return all(abs(printed - other) > 0 for other in others), (
        f"at $L = 2$, $C = 1$ the printed formula gives {told[0]}; two layers of spins have $T_c "
        f"= {told[1]}$, two hidden layers {told[2]}"
    )


READINGS = Claim(
    id="sk.temperature.readings",
    title="What $L$ counts in the printed formula",
    published="Of three readings one makes the formula right for every $L$: $L$ weight matrices, "
    "as it is judged above. With $L$ layers of spins $T_c$ is $(2 C cos(pi/(L + 1)))^(1/2)$, with "
    "$L$ hidden layers between an input and an output, all of them spins, $(2 C cos(pi/(L + "
    "3)))^(1/2)$.",
    source=summary("the result for identical layers", FORMULA, also="the summary defines no $L$"),
    domain=EQUAL_LAYERS,
    examinations=(
        proven(
            "a path of vertices",
            "$n$ equal layers of spins have $T_c^2 = 2 C cos(pi/(n + 1))$; $n = L + 1$, $L$, $L + "
            "2$",
            of_matrices,
            of_spins,
            of_hidden_layers,
        ),
        computed("the other readings differ", _readings),
    ),
    uses=("sk.temperature",),
)

_POINT = {
    **dict(zip((N_1, N_2, N_3), map(sp.Integer, (8, 12, 16)), strict=True)),
    v_1: sp.Rational(1, 10),
    v_2: sp.Rational(1, 20),
}


def unequal(times: int) -> Layers:
    """Layers of 2, 3, 4 spins, or a multiple of that with the variances divided by it."""
    return Layers((2 * times, 3 * times, 4 * times), (2 / (5 * times), 1 / (5 * times)))


THREE = Claim(
    id="sk.temperature.three-layers",
    title="$T_c$ of three layers of any widths and variances",
    published=(N_2 * (N_1 * v_1**2 + N_3 * v_2**2)) ** sp.Rational(1, 4),
    derived=paramagnet.stability,
    source=abstract(
        "the transition temperature from spin glass to paramagnet is calculated",
        r"T_c = \left( N_2 (N_1 v_1^2 + N_3 v_2^2) \right)^{1/4}",
        also="our form, from the second moment of $Z$; derived from the stability of the "
        "paramagnet",
    ),
    domain=ANY_LAYERS,
    nature=(
        crossing(
            (
                Run(unequal(1), burn=50, samples=20, glasses=10),
                Run(unequal(4), burn=100, samples=30, glasses=5),
                Run(unequal(16), burn=200, samples=30),
            ),
            (1.0, 1.05, 1.1, 1.15, 1.2, 1.35, 1.55),
            used=5,
            draws=640,
            point=_POINT,
        ),
    ),
)


_SAME = 1e-9
"""Two ways to one number; what floats leave of its difference depends on the machine."""


def _two_ways() -> tuple[bool, str]:
    """T_c against the zero of the Hessian's least eigenvalue, random chains."""
    rng = np.random.default_rng(0)
    worst, least = 0.0, np.inf
    for _ in range(30):
        given = random_chain(rng, 9, 400)
        T = temperature(given)
        worst = max(worst, abs(least_hessian_eigenvalue(given, T).value))
        beside = [least_hessian_eigenvalue(given, T * f).lower for f in (0.9, 1.1)]
        least = min(least, *beside)
    return worst < _SAME and least > 1e-4, (
        "30 random chains of 2 to 8 layers: at $T_c$ the limit of the least eigenvalue of the TAP "
        f"Hessian is 0 within {_SAME:.0e}; at 0.9 and $1.1 T_c$ it is at least {least:.1e}"
    )


GENERAL = Claim(
    id="sk.temperature.general",
    title="$T_c$ of any widths and variances",
    published="$T_c^2$ is the largest eigenvalue of $K_lm = N_m v_lm$, $v_lm$ the variance "
    "between neighbouring layers and 0 otherwise; by the stability of the paramagnet and, "
    "independently, by the second moment of the partition function.",
    source=abstract("the transition temperature from spin glass to paramagnet is calculated"),
    domain=ANY_LAYERS,
    examinations=(
        proven(
            "stability of the paramagnet",
            "the resolvent of the TAP Hessian at $m = 0$ has the diagonal 1, which solves Dyson's "
            "equation, stably as long as the Perron root of $beta^2 K$ is below one; written out "
            "for three layers, the same for any",
            paramagnet.resolvent,
            paramagnet.factorisation,
            paramagnet.stability,
        ),
        proven(
            "second moment",
            "$E Z^2/(E Z)^2$ tends to $det(I - beta^2 M)^(-1/2)$ as long as that Perron root is "
            "below one, since the entropy of overlaps is at least quadratic; written for three "
            "layers",
            second_moment.entropy,
            second_moment.fluctuations,
            second_moment.temperature,
        ),
        computed("both ways, and edges by two bounds", _two_ways),
    ),
    uses=("sk.map",),
)


def _second_moments() -> tuple[bool, str]:
    """Exact second moments at growing widths, on both sides of T_c, three equal layers."""
    highest, sizes = temperature(equal(100)), (50, 100, 200)
    above = [log_second_moment(equal(n), 1.25 * highest) for n in sizes]
    limit = -np.log(1 - 1.25**-4) / 2
    gaps = [limit - value for value in above]
    below = [log_second_moment(equal(n), 0.8 * highest) / (3 * n) for n in sizes]
    settles = all(abs(n * a - 2 * n * b) < 0.25 * n * abs(a)
                  for n, a, b in zip(sizes, gaps, gaps[1:], strict=False))  # fmt: skip
    grows = min(below) > 0 and abs(below[2] - below[1]) < abs(below[1] - below[0])
    return settles and grows, (
        f"three equal layers of {sizes} spins, exactly: at $1.25 T_c log E Z^2/(E Z)^2$ is "
        f"{', '.join(f'{x:.5f}' for x in above)}, limit {limit:.5f}; at $0.8 T_c$, a spin, "
        f"{', '.join(f'{x:.5f}' for x in below)}"
    )


SECOND = Claim(
    id="sk.temperature.second-moment",
    title="The second moment of $Z$ is bounded by the square of its mean above $T_c$ alone",
    published="$E Z^2/(E Z)^2$ tends to $det(I - beta^2 M)^(-1/2)$ above $T_c$, with an error of "
    "order $1/N$, and grows exponentially with the widths below.",
    source=abstract("the transition temperature from spin glass to paramagnet is calculated"),
    domain=ANY_LAYERS,
    examinations=(
        proven(
            "a Gaussian integral",
            "overlaps become Gaussian, and the entropy leaves nothing else above $T_c$; written "
            "out for three layers",
            second_moment.entropy,
            second_moment.fluctuations,
        ),
        computed("exact sums over overlaps", _second_moments),
    ),
    uses=("sk.map.covariance",),
)

CLAIMS = (EQUAL, READINGS, THREE, GENERAL, SECOND)
