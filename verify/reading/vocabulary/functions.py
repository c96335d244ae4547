"""The functions that formulas may use, as data: how each is written, built and bounded."""

from __future__ import annotations

import sympy as sp

from glassproof.verify.reading.size_limits import MAX_ARGUMENTS
from glassproof.verify.reading.vocabulary.registry import Function
from glassproof.verify.reading.vocabulary.special_functions import SPECIAL


def _root(argument: sp.Expr, evaluate: bool = True) -> sp.Expr:
    return sp.Pow(argument, sp.Rational(1, 2), evaluate=evaluate)


def _remainder(value: sp.Expr, modulus: sp.Expr, evaluate: bool = True) -> sp.Expr:
    turns = sp.floor(sp.Mul(value, sp.Pow(modulus, -1, evaluate=evaluate), evaluate=evaluate),
                     evaluate=evaluate)  # fmt: skip
    whole = sp.Mul(-1, modulus, turns, evaluate=evaluate)
    return sp.Add(value, whole, evaluate=evaluate)


def _fractional_part(value: sp.Expr, evaluate: bool = True) -> sp.Expr:
    whole = sp.Mul(-1, sp.floor(value, evaluate=evaluate), evaluate=evaluate)
    return sp.Add(value, whole, evaluate=evaluate)


_MANY = MAX_ARGUMENTS

REGISTRY: tuple[Function, ...] = (
    Function(("sqrt",), _root),
    Function(("log", "ln"), sp.log, (r"\log", r"\ln", "log", "ln"), most=2),
    Function(("exp",), sp.exp, (r"\exp", "exp"), grows=True),
    Function(("sin",), sp.sin, (r"\sin", "sin")),
    Function(("cos",), sp.cos, (r"\cos", "cos")),
    Function(("tan",), sp.tan, (r"\tan", "tan", "tg")),
    Function(("cot",), sp.cot, (r"\cot", "cot", "ctg")),
    Function(("sec",), sp.sec, (r"\sec", "sec")),
    Function(("csc",), sp.csc, (r"\csc", "csc", "cosec")),
    Function(("asin", "arcsin"), sp.asin, (r"\arcsin", "arcsin", "asin")),
    Function(("acos", "arccos"), sp.acos, (r"\arccos", "arccos", "acos")),
    Function(("atan", "arctan"), sp.atan, (r"\arctan", "arctan", "atan")),
    Function(("acot", "arccot"), sp.acot, (r"\arccot", "arccot", "acot")),
    Function(("asec", "arcsec"), sp.asec, (r"\arcsec", "arcsec", "asec")),
    Function(("acsc", "arccsc"), sp.acsc, (r"\arccsc", "arccsc", "acsc")),
    Function(("sinh",), sp.sinh, (r"\sinh", "sinh"), grows=True),
    Function(("cosh",), sp.cosh, (r"\cosh", "cosh"), grows=True),
    Function(("tanh",), sp.tanh, (r"\tanh", "tanh"), grows=True),
    Function(("coth",), sp.coth, (r"\coth", "coth"), grows=True),
    Function(("sech",), sp.sech, (r"\sech", "sech"), grows=True),
    Function(("csch",), sp.csch, (r"\csch", "csch", "cosech"), grows=True),
    Function(("asinh", "arcsinh"), sp.asinh, (r"\arsinh", "arsinh", "arcsinh", "asinh")),
    Function(("acosh", "arccosh"), sp.acosh, (r"\arcosh", "arcosh", "arccosh", "acosh")),
    Function(("atanh", "arctanh"), sp.atanh, (r"\artanh", "artanh", "arctanh", "atanh")),
    Function(("acoth", "arccoth"), sp.acoth, (r"\arcoth", "arcoth", "arccoth", "acoth")),
    Function(("asech", "arcsech"), sp.asech, (r"\arsech", "arsech", "arcsech", "asech")),
    Function(("acsch", "arccsch"), sp.acsch, (r"\arcsch", "arcsch", "arccsch", "acsch")),
    Function(("Abs", "abs"), sp.Abs, (r"\abs", "abs")),
    Function(("sign", "sgn"), sp.sign, (r"\sgn", "sgn", "sign")),
    Function(("floor",), sp.floor, ("floor",), ordered=True),
    Function(("ceiling", "ceil"), sp.ceiling, ("ceil",), ordered=True),
    Function(("frac",), _fractional_part, ordered=True),
    Function(("Mod",), _remainder, least=2, most=2, ordered=True),
    Function(("Max", "max"), sp.Max, (r"\max", "max"), most=_MANY, ordered=True),
    Function(("Min", "min"), sp.Min, (r"\min", "min"), most=_MANY, ordered=True),
    *SPECIAL,
)

FUNCTIONS: dict[str, Function] = {name: f for f in REGISTRY for name in f.names}
"""Every function by each of its names in SymPy syntax."""

LATEX: dict[str, str] = {form: f.names[0] for f in REGISTRY for form in f.latex}
"""The name in SymPy syntax, by the command (with its backslash) or the upright word."""

CONSTANTS: dict[str, sp.Expr] = {
    "pi": sp.pi,
    "E": sp.E,
    "I": sp.I,
    "EulerGamma": sp.EulerGamma,
    "Catalan": sp.Catalan,
    "GoldenRatio": (1 + sp.sqrt(5)) / 2,
}
"""The constants that formulas may use; a declared name of the same spelling takes precedence."""

RESERVED = frozenset(
    "sqrt log ln exp sin cos tan sinh cosh tanh factorial Abs abs Max max Min min pi".split()
)
"""Names that cannot be declared. Any other function or constant may be, and its name is then that
of the symbol."""
