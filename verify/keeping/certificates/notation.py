"""Formulas in the notation of certificates: one line of text, which names every operation.

The notation is that of ``docs/certificates.md``: rationals, names, ``+ - * / **``, comparisons and
the functions of :data:`FUNCTIONS`. Names that are no words stand in quotes. Nothing is rounded: a
float is written as the fraction that it is.
"""

from __future__ import annotations

import keyword

import sympy as sp
from sympy.printing.str import StrPrinter

from glassproof.derivations.proof.complex_symbols import in_coordinates

CONSTANTS = frozenset({"pi", "E", "I", "oo", "EulerGamma", "Catalan", "GoldenRatio"})

FUNCTIONS = frozenset(
    """
    Abs Max Min sign re im arg conjugate floor ceiling Mod exp log sin cos tan cot sec csc
    asin acos atan acot asec acsc atan2 sinh cosh tanh coth sech csch asinh acosh atanh acoth sinc
    factorial factorial2 subfactorial binomial RisingFactorial FallingFactorial gamma loggamma
    digamma polygamma beta uppergamma lowergamma erf erfc erfi Si Ci Shi Chi Ei E1 li expint
    fresnels fresnelc zeta dirichlet_eta polylog LambertW harmonic bernoulli fibonacci lucas catalan
    besselj bessely besseli besselk airyai airybi legendre chebyshevt chebyshevu hermite laguerre
    assoc_laguerre gegenbauer jacobi elliptic_k elliptic_e KroneckerDelta Heaviside
    """.split()
)
"""Functions that the notation names, as SymPy does."""

BINDERS = frozenset({"Sum", "Product", "Integral", "Derivative", "Limit"})
"""Operations that bind a name: ``Sum(f, (k, a, b))``, ``Limit(f, x, a, dir='+')``."""

_LOGIC = (sp.Piecewise, sp.core.relational.Relational, sp.And, sp.Or, sp.Not)
_STRUCTURE = (sp.Add, sp.Mul, sp.Pow, sp.Tuple, sp.functions.elementary.piecewise.ExprCondPair)
_RESERVED = CONSTANTS | FUNCTIONS | BINDERS | {"sqrt", "Piecewise", "True", "False", "Eq", "Ne"}


class NotationError(ValueError):
    """The notation has no word for a part of a formula."""


class _Printer(StrPrinter):  # type: ignore[misc]
    """SymPy's text, but exact, and with quotes around names that are no words."""

    def _print_Symbol(self, expr: sp.Symbol) -> str:
        return name(expr)

    def _print_Dummy(self, expr: sp.Dummy) -> str:
        return _quoted(f"_{expr.name}")

    def _print_Limit(self, expr: sp.Limit) -> str:
        *parts, to = expr.args
        return f"Limit({', '.join(map(self._print, parts))}, dir='{to}')"

    def _print_Float(self, expr: sp.Float) -> str:
        exact = sp.Rational(expr)
        return f"({exact})" if exact.q != 1 or exact < 0 else str(exact)


def name(symbol: sp.Symbol) -> str:
    """The symbol's name, in quotes if it is no word.

    >>> for text in ("x_1", "lambda", "rho'"):
    ...     print(name(sp.Symbol(text)))
    x_1
    'lambda'
    "rho'"
    """
    text = str(symbol.name)
    word = text.isidentifier() and text.isascii() and not keyword.iskeyword(text)
    return text if word and text not in _RESERVED else _quoted(text)


def _quoted(text: str) -> str:
    mark = '"' if "'" in text else "'"
    if mark in text or "\\" in text or not text.isprintable():
        raise NotationError(f"the name {text!r} cannot be written")
    return f"{mark}{text}{mark}"


def notation(formula: sp.Basic) -> str:
    """The formula as text; :class:`NotationError` if the notation has no word for a part of it.

    Complex symbols are written in their real coordinates.

    >>> x, n = sp.symbols("x n")
    >>> notation(sp.sqrt(x) / 2 + sp.Sum(1 / n**2, (n, 1, sp.oo)))
    'sqrt(x)/2 + Sum(n**(-2), (n, 1, oo))'
    >>> notation(sp.Symbol("z", complex=True))
    "I*'Im(z)' + 'Re(z)'"
    >>> notation(sp.Float(0.1))
    '(3602879701896397/36028797018963968)'
    """
    formula = in_coordinates(formula)
    seen: dict[str, sp.Symbol] = {}
    for part in sp.preorder_traversal(formula):
        if isinstance(part, sp.Symbol):
            if seen.setdefault(part.name, part) != part:
                raise NotationError(f"two symbols are called {part.name}")
        elif not _has_word(part):
            raise NotationError(f"no word for {type(part).__name__}")
    return str(_Printer().doprint(formula))


def _has_word(part: sp.Basic) -> bool:
    if isinstance(part, (sp.Integer, sp.Rational, sp.Float, *_LOGIC, *_STRUCTURE)):
        return True
    if isinstance(part, sp.core.function.Application):
        return type(part).__name__ in FUNCTIONS
    if part in (sp.true, sp.false, sp.oo, -sp.oo) or isinstance(part, sp.core.symbol.Str):
        return True
    return type(part).__name__ in BINDERS or (part.is_Atom and str(part) in CONSTANTS)
