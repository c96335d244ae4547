"""Other ways to write the same formula: algebra, and identities inserted where they do no harm."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

Rewrite = Callable[[sp.Expr], sp.Expr]


def _symbol(formula: sp.Expr) -> sp.Symbol:
    """The symbol that the identities are about: a positive one, if there is one."""
    symbols = sorted(formula.free_symbols, key=lambda s: (not s.is_positive, str(s)))
    return symbols[0] if symbols else sp.Symbol("s", positive=True)


def _positive(formula: sp.Expr) -> sp.Expr:
    """Something positive made of that symbol."""
    symbol = _symbol(formula)
    return symbol if symbol.is_positive else symbol**2 + 1


def _times(factor: sp.Expr, formula: sp.Expr) -> sp.Expr:
    return sp.Mul(formula, factor, evaluate=False)


def _pythagoras(formula: sp.Expr) -> sp.Expr:
    s = _symbol(formula)
    return _times(sp.sin(s) ** 2 + sp.cos(s) ** 2, formula)


def _double_angle(formula: sp.Expr) -> sp.Expr:
    s = _symbol(formula)
    return formula + sp.sin(2 * s) - 2 * sp.sin(s) * sp.cos(s)


def _secant(formula: sp.Expr) -> sp.Expr:
    s = _symbol(formula)
    return _times((1 + sp.tan(s) ** 2) / sp.sec(s) ** 2, formula)


def _hyperbolic(formula: sp.Expr) -> sp.Expr:
    s = _symbol(formula)
    return _times(sp.cosh(s) ** 2 - sp.sinh(s) ** 2, formula)


def _area_function(formula: sp.Expr) -> sp.Expr:
    s = _positive(formula)
    return formula + sp.asinh(s) - sp.log(s + sp.sqrt(s**2 + 1))


def _log_sum(formula: sp.Expr) -> sp.Expr:
    s = _positive(formula)
    return formula + sp.log(2 * s * (s + 1)) - sp.log(s) - sp.log(2) - sp.log(s + 1)


def _log_of_root(formula: sp.Expr) -> sp.Expr:
    s = _positive(formula)
    return formula - 2 * sp.log(sp.sqrt(s) + 1) + sp.log(s + 1 + 2 * sp.sqrt(s))


def _exp_of_log(formula: sp.Expr) -> sp.Expr:
    s = _positive(formula)
    return _times(sp.exp(sp.log(s) / 2, evaluate=False) / sp.sqrt(s), formula)


def _rationalised(formula: sp.Expr) -> sp.Expr:
    s = _positive(formula)
    return _times((sp.sqrt(s + 1) - sp.sqrt(s)) * (sp.sqrt(s + 1) + sp.sqrt(s)), formula)


def _nested(formula: sp.Expr) -> sp.Expr:
    return _times(sp.sqrt(3 + 2 * sp.sqrt(2)) / (1 + sp.sqrt(2)), formula)


def _gamma(formula: sp.Expr) -> sp.Expr:
    s = _positive(formula)
    return _times(sp.gamma(s + 1) / (s * sp.gamma(s)), formula)


def _powers_as_exponentials(formula: sp.Expr) -> sp.Expr:
    """2**m as exp(m log 2), never evaluated back."""

    def exponential(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
        inner = sp.Mul(exponent, sp.log(base), evaluate=False)
        return sp.exp(inner, evaluate=False)

    found = {
        power: exponential(power.base, power.exp)
        for power in formula.atoms(sp.Pow)
        if power.base.is_Integer and power.base > 1 and power.exp.free_symbols
    }
    return formula.xreplace(found)


def _roots_rescaled(formula: sp.Expr) -> sp.Expr:
    """sqrt(f) as sqrt(2 f)/sqrt(2), f expanded."""
    found = {
        power: sp.sqrt(sp.expand(2 * power.base)) / sp.sqrt(2)
        for power in formula.atoms(sp.Pow)
        if power.exp == sp.Rational(1, 2)
    }
    return formula.xreplace(found)


def _roots_inverted(formula: sp.Expr) -> sp.Expr:
    """sqrt(f) as f/sqrt(f), unevaluated."""
    found = {
        power: sp.Mul(sp.expand(power.base), sp.Pow(power.base, -power.exp), evaluate=False)
        for power in formula.atoms(sp.Pow)
        if power.exp == sp.Rational(1, 2)
    }
    return formula.xreplace(found)


def _logs_rescaled(formula: sp.Expr) -> sp.Expr:
    """log f as log(3 f) - log 3, f expanded."""
    found = {
        log: sp.log(sp.expand(3 * log.args[0])) - sp.log(3)
        for log in formula.atoms(sp.log)
        if log.free_symbols
    }
    return formula.xreplace(found)


def _logs_of_squares(formula: sp.Expr) -> sp.Expr:
    """log f as -log(1/f)."""
    found = {
        log: -sp.log(sp.together(1 / log.args[0])) for log in formula.atoms(sp.log)
        if log.args[0].is_positive and log.free_symbols
    }  # fmt: skip
    return formula.xreplace(found)


def _regrouped(formula: sp.Expr) -> sp.Expr:
    """The two halves of a sum or product bracketed."""
    if not (formula.is_Add or formula.is_Mul):
        return formula
    middle = len(formula.args) // 2
    halves = [formula.func(*part) for part in (formula.args[:middle], formula.args[middle:])]
    return formula.func(*(sp.factor(half) for half in halves), evaluate=False)


def _difference_of_squares(formula: sp.Expr) -> sp.Expr:
    s = _symbol(formula)
    return sp.expand((formula + s) ** 2) / (4 * s) - sp.expand((formula - s) ** 2) / (4 * s)


REWRITINGS: dict[str, Rewrite] = {
    "expanded": sp.expand,
    "factored": sp.factor,
    "over one denominator": sp.together,
    "powers combined": sp.powsimp,
    "powers split": sp.expand_power_base,
    "logarithms split": sp.expand_log,
    "logarithms combined": sp.logcombine,
    "regrouped": _regrouped,
    "difference of squares": _difference_of_squares,
    "sin^2 + cos^2": _pythagoras,
    "sin of the double angle": _double_angle,
    "1 + tan^2 = sec^2": _secant,
    "cosh^2 - sinh^2": _hyperbolic,
    "asinh as a logarithm": _area_function,
    "logarithm of a product": _log_sum,
    "logarithm of a square": _log_of_root,
    "exp of half a logarithm": _exp_of_log,
    "roots rationalised": _rationalised,
    "nested root": _nested,
    "gamma(s + 1) = s gamma(s)": _gamma,
    "2^m = exp(m log 2)": _powers_as_exponentials,
    "roots rescaled": _roots_rescaled,
    "roots inverted": _roots_inverted,
    "logarithms rescaled": _logs_rescaled,
    "logarithms inverted": _logs_of_squares,
}


def rewritings(formula: sp.Expr) -> list[tuple[str, sp.Expr]]:
    """All rewritings of ``formula`` that SymPy does not undo by itself.

    >>> p = sp.Symbol("p", positive=True)
    >>> dict(rewritings(p**2 + p))["factored"]
    p*(p + 1)
    """
    found = [(name, rewrite(formula)) for name, rewrite in REWRITINGS.items()]
    distinct: dict[sp.Expr, str] = {}
    for name, rewritten in found:
        if rewritten != formula:
            distinct.setdefault(rewritten, name)
    return [(name, rewritten) for rewritten, name in distinct.items()]
