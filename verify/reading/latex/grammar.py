r"""Formulas in LaTeX, read by a grammar that reports what is ambiguous instead of guessing.

    chain    ->  sum { "=" sum }                  the last side is the formula (before a last 0)
    sum      ->  [sign] product { sign product }
    product  ->  factor { [\cdot | \times | "/"] factor }
    factor   ->  construct | function | atom { "!" } [ "^" script ]
    atom     ->  number | name | \frac g g | \binom g g | \sqrt [[n]] g | delimited | "{" ... "}"

Constructs are sums, integrals, limits, derivatives, cases, matrices and what else has a notation of
its own: constructs.py names the rooms that read them. The body of a sum, a limit or a derivative
is the product that follows, that of an integral reaches to its differential.

A name is a letter, a Greek letter or an upright word with subscripts and primes; b_1, x_{1} and
\sigma_z are the declared b1, x1, sigma_z.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.latex.sides import last_side
from glassproof.verify.reading.latex.terms import TermReader
from glassproof.verify.reading.sympy_syntax import Reading, Symbols, bounded, require_text
from glassproof.verify.reading.tokens import ParseError, Token, quoted


def parse_latex(text: str, symbols: Symbols) -> sp.Expr:
    r"""The expression that ``text`` writes in LaTeX, in the declared names.

    Of a chain of equalities the last side is read, of an equation "... = 0" the left side; what is
    left out must be able to define it.
    :class:`ParseError`, with line and column, on anything else, and on what is ambiguous.

    >>> p, q, s = sp.symbols("p q sigma_z", positive=True)
    >>> parse_latex(r"v_D = p + \sigma_z^2 (p+q)\,2^{p+q-1}", {"p": p, "q": q, "sigma_z": s})
    2**(p + q - 1)*sigma_z**2*(p + q) + p
    >>> parse_latex(r"\frac{p}{q", {"p": p, "q": q})
    Traceback (most recent call last):
    ...
    glassproof...ParseError: line 1, column 11: expected '}', found the end
        \frac{p}{q
                  ^
    """
    return read_latex(text, symbols).expr


def read_latex(text: str, symbols: Symbols) -> Reading:
    """As :func:`parse_latex`, with the tree as written and what must be told of the reading."""
    require_text(text)
    notices: list[str] = []
    side, left_out = last_side(text, notices)
    found = bounded(lambda: TermReader(text, side, symbols, notices), text)
    if left_out:
        _require_a_definition(left_out[0], found, text, symbols)
    return found


def _require_a_definition(left: list[Token], right: Reading, text: str, symbols: Symbols) -> None:
    """Refuse an equation between two values, as x + 1 = y or x = y; b^2 = x + 1 may define b."""
    variables = {name: symbol for name, symbol in symbols.items() if symbol.is_Symbol}
    try:
        value = bounded(lambda: TermReader(text, left, variables, []), text).written
    except DomainError:
        return  # no value of declared symbols: a name for what follows
    names = value.is_Symbol or (value.is_Pow and value.base.is_Symbol and value.exp.is_Integer)
    if not names or (value.is_Symbol and right.written.is_Symbol):
        shown = quoted(text[left[0].position : left[-1].end], 60)
        reason = f"{shown} is a value, too: an equation is no value, give one side of it"
        raise ParseError(reason, text, left[0].position)
