"""How many roots of the quartic have positive imaginary part, and which of them is physical.

For real z the quartic is real, so that its roots are real or come in conjugate pairs. One root with
Im t > 0 would make "take the largest" a safe rule; two make it a choice that can go wrong. Whether
a root is physical is decided by Im(1/g_D) > 0
(:func:`glassproof.derivations.block_matrix.resolvent.physical_branch`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import flint
import sympy as sp

from glassproof.derivations.block_matrix.roots import (
    Values,
    physical_root,
    sample_points,
    upper_roots,
)
from glassproof.derivations.block_matrix.saddle_point import quartic
from glassproof.derivations.block_matrix.support import parametrisation, y
from glassproof.derivations.block_matrix.symbols import (
    SPECTRUM_DOMAIN,
    b,
    b1,
    kappa,
    kappa_prime,
    t,
    x1,
    z,
)
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import DomainError


@cache
def two_pairs_at_origin() -> Derivation:
    """At x1 = z = 0 all four roots t are imaginary: two positive densities, for every parameter.

    In T = -t^2 the quartic is (1 + c) T^2 - (A (1 + 2c) + B) T + c A^2, A = kappa' b^2/2,
    B = kappa b^2/2, with discriminant (A + B)^2 + 4 A B c > 0, so that both its roots T are
    positive: t = +- i sqrt(T). It is negative at T = A, so A separates them, and
    1/g_D = B t/(T - A) has positive imaginary part for the larger T only: it is the physical one.

    >>> two_pairs_at_origin().proofs
    ('given', 'symbolic', 'symbolic', 'symbolic')
    """
    T = sp.Symbol("T")
    c, A, B = b1**2 / (kappa * b**2), kappa_prime * b**2 / 2, kappa * b**2 / 2
    return Derivation(
        "Two pairs of roots at $x1 = z = 0$",
        (
            Step(quartic().result, "the quartic"),
            Step(
                (1 + c) * T**2 - (A * (1 + 2 * c) + B) * T + c * A**2,
                "$x1 = z = 0$, $T = -t^2$",
                via=lambda e: e.subs({x1: 0, z: 0}).expand().subs({t**2: -T, t**4: T**2}),
            ),
            Step(
                sp.Matrix([(A + B) ** 2 + 4 * A * B * c, -A * B]),
                "its discriminant in $T$, positive, and its value at $T = A$, negative",
                via=lambda e: sp.Matrix([sp.discriminant(e, T), e.subs(T, A)]),
            ),
            Step(
                sp.Matrix([b**4 / 4 + kappa_prime * b**2 * b1**2, -A * B]),
                "$A + B = b^2/2$",
            ),
        ),
        SPECTRUM_DOMAIN,
    )


@cache
def two_pairs_at_zero() -> Derivation:
    """At z = 0 and |x1| < sqrt(2) b1 no root is real: two positive densities again.

    Real roots t are in bijection with real y = g_D: t = q(y)/y, and with A = kappa' b^2/2,
    y = 2 (t z - t^2 - A)/(kappa b^2 t). At z = 0 such y solve
    q^2 + kappa b^2 y^2 q/2 + A y^2 = 0. There q > 0, its discriminant x1^2 - 2 b1^2 being
    negative, and all three terms are non-negative, the first positive.

    >>> two_pairs_at_zero().proofs
    ('given', 'symbolic', 'symbolic')
    """
    q = sp.Symbol("q")
    shape = b1**2 * y**2 / 2 - x1 * y + 1
    squares = shape**2 + kappa * b**2 * y**2 * shape / 2 + kappa_prime * b**2 * y**2 / 2
    return Derivation(
        "No real root at $z = 0$ for $|x1| < sqrt(2) b1$",
        (
            Step(parametrisation().result, "$z = Z(y)$"),
            Step(squares, "multiply by $y q(y)$", via=lambda e: e * y * shape),
            Step(
                sp.Matrix(
                    [
                        q**2 + kappa * b**2 * y**2 * q / 2 + kappa_prime * b**2 * y**2 / 2,
                        x1**2 - 2 * b1**2,
                    ]
                ),
                "a sum of non-negative terms for $q > 0$, and the discriminant of $q$",
                via=lambda e: sp.Matrix([e.subs(shape, q), sp.discriminant(shape, y)]),
            ),
        ),
        SPECTRUM_DOMAIN,
    )


def end_coefficients(polynomial: sp.Expr) -> Derivation:
    """The leading times the constant coefficient in t: where negative, at most one pair exists.

    A real polynomial of even degree whose value at 0 is opposite to its sign at infinity has a
    positive and a negative real root; a quartic then has at most one pair of complex roots.

    >>> end_coefficients(t**4 + z * t - b**2).result
    -b**2
    """
    return Derivation(
        "Leading times constant coefficient",
        (
            Step(polynomial, "the polynomial"),
            Step(
                sp.factor(sp.Poly(polynomial, t).LC() * polynomial.subs(t, 0)),
                "multiply its leading coefficient by its value at $t = 0$",
                via=lambda e: sp.Poly(e, t).LC() * e.subs(t, 0),
            ),
        ),
        SPECTRUM_DOMAIN,
    )


@dataclass(frozen=True)
class BranchCount:
    """At one z: how many roots have Im t > 0, and whether z is in the support."""

    z: sp.Rational
    upper: int
    in_support: bool

    @property
    def unambiguous(self) -> bool:
        """Whether a root with Im t > 0 is there exactly when the density is positive, and alone."""
        return self.upper == self.in_support


def branch_counts(values: Values) -> tuple[BranchCount, ...]:
    """The counts in each interval on which they are constant; together, a proof for all real z.

    >>> point = {kappa: sp.Rational(9, 10), b: 1, b1: sp.Rational(1, 2), x1: 4}
    >>> [(count.upper, count.in_support) for count in branch_counts(point)]
    [(0, False), (1, True), (0, False), (1, True), (0, False), (1, False), (0, False)]
    """
    polynomial = quartic().result
    counts = []
    for where in sample_points(polynomial, values):
        point = {**values, z: where}
        upper = len(upper_roots(polynomial, point))
        counts.append(BranchCount(where, upper, physical_root(point) is not None))
    return tuple(counts)


@dataclass(frozen=True)
class BranchCounterexample:
    """A point where the root t of largest imaginary part is positive and not the physical one.

    ``physical`` is None where z lies outside the support: the density there is zero.
    """

    point: dict[sp.Symbol, sp.Expr]
    upper: tuple[flint.acb, ...]
    physical: flint.acb | None

    @property
    def largest(self) -> flint.acb:
        """The root that "take the largest" chooses."""
        return self.upper[0]


def branch_counterexample(values: Values) -> BranchCounterexample | None:
    """Certify that "take the largest" is wrong at ``values``; None if it is right there.

    Where |x1| < sqrt(2) b1, the two roots y near those of q are complex for all large z, so that
    the rule gives a positive density far outside the support:

    >>> point = {kappa: sp.Rational(1, 2), b: 1, b1: 1, x1: 0, z: 9}
    >>> branch_counterexample(point).physical is None
    True
    """
    upper = upper_roots(quartic().result, values)
    physical = physical_root(values)
    if not upper or (physical is not None and not upper[0].imag > physical.imag):
        return None
    return BranchCounterexample(dict(values), tuple(upper), physical)


@cache
def unique_branch_counterexample() -> BranchCounterexample:
    """A rational point (kappa, b, b1, x1, z) where two roots have Im t > 0 and the larger is wrong.

    z lies in the lower-right block's bulk, which the small b makes narrow.

    >>> example = unique_branch_counterexample()
    >>> example.largest.imag > 2 * example.physical.imag
    True
    """
    quarter = sp.Rational(1, 4)
    point = {kappa: 2 * quarter, b: quarter, b1: sp.Integer(1), x1: sp.Integer(2), z: quarter}
    example = branch_counterexample(point)
    if example is None or example.physical is None:
        raise DomainError(f"the largest root is physical at {point}: choose another point")
    return example
