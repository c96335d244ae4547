"""Functions that are exponentials, logarithms and each other, with the branches of their cuts.

Inverse functions are their defining logarithms, which agree with the principal values everywhere:
on which branch a sum of such logarithms is, is decided in
:mod:`glassproof.derivations.proof.zeros.logarithmic_forms`.

Reference: NIST Digital Library of Mathematical Functions, 4.23 and 4.37.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.special_functions.definitions import DEFINED


def _circular(rule: Callable[[sp.Expr], sp.Expr], unit: sp.Expr) -> Callable[[sp.Expr], sp.Expr]:
    """A function of exp(unit x), as an expression in x."""
    return lambda x: rule(sp.Pow(sp.E, unit * x, evaluate=False))


def _square(x: sp.Expr) -> sp.Expr:
    """x x; SymPy takes the square of a sign for one, also where its argument is complex."""
    return sp.Mul(x, x, evaluate=False)


REWRITTEN: dict[type, Callable[..., sp.Expr]] = {
    sp.sin: _circular(lambda e: (e - 1 / e) / (2 * sp.I), sp.I),
    sp.cos: _circular(lambda e: (e + 1 / e) / 2, sp.I),
    sp.tan: _circular(lambda e: (e - 1 / e) / (e + 1 / e) / sp.I, sp.I),
    sp.cot: _circular(lambda e: sp.I * (e + 1 / e) / (e - 1 / e), sp.I),
    sp.sec: _circular(lambda e: 2 / (e + 1 / e), sp.I),
    sp.csc: _circular(lambda e: 2 * sp.I / (e - 1 / e), sp.I),
    sp.sinh: _circular(lambda e: (e - 1 / e) / 2, sp.Integer(1)),
    sp.cosh: _circular(lambda e: (e + 1 / e) / 2, sp.Integer(1)),
    sp.tanh: _circular(lambda e: (e - 1 / e) / (e + 1 / e), sp.Integer(1)),
    sp.coth: _circular(lambda e: (e + 1 / e) / (e - 1 / e), sp.Integer(1)),
    sp.sech: _circular(lambda e: 2 / (e + 1 / e), sp.Integer(1)),
    sp.csch: _circular(lambda e: 2 / (e - 1 / e), sp.Integer(1)),
    sp.asinh: lambda x: sp.log(x + sp.sqrt(_square(x) + 1)),
    sp.acosh: lambda x: sp.log(x + sp.sqrt(x - 1) * sp.sqrt(x + 1)),
    sp.atan: lambda x: (sp.log(1 + sp.I * x) - sp.log(1 - sp.I * x)) / (2 * sp.I),
    sp.acot: lambda x: (sp.log(1 + sp.I / x) - sp.log(1 - sp.I / x)) / (2 * sp.I),
    sp.asin: lambda x: -sp.I * sp.log(sp.I * x + sp.sqrt(1 - _square(x))),
    sp.acos: lambda x: sp.pi / 2 + sp.I * sp.log(sp.I * x + sp.sqrt(1 - _square(x))),
    sp.atanh: lambda x: (sp.log(1 + x) - sp.log(1 - x)) / 2,
    sp.acoth: lambda x: (sp.log(1 + 1 / x) - sp.log(1 - 1 / x)) / 2,
    sp.asec: lambda x: sp.acos(1 / x),
    sp.acsc: lambda x: sp.asin(1 / x),
    sp.asech: lambda x: sp.acosh(1 / x),
    sp.acsch: lambda x: sp.asinh(1 / x),
    sp.binomial: lambda n, k: sp.gamma(n + 1) / (sp.gamma(k + 1) * sp.gamma(n - k + 1)),
    sp.beta: lambda a, b: sp.gamma(a) * sp.gamma(b) / sp.gamma(a + b),
    sp.RisingFactorial: lambda x, k: sp.gamma(x + k) / sp.gamma(x),
    sp.FallingFactorial: lambda x, k: sp.gamma(x + 1) / sp.gamma(x - k + 1),
    sp.factorial: lambda n: sp.gamma(n + 1),
    sp.erfc: lambda x: 1 - sp.erf(x),
    sp.arg: lambda z: -sp.I * (sp.log(z) - sp.log(sp.Abs(z))),
    **DEFINED,
}
"""Functions that are combinations of exponentials, logarithms and each other."""
