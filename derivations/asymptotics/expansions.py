"""Expansions as x -> oo: finitely many terms and the order of what is left out.

Every rule is a theorem: Taylor's with remainder at a point where a function is analytic, Stirling's
and its kin (DLMF 5.11, 7.12) at infinity. What is left out is O(order), so that a leading term that
is larger than the order is proven.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cmp_to_key

import sympy as sp

from glassproof.derivations.asymptotics.function_rules import (
    ANALYTIC,
    AS_OTHERS,
    FAR_OUT,
    Digamma,
)
from glassproof.derivations.asymptotics.growth import (
    ONE,
    Monomial,
    constant_sign,
    faster,
    monomial,
)
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.radical_fractions import UnsupportedError

_TERMS = 12  # that are kept
_DEGREE = 6  # of Taylor polynomials
_WORK = 4000  # terms that are added for one expansion

_X = Monomial(power=sp.S.One)
_LOG = Monomial(logs=sp.S.One)


@dataclass(frozen=True)
class Expansion:
    """A sum of ``terms``, the largest first, up to O(``order``); exact if that is None."""

    terms: tuple[tuple[Monomial, sp.Expr], ...]
    order: Monomial | None = None

    @property
    def leading(self) -> tuple[Monomial, sp.Expr] | None:
        """The leading term, if there is one that is larger than what is left out."""
        return self.terms[0] if self.terms else None

    @property
    def size(self) -> Monomial | None:
        """A monomial that it is O of; None if it is zero."""
        return self.terms[0][0] if self.terms else self.order

    def expr(self, x: sp.Symbol) -> sp.Expr:
        """The terms as a SymPy expression."""
        return sp.Add(*(coefficient * mono.expr(x) for mono, coefficient in self.terms))


_by_growth = cmp_to_key(faster)


def _largest(monomials: list[Monomial]) -> Monomial:
    return max(monomials, key=_by_growth)


class Expander:
    """Expands expressions in one variable that tends to infinity.

    >>> x = sp.Symbol("x", positive=True)
    >>> Expander(x).of(sp.log(1 + sp.exp(-x)) * sp.exp(x)).leading[1]
    1
    >>> Expander(x).of(sp.factorial(x)).leading[1]
    sqrt(2)*sqrt(pi)
    """

    def __init__(self, variable: sp.Symbol, domain: Domain | None = None) -> None:
        self.variable, self.domain = variable, domain
        self.known: dict[sp.Expr, Expansion] = {}
        self.work = 0  # terms added so far

    def of(self, expr: sp.Expr) -> Expansion:
        """The expansion; :class:`UnsupportedError` where no rule applies."""
        if expr not in self.known:
            self.known[expr] = self._of(expr)
        return self.known[expr]

    def _of(self, expr: sp.Expr) -> Expansion:
        if not expr.has(self.variable):
            if expr.has(sp.oo, sp.zoo, sp.nan, -sp.oo):
                raise UnsupportedError(f"{expr} is no number")
            return self.summed([(ONE, expr)], None)
        if expr == self.variable:
            return Expansion(((_X, sp.S.One),))
        if expr.is_Add:
            found = self.of(expr.args[0])
            for term in expr.args[1:]:
                found = self.add(found, self.of(term))
            return found
        if expr.is_Mul:
            found = self.of(expr.args[0])
            for factor in expr.args[1:]:
                found = self.multiply(found, self.of(factor))
            return found
        if expr.is_Pow or isinstance(expr, sp.exp):
            base, exponent = (sp.E, expr.args[0]) if isinstance(expr, sp.exp) else expr.args
            return self._power(base, exponent)
        return self._function(expr)

    # --- arithmetic --------------------------------------------------------------------------

    def summed(self, terms: list[tuple[Monomial, sp.Expr]], order: Monomial | None) -> Expansion:
        """The sum of terms, sorted, without what vanishes or is within the order."""
        self.work += len(terms)
        if self.work > _WORK:
            raise UnsupportedError("an expansion of too many terms")
        total: dict[Monomial, sp.Expr] = {}
        for mono, coefficient in terms:
            total[mono] = total.get(mono, sp.S.Zero) + coefficient
        kept = []
        for mono, coefficient in total.items():
            if order is not None and faster(mono, order) <= 0:
                continue
            reduced = sp.expand(coefficient)
            if reduced != 0 and self._may_be_nonzero(reduced):
                kept.append((mono, reduced))
        kept.sort(key=lambda pair: _by_growth(pair[0]), reverse=True)
        if len(kept) > _TERMS:
            order = kept[_TERMS][0]
            kept = kept[:_TERMS]
        return Expansion(tuple(kept), order)

    def _may_be_nonzero(self, coefficient: sp.Expr) -> bool:
        if coefficient.free_symbols:
            return True  # if it vanishes after all, its sign is open where it leads
        return constant_sign(coefficient) != 0

    def unknown(self, order: Monomial) -> Expansion:
        """What is O(order), and no more is known of it."""
        return Expansion((), order)

    def add(self, first: Expansion, second: Expansion) -> Expansion:
        """The sum."""
        orders = [e.order for e in (first, second) if e.order is not None]
        order = _largest(orders) if orders else None
        return self.summed([*first.terms, *second.terms], order)

    def multiply(self, first: Expansion, second: Expansion) -> Expansion:
        """The product."""
        orders = []
        for one, other in ((first, second), (second, first)):
            if one.order is not None and other.size is not None:
                orders.append(one.order * other.size)
        products = [(m * n, c * d) for m, c in first.terms for n, d in second.terms]
        return self.summed(products, _largest(orders) if orders else None)

    def scaled(self, factor: sp.Expr, value: Expansion) -> Expansion:
        """A constant times it."""
        return self.multiply(self.summed([(ONE, factor)], None), value)

    def composed(self, coefficients: list[sp.Expr], small: Expansion) -> Expansion:
        """The sum of ``c_k small^k`` up to the order of the first power that is left out."""
        size = small.size
        if size is None:
            return self.summed([(ONE, coefficients[0])], None)
        if size.growth() >= 0:
            raise UnsupportedError("a Taylor polynomial at what does not tend to zero")
        total = self.summed([(ONE, coefficients[0])], size ** sp.Integer(len(coefficients)))
        power = Expansion(((ONE, sp.S.One),))
        for coefficient in coefficients[1:]:
            power = self.multiply(power, small)
            total = self.add(total, self.scaled(coefficient, power))
        return total

    def split(self, value: Expansion) -> tuple[list[tuple[Monomial, sp.Expr]], sp.Expr, Expansion]:
        """What grows, the constant, and what tends to zero; the order must tend to zero."""
        if value.order is not None and value.order.growth() >= 0:
            raise UnsupportedError("the order of a remainder does not tend to zero")
        growing = [(m, c) for m, c in value.terms if m.growth() > 0]
        constant = sp.Add(*(c for m, c in value.terms if m == ONE))
        small = [(m, c) for m, c in value.terms if m != ONE and m.growth() < 0]
        return growing, constant, Expansion(tuple(small), value.order)

    def about(self, value: Expansion) -> tuple[Monomial, sp.Expr, Expansion]:
        """m, c and u with value = c m (1 + u), u -> 0, c not zero."""
        if value.leading is None:
            raise UnsupportedError("no leading term")
        mono, coefficient = value.leading
        if constant_sign(coefficient, self.domain) == 0:
            raise UnsupportedError("the leading coefficient may vanish")
        rest = [(m / mono, c / coefficient) for m, c in value.terms[1:]]
        order = None if value.order is None else value.order / mono
        return mono, coefficient, self.summed(rest, order)

    # --- powers, exponentials, logarithms ----------------------------------------------------

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> Expansion:
        if base is sp.E:
            return self.exponential(self.of(exponent))
        if not exponent.has(self.variable):
            return self.raised(self.of(base), exponent)
        if base.is_Rational and base < 0 and self.variable.is_integer:
            sized = self.exponential(self.multiply(self.of(exponent), self.of(sp.log(-base))))
            return Expansion((), sized.size)
        return self.exponential(self.multiply(self.of(exponent), self.logarithm(self.of(base))))

    def raised(self, value: Expansion, exponent: sp.Expr) -> Expansion:
        """A constant power."""
        if exponent.is_Integer and 0 < exponent <= 8:
            found = value
            for _ in range(int(exponent) - 1):
                found = self.multiply(found, value)
            return found
        mono, coefficient, small = self.about(value)
        if not exponent.is_Integer and constant_sign(coefficient, self.domain) < 0:
            raise UnsupportedError("a root of what is negative")
        if not exponent.is_Rational and mono != ONE:
            return self.exponential(self.scaled(exponent, self.logarithm(value)))
        series = [sp.binomial(exponent, k).expand(func=True) for k in range(_DEGREE)]
        lead = Expansion(((mono**exponent if mono != ONE else ONE, coefficient**exponent),))
        return self.multiply(lead, self.composed(series, small))

    def exponential(self, value: Expansion) -> Expansion:
        """exp of it: what grows becomes a monomial."""
        growing, constant, small = self.split(value)
        exponent: dict[tuple[sp.Rational, sp.Rational], sp.Expr] = {}
        for mono, coefficient in growing:
            if mono.exponent:
                raise UnsupportedError("an exponential of an exponential")
            exponent[mono.power, mono.logs] = coefficient
        series = [sp.Rational(1, sp.factorial(k)) for k in range(_DEGREE)]
        lead = Expansion(((monomial(exponent, sp.S.Zero, sp.S.Zero), sp.exp(constant)),))
        return self.multiply(lead, self.composed(series, small))

    def logarithm(self, value: Expansion) -> Expansion:
        """log of it."""
        mono, coefficient, small = self.about(value)
        if constant_sign(coefficient, self.domain) < 0:
            raise UnsupportedError("the logarithm of what is negative")
        if mono.logs != 0:
            raise UnsupportedError("a logarithm of a logarithm")
        terms = [(Monomial(power=a, logs=b), c) for (a, b), c in mono.exponent]
        terms += [(_LOG, mono.power), (ONE, sp.expand_log(sp.log(coefficient), force=True))]
        series = [sp.S.Zero, *(sp.Rational((-1) ** (k + 1), k) for k in range(1, _DEGREE))]
        return self.add(self.summed(terms, None), self.composed(series, small))

    # --- other functions ---------------------------------------------------------------------

    def _function(self, expr: sp.Expr) -> Expansion:
        if rule := AS_OTHERS.get(expr.func):
            return self.of(rule(*expr.args))
        if isinstance(expr, sp.log):
            return self.logarithm(self.of(expr.args[0]))
        if isinstance(expr, (sp.Max, sp.Min)):
            return self._extreme(expr)
        if expr.func is sp.polygamma and expr.args[0] == 0:
            value = self.of(expr.args[1])
            if value.size is None or value.size.growth() <= 0:
                raise UnsupportedError("digamma has no expansion here")
            return self._far_out(Digamma(expr.args[1], evaluate=False), value)
        if len(expr.args) != 1:
            raise UnsupportedError(f"{expr.func.__name__} has no expansion here")
        return self._of_one(expr, self.of(expr.args[0]))

    def _of_one(self, expr: sp.Expr, value: Expansion) -> Expansion:
        """A function of one argument."""
        if isinstance(expr, sp.Abs):
            leading = value.leading
            if leading is None:
                raise UnsupportedError("no leading term")
            return self.scaled(sp.Integer(constant_sign(leading[1], self.domain)), value)
        if isinstance(expr, (sp.floor, sp.ceiling)):
            return self.add(value, Expansion((), ONE))
        grows = value.size is not None and value.size.growth() > 0
        if grows and expr.func in (sp.sin, sp.cos):
            return Expansion((), ONE)
        if grows:
            return self._far_out(expr, value)
        return self._taylor(expr, value)

    def _extreme(self, expr: sp.Expr) -> Expansion:
        best = expr.args[0]
        for other in expr.args[1:]:
            leading = self.of(sp.expand(best - other)).leading
            if leading is None:
                raise UnsupportedError("which is larger is open")
            larger = constant_sign(leading[1], self.domain) > 0
            best = best if larger is isinstance(expr, sp.Max) else other
        return self.of(best)

    def _far_out(self, expr: sp.Expr, value: Expansion) -> Expansion:
        """A function of what grows without bound."""
        assert value.leading is not None
        if constant_sign(value.leading[1], self.domain) < 0:
            if expr.func in (sp.erf, sp.atan):
                return self.scaled(sp.S.NegativeOne, self._far_out(expr, self.scaled(
                    sp.S.NegativeOne, value)))  # fmt: skip
            if expr.func is sp.erfc:
                positive = self.scaled(sp.S.NegativeOne, value)
                return self.add(self.of(sp.Integer(2)), self.scaled(
                    sp.S.NegativeOne, self._far_out(expr, positive)))  # fmt: skip
            raise UnsupportedError(f"{expr.func.__name__} at minus infinity")
        rule = FAR_OUT.get(expr.func)
        if rule is None:
            raise UnsupportedError(f"{expr.func.__name__} at infinity")
        return rule(self, value)

    def _taylor(self, expr: sp.Expr, value: Expansion) -> Expansion:
        """A function that is analytic at the limit of its argument."""
        growing, constant, small = self.split(value)
        assert not growing
        if expr.func is sp.gamma and constant.is_Integer and constant <= 0:
            (argument,), m = expr.args, int(1 - constant)
            return self.of(sp.gamma(argument + m) / sp.Mul(*(argument + k for k in range(m))))
        if expr.func not in ANALYTIC or constant.free_symbols:
            raise UnsupportedError(f"{expr.func.__name__} has no expansion here")
        if not ANALYTIC[expr.func](constant):
            raise UnsupportedError(f"{expr.func.__name__} is singular at {constant}")
        z = sp.Dummy("z")
        series, derivative = [], expr.func(z)
        for k in range(_DEGREE):
            at = derivative.subs(z, constant)
            if at.has(sp.zoo, sp.nan, sp.oo):
                raise UnsupportedError(f"{expr.func.__name__} is singular at {constant}")
            series.append(at / sp.factorial(k))
            derivative = derivative.diff(z)
        return self.composed(series, small)
