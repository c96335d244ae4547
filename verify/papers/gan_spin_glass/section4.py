"""Section 4: the limiting spectral density of the Hessian, and Figure 1."""

from __future__ import annotations

import math
from itertools import pairwise

import flint
import sympy as sp

from glassproof.derivations.block_matrix.branches import (
    branch_counterexample,
    branch_counts,
    end_coefficients,
    two_pairs_at_origin,
    unique_branch_counterexample,
)
from glassproof.derivations.block_matrix.certified_support import (
    components,
    support_counterexample,
    transition_value,
)
from glassproof.derivations.block_matrix.roots import sample_points, upper_roots
from glassproof.derivations.block_matrix.saddle_point import density_from_root, quartic
from glassproof.derivations.block_matrix.support import transition
from glassproof.derivations.block_matrix.symbols import SPECTRUM_DOMAIN, b, b1, kappa, t, x1, z
from glassproof.derivations.proof.domain import Point
from glassproof.derivations.prose.marked import pointed
from glassproof.numerics.block_matrix.certified_spectrum import density_ball
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome
from glassproof.verify.papers.gan_spin_glass.paper import code, text, withdrawn_remark
from glassproof.verify.papers.gan_spin_glass.spectra import (
    BALANCED,
    FIGURE_1,
    PUBLISHED_QUARTIC,
    SHIFTED,
    eigenvalue_masses,
)

FIGURE_1_SHIFTS = (sp.Rational(11, 10), FIGURE_1[x1], sp.Integer(4))


def _up_to_a_factor(published: sp.Expr, derived: sp.Expr) -> sp.Expr:
    """Zero if the two polynomials in t have the same roots."""
    if published == 0:
        return derived
    leading = [sp.Poly(side, t).LC() for side in (published, derived)]
    return sp.expand(published * leading[1] - derived * leading[0])


def _shown(point: Point) -> tuple[str, dict[str, dict[str, str]]]:
    plain = {str(symbol): str(value) for symbol, value in point.items()}
    return ", ".join(f"{name} = {value}" for name, value in plain.items()), {"point": plain}


QUARTIC = Claim(
    id="section4.quartic",
    title="The quartic whose roots carry the spectral density",
    published=PUBLISHED_QUARTIC,
    derived=quartic,
    compare=_up_to_a_factor,
    domain=SPECTRUM_DOMAIN,
    nature=(
        eigenvalue_masses(
            "eigenvalues, blocks of equal weight", BALANCED, lambda: PUBLISHED_QUARTIC
        ),
        eigenvalue_masses("eigenvalues, Figure 1", FIGURE_1, lambda: PUBLISHED_QUARTIC),
    ),
    source=code(
        "Section 4, the quartic in $t$",
        "rmt/spectrum.py 16-30",
        r"\left( t^2 - z t + \frac{\kappa' b^2}{2} \right) "
        r"\left( \left( 1 + \frac{b_1^2}{b^2 \kappa} \right) t^2 "
        r"- \left( \frac{b_1^2 z}{b^2 \kappa} - x_1 \right) t "
        r"- \frac{\kappa' b_1^2}{2 \kappa} \right) + \frac{\kappa b^2 t^2}{2} = 0",
    ),
)


def _density(imaginary_part: flint.arb, point: Point) -> str:
    """2/(pi b^2) Im t, to six digits."""
    return f"{2 * float(imaginary_part.mid()) / (math.pi * float(point[b]) ** 2):.6f}"


def _largest_is_not_physical() -> Finding:
    """Points where taking the largest imaginary part gives another density than the model's."""
    inside = unique_branch_counterexample()
    outside = branch_counterexample({**FIGURE_1, x1: sp.Integer(4), z: sp.Integer(14)})
    shown, data = _shown(inside.point)
    rule, true = _density(inside.largest.imag, inside.point), "0"
    if inside.physical is not None:
        true = _density(inside.physical.imag, inside.point)
    detail = f"at {shown} the rule gives the density {rule} and the physical root {true}"
    if outside is not None and outside.physical is None:
        beyond = _density(outside.largest.imag, outside.point)
        detail += f"; in Figure 1 at $x1 = 4$ it gives {beyond} at $z = 14$, outside the support"
    return Finding(
        Kind.CERTIFIED,
        Outcome.FAILS,
        f"{detail} (roots of the right quartic)",
        f"${density_from_root().result}$ at the root $t$ with $Im t > 0$ and $Im(1/g_D) > 0$, "
        "$1/g_D = -kappa b^2 t/(2 (t^2 - z t + (1-kappa) b^2/2))$, and 0 where there is none: the "
        "factor $2/(pi b^2)$ stands, the choice of the root does not",
        data | {"by the rule": rule, "physical": true},
    )


def _one_root_and_no_density() -> Finding:
    """A point where the right quartic leaves the rule one root, and the density is zero."""
    found = branch_counterexample({**FIGURE_1, x1: sp.Integer(4), z: sp.Integer(14)})
    wrong = found is not None and found.physical is None and len(found.upper) == 1
    shown, data = _shown({**FIGURE_1, x1: sp.Integer(4), z: sp.Integer(14)})
    detail = (
        f"at {shown} the right quartic has a single root with positive imaginary part, as the "
        "uniqueness that is claimed would have it, and the density is zero all the same"
    )
    return Finding(
        Kind.CERTIFIED,
        Outcome.FAILS if wrong else Outcome.SILENT,
        pointed(detail, data),
    )


DENSITY = Claim(
    id="section4.density",
    title="The density from the largest imaginary part of the four roots",
    published="density($z$) = $2/(pi*b**2)$ times the largest of 0 and $-Im t$ over the four roots",
    derived=density_from_root,
    domain=SPECTRUM_DOMAIN,
    examinations=(
        Examination("the largest root against the physical one", _largest_is_not_physical),
    ),
    nature=(
        eigenvalue_masses(
            "eigenvalues, the rule on the right quartic", SHIFTED, lambda: quartic().result
        ),
    ),
    source=code(
        "Section 4, the density from the roots",
        "rmt/spectrum.py 15 and 32-33",
        r"\max_{t} \max \left( - \frac{2}{\pi b^2} \operatorname{Im} t, 0 \right)",
    ),
    uses=("section4.quartic", "section4.unique-branch"),
    follows=Examination("the rule where one root is left to it", _one_root_and_no_density),
)


def _two_positive_densities() -> Finding:
    """Both quartics: how many roots with positive imaginary part they have for real z."""
    example = unique_branch_counterexample()
    shown, data = _shown(example.point)
    roots = " and ".join(f"{float(root.imag.mid()):.6f}" for root in example.upper)
    figure_1 = max(
        count.upper for shift in FIGURE_1_SHIFTS for count in branch_counts({**FIGURE_1, x1: shift})
    )
    sign = sp.factor(end_coefficients(PUBLISHED_QUARTIC).result)
    return Finding(
        Kind.CERTIFIED,
        Outcome.FAILS if len(example.upper) > 1 else Outcome.SILENT,
        f"the right quartic has {len(example.upper)} roots with positive imaginary part at "
        f"{shown}: {roots}",
        "the right quartic has two such roots at $x1 = z = 0$ whatever the other parameters, so "
        f"that the physical one must be chosen by $Im(1/g_D) > 0$; in Figure 1 at most {figure_1} "
        "for any real $z$, but also outside the support. The published quartic, with its wrong "
        f"sign, has at most one everywhere: its leading times its constant coefficient is "
        f"${sign}$, which is negative",
        data,
    )


def _one_pair_as_published() -> Finding:
    """Opposite signs of the leading and the constant coefficient leave one pair at most."""
    product = sp.factor(end_coefficients(PUBLISHED_QUARTIC).result)
    return Finding(
        Kind.SYMBOLIC,
        Outcome.HOLDS if product.is_nonpositive else Outcome.SILENT,
        f"leading times constant coefficient of the published quartic are ${product}$, negative "
        "for $kappa < 1$: it has real roots of both signs, and at most one with positive imaginary "
        "part",
    )


UNIQUE_BRANCH = Claim(
    id="section4.unique-branch",
    title="At most one root gives a positive density",
    published="For every real $z$ at most one of the four roots gives a positive density, so that "
    "taking the largest is safe.",
    derived=two_pairs_at_origin,
    domain=SPECTRUM_DOMAIN,
    examinations=(Examination("roots with positive imaginary part", _two_positive_densities),),
    source=text(
        "Section 4",
        "line 54",
    ),
    uses=("section4.quartic",),
    follows=Examination("roots of the published quartic", _one_pair_as_published),
)


def _support_sticks_out() -> Finding:
    """A point of the spectrum outside the published interval, with its density in a ball."""
    example = support_counterexample()
    shown, data = _shown(example.point)
    values = {str(symbol): value for symbol, value in example.point.items()}
    density = density_ball(values.pop("z"), **values)
    left, right = example.interval
    return Finding(
        Kind.CERTIFIED,
        Outcome.FAILS,
        f"at {shown} the density is {density.str(8)} $> 0$, outside [{left}, {right}]",
        "the support ends at the real critical values of $Z(y)$ "
        "(glassproof.derivations.block_matrix.support); it lies in no interval of this shape, "
        "since the generator's bulk reaches about $sqrt(2 (1-kappa)) b$ on both sides of 0 "
        "whatever $b1$ is",
        data | {"density": density.str(20), "interval": [str(left), str(right)]},
    )


SUPPORT = Claim(
    id="section4.support",
    title="An interval that contains the support",
    published="The support lies in [$min(-2*b - x1, -2*b1)$, $max(2*b - x1, 2*b1)$].",
    domain=SPECTRUM_DOMAIN,
    examinations=(Examination("density outside the interval", _support_sticks_out),),
    source=withdrawn_remark(
        "a helper that guesses where the density lives",
        "rmt/spectrum.py 38-46",
        r"[\min(-2 b - x_1, -2 b_1), \max(2 b - x_1, 2 b_1)]",
        also="taken back the same day in rmt/coulomb.py 51-54, which integrates over a range "
        "inflated five times",
    ),
)


def _where_it_splits() -> Finding:
    """Components of the support at the three values of Figure 1, and the exact transition."""
    point = {symbol: value for symbol, value in FIGURE_1.items() if symbol is not x1}
    found = {value: components({**point, x1: value}) for value in FIGURE_1_SHIFTS}
    exact = transition_value(point, digits=40)
    digits, shown = (exact.str(number, radius=False) for number in (30, 11))
    splits = not exact.contains(float(FIGURE_1[x1]))
    counts = ", ".join(f"{n} at $x1 = {value}$" for value, n in found.items())
    return Finding(
        Kind.CERTIFIED,
        Outcome.FAILS if splits else Outcome.CONSISTENT,
        f"the support splits at $x1 = {shown}$, not at {FIGURE_1[x1]}; components: {counts}",
        f"$x1^* = {shown}$: merged at 11/10 and separate at 4 as published, but already "
        f"separate, not touching, at {FIGURE_1[x1]}",
        {"transition": digits, "components": {str(k): v for k, v in found.items()}},
    )


def _pieces_as_published(shift: sp.Rational) -> int:
    """Intervals of z in which the published quartic gives a positive density, at Figure 1."""
    at = {**FIGURE_1, x1: shift}
    positive = [
        bool(upper_roots(PUBLISHED_QUARTIC, {**at, z: where}))
        for where in sample_points(PUBLISHED_QUARTIC, at)
    ]
    return sum(now and not before for before, now in pairwise([False, *positive]))


def _splits_as_published() -> Finding:
    """Does the published quartic split at 3/2, to the one decimal that the figure gives?"""
    around = (sp.Rational(7, 5), sp.Rational(29, 20), sp.Rational(31, 20))
    pieces = [_pieces_as_published(shift) for shift in around]
    told = ", ".join(f"{n} at $x1 = {shift}$" for n, shift in zip(pieces, around, strict=True))
    return Finding(
        Kind.CERTIFIED,
        Outcome.HOLDS if pieces[1:] == [1, 2] else Outcome.FAILS,
        f"intervals of positive density that the published quartic gives: {told}",
    )


TOUCHING = Claim(
    id="figure1.touching",
    title="Where the support splits in two",
    published="At $kappa = 9/10$, $b = 1$, $b1 = 1/2$ the support splits in two at $x1 = 3/2$ "
    "(merged at 11/10, separate at 4).",
    derived=transition,
    domain=SPECTRUM_DOMAIN.restricted({kappa, b, b1}),
    examinations=(Examination("exact transition", _where_it_splits),),
    source=text(
        "Figure 1",
        "line 57",
        code_lines="rmt/spectrum.py 4-33",
    ),
    uses=("section4.quartic",),
    follows=Examination("where the published quartic splits", _splits_as_published),
)

CLAIMS = (QUARTIC, DENSITY, UNIQUE_BRANCH, SUPPORT, TOUCHING)
