"""Complete elliptic integrals at algebraic numbers, by transformations to those with Gamma values.

m < 0 and m > 1 are moved into (0, 1), there Landen's transformation leads from m to
4 sqrt(m)/(1 + sqrt(m))^2; at m = 1/2 Legendre's relation gives E.

Reference: NIST Digital Library of Mathematical Functions, 19.7.1 to 19.7.3 and 19.8.12; E. T.
Whittaker, G. N. Watson, A Course of Modern Analysis, 22.8 and 22.81 (the modulus sin(pi/12)).
"""

from __future__ import annotations

import sympy as sp

_HALF = sp.S.Half
_FIFTEEN_DEGREES = (2 - sp.sqrt(3)) / 4
"""The square of the sine of 15 degrees."""

_SMALLER = (
    sp.Pow(3, sp.Rational(1, 4)) * sp.gamma(sp.Rational(1, 3)) ** 3
    / (sp.Pow(2, sp.Rational(7, 3)) * sp.pi)
)  # fmt: skip
_K = {
    _HALF: sp.gamma(sp.Rational(1, 4)) ** 2 / (4 * sp.sqrt(sp.pi)),
    _FIFTEEN_DEGREES: _SMALLER,
    1 - _FIFTEEN_DEGREES: sp.sqrt(3) * _SMALLER,
}


def transformed(kind: type, m: sp.Expr) -> sp.Expr | None:
    """The integral in terms of others, or None where no transformation leads to a known one.

    >>> transformed(sp.elliptic_k, sp.Integer(-1))
    sqrt(2)*elliptic_k(1/2)/2
    >>> transformed(sp.elliptic_k, sp.Rational(1, 3)) is None
    True
    """
    m = _plain(m)
    if m.is_real is False and kind is sp.elliptic_k:
        return _on_the_circle(m)
    if not m.is_real or m in (0, 1):
        return None
    if m in _K:
        k = _K[m]
        if kind is sp.elliptic_k:
            return k
        return (sp.pi / 2 + k**2) / (2 * k) if m == _HALF else None
    if not _is_known(m):
        return None
    if m < 0:
        other = _plain(m / (m - 1))
        scale = sp.sqrt(1 - m)
        return (
            scale * kind(other, evaluate=False)
            if kind is sp.elliptic_e
            else (kind(other, evaluate=False) / scale)
        )
    if m > 1:
        return _reciprocal(kind, m)
    return kind(_landen(m), evaluate=False) / (1 + sp.sqrt(m)) if kind is sp.elliptic_k else None


def _reciprocal(kind: type, m: sp.Expr) -> sp.Expr:
    """For m > 1, continuous from below (19.7.3)."""
    small, rest = _plain(1 / m), _plain(1 - 1 / m)
    k, other = (sp.elliptic_k(part, evaluate=False) for part in (small, rest))
    if kind is sp.elliptic_k:
        return (k - sp.I * other) / sp.sqrt(m)
    e, e_other = (sp.elliptic_e(part, evaluate=False) for part in (small, rest))
    return sp.sqrt(m) * (e + sp.I * e_other - rest * k - sp.I * small * other)


def _on_the_circle(m: sp.Expr) -> sp.Expr | None:
    """K(m) for |m| = 1, which Landen's transformation maps above 1, from inside."""
    real, imaginary = m.as_real_imag()
    if sp.expand(real**2 + imaginary**2 - 1) != 0:
        return None
    small = _plain((1 + sp.sqrtdenest(sp.sqrt((1 + real) / 2))) / 2)
    rest = _plain(1 - small)
    if small not in _K or rest not in _K:
        return None
    side = 1 if imaginary.is_positive else -1
    return sp.sqrt(small) * (_K[small] + side * sp.I * _K[rest]) / (1 + sp.sqrt(m))


def _landen(m: sp.Expr) -> sp.Expr:
    root = sp.sqrtdenest(sp.sqrt(m))
    return _plain(4 * root / (1 + root) ** 2)


def _is_known(m: sp.Expr) -> bool:
    """Whether transformations lead to a number of the table."""
    if m < 0:
        m = _plain(m / (m - 1))
    if m > 1:
        return _plain(1 / m) in _K and _plain(1 - 1 / m) in _K
    return m in _K or (sp.sqrtdenest(sp.sqrt(m)).is_algebraic and _landen(m) in _K)


def _plain(m: sp.Expr) -> sp.Expr:
    """Numbers with square roots, denominators rationalised, as they stand in the table."""
    held = sp.expand(sp.radsimp(m))
    return next((known for known in _K if sp.expand(known - held) == 0), held)
