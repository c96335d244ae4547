"""E|det(bM - x)| for a GOE matrix M of any finite size, exactly: the control of the sampling."""

from __future__ import annotations

from typing import Any

import mpmath

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import integer, real

GUARD_DIGITS = 15


def log_expected_determinant_goe(x: Any, *, N: int, b: Any = 1, dps: int = 30) -> mpmath.mpf:
    """(1/N) log E|det(b M - x I)|, M a GOE matrix of size N, off-diagonal variance 1/(2N).

    The joint density of N + 1 eigenvalues, one of them fixed at y, is that of the other N times
    prod |y - lambda_i|. Hence, with R the density of eigenvalues (one-point function) of the GOE
    of size n = N + 1 and weight exp(-N lambda^2/2), and Z_n its Mehta integral,

        E|det(M - y)| = Z_n / (n Z_N) exp(N y^2/2) R(y),        y = x/b,
        Z_n / Z_N = N^(-n/2) sqrt(2 pi) Gamma(1 + n/2) / Gamma(3/2),

    and R(y)/sqrt(N) is, at s = sqrt(N) y, with Hermite functions phi_j (weight exp(-s^2)),

        sum_{j<n} phi_j(s)^2 + sqrt(n/2) phi_{n-1}(s) (1/2) int sign(s - t) phi_n(t) dt
        + [n odd] phi_{n-1}(s) / int phi_{n-1}.

    ``x`` and ``b`` may be mpmath numbers; the result has ``dps`` digits. O(N) operations.

    Raises :class:`DomainError` unless N >= 1, b > 0 and x is finite.

    >>> float(log_expected_determinant_goe(0, N=1))     # E|N(0, 1)| = sqrt(2/pi)
    -0.22579135264472744

    References: Fyodorov, Complexity of random energy landscapes, PRL 92 (2004), 240601; Mehta,
    Random Matrices, 3rd ed. (2004), section 7.2 and eq. (17.6.7).
    """
    N, dps = integer("N", N, least=1), integer("dps", dps, least=1)
    real("x", float(x))
    real("b", float(b), above=0)
    with mpmath.workdps(dps + GUARD_DIGITS + N.bit_length()):
        b = mpmath.mpf(b)
        s = mpmath.sqrt(N) * mpmath.mpf(x) / b
        n = N + 1
        density = _one_point(n, s)
        if density <= 0:
            raise DomainError(f"x = {x!r} needs more digits: give a larger dps than {dps}")
        log_ratio = (
            -mpmath.mpf(N) / 2 * mpmath.log(N)
            + mpmath.log(2 * mpmath.pi) / 2
            + mpmath.loggamma(1 + mpmath.mpf(n) / 2)
            - mpmath.loggamma(mpmath.mpf(3) / 2)
            - mpmath.log(n)
        )
        result = (log_ratio + s**2 / 2 + mpmath.log(density)) / N + mpmath.log(b)
    with mpmath.workdps(dps):
        return +result


def _one_point(n: int, s: mpmath.mpf) -> mpmath.mpf:
    """Density at s of the eigenvalues of the GOE of size n >= 2 and weight exp(-lambda^2/2).

    ``half`` is (1/2) int sign(s - t) phi_j(t) dt, ``total`` is int phi_j; both follow the
    recursion of phi_j' = sqrt(j/2) phi_{j-1} - sqrt((j+1)/2) phi_{j+1}.
    """
    quarter = mpmath.pi ** mpmath.mpf("0.25")
    phi = mpmath.exp(-(s**2) / 2) / quarter
    phi_next = mpmath.sqrt(2) * s * phi
    total, total_next = mpmath.sqrt(2) * quarter, mpmath.mpf(0)
    half = total / 2 * mpmath.erf(s / mpmath.sqrt(2))
    half_next = -mpmath.sqrt(2) * phi
    squares = mpmath.mpf(0)
    for j in range(n - 1):
        squares += phi**2
        step = mpmath.sqrt(mpmath.mpf(j + 1) / (j + 2))
        jump = mpmath.sqrt(mpmath.mpf(2) / (j + 2))
        total, total_next = total_next, step * total
        half, half_next = half_next, step * half - jump * phi_next
        phi, phi_next = phi_next, jump * s * phi_next - step * phi
    squares += phi**2
    density = squares + mpmath.sqrt(mpmath.mpf(n) / 2) * phi * half_next
    return density + (phi / total if n % 2 else 0)
