"""How expressions under a sum are read as hypergeometric terms.

A term is read so that it is analytic where the conditions under which it was read hold; there an
identity between terms that holds as one of meromorphic functions holds point by point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy as sp

from glassproof.derivations.summation.facts import Facts
from glassproof.derivations.summation.fractions import Fraction, Ring
from glassproof.derivations.summation.terms import NotHypergeometricError, Term, quotient

_MOST_SHIFTS = 60
_MOST_EXPANDED = 6


def read_terms(ring: Ring, expr: sp.Expr, index: sp.Symbol, facts: Facts) -> list[Term]:
    """``expr`` as a sum of terms, those with rational quotients as one.

    :class:`NotHypergeometricError` if it is none. ``facts`` hold on the range of the sum.

    >>> from glassproof.derivations.proof.domain import Domain
    >>> n, k = sp.symbols("n k", integer=True, positive=True)
    >>> (term,) = read_terms(Ring(), k * sp.factorial(k) - sp.gamma(k), k, Facts(Domain({})))
    >>> term.expr()
    (k - 1)*(k + 1)*gamma(k)
    """
    parts = [_Reader(ring, index, facts).read(part) for part in _summands(expr, index)]
    found: list[Term] = []
    for term in parts:
        for place, known in enumerate(found):
            share = quotient(term, known)
            if share is not None:
                found[place] = known.times(share + ring.number(1))
                break
        else:
            found.append(term)
    return [term for term in found if not term.rational.is_zero]


def _summands(expr: sp.Expr, index: sp.Symbol) -> Iterator[sp.Expr]:
    """Products that add up to ``expr``; rational functions are left as they are."""
    if _is_rational(expr, index):
        yield expr
        return
    if expr.is_Add:
        rational = [part for part in expr.args if _is_rational(part, index)]
        if rational:
            yield sp.Add(*rational)
        for part in expr.args:
            if part not in rational:
                yield from _summands(part, index)
        return
    factors = list(_factors(expr))
    for place, factor in enumerate(factors):
        base, power = factor.as_base_exp()
        is_sum = base.is_Add and power.is_Integer and 0 < power <= _MOST_EXPANDED
        if is_sum and not _is_rational(base, index):
            rest = sp.Mul(*factors[:place], *factors[place + 1 :], base ** (power - 1))
            for part in base.args:
                yield from _summands(part * rest, index)
            return
    yield expr


def _factors(expr: sp.Expr) -> Iterator[sp.Expr]:
    """Of products in products, as they are written."""
    if not expr.is_Mul:
        yield expr
        return
    for part in expr.args:
        yield from _factors(part)


def _is_rational(expr: sp.Expr, index: sp.Symbol) -> bool:
    if expr.is_Add or expr.is_Mul:
        return all(_is_rational(part, index) for part in expr.args)
    if expr.is_Pow and expr.exp.is_Integer:
        return _is_rational(expr.base, index)
    return bool(expr.is_Rational or expr.is_Symbol)


class _Reader:
    """Takes a product apart."""

    def __init__(self, ring: Ring, index: sp.Symbol, facts: Facts) -> None:
        self.ring, self.index, self.facts = ring, index, facts
        self.rational = ring.number(1)
        self.powers: dict[sp.Expr, sp.Expr] = {}
        self.gammas: dict[sp.Expr, int] = {}

    def read(self, expr: sp.Expr) -> Term:
        self._factor(expr, 1)
        powers = {b: e for b, e in self.powers.items() if e != 0}
        gammas = {a: m for a, m in self.gammas.items() if m}
        return Term(self.ring, self.rational, powers, gammas)

    def _factor(self, expr: sp.Expr, times: int) -> None:
        rule = _FUNCTIONS.get(expr.func)
        if expr.is_Mul:
            for part in expr.args:
                self._factor(part, times)
        elif expr.is_Pow and expr.exp.is_Integer and abs(expr.exp) < _MOST_SHIFTS:
            self._factor(expr.base, times * int(expr.exp))
        elif expr.is_Pow or isinstance(expr, sp.exp):
            base, exponent = expr.as_base_exp()
            self._power(base, exponent * times)
        elif rule is not None:
            rule(self, *expr.args, times)
        elif self.index in expr.free_symbols and not _is_rational(expr, self.index):
            raise NotHypergeometricError(f"{expr} is not hypergeometric in {self.index}")
        else:
            self.rational = self.rational * self.ring.read(expr) ** times

    def gamma(self, argument: sp.Expr, times: int) -> None:
        """Gamma(argument)**times."""
        argument = sp.expand(argument)
        if argument.is_Integer:
            if argument <= 0:
                raise NotHypergeometricError("a pole of Gamma")
            self.rational = self.rational * self.ring.number(sp.gamma(argument)) ** times
        else:
            self.gammas[argument] = self.gammas.get(argument, 0) + times

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> None:
        exponent = sp.expand(exponent)
        if base.is_Mul and self.facts.is_integer(exponent):
            for part in base.args:
                self._power(part, exponent)
        elif base.is_Pow and self.facts.is_integer(exponent):
            self._power(base.base, base.exp * exponent)
        elif base.is_Rational and base > 0 and base != 1:
            for prime, count in sp.factorrat(base).items():
                self._monomials(sp.Integer(prime), exponent * count)
        elif (base.is_Rational and base < -1) or (base.is_Rational and -1 < base < 0):
            self._monomials(sp.Integer(-1), exponent)
            self._power(-base, exponent)
        elif base != 1:
            self._monomials(base, exponent)

    def _monomials(self, base: sp.Expr, exponent: sp.Expr) -> None:
        """base**(sum of c_i x_i) as the product of (base**c_i)**x_i, x_i integer symbols."""
        for part in sp.Add.make_args(sp.expand(exponent)):
            _, rest = part.as_coeff_Mul()
            symbols = [s for s in sp.Mul.make_args(rest) if self.facts.is_integer(s)]
            symbol = next((s for s in symbols if s == self.index), symbols[0] if symbols else None)
            if symbol is None or symbol.is_Integer:
                self.rational = self.rational * self._constant(base, part)
                continue
            scale = part / symbol
            if self.index in scale.free_symbols:
                raise NotHypergeometricError(f"{base}**({part}) is not hypergeometric")
            if scale.is_Integer:
                root, scale = base, scale
            elif base.is_positive or base is sp.E or self.facts.sign(base) == 1:
                root, scale = base**scale, sp.Integer(1)
            else:
                raise NotHypergeometricError(f"a root of {base} that may be negative")
            if self.index in root.free_symbols:
                raise NotHypergeometricError(f"a power of {root} that is not hypergeometric")
            self.powers[root] = self.powers.get(root, sp.Integer(0)) + scale * symbol

    def _constant(self, base: sp.Expr, exponent: sp.Expr) -> Fraction:
        if exponent.is_Integer:
            return self.ring.read(base) ** int(exponent)
        if self.index in (base**exponent).free_symbols:
            raise NotHypergeometricError(f"{base}**({exponent}) is not hypergeometric")
        return self.ring.read(base**exponent)

    def binomial(self, above: sp.Expr, below: sp.Expr, times: int) -> None:
        """Analytic unless ``above`` is a negative integer; then by reflection."""
        facts = self.facts
        if facts.at_least(above, 0) or facts.is_generic(above):
            self.gamma(above + 1, times)
            self.gamma(above - below + 1, -times)
            self.gamma(below + 1, -times)
        elif facts.is_integer(above) and facts.at_least(-above, 1):
            if not facts.at_least(below - above, 1):
                raise NotHypergeometricError(f"binomial({above}, {below}) may be degenerate")
            self._power(sp.Integer(-1), below * times)
            self.gamma(below - above, times)
            self.gamma(-above, -times)
            self.gamma(below + 1, -times)
        else:
            raise NotHypergeometricError(f"the sign of {above} in a binomial is not known")

    def rising(self, start: sp.Expr, steps: sp.Expr, times: int) -> None:
        """Gamma(start + steps)/Gamma(start), reflected where start <= 0."""
        facts = self.facts
        if facts.at_least(start, 1) or facts.is_generic(start):
            self.gamma(start + steps, times)
            self.gamma(start, -times)
        elif facts.is_integer(start) and facts.at_least(-start, 0):
            self._power(sp.Integer(-1), steps * times)
            self.gamma(1 - start, times)
            self.gamma(1 - start - steps, -times)
        else:
            raise NotHypergeometricError(f"the sign of {start} is not known")

    def falling(self, start: sp.Expr, steps: sp.Expr, times: int) -> None:
        """(-1)^steps times the rising factorial of -start."""
        if self.facts.at_least(start, 0) or self.facts.is_generic(start):
            self.gamma(start + 1, times)
            self.gamma(start - steps + 1, -times)
        else:
            self._power(sp.Integer(-1), steps * times)
            self.rising(-start, steps, times)

    def double_factorial(self, argument: sp.Expr, times: int) -> None:
        """2^l Gamma(l + 1/2)/sqrt(pi) of 2 l - 1, 2^l Gamma(l + 1) of 2 l."""
        half = sp.expand((argument + 1) / 2)
        if self.facts.is_integer(half):
            self._power(sp.Integer(2), half * times)
            self.gamma(half + sp.Rational(1, 2), times)
            self.rational = self.rational * self.ring.read(sp.sqrt(sp.pi)) ** -times
        elif self.facts.is_integer(argument / 2):
            self._power(sp.Integer(2), argument / 2 * times)
            self.gamma(argument / 2 + 1, times)
        else:
            raise NotHypergeometricError(f"the parity of {argument} is not known")

    def beta(self, a: sp.Expr, b: sp.Expr, times: int) -> None:
        """Gamma(a) Gamma(b)/Gamma(a + b)."""
        self.gamma(a, times)
        self.gamma(b, times)
        self.gamma(a + b, -times)

    def catalan(self, n: sp.Expr, times: int) -> None:
        """binomial(2 n, n)/(n + 1)."""
        self.binomial(2 * n, n, times)
        self.rational = self.rational * self.ring.read(n + 1) ** -times


_FUNCTIONS: dict[type, Callable[..., None]] = {
    sp.gamma: _Reader.gamma,
    sp.factorial: lambda self, n, times: self.gamma(n + 1, times),
    sp.factorial2: _Reader.double_factorial,
    sp.binomial: _Reader.binomial,
    sp.RisingFactorial: _Reader.rising,
    sp.FallingFactorial: _Reader.falling,
    sp.beta: _Reader.beta,
    sp.catalan: _Reader.catalan,
}


# --- where terms are analytic ----------------------------------------------------------------
