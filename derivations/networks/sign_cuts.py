"""Cuts of a loss along directions whose signs agree with the weights more or less often.

The cut is L(theta + lambda d), d_i = s_i |eps_i| sign(theta_i): the s_i are independent of
everything, 1 with probability r and -1 otherwise; the |eps_i| are independent, of moments m_1, m_2,
m_3.

r = 1/2: d and -d have one law, so that the cuts at lambda and -lambda have it, whatever L is. In
general r -> 1 - r turns d into -d, and the mean of L(lambda) - L(-lambda) changes its sign. Its
expansion, in coordinates turned so that sign(theta_i) = 1, has odd powers of lambda alone:

    2 lambda (2r - 1) m_1 G + (lambda^3/3) (2r - 1) (m_3 T_1 + 3 m_1 m_2 T_2 + (2r - 1)^2 m_1^3
    T_3),

G the sum of the gradient's entries; T_1 the sum of third derivatives L_iii, T_2 of L_iij (i and j
different), T_3 of L_ijk (all different, each order counted), for a loss with five derivatives.
"""

from __future__ import annotations

from functools import cache
from itertools import permutations, product

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

r, lam = sp.symbols("r lambda", real=True)
"""Probability that a sign agrees; the coordinate of the cut."""
m_1, m_2, m_3 = sp.symbols("m_1 m_2 m_3", positive=True)
G, T_1, T_2, T_3 = sp.symbols("G T_1 T_2 T_3", real=True)

_SCALE = Range(0, None, log=True, draw=("1/100", 10))
SIGN_CUTS = Domain(
    {
        r: Range(0, 1, closed=True, draw=(0, 1)),
        lam: Range(0, None, log=True, draw=("1/1000", 1)),
        **dict.fromkeys((m_1, m_2, m_3), _SCALE),
        **dict.fromkeys((G, T_1, T_2, T_3), Range()),
    }
)

_WEIGHTS = 3
"""Coordinates of the steps: the fewest of which three can be different; more make longer sums."""


def _gradient(i: int) -> sp.Symbol:
    return sp.Symbol(f"g_{i}", real=True)


def _third(*ijk: int) -> sp.Symbol:
    return sp.Symbol("T_" + "".join(map(str, sorted(ijk))), real=True)


def _odd_part(moves: tuple[sp.Expr, ...]) -> sp.Expr:
    """L(lambda d) - L(-lambda d) to third order, d the ``moves``."""
    indices = range(_WEIGHTS)
    first = sum(_gradient(i) * moves[i] for i in indices)
    third = sum(
        _third(i, j, k) * moves[i] * moves[j] * moves[k] for i, j, k in product(indices, repeat=3)
    )
    return 2 * lam * first + lam**3 * third / 3


def _mean(expression: sp.Expr) -> sp.Expr:
    """Over signs exactly, over magnitudes by their moments."""
    sizes = sp.symbols(f"e_:{_WEIGHTS}", positive=True)
    total = sp.Integer(0)
    for signs in product((1, -1), repeat=_WEIGHTS):
        chance = sp.prod([r if s == 1 else 1 - r for s in signs])
        moved = {e: s * e for e, s in zip(sizes, signs, strict=True)}
        total += chance * expression.subs(moved, simultaneous=True)
    moments = {1: m_1, 2: m_2, 3: m_3}
    averaged = sp.Integer(0)
    for powers, factor in sp.Poly(sp.expand(total), *sizes).terms():
        averaged += factor * sp.prod([moments[n] for n in powers if n])
    return averaged


def _sums() -> dict[sp.Symbol, sp.Expr]:
    """G, T_1, T_2 and T_3 in the coordinates of the steps."""
    indices = range(_WEIGHTS)
    return {
        G: sum(map(_gradient, indices)),
        T_1: sum(_third(i, i, i) for i in indices),
        T_2: sum(_third(i, i, j) for i, j in permutations(indices, 2)),
        T_3: sum(_third(i, j, k) for i, j, k in permutations(indices, 3)),
    }


def third_order() -> sp.Expr:
    """What stands beside lambda^3 in the mean of L(lambda) - L(-lambda)."""
    m = 2 * r - 1
    return m * (m_3 * T_1 + 3 * m_1 * m_2 * T_2 + m**2 * m_1**3 * T_3) / 3


@cache
def asymmetry() -> Derivation:
    """The mean of L(lambda) - L(-lambda) to third order, in three coordinates.

    >>> asymmetry().result.subs({r: sp.Rational(1, 2)})
    0
    """
    sizes = sp.symbols(f"e_:{_WEIGHTS}", positive=True)
    whole = 2 * lam * (2 * r - 1) * m_1 * G + lam**3 * third_order()
    return Derivation(
        "The mean asymmetry of a cut",
        (
            Step(_odd_part(sizes), "$L(lambda) - L(-lambda)$ to third order, all signs agreeing"),
            Step(whole.subs(_sums()), "mean over signs and magnitudes", via=_mean),
        ),
    )


@cache
def first_order() -> Derivation:
    """2 (2r - 1) m_1 G: the slope at lambda = 0 of the mean of L(lambda) - L(-lambda).

    >>> first_order().result
    G*m_1*(4*r - 2)
    """
    asymmetry()
    whole = 2 * lam * (2 * r - 1) * m_1 * G + lam**3 * third_order()
    return Derivation(
        "The slope of the asymmetry",
        (
            Step(whole, "to third order, in sums over any number of coordinates"),
            Step(G * m_1 * (4 * r - 2), "differentiate at $lambda = 0$",
                 via=lambda e: sp.diff(e, lam).subs(lam, 0)),
        ),
        SIGN_CUTS,
    )  # fmt: skip


@cache
def stationary() -> Derivation:
    """What is left at a stationary point: no first order, and the third one over lambda^3.

    >>> stationary().result == third_order()
    True
    """
    asymmetry()
    whole = 2 * lam * (2 * r - 1) * m_1 * G + lam**3 * third_order()
    return Derivation(
        "The asymmetry at a stationary point",
        (
            Step(whole, "to third order"),
            Step(third_order(), "$G = 0$, over $lambda^3$", via=lambda e: e.subs(G, 0) / lam**3),
        ),
        SIGN_CUTS,
    )


@cache
def turned() -> Derivation:
    """r -> 1 - r turns the sign of the mean asymmetry, for any function L of two weights.

    >>> turned().result
    0
    """
    loss = sp.Function("L")
    x, y, e, f = sp.symbols("x y e f", real=True)

    def mean(at: sp.Expr, agreement: sp.Expr) -> sp.Expr:
        chance = {1: agreement, -1: 1 - agreement}
        return sum(
            chance[s] * chance[t] * (loss(x + at * s * e, y + at * t * f)
                                     - loss(x - at * s * e, y - at * t * f))
            for s, t in product((1, -1), repeat=2)
        )  # fmt: skip

    return Derivation(
        "Signs that agree, and as many that do not",
        (
            Step(mean(lam, r) + mean(lam, 1 - r), "mean asymmetries at $r$ and at $1 - r$, added"),
            Step(sp.Integer(0), "term by term: the opposite signs have the other's probability"),
        ),
    )


@cache
def symmetric() -> Derivation:
    """r = 1/2: the means of any function f of L at lambda and at -lambda agree; so do the laws.

    >>> symmetric().result
    0
    """
    value = sp.Function("f")
    x, y, e, g = sp.symbols("x y e g", real=True)

    def mean(at: sp.Expr) -> sp.Expr:
        return sum(
            value(x + at * s * e, y + at * t * g) for s, t in product((1, -1), repeat=2)
        ) / sp.Integer(4)

    return Derivation(
        "Independent symmetric signs",
        (
            Step(
                mean(lam) - mean(-lam),
                "means of $f(L)$ over the signs, at $lambda$ less at $-lambda$",
            ),
            Step(sp.Integer(0), "the same terms: turning all signs permutes the sign patterns"),
        ),
    )


@cache
def flips() -> Derivation:
    """(2/pi) arctan(lambda): the share of weights whose sign turns at -lambda along |eps| sign(w).

    Weights and eps are Gaussian of one variance; at lambda > 0 no sign turns. The ratio |w|/|eps|
    has the half Cauchy density, since the direction of (w, eps) is uniform on the circle.

    >>> flips().result
    2*atan(lambda)/pi
    """
    t = sp.Symbol("t", real=True)
    return Derivation(
        "Weights whose sign turns",
        (
            Step(sp.Integral(2 / (sp.pi * (1 + t**2)), (t, 0, lam)),
                 "$P(|w| < lambda |eps|)$, the ratio's density integrated"),
            Step(2 * sp.atan(lam) / sp.pi, "antiderivative", via=lambda e: e.doit()),
        ),
        SIGN_CUTS,
    )  # fmt: skip
