"""Exact knowledge of a number: rational, a rational multiple of pi, or algebraic and so bounded.

Balls can show that a number is not zero. That it is zero takes more: a number of the form
a + b pi, a and b complex rationals, is zero if and only if both are; and an algebraic number that
is built from integers by +, -, *, / and roots is zero if it is smaller than the bound of Burnikel,
Fleischer, Mehlhorn and Schirra ("A strong and easily computable separation bound for arithmetic
expressions involving radicals", Algorithmica 27 (2000) 87-99, and ESA 2001 for divisions).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import flint

MAX_BITS = 4096
"""Numbers with more bits are left to balls."""

MAX_SEPARATION = 60_000
"""Bits of the smallest algebraic number that is told from zero."""

fmpq = flint.fmpq
_ZERO = fmpq(0)


@dataclass(frozen=True)
class Exact:
    """a + b pi with complex rationals a = ``re`` + i ``im`` and b = ``pi_re`` + i ``pi_im``.

    >>> Exact(fmpq(1, 2)) + Exact(fmpq(-1, 2))
    Exact(re=0, im=0, pi_re=0, pi_im=0)
    """

    re: fmpq = _ZERO
    im: fmpq = _ZERO
    pi_re: fmpq = _ZERO
    pi_im: fmpq = _ZERO

    @property
    def is_zero(self) -> bool:
        """Whether this is 0; pi is transcendental."""
        return not (self.re or self.im or self.pi_re or self.pi_im)

    @property
    def is_plain(self) -> bool:
        """Whether pi does not occur."""
        return not (self.pi_re or self.pi_im)

    @property
    def is_real(self) -> bool:
        """Whether the imaginary part is zero."""
        return not (self.im or self.pi_im)

    @property
    def rational(self) -> fmpq | None:
        """The number, if it is rational."""
        return self.re if self.is_plain and self.is_real else None

    @property
    def turns(self) -> fmpq | None:
        """b, if the number is b pi with a real rational b."""
        return None if self.re or self.im or self.pi_im else self.pi_re

    @property
    def integer(self) -> int | None:
        """The number, if it is an integer."""
        value = self.rational
        return int(value.p) if value is not None and value.q == 1 else None

    def __add__(self, other: Exact) -> Exact:
        return Exact(
            self.re + other.re,
            self.im + other.im,
            self.pi_re + other.pi_re,
            self.pi_im + other.pi_im,
        )

    def times(self, other: Exact) -> Exact | None:
        """The product, unless pi**2 occurs in it."""
        if not self.is_plain:
            if not other.is_plain:
                return None
            self, other = other, self
        a, b = self.re, self.im
        return Exact(
            a * other.re - b * other.im,
            a * other.im + b * other.re,
            a * other.pi_re - b * other.pi_im,
            a * other.pi_im + b * other.pi_re,
        )

    def power(self, exponent: int) -> Exact | None:
        """The integer power, within :data:`MAX_BITS`; 0**0 is 1, as for polynomials."""
        if exponent in (0, 1):
            return self if exponent else Exact(fmpq(1))
        if not self.is_plain or (exponent < 0 and self.is_zero):
            return None
        if self.im and self.re**2 + self.im**2 == 1 and not self.height:
            exponent %= 4  # a power of i
        if max(self.height, 1 if self.im else 0) * abs(exponent) > MAX_BITS:
            return None
        if not self.im:
            return Exact(self.re**exponent)
        base = self
        if exponent < 0:
            norm = self.re**2 + self.im**2
            base = Exact(self.re / norm, -self.im / norm)
        result = Exact(fmpq(1))
        for _ in range(abs(exponent)):
            result = result.times(base) or result
        return result

    @property
    def height(self) -> int:
        """Bits of the largest numerator or denominator, less one."""
        parts = (self.re, self.im, self.pi_re, self.pi_im)
        return max(max(abs(int(x.p)), int(x.q)).bit_length() for x in parts) - 1


def root_of(value: fmpq, degree: int) -> fmpq | None:
    """The rational ``degree``-th root of a non-negative rational, if there is one."""
    if value < 0 or degree > 64 or max(int(value.p), int(value.q)).bit_length() > MAX_BITS:
        return None
    parts = []
    for whole in (int(value.p), int(value.q)):
        root = int(flint.fmpz(whole).root(degree))
        if root**degree != whole:
            return None
        parts.append(root)
    return fmpq(*parts)


@dataclass(frozen=True)
class RootBound:
    """What bounds an algebraic number U/L away from zero.

    ``up`` and ``low`` bound log2 of all conjugates of the algebraic integers U and L; ``roots``
    names the extensions that both live in, with their degrees.
    """

    up: float
    low: float
    roots: frozenset[tuple[object, int]] = field(default=frozenset())

    @property
    def separation(self) -> float:
        """If the number is not zero, it is larger than 2**-separation."""
        degree = 1.0
        for _, factor in self.roots:
            degree *= factor
        return self.low + (degree - 1) * max(self.up, 0.0) + 2

    def __add__(self, other: RootBound) -> RootBound:
        largest = max(self.up + other.low, self.low + other.up)
        return RootBound(largest + 1, self.low + other.low, self.roots | other.roots)

    def __mul__(self, other: RootBound) -> RootBound:
        return RootBound(self.up + other.up, self.low + other.low, self.roots | other.roots)

    def power(self, exponent: int) -> RootBound:
        """Of an integer power."""
        up, low = (self.up, self.low) if exponent >= 0 else (self.low, self.up)
        return RootBound(up * abs(exponent), low * abs(exponent), self.roots)

    def root(self, degree: int, name: object) -> RootBound:
        """Of a root; equal roots have one ``name``."""
        if self.up >= self.low:
            up, low = (self.up + (degree - 1) * self.low) / degree, self.low
        else:
            up, low = self.up, ((degree - 1) * self.up + self.low) / degree
        return RootBound(up, low, self.roots | {(name, degree)})


def bound_of(value: Exact) -> RootBound | None:
    """The bound of a complex rational."""
    if not value.is_plain or value.height > MAX_BITS:
        return None
    common = value.re.q * value.im.q
    size = abs(int(value.re.p * value.im.q)) + abs(int(value.im.p * value.re.q))
    roots = frozenset({("i", 2)}) if value.im else frozenset()
    return RootBound(float(size.bit_length()), float(int(common).bit_length()), roots)


def bound_of_root_of_unity(turns: fmpq) -> RootBound:
    """The bound of 2 cos, 2i sin or exp(i ...) of ``turns`` pi, over 2."""
    order = 2 * int(turns.q)
    if order % 4:
        order *= 2  # so that i is among the roots of unity
    return RootBound(2.0, 2.0, frozenset({(("zeta", order), int(flint.fmpz(order).euler_phi()))}))
