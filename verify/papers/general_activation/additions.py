"""The additions: their readings, and the rank of what they add to the Hessian."""

from __future__ import annotations

import sympy as sp
from flint import fmpq, fmpq_mat

from glassproof.derivations.p_spin import fixed_field
from glassproof.derivations.p_spin.exact_count import N
from glassproof.derivations.p_spin.model import P_DOMAIN
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.statements import disproven, proven
from glassproof.verify.papers.general_activation.paper import l, prose, reading

_W = sp.symbols("w_1:5", positive=True)
_DEGREES = Domain(
    {
        l: Range(1, None, integer=True, closed=True, draw=(1, 9)),
        **{w: Range(0, None, draw=("1/10", 3)) for w in _W},
    }
)
_TUPLES = "sums over all index tuples, $(w_1 + .. + w_N)^l$"
_POWERS = "$w_1^l + .. + w_N^l$"


def hessian_of_tuples() -> Derivation:
    """The Hessian of (w_1 + .. + w_4)^l in R^4: a multiple of the matrix of ones."""
    total = sp.Add(*_W)
    value = sp.Matrix([[total**l]])
    return Derivation(
        "Hessian of a power of the sum",
        (
            Step(value, "$(w_1 + .. + w_4)^l$"),
            Step(
                l * (l - 1) * total ** (l - 2) * sp.ones(4, 4),
                "second derivatives: the matrix of ones, of rank one",
                via=lambda e: sp.hessian(e[0], _W),
            ),
        ),
        _DEGREES,
    )


def as_overlap() -> Derivation:
    """(w_1 + .. + w_N)^l = N^(l/2) (a.w)^l, with the unit vector a of equal entries."""
    mu = fixed_field.mu
    return Derivation(
        "A power of an overlap",
        (
            Step((sp.sqrt(N) * mu) ** l, "$a = (1, .., 1)/sqrt(N)$: the sum of the weights is "
                 "$sqrt(N) a.w$"),
            Step(N ** (l / 2) * mu**l, "$mu = a.w$ is of order one at most points of the sphere"),
        ),
        Domain({N: _N, l: _DEGREES.ranges[l], mu: Range(0, None, draw=("1/10", 3))}),
    )  # fmt: skip


_N = Range(2, None, integer=True, closed=True, draw=(2, 40))
_POINT = (1, 2, 3, 5, 8, 13)


def _spread_of_powers(degree: int = 3) -> tuple[bool, str]:
    """Distinct eigenvalues of the tangential Hessian of sum w_i^degree at an integer point.

    Beside a multiple of I on the tangent space (five dimensions) the rest has a rank of at least
    five less the largest multiplicity of an eigenvalue.
    """
    square = sum(w * w for w in _POINT)
    size = len(_POINT)
    project = fmpq_mat(size, size, [fmpq((i == j) * square - _POINT[i] * _POINT[j], square)
                                    for i in range(size) for j in range(size)])  # fmt: skip
    second = fmpq_mat(size, size, [fmpq(0)] * size**2)
    for i, w in enumerate(_POINT):
        second[i, i] = fmpq(degree * (degree - 1) * w ** (degree - 2))
    polynomial = (project * second * project).charpoly()
    common = polynomial.gcd(polynomial.derivative()).degree()
    zero = polynomial[0] == 0 and polynomial[1] != 0
    distinct = common == 0 and zero
    return distinct, (
        f"at $w = {_POINT}$, $l = {degree}$, the Hessian on the tangent space has {size - 1} "
        "distinct eigenvalues (the discriminant does not vanish, in rational numbers): beside any "
        f"multiple of $I$ its rank is at least {size - 2}"
    )


MODEL = Claim(
    id="ga.model",
    title="Additions as powers of the sum of the weights",
    published=f"Reading (a), {_TUPLES}: the addition is a function of one overlap $a.w$, with $a "
    "= (1, .., 1)/sqrt(N)$, and a linear field for $l = 1$.",
    domain=P_DOMAIN,
    examinations=(
        proven(
            "one overlap",
            "$(w_1 + .. + w_N)^l = N^(l/2) (a.w)^l$",
            as_overlap,
            corrected="with a coefficient of order $N^(-l/2)$ it is of order one; reading (b), "
            f"{_POWERS}, is the same for $l = 1$, a constant on the sphere for $l = 2$, and a "
            "function of no single overlap for $l >= 3$",
        ),
    ),
    source=prose(
        "abstract", also="a piecewise linear activation adds sums of powers of the weights"
    ),
)

RANK = Claim(
    id="ga.rank",
    title="Rank of the Hessian's perturbation",
    published=f"Additions that are sums of powers of the weights, read as {_TUPLES}, of any "
    "degrees $l$, perturb the Hessian at a critical point by a matrix of rank at most two, beside "
    "a multiple of $I$.",
    domain=P_DOMAIN,
    examinations=(
        proven(
            "second derivatives",
            "every $l$ gives a multiple of the matrix of ones; projected on the tangent space it "
            "has rank one, and the radial derivative is a multiple of $I$",
            hessian_of_tuples,
            corrected="rank one suffices, and rank zero for $l = 1$: a linear field only moves "
            f"the multiple of $I$. Read as {_POWERS} it holds for $l = 1$ and 2 alone",
        ),
    ),
    uses=("ga.model",),
    source=prose("summary of the paper", also="a low-rank perturbation; rank two as cited"),
)

RANK_POWERS = Claim(
    id="ga.rank.powers",
    title="Rank of the Hessian's perturbation, reading (b)",
    published=f"Additions that are {_POWERS}, $l >= 3$, perturb the Hessian at a critical point "
    "by a matrix of rank at most two, beside a multiple of $I$.",
    domain=P_DOMAIN,
    examinations=(
        disproven(
            "a point in six dimensions",
            _spread_of_powers,
            "the perturbation is $diag(l (l-1) w_i^(l-2))$ on the tangent space: of rank $N - 2$ "
            "or $N - 1$ beside any multiple of $I$ where the $w_i$ differ, for $l >= 3$; zero for "
            "$l = 1$, 2",
        ),
    ),
    source=reading("summary of the paper", "our second reading of the sums of powers"),
)

CLAIMS = (MODEL, RANK, RANK_POWERS)
