"""SymPy expressions as expansions in u -> 0+."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import sympy as sp

from glassproof.derivations.limits.decisions import Decisions, UndecidedError
from glassproof.derivations.limits.expansions import (
    Calculus,
    DeeperError,
    Expansion,
    NoExpansionError,
)
from glassproof.derivations.limits.functions.gamma_family import incomplete_of_large_order
from glassproof.derivations.limits.functions.room import sign_of
from glassproof.derivations.limits.functions.steps import absolute, real_part
from glassproof.derivations.limits.functions.table import RULES, RULES_WITH
from glassproof.derivations.limits.scale import U, growth

DEPTHS = (2, 4, 8, 16)
_MOST_STEPS = 4000
_INT = sp.Integer

REWRITTEN: dict[type, Callable[..., sp.Expr]] = {
    sp.cot: lambda v: sp.cos(v) / sp.sin(v),
    sp.sec: lambda v: 1 / sp.cos(v),
    sp.csc: lambda v: 1 / sp.sin(v),
    sp.sinc: lambda v: sp.sin(v) / v,
    sp.factorial: lambda v: sp.gamma(v + 1),
    sp.binomial: lambda n, k: sp.gamma(n + 1) / (sp.gamma(k + 1) * sp.gamma(n - k + 1)),
    sp.beta: lambda a, b: sp.gamma(a) * sp.gamma(b) / sp.gamma(a + b),
    sp.RisingFactorial: lambda x, k: sp.gamma(x + k) / sp.gamma(x),
    sp.FallingFactorial: lambda x, k: sp.gamma(x + 1) / sp.gamma(x - k + 1),
    sp.harmonic: lambda n: sp.digamma(n + 1) + sp.EulerGamma,
    sp.catalan: lambda n: sp.gamma(2 * n + 1) / (sp.gamma(n + 2) * sp.gamma(n + 1)),
    sp.fibonacci: lambda n: (sp.GoldenRatio**n - (1 - sp.GoldenRatio) ** n) / sp.sqrt(5),
    sp.lucas: lambda n: sp.GoldenRatio**n + (1 - sp.GoldenRatio) ** n,
    sp.Heaviside: lambda v, _=None: (1 + sp.sign(v)) / 2,
    sp.Mod: lambda v, modulus: v - modulus * sp.floor(v / modulus),
    sp.Li: lambda v: sp.li(v) - sp.li(2),
}


@dataclass(frozen=True)
class Reader:
    """Expressions in ``u``, a positive symbol that tends to 0."""

    u: sp.Symbol
    calculus: Calculus
    known: dict[sp.Expr, Expansion] = field(default_factory=dict)

    def read(self, expr: sp.Expr) -> Expansion:
        """The expansion; the errors of this room where there is none."""
        if expr not in self.known:
            if self.calculus.steps[0] > _MOST_STEPS:
                raise NoExpansionError("an expansion that takes too long")
            self.known[expr] = self._read(expr)
        return self.known[expr]

    def _read(self, expr: sp.Expr) -> Expansion:
        calculus = self.calculus
        if not expr.has(self.u):
            if expr.has(sp.nan, sp.zoo, sp.oo, -sp.oo, sp.AccumBounds):
                raise NoExpansionError(f"{expr} is no number")
            return calculus.constant(expr)
        if expr == self.u:
            return Expansion(((_INT(1), U),))
        if expr.is_Add:
            return calculus.add(*map(self.read, expr.args))
        if expr.is_Mul:
            found = self.read(expr.args[0])
            for factor in expr.args[1:]:
                found = calculus.multiply(found, self.read(factor))
            return found
        if isinstance(expr, sp.exp):
            return calculus.exp(self.read(expr.args[0]))
        if expr.is_Pow:
            return self._power(expr.base, expr.exp)
        if isinstance(expr, sp.log) and len(expr.args) == 1:
            return self._log(expr.args[0])
        return self._function(expr)

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> Expansion:
        if exponent.has(self.u):
            logarithm = self.calculus.log(self.read(base))
            return self.calculus.exp(self.calculus.multiply(self.read(exponent), logarithm))
        return self.calculus.power(self.read(base), exponent)

    def _log(self, inside: sp.Expr) -> Expansion:
        if isinstance(inside, (sp.gamma, sp.factorial)):
            value = inside.args[0] + (1 if isinstance(inside, sp.factorial) else 0)
            return RULES[sp.loggamma](self.calculus, self.read(value))
        return self.calculus.log(self.read(inside))

    def log_modulus(self, product: sp.Expr) -> Expansion:
        """The logarithm of the modulus of a product, whose factors need have no expansion.

        Names of its own stand for logarithms of constants, which may be zero.
        """
        parts = []
        for factor in sp.Mul.make_args(product):
            if isinstance(factor, sp.exp):
                parts.append(real_part(self.calculus, self.read(factor.args[0])))
            elif (base := self._log_base(factor)) is not None:
                parts.append(self.calculus.scale(base, self.read(factor.exp)))
            elif not factor.has(self.u):
                parts.append(self.calculus.constant(sp.Dummy("log", real=True)))
            else:
                size = absolute(self.calculus, self.read(factor))
                parts.append(self.calculus.log(size))
        return self.calculus.add(*parts)

    def _log_base(self, factor: sp.Expr) -> sp.Expr | None:
        """What stands for log|a| of a^e(u), a real: negative if |a| < 1, and -oo where a = 0."""
        if not factor.is_Pow or factor.base.has(self.u) or factor.base.is_positive:
            return None
        decide = self.calculus.decide
        if not (decide.is_real(factor.base) and self.read(factor.exp).real):
            return None
        if decide.sign_or_none(1 - factor.base**2) == 1:
            return sp.Dummy("log", negative=True)
        return sp.Dummy("log", real=True)

    def _function(self, expr: sp.Expr) -> Expansion:
        *parameters, argument = expr.args
        if expr.func in RULES and not parameters:
            return RULES[expr.func](self.calculus, self.read(argument))
        if isinstance(expr, (sp.Max, sp.Min)):
            return self._extreme(expr)
        if isinstance(expr, sp.Piecewise):
            return self._case(expr)
        if expr.func in RULES_WITH and not any(p.has(self.u) for p in parameters):
            return RULES_WITH[expr.func](self.calculus, *parameters, self.read(argument))
        if isinstance(expr, (sp.uppergamma, sp.lowergamma)) and not argument.has(self.u):
            is_upper = isinstance(expr, sp.uppergamma)
            order = self.read(parameters[0])
            return incomplete_of_large_order(self.calculus, order, argument, is_upper)
        if expr.func in REWRITTEN:
            return self.read(REWRITTEN[expr.func](*expr.args))
        raise NoExpansionError(f"{expr.func.__name__} is not expanded")

    def _extreme(self, expr: sp.Expr) -> Expansion:
        wanted = 1 if isinstance(expr, sp.Max) else -1
        best = self.read(expr.args[0])
        for other in map(self.read, expr.args[1:]):
            gap = self.calculus.add(other, self.calculus.scale(_INT(-1), best))
            if sign_of(self.calculus, gap) == wanted:
                best = other
        return best

    def _case(self, expr: sp.Piecewise) -> Expansion:
        for value, condition in expr.args:
            if condition == True or self._holds(condition):  # noqa: E712
                return self.read(value)
        raise NoExpansionError("no case applies")

    def _holds(self, condition: sp.Basic) -> bool:
        if isinstance(condition, sp.And):
            return all(self._holds(part) for part in condition.args)
        if isinstance(condition, sp.Or):
            return any(self._holds(part) for part in condition.args)
        if isinstance(condition, sp.Not):
            return not self._holds(condition.args[0])
        wanted = {
            sp.Gt: (1,), sp.Ge: (0, 1), sp.Lt: (-1,), sp.Le: (-1, 0), sp.Eq: (0,), sp.Ne: (-1, 1),
        }.get(condition.func)  # fmt: skip
        if wanted is None:
            raise NoExpansionError(f"the condition {condition}")
        return sign_of(self.calculus, self.read(condition.lhs - condition.rhs)) in wanted


def expanded(
    expr: sp.Expr, u: sp.Symbol, decide: Decisions, enough: Callable[[Expansion], bool] = bool
) -> Expansion:
    """The expansion of ``expr`` as ``u`` -> 0+, with as many terms as it takes to be ``enough``.

    >>> u = sp.Symbol("u", positive=True)
    >>> found = expanded((1 - sp.cos(u)) / u**2 + u * sp.log(u), u, Decisions())
    >>> [(c, m.written(u)) for c, m in found.terms[:2]]
    [(1/2, 1), (-1, -u*log(u))]
    """
    before: Expansion | None = None
    for depth in DEPTHS:
        try:
            found = Reader(u, Calculus(decide, depth)).read(expr)
        except DeeperError:
            continue
        if enough(found):
            return found
        if found == before:  # as where all that is known of a factor is how it grows
            raise NoExpansionError("more terms than there are")
        before = found
    raise NoExpansionError("more terms cancel than are looked at")


def logarithm_falls(product: sp.Expr, u: sp.Symbol, decide: Decisions) -> bool:
    """Whether the logarithm of the modulus of a product is proven to tend to minus infinity.

    >>> u = sp.Symbol("u", positive=True)
    >>> logarithm_falls(u * sp.exp(sp.log(1 / u) / 2), u, Decisions())
    True
    """
    product = sp.powsimp(product, combine="base")
    for depth in DEPTHS[:3]:
        calculus = Calculus(decide, depth)
        try:
            coefficient, monomial, _ = calculus.lead(Reader(u, calculus).log_modulus(product))
            return growth(monomial, decide) > 0 and decide.sign(coefficient) < 0
        except DeeperError:
            continue
        except (NoExpansionError, UndecidedError):
            return False
    return False
