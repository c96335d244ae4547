"""Two balanced classes of means +mu and -mu and one covariance: the isolated eigenvalue of G.

c = p/n. The covariance Sigma has eigenvalues s_i, a share w_i of them each, and mu has the squared
length rho_i on their eigenvectors; the steps have two of them, more add terms to the same sums. Of
the equivalent of R the labels' direction sees the couplings, which have a pole where
1 + a mu^T Qbar mu = 0 with Qbar = (a Sigma + z)^(-1), a = n/(p (1 + delta)). At z = -x, x = t a:

    1 = sum_i rho_i/(t - s_i)          t is the eigenvalue that mu mu^T adds to Sigma,
    x = t (1/c + sum_i w_i s_i/(t - s_i)),
    overlap = c x'(t)/(t sum_i rho_i/(t - s_i)^2),     squared, of its eigenvector with the labels:

the last is the residue of y^T R y/n. The pole is beyond the bulk where x rises with t, that is for
t > t*, x'(t*) = 0; mu is seen in its direction from the length on at which t = t*. White noise has
s_i = 1, t = 1 + rho, rho = |mu|^2.

References: F. Benaych-Georges and R. R. Nadakuditi, J. Multivariate Anal. 111 (2012) 120-135;
J. Baik and J. W. Silverstein, J. Multivariate Anal. 97 (2006) 1382-1408.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

c, rho, t, s_1, s_2, rho_1, rho_2, w = sp.symbols("c rho t s_1 s_2 rho_1 rho_2 w", positive=True)
a, x, delta, phi = sp.symbols("a x delta phi", real=True)

_SCALE = Range(0, None, log=True, draw=("1/100", 100))
_ANY = Range(draw=(-8, 8))
COMMON_DOMAIN = Domain(
    {
        **dict.fromkeys((c, t, s_1, s_2, rho_1, rho_2), _SCALE),
        w: Range(0, 1),
        **dict.fromkeys((a, x, delta, phi), _ANY),
    },
    (t > s_1, t > s_2, sp.Ne(phi, 1)),
)
"""Above the bulk."""
OUTLIER_DOMAIN = Domain({c: _SCALE, rho: _SCALE, w: Range(0, 1)}, (rho**2 > c,))
"""White noise, above the threshold."""

_WHITE = {s_1: 1, s_2: 1, rho_1: rho / 2, rho_2: rho / 2, t: 1 + rho}
_TRACE = w * s_1 / (t - s_1) + (1 - w) * s_2 / (t - s_2)
_RISE = 1 / c - w * s_1**2 / (t - s_1) ** 2 - (1 - w) * s_2**2 / (t - s_2) ** 2
_PHI = rho_1 / (t - s_1) + rho_2 / (t - s_2)


@cache
def spike() -> Derivation:
    """1 - sum_i rho_i/(t - s_i): vanishes at the eigenvalue t of Sigma + mu mu^T.

    >>> spike().result.subs({s_1: 1, s_2: 1, rho_1: 1, rho_2: 1, t: 3})
    0
    """
    return Derivation(
        "The pole of the couplings",
        (
            Step(
                1 + a * (rho_1 / (a * s_1 - x) + rho_2 / (a * s_2 - x)),
                "$1 + a mu^T Qbar mu$, by which the rank-one term of the means divides",
            ),
            Step(1 - _PHI, "where $x = t a$", via=lambda e: e.subs(x, t * a)),
        ),
        COMMON_DOMAIN,
    )


@cache
def common_position() -> Derivation:
    """t (1/c + sum_i w_i s_i/(t - s_i)): the isolated eigenvalue of G.

    >>> common_position().result.subs({c: 1, s_1: 1, s_2: 1, t: 2})
    4
    """
    return Derivation(
        "The isolated eigenvalue, a common covariance",
        (
            Step(
                sp.Matrix([c * a * (1 + delta) - 1, a * delta + _TRACE]),
                "what $a$ is, and the fixed point $delta = tr Sigma Qbar/p$, at $z = -t a$",
            ),
            Step(
                1 / c + _TRACE,
                "eliminate $delta$: this is $a$",
                via=lambda e: sp.solve(list(e), (a, delta), dict=True)[0][a],
            ),
            Step(t * (1 / c + _TRACE), "the eigenvalue is $t a$", via=lambda e: t * e),
        ),
        COMMON_DOMAIN,
    )


@cache
def rise() -> Derivation:
    """1/c - sum_i w_i (s_i/(t - s_i))^2: the eigenvalue's slope in t, zero at the threshold.

    >>> rise().result.subs({c: 1, s_1: 1, s_2: 1, t: 2})
    0
    """
    return Derivation(
        "How the isolated eigenvalue rises with its cause",
        (
            Step(common_position().result, "the isolated eigenvalue"),
            Step(_RISE, "differentiate in $t$", via=lambda e: sp.diff(e, t)),
        ),
        COMMON_DOMAIN,
    )


@cache
def common_overlap() -> Derivation:
    """c x'(t)/(t sum_i rho_i/(t - s_i)^2): squared overlap of the eigenvector with the labels.

    >>> common_overlap().result.subs({c: 1, s_1: 1, s_2: 1, rho_1: 2, rho_2: 2, t: 5})
    3/4
    """
    z, bilinear = -t * a, -phi / (a * (1 - phi))
    value = c * a / z - c * a**2 * bilinear / z
    return Derivation(
        "Overlap with the labels, a common covariance",
        (
            Step(
                value,
                "$y^T R y/n$ from class values and couplings: $1/(1 + delta) = c a$, $z = -t a$, "
                "and $mu^T Qbar mu$ with the means' own rank-one term, $phi = sum_i rho_i/(t - "
                "s_i)$",
            ),
            Step(-c / (t * (1 - phi)), "collect"),
            Step(
                c * _RISE / (t * (rho_1 / (t - s_1) ** 2 + rho_2 / (t - s_2) ** 2)),
                "minus its residue in $x$ at $phi = 1$: near there $1 - phi$ is $-phi'(t) (x - "
                "x_0)/x'(t)$",
                via=lambda e: e * (1 - phi) * rise().result / sp.diff(_PHI, t),
            ),
        ),
        COMMON_DOMAIN,
    )


def _white(title: str, general: Derivation, result: sp.Expr) -> Derivation:
    return Derivation(
        title,
        (
            Step(general.result, f"{general.title.lower()}, whatever its spectrum"),
            Step(result, "white noise: $s_i = 1$, $t = 1 + rho$", via=lambda e: e.subs(_WHITE)),
        ),
        OUTLIER_DOMAIN,
    )


@cache
def position() -> Derivation:
    """The isolated eigenvalue (1 + rho) (1/c + 1/rho) of G = X^T X/p, white noise.

    >>> position().result.subs({c: 1, rho: 1})
    4
    """
    return _white("The isolated eigenvalue", common_position(), (1 + rho) * (1 / c + 1 / rho))


@cache
def threshold() -> Derivation:
    """rho = sqrt c: where the isolated eigenvalue leaves the bulk, white noise.

    >>> threshold().result
    sqrt(c)
    """
    risen = _white("The threshold", rise(), 1 / c - 1 / rho**2)
    return Derivation(
        risen.title,
        (
            *risen.steps,
            Step(
                sp.sqrt(c),
                "solve for $rho$; the eigenvalue there is $(1 + 1/sqrt c)^2$, the edge",
                via=lambda e: sp.solve(e, rho)[0],
            ),
        ),
        Domain(OUTLIER_DOMAIN.ranges),
    )


@cache
def overlap() -> Derivation:
    """1 - (c + rho)/(rho (rho + 1)): squared overlap with the labels, white noise.

    >>> overlap().result.subs({c: 1, rho: 1})
    0
    """
    return _white("Overlap with the labels", common_overlap(), 1 - (c + rho) / (rho * (rho + 1)))
