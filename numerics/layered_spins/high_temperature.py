"""Above the transition: log Z with its correction of order one, and moments of overlaps."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.layered_spins.glass import Layers, layers
from glassproof.numerics.layered_spins.temperature import temperature as critical
from glassproof.numerics.work.arguments import FloatArray, real
from glassproof.numerics.work.late import Late

special = Late("scipy.special")

ROUNDING = 1e-12
"""Of T_c, relative: closer to it a temperature is not known to be above."""


def overlap_covariances(given: Layers, temperature: float) -> FloatArray:
    """(I - beta^2 M)^(-1): the limit of sqrt(N_l N_m) E<q_l q_m>."""
    root = np.sqrt(given.widths)
    M = given.coupling_strengths * root[:, None] / root[None, :]
    return np.asarray(np.linalg.inv(np.eye(len(M)) - M / temperature**2))


def log_second_moment(given: Layers, temperature: float) -> float:
    """log(E Z^2/(E Z)^2) for Gaussian couplings, at any temperature and these very widths.

    The mean of exp(beta^2 sum_l v_l A_l A_(l+1)), A_l sums of N_l independent signs, summed layer
    by layer.

    >>> glass = Layers((40, 40), (1 / 40,))
    >>> round(log_second_moment(glass, 2.0), 2)  # the limit is -log(1 - 1/16)/2 = 0.03
    0.03
    """
    before: FloatArray = np.zeros(1)
    logs: FloatArray = np.zeros(1)
    for l, n in enumerate(given.widths):
        k = np.arange(n + 1)
        sums = 2.0 * k - n
        masses = (
            special.gammaln(n + 1)
            - special.gammaln(k + 1)
            - special.gammaln(n - k + 1)
            - n * np.log(2)
        )
        strength = given.variances[l - 1] / temperature**2 if l else 0.0
        logs = masses + special.logsumexp(strength * np.outer(sums, before) + logs, axis=1)
        before = np.asarray(sums, float)
    return float(special.logsumexp(logs))


def log_partition_finite_size(given: Layers, temperature: float) -> float:
    """The next term of E log Z above T_c, of relative order 1/N: sums over layers l and m.

    (1/8) sum P_ll^2/N_l + (1/6) sum P_lm^3/(N_l N_m)^(1/2), P = (I - beta^2 M)^(-1) - I: by
    replicas, whose overlaps sqrt(N_l) q_ab have beside their Gaussian law the cumulants
    N_l^(-1/2) of the triangles ab, bc, ca and -2/N_l of the fourth power, and of which n(n - 1)/2
    pairs and n(n - 1)(n - 2)/6 triangles become -n/2 and n/3 as n tends to 0.

    >>> x = 1e-3  # one spin beside one: E log cosh(W) - x/2 = -x^2/4 + x^3/3 - ..
    >>> round(log_partition_finite_size(Layers((1, 1), (x,)), 1.0) / x**3, 2)
    0.33
    """
    P = overlap_covariances(given, temperature) - np.eye(len(given.widths))
    N = np.array(given.widths, dtype=float)
    return float((np.diagonal(P) ** 2 / N).sum() / 8 + (P**3 / np.sqrt(np.outer(N, N))).sum() / 6)


def layered_log_partition(widths: ArrayLike, variances: ArrayLike, temperature: float) -> float:
    """E log Z above T_c, up to what vanishes as the layers get wide, for Gaussian couplings.

    N log 2 + (beta^2/2) sum_l v_l N_l N_(l+1) + (1/4) log det(I - beta^2 M).

    Domain: layers as in :func:`transition_temperature`, T > T_c; :class:`DomainError` otherwise.

    >>> round(layered_log_partition([100, 100], [0.01], 2.0), 9)
    151.113301482
    """
    given = layers(widths, variances)
    highest = critical(given)
    T = real("temperature", temperature, above=0)
    if highest * (1 + ROUNDING) >= T:
        raise DomainError(
            f"temperature = {T:g} is out of its domain: give more than T_c = {highest:.6g}; below "
            "it the glass breaks replica symmetry"
        )
    leading = given.spins * np.log(2) + given.total_variance / (2 * T**2)
    _, log_inverse = np.linalg.slogdet(overlap_covariances(given, T))
    return float(leading - log_inverse / 4)
