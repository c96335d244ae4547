"""Asymptotics of log K_N to the constant term, with a remainder bounded for every N.

By Binet's bounds on log Gamma (:mod:`glassproof.derivations.special_functions.log_gamma`), at
N_D = kappa N, N_G = (1-kappa) N this gives, for every N,

    log K_N = K N + log N + constant - (theta_D/kappa + theta_G/(1-kappa))/(6 N),  0 < theta < 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import flint
import sympy as sp

from glassproof.derivations.block_matrix.symbols import N, kappa
from glassproof.derivations.gan_glass.kac_rice import (
    COUNT_DOMAIN,
    det_Sigma,
    log_constant,
    v_D,
    v_G,
    variances,
)
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.derivation import Derivation, Expression, Step
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.special_functions.log_gamma import stirling_terms

theta_D, theta_G = sp.symbols("theta_D theta_G", positive=True)

STIRLING_DOMAIN = Domain(
    {
        **COUNT_DOMAIN.ranges,
        theta_D: Range(0, 1, draw=("1/100", "99/100")),
        theta_G: Range(0, 1, draw=("1/100", "99/100")),
    }
)
"""Where the expansion must hold; theta_D and theta_G are Binet's remainders, in (0, 1)."""


def _linear() -> sp.Expr:
    """The coefficient of N."""
    weights = {kappa: v_D, 1 - kappa: v_G}
    return (1 + sp.log(2)) / 2 - sp.Add(
        *(w * sp.log(w) / 2 + w * sp.log(v) / 2 for w, v in weights.items())
    )


def _constant() -> sp.Expr:
    """The term without N."""
    shared = sp.log(v_D) + sp.log(v_G) - sp.log(det_Sigma) + sp.log(kappa) + sp.log(1 - kappa)
    return shared / 2 - sp.log(2 * sp.pi)


def _apply_binet(value: Expression) -> Expression:
    """Replace log Gamma at the two half sizes by Stirling's terms and theta/(12 y)."""
    for size, theta in ((kappa * N, theta_D), ((1 - kappa) * N, theta_G)):
        half = size / 2
        value = value.subs(sp.loggamma(half), stirling_terms(half) + theta / (12 * half))
    return value


@cache
def log_constant_expansion() -> Derivation:
    """log K_N = K N + log N + constant - (theta_D/kappa + theta_G/(1-kappa))/(6N), for every N.

    In v_D, v_G, det_Sigma; theta_D and theta_G lie in (0, 1) by the two bounds on Binet's function.
    """
    start = log_constant()
    spread = (
        _linear() * N
        + sp.log(N)
        + _constant()
        - (theta_D / kappa + theta_G / (1 - kappa)) / (6 * N)
    )
    return Derivation(
        "$log K_N$ to the constant term",
        (
            *start.steps,
            Step(
                _apply_binet(start.result), "Binet, $0 < theta_D$, $theta_G < 1$", via=_apply_binet
            ),
            Step(spread, "collect powers of $N$"),
        ),
        STIRLING_DOMAIN,
    )


@dataclass(frozen=True)
class Expansion:
    """linear N + logarithmic log N + constant + R_N with -bound < R_N < 0 for every N >= start.

    ``bound`` = 1/(6 kappa (1-kappa) N); ``start`` is the least N with both blocks non-empty.
    """

    linear: sp.Expr
    logarithmic: sp.Expr
    constant: sp.Expr
    bound: sp.Expr
    start: int = 2

    def subs(self, values: Mapping[sp.Symbol, sp.Expr]) -> Expansion:
        """The expansion with symbols (v_D, v_G, det_Sigma, ...) replaced."""
        values = dict(values)
        return Expansion(
            linear=self.linear.subs(values),
            logarithmic=self.logarithmic.subs(values),
            constant=self.constant.subs(values),
            bound=self.bound.subs(values),
            start=self.start,
        )

    @property
    def terms(self) -> sp.Expr:
        """The expansion without its remainder."""
        return self.linear * N + self.logarithmic * sp.log(N) + self.constant


@cache
def remainder_bound() -> Derivation:
    """The two remainders at theta = 1: together below 1/(6 kappa (1-kappa) N).

    >>> remainder_bound().result
    1/(6*N*kappa*(1 - kappa))
    """
    return Derivation(
        "bound on the remainder",
        (
            Step((1 / kappa + 1 / (1 - kappa)) / (6 * N), "$theta_D$, $theta_G < 1$"),
            Step(1 / (6 * kappa * (1 - kappa) * N), "add"),
        ),
        STIRLING_DOMAIN,
    )


@cache
def expansion() -> Expansion:
    """The expansion of log K_N in v_D, v_G, det_Sigma; ``.subs(variances())`` for the model's own.

    >>> expansion().subs({v_D: 1, v_G: 1, kappa: sp.Rational(1, 2)}).linear
    1/2 + log(2)
    """
    derived = log_constant_expansion().result
    logarithmic = derived.coeff(sp.log(N))
    return Expansion(_linear(), logarithmic, _constant(), remainder_bound().result)


def remainder(point: Mapping[sp.Symbol, sp.Rational], digits: int = 60) -> flint.arb:
    """A ball around log K_N less its expansion at a rational ``point``.

    ``point`` gives N, kappa, v_D, v_G, det_Sigma. Both sides are evaluated in ball arithmetic, log
    Gamma by Arb's own algorithm, so that this is independent of the proof above.

    >>> at = {N: 1000, kappa: sp.Rational(1, 3), v_D: 2, v_G: 3, det_Sigma: 5}
    >>> R = remainder(at)
    >>> bool(R < 0), bool(-R < enclose(expansion().bound, at).real)
    (True, True)
    """
    gap = log_constant().result - expansion().terms
    return enclose(gap, point, digits).real


def K_for(variance_D: sp.Expr, variance_G: sp.Expr) -> Derivation:
    """lim (1/N) log K_N for given variances of the gradients' components.

    >>> K_for(sp.Integer(1), sp.Integer(1)).result.subs(kappa, sp.Rational(1, 2))
    1/2 + log(2)
    """
    start = log_constant_expansion()
    values = {v_D: variance_D, v_G: variance_G}
    limit = _linear()
    return Derivation(
        "limit of $(1/N) log K_N$",
        (
            *start.steps,
            Step(limit, "divide by $N$, $N$ to infinity", via=_limit),
            Step(limit.subs(values), "the variances", via=lambda value: value.subs(values)),
        ),
        STIRLING_DOMAIN,
    )


def _limit(value: Expression) -> Expression:
    """The limit of value/N, term by term."""
    terms = sp.Add.make_args(sp.expand(value / N))
    return sp.Add(*(sp.limit(term, N, sp.oo) for term in terms))


@cache
def K() -> Derivation:
    """lim (1/N) log K_N with the variances that the kernels give.

    (1 + log 2)/2 - (kappa/2) log kappa - ((1-kappa)/2) log(1-kappa)
    - (kappa/2) log v_D - ((1-kappa)/2) log v_G.
    """
    values = variances()
    return K_for(values[v_D], values[v_G])
