"""The largest entry of a Gaussian matrix: the least C with E(max |X_ij|)^N <= exp(C N) for every N.

X is symmetric of size N, its K = N(N+1)/2 entries on and above the diagonal independent centred
Gaussians of variance at most c/N. Scaling each entry up to variance c/N scales up the maximum, so
the worst case is that of equal variances, max = sqrt(c/N) max_k |Z_k| with K standard normals, and

    (1/N) log E max^N = (log c)/2 + a_N,     a_N = (1/N) log E max_k |Z_k|^N - (log N)/2.

The least C is (log c)/2 + sup a_N. A single entry gives a_N >= l_N and the sum of all K gives
a_N <= l_N + (log K)/N, where l_N -> -1/2 (Stirling, with Binet's bound of the remainder); so
a_N -> -1/2 and (log c - 1)/2 is the least C that holds for all large N. The upper bound decreases
from N = 4 on, and once it lies below some a_N the supremum is a maximum over finitely many N, which
balls (python-flint) decide: :func:`least_growth`. It is a_3 = 0.0528215...
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import flint
import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.derivation import Derivation, Expression, Step
from glassproof.derivations.proof.domain import Domain, DomainError, Range
from glassproof.derivations.special_functions.log_gamma import stirling_terms

N = sp.Symbol("N", integer=True, positive=True)
c, theta = sp.symbols("c theta", positive=True)
entry = sp.Symbol("u", positive=True)

MAX_NORM_DOMAIN = Domain(
    {
        N: Range(1, None, integer=True, closed=True, draw=(1, 1000)),
        c: Range(0, None, log=True, draw=("1/1000", 1000)),
        theta: Range(0, 1, draw=("1/100", "99/100")),
    }
)
"""Where the bounds must hold; theta is Binet's remainder, in (0, 1)."""

entries = N * (N + 1) / 2
DIGITS = 40
_CUT = 40
"""The integrals over the maximum are cut here; the rest is bounded."""


def _absolute_moment(variance: Expression) -> Expression:
    """E|X|^N of a centred Gaussian."""
    return (2 * variance) ** (N / 2) * sp.gamma((N + 1) / 2) / sp.sqrt(sp.pi)


@cache
def single_entry() -> Derivation:
    """(1/N) log E|X_ij|^N for variance c/N, to a remainder theta in (0, 1).

    >>> sp.limit(single_entry().result.subs(c, 1), N, sp.oo)
    -1/2
    """
    y = (N + 1) / 2
    exact = (N * sp.log(2 * c / N) / 2 + sp.loggamma(y) - sp.log(sp.pi) / 2) / N
    expanded = exact.subs(sp.loggamma(y), stirling_terms(y) + theta / (12 * y))
    return Derivation(
        "growth of one entry's moment",
        (
            Step(_absolute_moment(c / N), "$E|X_ij|^N$ of a Gaussian of variance $c/N$"),
            Step(
                exact,
                "its logarithm over $N$",
                via=lambda e: (
                    sp.expand_log(sp.log(e), force=True).replace(
                        lambda f: isinstance(f, sp.log) and isinstance(f.args[0], sp.gamma),
                        lambda f: sp.loggamma(f.args[0].args[0]),
                    )
                    / N
                ),
            ),
            Step(
                expanded,
                "Binet: $log Gamma(y)$ is Stirling's expression and $theta/(12 y)$",
                via=lambda e: e.subs(sp.loggamma(y), stirling_terms(y) + theta / (12 * y)),
            ),
            Step(
                (sp.log(c) - 1) / 2
                + sp.log(1 + 1 / N) / 2
                + (sp.log(2) - 1) / (2 * N)
                + theta / (6 * N * (N + 1)),
                "collect",
            ),
        ),
        MAX_NORM_DOMAIN,
    )


@cache
def upper_bound() -> Derivation:
    """A bound of (1/N) log E max^N: all entries summed, log(1 + 1/N) <= 1/N, theta <= 1."""
    summed = (sp.log(c) - 1) / 2 + sp.log(1 + 1 / N) / 2
    summed += ((sp.log(2) - 1) / 2 + sp.log(entries) + 1 / (6 * (N + 1))) / N
    looser = (sp.log(c) - 1) / 2 + (sp.log(2) / 2 + sp.log(entries) + 1 / (6 * (N + 1))) / N
    return Derivation(
        "growth of the sum over entries",
        (
            Step(single_entry().result, "growth of one entry's moment"),
            Step(
                summed,
                "the maximum's power is at most the sum of all $K$ powers; $theta <= 1$",
                via=lambda e: e.subs(theta, 1) + sp.log(entries) / N,
            ),
            Step(
                looser,
                "$log(1 + 1/N) <= 1/N$",
                via=lambda e: e - sp.log(1 + 1 / N) / 2 + 1 / (2 * N),
            ),
        ),
        MAX_NORM_DOMAIN,
    )


@cache
def limiting_growth() -> Derivation:
    """lim (1/N) log E max^N = (log c - 1)/2: the least C that holds for all large N.

    >>> limiting_growth().result
    log(c)/2 - 1/2
    """
    return Derivation(
        "limit of the growth of the largest entry's moment",
        (
            Step(
                upper_bound().result, "upper bound; one entry gives the same but for $O(log N/N)$"
            ),
            Step((sp.log(c) - 1) / 2, "$N$ to infinity", via=lambda e: sp.limit(e, N, sp.oo)),
        ),
        MAX_NORM_DOMAIN,
    )


@cache
def decrease() -> Derivation:
    """N^2 times the derivative of (log K)/N, plus log K - 2: -1/(N+1), negative.

    So (log K)/N decreases where log K >= 2, that is K >= 8, N >= 4; the other terms of the upper
    bound decrease for every N.
    """
    return Derivation(
        "the upper bound decreases",
        (
            Step(sp.log(entries) / N, "the only term that can grow"),
            Step(
                -1 / (N + 1),
                "derivative times $N^2$, plus $log K - 2$",
                via=lambda e: sp.diff(e, N) * N**2 + sp.log(entries) - 2,
            ),
        ),
        MAX_NORM_DOMAIN,
    )


def growth_integral(size: int) -> sp.Expr:
    """a_N as an expression: the N-th moment of the largest of K normals, by its distribution.

    >>> growth_integral(1).has(sp.Integral)
    True
    """
    count = size * (size + 1) // 2
    density = size * entry ** (size - 1) * (1 - sp.erf(entry / sp.sqrt(2)) ** count)
    moment = sp.Integral(density, (entry, 0, sp.oo))
    return sp.log(moment) / size - sp.log(size) / 2


def growth(size: int) -> flint.arb:
    """A ball around a_N = (1/N) log E max_k |Z_k|^N - (log N)/2, for N = ``size`` in 1, ..., 40.

    >>> growth(1).overlaps((2 / flint.arb.pi()).sqrt().log())
    True
    """
    if not 1 <= size <= _CUT:
        raise DomainError(f"size = {size} is out of its domain: give an integer in [1, {_CUT}]")
    count = size * (size + 1) // 2
    with flint.ctx.workprec(int(DIGITS * 3.33) + 64):
        root = flint.acb(2).sqrt()

        def integrand(u: flint.acb, _analytic: bool) -> flint.acb:
            return size * u ** (size - 1) * (1 - (u / root).erf() ** count)

        inside = flint.acb.integral(integrand, 0, _CUT).real
        # 1 - (1 - e)^K <= K e, erfc(u/sqrt(2)) <= exp(-u^2/2), and u^(N-1) exp(-u^2/4) decreases
        # where u^2 > 2(N-1); so the rest is at most 2 N K cut^(N-2) exp(-cut^2/2).
        cut = flint.arb(_CUT)
        rest = 2 * size * count * cut ** (size - 2) * (-(cut**2) / 2).exp()
        moment = inside + rest * flint.arb(0.5, 0.5)
        return moment.log() / size - flint.arb(size).log() / 2


@dataclass(frozen=True)
class LeastGrowth:
    """Where sup a_N is attained, its enclosure, and the evidence: a_N up to ``last``.

    ``beyond`` encloses the upper bound of a_N at ``last`` + 1, and so of all later ones.
    """

    size: int
    value: flint.arb
    values: tuple[flint.arb, ...]
    beyond: flint.arb

    @property
    def last(self) -> int:
        """The largest N whose a_N was computed."""
        return len(self.values)


@cache
def least_growth(last: int = 6) -> LeastGrowth:
    """sup a_N, attained by one N: the least C is (log c)/2 plus this.

    Raises :class:`DomainError` if ``last`` is too small to exclude all later N.

    >>> found = least_growth()
    >>> found.size, found.value.str(12, radius=False)
    (3, '0.0528215688431')
    """
    if last < 3:
        raise DomainError(f"last = {last} is out of its domain: give an integer >= 3")
    values = tuple(growth(size) for size in range(1, last + 1))
    beyond = enclose(upper_bound().result, {N: last + 1, c: 1}, DIGITS).real
    best = max(range(last), key=lambda index: values[index].mid())
    rivals = [*values[:best], *values[best + 1 :], beyond]
    if not all(rival < values[best] for rival in rivals):
        raise DomainError(f"last = {last} does not separate the supremum: give a larger one")
    return LeastGrowth(best + 1, values[best], values, beyond)
