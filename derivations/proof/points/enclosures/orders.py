"""How fast an expression grows or vanishes as w -> 0+, with proven constants.

An expression is m w^p exp(k w^-r) on all of 0 < w <= eps, with m and k in balls: that bounds what
is left of an integral near the end of its range.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp
from flint import acb, arb

from glassproof.derivations.proof.points.ball_functions import Ball, function_of
from glassproof.derivations.proof.points.enclosures.large_arguments import INVERSE, RULES
from glassproof.derivations.proof.points.enclosures.order import NoOrderError, Order, disc
from glassproof.derivations.proof.points.whole_numbers import whole_in

_E = arb(1).exp()
_SLIGHTLY = arb(0.0625)  # |log w| <= w^-d / (e d) for every d > 0; this is d
_MOST_BOUNDED = {sp.sin: 1, sp.cos: 1, sp.tanh: 1, sp.erf: 1, sp.atan: 2, sp.acot: 2, sp.sign: 1,
                 sp.erfc: 2, sp.Heaviside: 1, sp.Si: 2, sp.fresnels: 1, sp.fresnelc: 1}  # fmt: skip


@dataclass(frozen=True)
class Near:
    """Orders on 0 < w <= eps, of expressions whose other parts are evaluated by ``value``."""

    w: sp.Symbol
    eps: arb
    value: Callable[[sp.Expr], Ball]

    def up_to(self, p: arb) -> arb:
        """The ball of w^p for p >= 0."""
        if p.is_zero():
            return arb(1)
        if not p > 0:
            raise NoOrderError
        top = self.eps**p
        return arb(0).union(top.upper())

    def order(self, expr: sp.Expr) -> Order:
        """The order of ``expr``; :class:`NoOrderError` if it is not found."""
        if not expr.has(self.w):
            ball = self.value(expr)
            if not ball.is_finite():
                raise NoOrderError
            return Order(ball, arb(0))
        if expr == self.w:
            return Order(acb(1), arb(1))
        if expr.is_Add:
            return self.total([self.order(term) for term in expr.args])
        if expr.is_Mul:
            found = self.order(expr.args[0])
            for factor in expr.args[1:]:
                found = self._times(found, self.order(factor))
            return found
        if isinstance(expr, sp.exp):
            return self._exponential(self.order(expr.args[0]))
        if expr.is_Pow and expr.exp.has(self.w):
            if not expr.base.has(self.w) and bool(self.value(expr.base).is_zero()):
                return self._of_zero(expr.exp)
            return self.order(sp.exp(expr.exp * sp.log(expr.base)))
        if expr.is_Pow:
            return self._inverse(expr) or self._power(self.order(expr.base), expr.exp)
        if isinstance(expr, sp.log):
            return self._near_one(expr.args[0]) or self._logarithm(self.order(expr.args[0]))
        return self._function(expr)

    def _inverse(self, expr: sp.Expr) -> Order | None:
        """Of 1/f or 1/f^2 and so on, by what is known of 1/f where f is large."""
        rule = INVERSE.get(expr.base.func)
        if rule is None or not (expr.exp.is_Integer and expr.exp < 0):
            return None
        try:
            return self._power(rule(self, *expr.base.args), -expr.exp)
        except NoOrderError:
            return None

    def _of_zero(self, exponent: sp.Expr) -> Order:
        """0^n = 0, if n tends to infinity."""
        found = self.order(exponent)
        if found.is_real and found.k is None and found.p < 0 and found.m.real > 0:
            return Order(acb(0), arb(0))
        raise NoOrderError

    def bound(self, expr: sp.Expr) -> tuple[arb, arb]:
        """c and p with |expr| <= c w^p; :class:`NoOrderError` if not found."""
        found = self._without_exponential(self.order(expr))
        return abs(found.m).upper(), found.p

    def _times(self, first: Order, second: Order) -> Order:
        k, r = first.k, first.r
        if k is None:
            k, r = second.k, second.r
        elif second.k is not None:
            k, r = self._together(first, second)
        return Order(first.m * second.m, first.p + second.p, k, r)

    def _together(self, first: Order, second: Order) -> tuple[Ball, arb]:
        """k and r of a product of exponentials."""
        big, small = (second, first) if second.r > first.r else (first, second)
        assert big.k is not None
        assert small.k is not None
        return big.k + small.k * self.up_to(big.r - small.r), big.r

    def _power(self, base: Order, exponent: sp.Expr) -> Order:
        ball = self.value(exponent)
        if not ball.imag.is_zero() or not ball.is_finite():
            raise NoOrderError
        power = ball.real
        whole = whole_in(power) if power.is_exact() else None
        if whole is not None:
            m = base.m ** int(whole)
        elif base.m.imag.is_zero() and base.m.real > 0:
            m = acb(base.m.real**power)
        elif power > 0:
            m = disc(abs(base.m) ** power, real=False)
        else:
            raise NoOrderError
        if not m.is_finite():
            raise NoOrderError
        k = None if base.k is None else base.k * power
        return Order(m, base.p * power, k, base.r)

    def _exponential(self, inside: Order) -> Order:
        if inside.k is not None:
            raise NoOrderError
        if inside.p >= 0:
            return Order((inside.m * self.up_to(inside.p)).exp(), arb(0))
        return Order(acb(1), arb(0), inside.m, -inside.p)

    def _without_exponential(self, found: Order) -> Order:
        """The order with a power in the place of an exponential that decays."""
        if found.k is None:
            return found
        rate = -found.k.real
        if not rate > 0:
            raise NoOrderError
        rate = rate.lower()
        # w^-n exp(-rate w^-r) is largest at eps for this n
        n = rate * found.r * self.eps ** (-found.r)
        top = (-rate * self.eps ** (-found.r)).exp() * self.eps ** (-n)
        real = bool(found.m.imag.is_zero() and found.k.imag.is_zero())
        return Order(disc(abs(found.m) * top, real), found.p + n)

    def total(self, terms: list[Order]) -> Order:
        """The order of a sum."""
        lead = terms[0]
        for term in terms[1:]:
            lead = self._larger(lead, term)
        total = acb(0)
        for term in terms:
            if term is lead:
                total += term.m
                continue
            quotient = Order(term.m, term.p - lead.p, term.k, term.r)
            if lead.k is not None:
                over = Order(acb(1), arb(0), -lead.k, lead.r)
                quotient = self._times(quotient, over)
                if term.k is not None and term.r == lead.r and bool((term.k - lead.k).is_zero()):
                    quotient = Order(term.m, term.p - lead.p)
            quotient = self._without_exponential(quotient)
            total += quotient.m * self.up_to(quotient.p)
        return Order(total, lead.p, lead.k, lead.r)

    def _larger(self, first: Order, second: Order) -> Order:
        if first.k is not None or second.k is not None:
            zero = acb(0)
            gap = self._times(
                Order(acb(1), arb(0), first.k or zero, first.r),
                Order(acb(1), arb(0), -(second.k or zero), second.r),
            )
            if gap.k is not None and gap.k.real > 0:
                return first
            if gap.k is not None and gap.k.real < 0:
                return second
            if gap.k is None or not gap.k.is_zero():
                raise NoOrderError
        if first.p <= second.p:
            return first
        if second.p < first.p:
            return second
        raise NoOrderError

    def _near_one(self, expr: sp.Expr) -> Order | None:
        """Of log(1 + g), if g vanishes at w = 0."""
        gap = sp.expand(expr - 1)
        found = self.order(gap) if expr.is_Add else None
        if found is None or found.k is not None or not found.p > 0:
            return None
        slope = 1 / (1 + found.m * self.up_to(found.p))
        return Order(found.m * slope, found.p) if slope.is_finite() else None

    def _logarithm(self, inside: Order) -> Order:
        if not (inside.m.imag.is_zero() and inside.m.real > 0):
            if inside.m.contains(0):
                raise NoOrderError
            turned = inside.m.log()
        else:
            turned = acb(inside.m.real.log())
        if inside.p.is_zero() and inside.k is None:
            return Order(turned, arb(0))
        swing = arb(0).union((1 / (_E * _SLIGHTLY)).upper())  # of -log w * w^d
        total = turned * self.up_to(_SLIGHTLY) - inside.p * swing
        found = Order(total, -_SLIGHTLY)
        if inside.k is None:
            return found
        return self.total([found, Order(inside.k, -inside.r)])

    def _function(self, expr: sp.Expr) -> Order:
        if isinstance(expr, sp.Abs):
            found = self.order(expr.args[0])
            k = None if found.k is None else acb(found.k.real)
            return Order(acb(abs(found.m)), found.p, k, found.r)
        if expr.func is sp.erfc and len(expr.args) == 1:
            return self._erfc(self.order(expr.args[0]))
        if expr.func is sp.expint and expr.args[0].is_Integer and expr.args[0] >= 1:
            return self._expint(self.order(expr.args[1]))
        orders = [self.order(argument) for argument in expr.args]
        if expr.func is sp.besselj and expr.args[0].is_Integer and orders[1].is_real:
            return Order(acb(arb(0, 1)), arb(0))  # DLMF 10.14.1
        (first, *others) = orders
        if expr.func in _SLOPES and first.k is None and first.p > 0:
            inside = first.m * self.up_to(first.p)
            slope = _SLOPES[expr.func](inside)
            if slope.is_finite():
                return Order(first.m * slope, first.p)
        if all(order.k is None and order.p >= 0 for order in orders):
            function = function_of(expr.func)
            if function is not None:
                ball = function(*(order.m * self.up_to(order.p) for order in orders))
                if ball.is_finite():
                    return Order(ball, arb(0))
        if expr.func in RULES and not (first.is_real and expr.func in _MOST_BOUNDED):
            return RULES[expr.func](self, *expr.args)
        if expr.func in _MOST_BOUNDED and not others and first.is_real:
            return Order(acb(arb(0, _MOST_BOUNDED[expr.func])), arb(0))
        raise NoOrderError

    def _expint(self, inside: Order) -> Order:
        """E_n(x) <= E_1(x) <= exp(-x) log(1 + 1/x) for x > 0, n >= 1; DLMF 6.8.1 and 8.19.19."""
        if inside.k is not None or not (inside.m.imag.is_zero() and inside.m.real > 0):
            raise NoOrderError
        if inside.p < 0:  # log(1 + 1/x) <= 1/x
            size = acb(arb(0).union((1 / inside.m.real).upper()))
            return Order(size, -inside.p, -inside.m, -inside.p)
        if inside.p.is_zero():
            return Order(acb(arb(0).union((1 / inside.m.real).upper())), arb(0))
        # log(1 + 1/x) <= x + x^-d/(e d)
        top = inside.m.real.upper() * self.eps**inside.p
        most = top ** (1 + _SLIGHTLY) + 1 / (_E * _SLIGHTLY)
        power = inside.m.real ** (-_SLIGHTLY)
        return Order(acb(arb(0).union((most * power).upper())), -_SLIGHTLY * inside.p)

    def _erfc(self, inside: Order) -> Order:
        """erfc(x) <= exp(-x^2) for x >= 0."""
        if inside.k is None and inside.p < 0 and inside.m.imag.is_zero() and inside.m.real > 0:
            unit = acb(arb(0).union(arb(1)))
            return Order(unit, arb(0), -inside.m * inside.m, -2 * inside.p)
        raise NoOrderError


_SLOPES: dict[type, Callable[[Ball], Ball]] = {
    sp.sin: lambda z: z.sinc(),
    sp.tan: lambda z: z.sec() ** 2,
    sp.atan: lambda z: 1 / (1 + z * z),
    sp.erf: lambda z: 2 * (-z * z).exp() / acb.pi().sqrt(),
    sp.sinh: lambda z: z.cosh(),
    sp.tanh: lambda z: z.sech() ** 2,
    sp.asin: lambda z: 1 / (1 - z * z).sqrt(),
}
"""The function over its argument, of which the derivative is a bound where it vanishes at 0."""
