"""What is known of expressions everywhere on a domain: signs, zeros, whether they are integers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import sympy as sp

from glassproof.derivations.proof.canonical_form import Form
from glassproof.derivations.proof.domain import Domain, DomainError, Range
from glassproof.derivations.proof.equality import counterexample
from glassproof.derivations.proof.everywhere.signs_on_boxes import sign_on_box
from glassproof.derivations.proof.everywhere.strict_signs import strict_sign
from glassproof.derivations.proof.generators import FinerRootError
from glassproof.derivations.proof.radical_fractions import (
    Field,
    RadicalFraction,
    TooFewGeneratorsError,
    UnsupportedError,
)

_CAPACITY = 24
_NEVER_ZERO = (sp.gamma, sp.factorial, sp.factorial2, sp.exp, sp.cosh, sp.catalan)


@dataclass
class Facts:
    """Signs on ``domain``; the answer 0, or False, says only that nothing is proven.

    >>> n, k = sp.symbols("n k", integer=True)
    >>> facts = Facts(within(Domain({n: Range(1, None, integer=True, closed=True)}), k, 0, n))
    >>> facts.sign(n - k + 1), facts.sign(n - k), facts.never_zero(2 * k + 1)
    (1, 0, True)
    """

    domain: Domain
    _found: dict[sp.Expr, int] = field(default_factory=dict)

    def sign(self, expr: sp.Expr) -> int:
        """1 where ``expr`` is positive on the whole domain, -1 where negative."""
        expr = sp.expand(expr)
        if expr not in self._found:
            self._found[expr] = self._sign(expr)
        return self._found[expr]

    def _sign(self, expr: sp.Expr) -> int:
        return int(sp.sign(expr)) if expr.is_Rational else self._proven(expr, strict_sign)

    def never_negative(self, expr: sp.Expr) -> bool:
        """Whether ``expr`` is at least 0 on the whole domain."""

        def sign(form: Form, value: RadicalFraction) -> int:
            return form.signs.of_fraction(value) or sign_on_box(form, value)

        return self.sign(expr) == 1 or self._proven(expr, sign) == 1

    def _proven(self, expr: sp.Expr, sign: Callable[[Form, RadicalFraction], int]) -> int:
        try:
            form = Form(Field(_CAPACITY), {}, domain=self.domain)
            return sign(form, form.read(expr))
        except (UnsupportedError, TooFewGeneratorsError, FinerRootError, TypeError, ValueError):
            return 0

    def at_least(self, expr: sp.Expr, low: int) -> bool:
        """Whether the integer ``expr`` is at least ``low``."""
        return self.sign(expr - low + 1) == 1

    def never_zero(self, expr: sp.Expr) -> bool:
        """Whether ``expr`` vanishes nowhere; of real symbols, on no more than a thin set.

        Both sides of an equality are continuous in a real symbol wherever they are defined, so
        that values of it at which a denominator of the proof vanishes need not be looked at.
        """
        expr = sp.factor(expr)
        if expr == 0:
            return False
        factors = expr.args if expr.is_Mul else (expr,)
        return all(self._factor_never_zero(f.base if f.is_Pow else f) for f in factors)

    def _factor_never_zero(self, factor: sp.Expr) -> bool:
        if factor.is_number:
            return factor.is_zero is False
        if factor.is_Pow:
            return self.never_zero(factor.base)
        if isinstance(factor, _NEVER_ZERO):
            return True
        if isinstance(factor, sp.RisingFactorial):
            return self.is_generic(factor.args[0]) or self.sign(factor.args[0]) == 1
        if isinstance(factor, sp.binomial):
            above, below = factor.args
            inside = self.at_least(below, 0) and self.at_least(above - below, 0)
            return inside or (self.is_generic(above) and self.at_least(below, 0))
        if self._no_integer(factor):
            return True
        real = self.varying(factor)
        if not real:
            return self.sign(factor) != 0
        try:
            parts = sp.Poly(factor, *real).coeffs()
        except sp.PolynomialError:
            return self.sign(factor) != 0 or self._is_analytic_in(factor, real)
        return any(self.sign(part) != 0 for part in parts) or self.sign(factor) != 0

    def _is_analytic_in(self, factor: sp.Expr, real: list[sp.Symbol]) -> bool:
        """Whether it is an analytic function of the real symbols alone, and not 0 somewhere."""
        if factor.free_symbols - set(real) or not factor.atoms(sp.Function) <= factor.atoms(
            sp.sin, sp.cos, sp.exp, sp.sinh, sp.cosh, sp.log
        ):
            return False
        try:
            return counterexample(factor, self.domain, attempts=3) is not None
        except DomainError:
            return False

    def _no_integer(self, factor: sp.Expr) -> bool:
        """Whether it is linear in integers with a root that is none, as 2 k + 1."""
        if not all(map(self.is_integer, factor.free_symbols)):
            return False
        constant, rest = sp.expand(factor).as_coeff_Add()
        content, rest = rest.as_content_primitive()
        return self.is_integer(rest) and not (constant / content).is_integer

    def is_integer(self, expr: sp.Expr) -> bool:
        """Whether ``expr`` is an integer at every point, by its form."""
        if expr.is_Symbol:
            known = self.domain.ranges.get(expr)
            return bool(expr.is_integer or (known and known.integer))
        if expr.is_Add or expr.is_Mul:
            return all(map(self.is_integer, expr.args))
        if expr.is_Pow and expr.exp.is_Integer and expr.exp > 0:
            return self.is_integer(expr.base)
        return bool(expr.is_integer)

    def is_generic(self, expr: sp.Expr) -> bool:
        """Whether ``expr`` is no integer for almost every value of the real symbols."""
        constant = expr if expr.is_Rational else None
        if constant is not None:
            return not constant.is_integer
        if real := self.varying(expr):
            return any(self.never_zero(sp.diff(expr, s)) for s in real)
        return self._no_integer(expr)

    def varying(self, expr: sp.Expr) -> list[sp.Symbol]:
        """The symbols in it whose values fill an interval, whatever the others are."""
        bound = {s for r in self.domain.where if isinstance(r, sp.Eq) for s in r.free_symbols}
        bound |= set(self.domain.choices)
        free = sorted(expr.free_symbols - bound, key=str)
        return [symbol for symbol in free if not self.is_integer(symbol)]

    def narrowed(self, *relations: sp.Basic) -> Facts:
        """The same where ``relations`` hold, too."""
        return Facts(Domain(self.domain.ranges, self.domain.where + tuple(relations)))


def within(domain: Domain, index: sp.Symbol, low: sp.Expr, high: sp.Expr) -> Domain:
    """``domain`` with an integer ``index`` from ``low`` to ``high``, each finite or infinite."""
    low, high = sp.sympify(low), sp.sympify(high)
    bounds: list[sp.Basic] = []
    ends: list[int | None] = [None, None]
    for place, (end, relation) in enumerate(((low, sp.Ge), (high, sp.Le))):
        if end.is_Integer:
            ends[place] = int(end)
        if not end.is_infinite:
            bounds.append(relation(index, end, evaluate=False))
    start = ends[0] if ends[0] is not None else 0
    drawn = Range(ends[0], ends[1], integer=True, closed=True, draw=(start, start + 8))
    return Domain({**domain.ranges, index: drawn}, (*domain.where, *bounds))
