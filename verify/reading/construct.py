"""Expressions built within bounds: the only operations that parsed text can cause.

Every operation works on pairs: the expression that SymPy's constructors make, and the operation as
it was written, which nothing has simplified, cancelled or rewritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import sympy as sp

from glassproof.verify.reading.size_limits import (
    MAX_BITS,
    MAX_EXPONENT,
    LimitError,
    magnitude,
    require_exponent,
    require_value,
)
from glassproof.verify.reading.vocabulary.functions import FUNCTIONS
from glassproof.verify.reading.vocabulary.random_variables import RandomVariable


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a formula, for algebra and as it was written.

    ``rewritten`` says that a constructor did more than arithmetic with rational numbers and
    sorting, so that ``expr`` has to be held against ``written``. ``nodes`` are the sums, integrals
    and their like in both, as pairs: whatever their values, these are equal.
    """

    expr: sp.Expr
    written: sp.Expr
    rewritten: bool = False
    nodes: tuple[tuple[sp.Expr, sp.Expr], ...] = ()

    @classmethod
    def of(cls, value: sp.Expr | int) -> Term:
        """A number, a symbol, or what a declared name stands for; a random variable is neither."""
        if isinstance(value, RandomVariable):
            raise LimitError(
                f"{value} is random: it has a value only inside E(...), Var(...), Cov(...), P(...)"
            )
        expr = sp.sympify(value)
        return cls(expr, expr)


FAILURES = (
    ValueError, TypeError, ArithmeticError, AttributeError, RecursionError, NotImplementedError,
)  # fmt: skip
"""What SymPy's constructors raise where a rewriting rule does not fit its arguments."""


def _term(
    make: Callable[..., sp.Expr], operands: Sequence[Term], arguments: Sequence[sp.Expr]
) -> Term:
    """``make`` of the operands, by SymPy's rules and without them; ``arguments`` are exprs."""
    as_written = [operand.written for operand in operands]
    try:
        expr = require_value(make(*arguments))
    except LimitError:
        raise
    except FAILURES:
        expr = make(*arguments, evaluate=False)
    if expr.is_Rational and all(value.is_Rational for value in as_written):
        return Term(expr, expr)  # arithmetic is exact
    written = make(*as_written, evaluate=False)
    rewritten = any(operand.rewritten for operand in operands)
    nodes = tuple(dict.fromkeys(pair for operand in operands for pair in operand.nodes))
    return Term(expr, written, rewritten or _was_rewritten(make, arguments, expr), nodes)


def _was_rewritten(
    make: Callable[..., sp.Expr], arguments: Sequence[sp.Expr], expr: sp.Expr
) -> bool:
    """Whether ``expr`` is more than ``make`` of ``arguments`` sorted, with numbers collected."""
    if make is sp.Add:
        return False
    if make is sp.Mul:
        factors = (factor for argument in arguments for factor in _factors(argument))
        return sum(not _is_plain(factor) for factor in factors) > 1
    return bool(expr != make(*arguments, evaluate=False))


def _factors(expr: sp.Expr) -> tuple[sp.Expr, ...]:
    found: tuple[sp.Expr, ...] = sp.Mul.make_args(expr)
    return found


def _is_plain(factor: sp.Expr) -> bool:
    """Whether a product treats ``factor`` as one of a ring."""
    base, exponent = factor.as_base_exp()
    return bool(exponent.is_Integer) and not base.is_Pow


def add(terms: Sequence[Term]) -> Term:
    """The sum."""
    return terms[0] if len(terms) == 1 else _term(sp.Add, terms, [t.expr for t in terms])


def negative(term: Term) -> Term:
    """The term with the other sign."""
    return multiply([Term.of(-1), term])


def multiply(factors: Sequence[Term]) -> Term:
    """The product; :class:`LimitError` if the numbers in it have too many digits together."""
    if len(factors) == 1:
        return factors[0]
    arguments = [factor.expr for factor in factors]
    if _bits(arguments) > MAX_BITS:
        raise LimitError(f"a number has at most {MAX_BITS} bits")
    return _term(sp.Mul, factors, arguments)


def _bits(factors: Iterable[sp.Expr]) -> int:
    numbers = (part for f in factors for part in _factors(f) if part.is_Rational)
    return sum(max(abs(n.p), n.q).bit_length() - 1 for n in numbers)


def power(base: Term, exponent: Term) -> Term:
    """base**exponent, after a look at how large it would be.

    >>> power(Term.of(9), Term.of(9**9))
    Traceback (most recent call last):
    ...
    glassproof...LimitError: an exponent is at most 1000 in size
    """
    above = exponent.expr
    require_exponent(above)
    if base.expr.is_zero and above.is_nonpositive:
        raise LimitError("a power of zero needs a positive exponent")
    if above.is_number and _bits([base.expr]) * magnitude(above) > MAX_BITS:
        raise LimitError(f"a number has at most {MAX_BITS} bits")
    value = _term(sp.Pow, [base, exponent], [base.expr, above])
    for part in _factors(value.expr):
        if part.is_Pow:
            require_exponent(part.exp)
    return value


def apply(name: str, arguments: Sequence[Term]) -> Term:
    """The function called ``name`` of its arguments.

    :class:`LimitError` on a wrong number of arguments, and on a number too large for a function
    that grows fast.
    """
    function = FUNCTIONS[name]
    if not function.least <= len(arguments) <= function.most:
        raise LimitError(f"{name} takes {_count(name)}, not {len(arguments)}")
    values = [argument.expr for argument in arguments]
    if function.grows and any(v.is_number and magnitude(v) > MAX_EXPONENT for v in values):
        raise LimitError(f"{name} takes numbers of at most {MAX_EXPONENT} in size")
    if function.ordered and any(v.is_extended_real is False or v.has(sp.I) for v in values):
        raise LimitError(f"{name} takes real arguments")
    if function.build is sp.log and len(arguments) == 2:
        return divide(apply("log", arguments[:1]), apply("log", arguments[1:]))
    return _term(function.build, arguments, values)


def _count(name: str) -> str:
    """The number of arguments of a function in words."""
    least, most = FUNCTIONS[name].least, FUNCTIONS[name].most
    if least < most:
        return f"{least} to {most} arguments"
    return "one argument" if most == 1 else f"{most} arguments"


def divide(numerator: Term, denominator: Term) -> Term:
    """The quotient; :class:`LimitError` on a division by zero."""
    return multiply([numerator, inverse(denominator)])


def inverse(denominator: Term) -> Term:
    """One over it; :class:`LimitError` on a division by zero."""
    if denominator.expr.is_zero:
        raise LimitError("this divides by zero")
    return power(denominator, Term.of(-1))
