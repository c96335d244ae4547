"""Hypergeometric terms: rational functions times powers and Gamma functions of linear forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import flint
import sympy as sp

from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.fractions import Fraction, NotRationalError, Poly, Ring

_MOST_SHIFTS = 60


class NotHypergeometricError(ValueError):
    """An expression is no hypergeometric term, or may have poles that cannot be located."""


@dataclass(frozen=True)
class Term:
    """``rational`` prod base**exponent prod Gamma(argument)**multiplicity."""

    ring: Ring
    rational: Fraction
    powers: Mapping[sp.Expr, sp.Expr]
    gammas: Mapping[sp.Expr, int]

    def times(self, factor: Fraction) -> Term:
        """The term with a rational factor more."""
        return replace(self, rational=self.rational * factor)

    def at(self, symbol: sp.Symbol, by: int) -> Term:
        """The term with ``symbol + by`` for ``symbol``."""
        num, den = (
            self.ring.shifted(p, symbol, by) for p in (self.rational.num, self.rational.den)
        )
        image = {symbol: symbol + by}
        powers = {b.xreplace(image): sp.expand(e.xreplace(image)) for b, e in self.powers.items()}
        gammas = {sp.expand(a.xreplace(image)): m for a, m in self.gammas.items()}
        return Term(self.ring, Fraction(num, den), powers, gammas)

    def expr(self, image: Mapping[sp.Expr, sp.Expr] | None = None) -> sp.Expr:
        """The term in SymPy, at the values ``image`` of symbols; 0 where 1/Gamma is."""
        image = dict(image or {})
        arguments = [(sp.expand(a.xreplace(image)), m) for a, m in self.gammas.items()]
        parts = [self.ring.expr(self.rational).xreplace(image)]
        parts += [b.xreplace(image) ** sp.expand(e.xreplace(image)) for b, e in self.powers.items()]
        for argument, times in arguments:
            if argument.is_Integer and argument <= 0:
                if times < 0:
                    return sp.Integer(0)
                raise NotHypergeometricError("a pole at an end of the sum")
            parts.append(sp.gamma(argument) ** times)
        return sp.Mul(*parts)

    def depends_on(self, symbol: sp.Symbol) -> bool:
        """Whether ``symbol`` occurs in it."""
        inside = [*self.powers, *self.powers.values(), *self.gammas]
        return symbol in self.ring.expr(self.rational).free_symbols or any(
            symbol in part.free_symbols for part in inside
        )


def quotient(above: Term, below: Term) -> Fraction | None:
    """above/below, if it is a rational function."""
    ring = above.ring
    try:
        total = above.rational * below.rational.inverse()
        for base in above.powers.keys() | below.powers.keys():
            gap = sp.expand(above.powers.get(base, 0) - below.powers.get(base, sp.Integer(0)))
            if not gap.is_Integer:
                return None
            total = total * ring.read(base) ** int(gap)
        counts = dict(above.gammas)
        for argument, times in below.gammas.items():
            counts[argument] = counts.get(argument, 0) - times
        left = {argument: times for argument, times in counts.items() if times}
        return _cancelled(ring, left, total)
    except NotRationalError:
        return None


def _cancelled(ring: Ring, left: dict[sp.Expr, int], total: Fraction) -> Fraction | None:
    """``total`` times Gammas whose arguments differ by integers, pair by pair."""
    while left:
        argument, times = left.popitem()
        for other, count in left.items():
            gap = sp.expand(argument - other)
            if count * times < 0 and gap.is_Integer and abs(gap) <= _MOST_SHIFTS:
                break
        else:
            return None
        pairs = min(abs(times), abs(count))
        sign = 1 if times > 0 else -1
        total = total * rising(ring, other, int(gap)) ** (sign * pairs)
        left[argument], left[other] = times - sign * pairs, count + sign * pairs
        left = {a: m for a, m in left.items() if m}
    return total


def rising(ring: Ring, start: sp.Expr, steps: int) -> Fraction:
    """Gamma(start + steps)/Gamma(start)."""
    total = ring.number(1)
    for step in range(min(steps, 0), max(steps, 0)):
        total = total * ring.read(start + step)
    return total if steps >= 0 else total.inverse()


# --- reading ---------------------------------------------------------------------------------


def is_regular(term: Term, facts: Facts) -> bool:
    """Whether the term is analytic at every point: no pole of Gamma, no zero of a denominator."""
    poles = (argument for argument, times in term.gammas.items() if times > 0)
    sure = all(facts.sign(a) == 1 or facts.is_generic(a) for a in poles)
    return (
        sure
        and all(
            facts.never_zero(term.ring.expr(factor)) for factor, _ in term.rational.den.factor()[1]
        )
        and _bases_never_zero(term, facts)
    )


def _bases_never_zero(term: Term, facts: Facts) -> bool:
    """Whether no base of a power with an exponent that may be negative vanishes."""
    return all(
        base.is_number or facts.never_zero(base) or facts.at_least(exponent, 0)
        for base, exponent in term.powers.items()
    )


def absorbed(term: Term) -> Term:
    """The same function with zeros and poles of its rational part taken into its Gammas.

    1/(Gamma(z) (z + s)) = z (z + 1) ... (z + s - 1)/Gamma(z + s + 1), z Gamma(z) = Gamma(z + 1):
    a denominator that a reciprocal Gamma absorbs makes no pole.
    """
    ring, rational, gammas = term.ring, term.rational, dict(term.gammas)
    for factor, times in term.rational.den.factor()[1]:
        for _ in range(int(times)):
            found = _absorbing(ring, factor, gammas)
            if found is None:
                break
            argument, step = found
            end = sp.expand(argument + step + 1)
            rational = rational * rising(ring, argument, step + 1)
            _count(gammas, argument, 1)
            _count(gammas, end, -1)
    return _numerators(replace(term, rational=rational, gammas=gammas))


def _count(gammas: dict[sp.Expr, int], argument: sp.Expr, by: int) -> None:
    gammas[argument] = gammas.get(argument, 0) + by
    if not gammas[argument]:
        del gammas[argument]


def _absorbing(ring: Ring, factor: Poly, gammas: dict[sp.Expr, int]) -> tuple[sp.Expr, int] | None:
    """The argument z of a reciprocal Gamma, and s >= 0 with z + s proportional to the factor."""
    for argument, times in gammas.items():
        if times < 0:
            value = ring.read(argument)
            if not value.den.is_one() or value.num.total_degree() != factor.total_degree():
                continue
            scale = value.num.leading_coefficient() / factor.leading_coefficient()
            gap = factor * scale - value.num
            if gap.is_constant():
                step = flint.fmpq(0) if gap.is_zero() else flint.fmpq(gap.leading_coefficient())
                if step.q == 1 and 0 <= step < _MOST_SHIFTS:
                    return argument, int(step.p)
    return None


def _numerators(term: Term) -> Term:
    """z Gamma(z) as Gamma(z + 1), as far as numerators go."""
    ring, rational, gammas = term.ring, term.rational, dict(term.gammas)
    changed = True
    while changed:
        changed = False
        for argument, times in list(gammas.items()):
            value = ring.read(argument)
            if times > 0 and value.den.is_one() and not value.num.is_constant():
                whole, rest = divmod(rational.num, value.num)
                if rest.is_zero() and not whole.is_zero():
                    rational = Fraction(whole, rational.den)
                    _count(gammas, argument, -1)
                    _count(gammas, sp.expand(argument + 1), 1)
                    changed = True
    return replace(term, rational=rational, gammas=gammas)
