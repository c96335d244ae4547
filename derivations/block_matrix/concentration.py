"""Linear statistics of the spectrum concentrate, with the constant written out.

H = b M + b1 (M1 (+) 0) - x I - x1 (I (+) 0) of size N, with blocks of kappa N and (1 - kappa) N
rows. Its entries on and above the diagonal are independent Gaussians, functions of as many
independent N(0, 1); x and x1 enter through the means alone. A function of N(0, 1) variables whose
Lipschitz constant is L satisfies P(|F - E F| > delta) <= 2 exp(-delta^2/(2 L^2)) (log-Sobolev
inequality of the Gaussian and Herbst's argument), and the integral of f over the empirical
spectral measure has L = slope sqrt(V)/N, where slope is the Lipschitz constant of f and

    V = b^2 + b1^2/kappa.

The constant V depends on none of x, x1 and N. The logarithm, which is not Lipschitz, is in
:mod:`glassproof.derivations.block_matrix.log_concentration`.

References: A. Guionnet, O. Zeitouni, Concentration of the spectral measure for large matrices,
Electron. Comm. Probab. 5 (2000) 119-136; L. Gross, Logarithmic Sobolev inequalities, Amer. J.
Math. 97 (1975) 1061-1083; A. J. Hoffman, H. W. Wielandt, Duke Math. J. 20 (1953) 37-39.
"""

from __future__ import annotations

from functools import cache
from math import prod

import sympy as sp

from glassproof.derivations.block_matrix.symbols import SPECTRUM_DOMAIN, N, b, b1, kappa, x, x1
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

delta, epsilon, slope, tilt, lipschitz, cut = sp.symbols(
    "delta epsilon slope tilt L h", positive=True
)
eigenvalue = sp.Symbol("lambda", real=True)
g, g1 = sp.symbols("g g1", real=True)

V = b**2 + b1**2 / kappa
"""N times the largest variance of an entry, that of the D block's diagonal."""

_SCALE = Range(0, None, log=True, draw=("1/1000", 1000))
CONCENTRATION_DOMAIN = Domain(
    {
        **{s: r for s, r in SPECTRUM_DOMAIN.ranges.items() if s in (kappa, b, b1, x1)},
        x: Range(draw=(-8, 8)),
        N: Range(1, None, integer=True, closed=True, draw=(1, 2000)),
        delta: _SCALE,
        epsilon: _SCALE,
        slope: _SCALE,
        tilt: _SCALE,
        lipschitz: _SCALE,
        cut: Range(0, 1, draw=("1/1000", "999/1000")),
        eigenvalue: Range(draw=(-8, 8)),
        g: Range(draw=(-8, 8)),
        g1: Range(draw=(-8, 8)),
    }
)
"""Where the bounds must hold."""


def gaussian_mean(expression: sp.Expr, variables: tuple[sp.Symbol, ...]) -> sp.Expr:
    """E of a polynomial in independent N(0, 1) variables: E g^2k = (2k - 1)!!.

    >>> gaussian_mean(3 * g**4 + g * g1 + 1, (g, g1))
    10
    """
    polynomial = sp.Poly(sp.expand(expression), *variables)
    return sum(
        (
            coefficient * prod(int(sp.factorial2(k - 1)) for k in powers)
            for powers, coefficient in polynomial.terms()
            if all(k % 2 == 0 for k in powers)
        ),
        sp.Integer(0),
    )


@cache
def largest_variance() -> Derivation:
    """The variance V/N of the widest entry; x and x1 drop out with the mean.

    The log-Sobolev constant of independent Gaussians is the largest of their variances.

    >>> largest_variance().result.free_symbols == {b, b1, kappa, N}
    True
    """
    centred = b * g / sp.sqrt(N) + b1 * g1 / sp.sqrt(kappa * N)
    return Derivation(
        "largest variance of an entry",
        (
            Step(
                centred - x - x1,
                "an entry on the diagonal of the $D$ block, $g$ and $g1$ independent $N(0, 1)$",
            ),
            Step(centred, "minus its mean", via=lambda e: e - gaussian_mean(e, (g, g1))),
            Step(
                b**2 / N + b1**2 / (kappa * N),
                "mean of the square",
                via=lambda e: gaussian_mean(e**2, (g, g1)),
            ),
            Step(V / N, "common denominator"),
        ),
        CONCENTRATION_DOMAIN,
    )


@cache
def frobenius_steps() -> Derivation:
    """By how much V/N exceeds the square of |H - H'|_F for a unit step in each kind of N(0, 1).

    Kinds: diagonal and other entries of the D block, then of the rest. An entry off the diagonal
    has half the variance and occurs twice. No excess is negative, hence
    |H - H'|_F <= sqrt(V/N) |g - g'|.

    >>> frobenius_steps().result
    Matrix([[0, 0, b1**2/(N*kappa), b1**2/(N*kappa)]])
    """
    wide, narrow = V / N, b**2 / N
    squares = sp.ImmutableMatrix([[wide, 2 * (wide / 2), narrow, 2 * (narrow / 2)]])
    excess = b1**2 / (kappa * N)
    return Derivation(
        "a unit step in one Gaussian moves $H$ by at most $sqrt(V/N)$",
        (
            Step(squares, "variance times the number of times that the entry occurs in $H$"),
            Step(
                sp.ImmutableMatrix([[0, 0, excess, excess]]),
                "what is missing to $V/N$",
                via=lambda e: e.applyfunc(lambda square: V / N - square),
            ),
        ),
        CONCENTRATION_DOMAIN,
    )


@cache
def lipschitz_constant() -> Derivation:
    """The Lipschitz constant slope sqrt(V)/N of the mean of f over the spectrum.

    >>> lipschitz_constant().result
    slope*sqrt(b**2 + b1**2/kappa)/N
    """
    return Derivation(
        "Lipschitz constant of a linear statistic",
        (
            Step(sp.sqrt(V / N), "of $H$ in the Gaussians, in Frobenius' norm"),
            Step(
                slope * sp.sqrt(N) * sp.sqrt(V / N),
                "of the sum of $f$: sum of $(lambda_i - lambda'_i)^2 <= |H - H'|_F^2$ (Hoffman "
                "and Wielandt), then Cauchy and Schwarz",
                via=lambda e: slope * sp.sqrt(N) * e,
            ),
            Step(
                slope * sp.sqrt(V) / N, "of its mean over the $N$ eigenvalues", via=lambda e: e / N
            ),
        ),
        CONCENTRATION_DOMAIN,
    )


@cache
def herbst() -> Derivation:
    """P(F - E F > delta) <= exp(-delta^2/(2 L^2)) from the log-Sobolev inequality.

    >>> herbst().result
    exp(-delta**2/(2*L**2))
    """
    return Derivation(
        "Herbst's argument",
        (
            Step(
                lipschitz**2 / 2,
                "log-Sobolev inequality of $N(0, 1)$ for $exp(tilt F/2)$: bounds the derivative "
                "in $tilt$ of $log E exp(tilt (F - E F)) / tilt$, which starts at 0",
            ),
            Step(
                lipschitz**2 * tilt / 2,
                "integrate over the $tilt$",
                via=lambda e: sp.integrate(e, (tilt, 0, tilt)),
            ),
            Step(lipschitz**2 * tilt**2 / 2, "$log E exp(tilt (F - E F))$", via=lambda e: e * tilt),
            Step(
                lipschitz**2 * tilt**2 / 2 - tilt * delta,
                "Markov: $log P(F - E F > delta)$",
                via=lambda e: e - tilt * delta,
            ),
            Step(
                -(delta**2) / (2 * lipschitz**2),
                "at the best $tilt$, $delta/L^2$",
                via=lambda e: e.subs(tilt, delta / lipschitz**2),
            ),
            Step(sp.exp(-(delta**2) / (2 * lipschitz**2)), "exponentiate", via=sp.exp),
        ),
        CONCENTRATION_DOMAIN,
    )


@cache
def tail() -> Derivation:
    """P(|int f dL - E int f dL| > delta) <= 2 exp(-N^2 delta^2/(2 V slope^2)), for every N.

    >>> tail().result.free_symbols & {x, x1}
    set()
    """
    return Derivation(
        "sub-Gaussian tail of a linear statistic",
        (
            *herbst().steps,
            Step(
                2 * sp.exp(-(N**2) * delta**2 / (2 * V * slope**2)),
                "both signs, with the Lipschitz constant slope $sqrt(V)/N$",
                via=lambda e: 2 * e.subs(lipschitz, lipschitz_constant().result),
            ),
        ),
        CONCENTRATION_DOMAIN,
    )


@cache
def trace_variance() -> Derivation:
    """var(tr H/N) = (b^2 + b1^2)/N^2: the constant V cannot be improved at b1 = 0.

    tr H/N is Gaussian and slope is 1, so its tail has the rate N^2 delta^2/(2 (b^2 + b1^2)).
    """
    return Derivation(
        "variance of the mean eigenvalue",
        (
            Step(
                (kappa * N * (V / N) + (1 - kappa) * N * (b**2 / N)) / N**2,
                "independent diagonal entries of the two blocks",
            ),
            Step((b**2 + b1**2) / N**2, "collect"),
        ),
        CONCENTRATION_DOMAIN,
    )
