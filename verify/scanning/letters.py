r"""Letters that print uses for special functions and numbers, if the source speaks of them.

P_n(x) is a Legendre polynomial in a text that speaks of Legendre, and anything at all in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import sympy as sp

_SPOKEN_OF = {
    "besselj": ("J", "Bessel"), "bessely": ("Y", "Bessel"), "besseli": ("I", "Bessel"),
    "besselk": ("K", "Bessel"), "jn": ("j", "Bessel"), "yn": ("y", "Bessel"),
    "hankel1": ("H", "Hankel"), "hankel2": ("H", "Hankel"),
    "legendre": ("P", "Legendre"), "jacobi": ("P", "Jacobi"), "assoc_legendre": ("P", "Legendre"),
    "laguerre": ("L", "Laguerre"), "assoc_laguerre": ("L", "Laguerre"),
    "hermite": ("H", "Hermite"), "hermite_prob": ("He", "Hermite"),
    "chebyshevt": ("T", "Chebyshev|Tchebychev|Tschebysch"),
    "chebyshevu": ("U", "Chebyshev|Tchebychev|Tschebysch"),
    "gegenbauer": ("C", "Gegenbauer|ultraspherical"), "catalan": ("C", "Catalan"),
    "bernoulli": ("B", "Bernoulli num|Bernoulli poly|Bernoulli's num"), "euler": ("E", "Euler num"),
    "fibonacci": ("F", "Fibonacci"), "harmonic": ("H", "harmonic num"),
    "stirling": ("S", "Stirling num"), "LambertW": ("W", "Lambert"),
    "expint": ("E", "exponential integral"), "dirichlet_eta": ("eta", "Dirichlet"),
    "digamma": ("psi", "digamma|psi function"), "polygamma": ("psi", "polygamma|digamma"),
    "airyai": ("Ai", "Airy"), "airybi": ("Bi", "Airy"), "elliptic_k": ("K", "elliptic"),
    "elliptic_e": ("E", "elliptic"), "beta": ("B", r"\\b[Bb]eta|Beta"), "zeta": ("zeta", "zeta"),
    "KroneckerDelta": ("delta", "Kronecker|delta"), "Heaviside": ("theta", "Heaviside|step"),
}  # fmt: skip


def unnamed(values: Iterable[sp.Expr], source: str) -> list[str]:
    """The letters that were read as special functions of which the source does not speak.

    >>> n, x = sp.Symbol("n", integer=True, positive=True), sp.Symbol("x", real=True)
    >>> unnamed([sp.legendre(n, x)], "Let P_n be a polynomial")
    ['P']
    >>> unnamed([sp.legendre(n, x)], "Let P_n be the Legendre polynomial")
    []
    """
    used = {type(node).__name__ for value in values for node in sp.preorder_traversal(value)}
    found = []
    for name in sorted(used & set(_SPOKEN_OF)):
        letter, words = _SPOKEN_OF[name]
        if not re.search(words, source, re.IGNORECASE):
            found.append(letter)
    return found


_HYPERGEOMETRIC = re.compile(r"_\s*\{?\s*\d+\s*\}?\s*F\s*_\s*\{?\s*\d+\s*\}?")
_NUMBERED = {"B": "Bernoulli", "C": "Catalan", "E": "Euler num", "F": "Fibonacci",
             "H": "harmonic num"}  # fmt: skip


def unnamed_numbers(sides: Iterable[str], values: Iterable[sp.Expr], source: str) -> list[str]:
    """The letters with a number as index that were read as numbers of which the source is silent.

    >>> unnamed_numbers(["B_1 + 1"], [sp.Rational(3, 2)], "Let B_1 be a set")
    ['B']
    >>> unnamed_numbers(["B_1 + 1"], [sp.Symbol("B_1") + 1], "Let B_1 be a set")
    []
    """
    text = _HYPERGEOMETRIC.sub(" ", " ".join(sides))
    names = {symbol.name for value in values for symbol in value.free_symbols}
    found = []
    for letter, words in _NUMBERED.items():
        indices = re.findall(rf"(?<![A-Za-z\\]){letter}\s*_\s*\{{?\s*(\d+)", text)
        read = any(f"{letter}_{index}" not in names for index in indices)
        if read and not re.search(words, source, re.IGNORECASE):
            found.append(letter)
    return found
