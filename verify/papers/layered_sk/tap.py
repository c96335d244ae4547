"""The TAP equations: in which sense their paramagnetic solution loses stability at T_c."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

import numpy as np

from glassproof.derivations.layered_spins import paramagnet
from glassproof.derivations.layered_spins.model import ANY_LAYERS
from glassproof.numerics.layered_spins.edges import edge, least_hessian_eigenvalue, mean_below
from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.layered_spins.tap import expected_squares, iterated, least_eigenvalues
from glassproof.numerics.layered_spins.temperature import temperature
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import ALLOWED
from glassproof.verify.claims.statements import computed, proven
from glassproof.verify.papers.layered_sk.paper import abstract
from glassproof.verify.papers.layered_sk.sampled import mean
from glassproof.verify.papers.layered_sk.temperature import equal

SENTENCE = "the Thouless-Anderson-Palmer equations, and the temperature of the transition"
HESSIAN = equal(150)
ITERATED = equal(300)
PAIR = equal(300, layers=2)
STEPS = 6
COUNTS = {2: "two", 3: "three"}


def _positive_below() -> tuple[bool, str]:
    """Three equal layers, C = 1, T = 1/2: an exact bound of the least eigenvalue from below."""
    found = edge(HESSIAN, -4 * HESSIAN.onsager, 2.0)
    x = [Fraction(float(entry)).limit_denominator(1000) for entry in found.x]
    K = [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    rows = [
        -4 * sum(row) + 1 / x[l] + 4 * sum(k * y for k, y in zip(row, x, strict=True))
        for l, row in enumerate(K)
    ]
    least = 1 - max(rows)
    words = ", ".join(map(str, x))
    return least > 0, (
        f"three equal layers, $C = 1$, $T = 1/2 < T_c = 1.189$...: $x = ({words})$ bounds the "
        f"least eigenvalue from below by {least} = {float(least):.4f} $> 0$, exactly"
    )


def _least(factor: float, draws: int = 96) -> Experiment:
    """The mean least eigenvalue of sampled Hessians at ``factor`` times T_c."""
    T = factor * temperature(HESSIAN)
    return mean(
        f"mean least eigenvalue at {factor:g} T_c",
        f"mean least eigenvalue of $I + beta^2 D - beta J$, three layers of {HESSIAN.widths[0]} "
        f"spins, $T = {factor:g} T_c$",
        partial(_drawn_least, T),
        draws,
        ALLOWED * mean_below(HESSIAN, -HESSIAN.onsager / T**2, 1 / T),
        abs(round(least_hessian_eigenvalue(HESSIAN, T).value, 9)),
    )


def _drawn_least(T: float, rng: np.random.Generator, draws: int) -> FloatArray:
    return least_eigenvalues(HESSIAN, T, rng, draws)


NEGATIVE = Claim(
    id="sk.tap.negative-eigenvalue",
    title="First notion, a negative eigenvalue of the Hessian: it does not occur",
    published="In the limit of wide layers the Hessian $I + beta^2 D - beta J$ of the TAP free "
    "energy at $m = 0$ has no negative eigenvalue at any temperature, below $T_c$ neither: there "
    "its least eigenvalue is positive again. Stability is not lost in this sense.",
    source=abstract(SENTENCE, also="first of three notions of losing stability"),
    domain=ANY_LAYERS,
    examinations=(
        proven(
            "a bound by free probability",
            "the edge of $beta J - beta^2 D$ is at most the largest $-beta^2 D_l + 1 + beta^2 D_l "
            "= 1$",
            paramagnet.never_negative,
        ),
        computed("below T_c", _positive_below),
    ),
    nature=(_least(0.6),),
    uses=("sk.temperature.general",),
)


def _touches() -> tuple[bool, str]:
    """The limit of the least eigenvalue at several temperatures, between two bounds."""
    T = temperature(HESSIAN)
    factors = (0.5, 0.8, 0.95, 1.0, 1.05, 1.25, 2.0)
    found = [least_hessian_eigenvalue(HESSIAN, f * T) for f in factors]
    agrees = all(
        abs(one.value) < 1e-6 if f == 1 else one.lower > 0
        for f, one in zip(factors, found, strict=True)
    )
    told = ", ".join(
        f"{abs(one.value):.4f} at ${f:g} T_c$" for f, one in zip(factors, found, strict=True)
    )
    return agrees, f"three equal layers: {told}"


ZERO = Claim(
    id="sk.tap.zero-eigenvalue",
    title="Second notion, the least eigenvalue of the Hessian touches zero: at $T_c$ alone",
    published="The least eigenvalue of $I + beta^2 D - beta J$ vanishes, in the limit of wide "
    "layers, at $T_c$ and at no other temperature; for any widths and variances.",
    source=abstract(SENTENCE, also="second of three notions of losing stability"),
    domain=ANY_LAYERS,
    examinations=(
        proven(
            "two bounds",
            "the edge of $beta J - beta^2 D$ is at most 1 ($x = 1$), and equal to 1 only where "
            "$K$ has the Perron root $T^2$",
            paramagnet.weak_duality,
            paramagnet.never_negative,
            paramagnet.touching,
        ),
        computed("the limit at several temperatures", _touches),
    ),
    nature=(_least(1.0), _least(1.4)),
    uses=("sk.temperature.general",),
)


def _grown(
    layers: Layers, T: float, memory: bool, rng: np.random.Generator, draws: int
) -> FloatArray:
    """|m(t)|^2/|m(0)|^2 after STEPS steps, one number a glass."""
    found = iterated(layers, T, rng, draws, steps=STEPS, memory=memory)[:, -1]
    weights = np.array(layers.widths) / layers.spins
    return np.asarray(found @ weights)


def _growth(
    kind: str, layers: Layers, factor: float, derived: Callable[[float], float]
) -> Experiment:
    """The growth of |m|^2 at ``factor`` times T_c, with memory or in parallel.

    The allowance is STEPS^2/N of it: |m|^2 sums over two walks, of STEPS (STEPS - 1)/2 pairs of
    steps each, and 1/N is the price of a pair that meets otherwise than in the limit.
    """
    T = factor * temperature(layers)
    value, width = derived(T), layers.widths[0]
    return mean(
        f"growth {kind} at {factor:g} T_c",
        f"mean growth of the square of $m$ in {STEPS} steps, {COUNTS[len(layers.widths)]} layers "
        f"of {width} spins, $T = {factor:g} T_c$",
        partial(_grown, layers, T, kind == "with memory"),
        160,
        STEPS**2 / width * value,
        value,
    )


def _memory_growth(T: float) -> float:
    return float(expected_squares(ITERATED, T, STEPS)[-1].mean())


MEMORY = Claim(
    id="sk.tap.iteration",
    title="Third notion, the iteration with memory leaves $m = 0$: below $T_c$",
    published="$m(t+1) = tanh(beta J m(t) - beta^2 D m(t-1))$ reaches $m = 0$ from small $m$ "
    "above $T_c$, and leaves it below: its largest growth factor is $T_c/T$ in the limit of wide "
    "layers.",
    source=abstract(SENTENCE, also="third of three notions of losing stability"),
    domain=ANY_LAYERS,
    examinations=(
        proven(
            "the Hessian at complex temperatures",
            "a growth factor $mu$ makes $I + b^2 D - b J$ singular at $b = beta/mu$, which "
            "factorises and is invertible for $abs(b) < 1/T_c$; $b = 1/T_c$ is singular",
            paramagnet.factorisation,
            paramagnet.growth,
            paramagnet.touching,
        ),
    ),
    nature=tuple(
        _growth("with memory", ITERATED, factor, _memory_growth) for factor in (0.85, 1.0, 1.15)
    ),
    uses=("sk.tap.zero-eigenvalue",),
)


def _leaves_early() -> tuple[bool, str]:
    """Two equal layers, C = 1, T = 2: the least eigenvalue of beta J - beta^2 D is -5/4."""
    T = Fraction(2)
    least = -2 / T - 1 / T**2
    paramagnet.parallel()
    return least < -1, (
        "two equal layers, $C = 1$, $T = 2 = 2 T_c$: $J$'s edge is 2 and $D = 1$, so that the "
        f"least eigenvalue of $beta J - beta^2 D$ is {least} $< -1$; $m = 0$ is left at every $T$ "
        "below $1 + sqrt(2)$"
    )


def _semicircle_power(T: float) -> float:
    """The mean of (x/T - 1/T^2)^(2 STEPS) under the semicircle of radius 2, by Gauss's rule."""
    k = np.arange(1, 4 * STEPS + 1)
    angle = k * np.pi / (4 * STEPS + 1)
    weights = 2 / (4 * STEPS + 1) * np.sin(angle) ** 2
    return float(weights @ (2 * np.cos(angle) / T - 1 / T**2) ** (2 * STEPS))


PARALLEL = Claim(
    id="sk.tap.parallel",
    title="The parallel iteration leaves $m = 0$ above $T_c$ already",
    published="$m(t+1) = tanh(beta J m(t) - beta^2 D m(t))$, with $m(t)$ in both places, cooled "
    "from above leaves $m = 0$ where the edge of $beta J + beta^2 D$ passes 1: at $(1 + sqrt(2)) "
    "sqrt(C)$ for two equal layers, whose $T_c$ is $sqrt(C)$. It does not tell $T_c$.",
    source=abstract(SENTENCE, also="the iteration without memory"),
    domain=ANY_LAYERS,
    examinations=(
        proven(
            "two equal layers",
            "$J$ and $-J$ have one spectrum, of edge $2 sqrt(C)$, and $D = C$",
            paramagnet.parallel,
        ),
        computed("at twice T_c", _leaves_early),
    ),
    nature=(_growth("in parallel", PAIR, 1.5, _semicircle_power),),
    uses=("sk.tap.iteration",),
)

CLAIMS = (NEGATIVE, ZERO, MEMORY, PARALLEL)
