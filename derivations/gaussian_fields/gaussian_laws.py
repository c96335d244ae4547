"""Linear algebra of Gaussian laws as steps of a derivation: combinations, conditioning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Expression, Step


def symmetric(size: int, entry: Callable[[int, int], sp.Expr]) -> sp.ImmutableMatrix:
    """The symmetric matrix whose entries i <= j are ``entry(i, j)``."""
    known = {(i, j): entry(i, j) for i in range(size) for j in range(i, size)}
    return sp.ImmutableMatrix(size, size, lambda i, j: known[min(i, j), max(i, j)])


def tidy(value: sp.Expr, by: sp.Symbol | None = None) -> sp.Expr:
    """A polynomial in ``by`` by powers, each coefficient factored; anything else factored.

    >>> p, c = sp.symbols("p c")
    >>> tidy(p * (p + c**2) - c**2, by=c)
    c**2*(p - 1) + p**2
    """
    value = sp.factor(value)
    if by is None or not sp.expand(value).is_polynomial(by):
        return value
    return sp.collect(sp.expand(value), by, sp.factor)


def combined(rows: sp.Matrix, before: Expression, reason: str, by: sp.Symbol | None = None) -> Step:
    """The step to the covariance A Sigma A^T of the combinations ``rows`` = A of variables.

    Here and below the entries come out as :func:`tidy` ``by`` that symbol leaves them.
    """

    def combine(value: Expression) -> Expression:
        return _tidied(rows * value * rows.T, by)

    return Step(combine(before), reason, via=combine)


def _tidied(value: sp.MatrixBase, by: sp.Symbol | None) -> sp.ImmutableMatrix:
    return value.applyfunc(lambda entry: tidy(entry, by)).as_immutable()


def regression(
    value: sp.MatrixBase, given: Sequence[int], by: sp.Symbol | None = None
) -> sp.ImmutableMatrix:
    """The matrix A of E[Y | X = v] = A v, X the rows ``given`` of covariance ``value``.

    >>> regression(sp.Matrix([[2, 1], [1, 3]]), [0])
    Matrix([[1/2]])
    """
    rest = [k for k in range(value.rows) if k not in given]
    cross = value.extract(rest, list(given))
    return _tidied(cross * value.extract(list(given), list(given)).inv(), by)


def conditional_covariance(
    value: sp.MatrixBase, given: Sequence[int], by: sp.Symbol | None = None
) -> sp.ImmutableMatrix:
    """The covariance of the other rows given the rows ``given``: a Schur complement.

    >>> conditional_covariance(sp.Matrix([[2, 1], [1, 3]]), [0])
    Matrix([[5/2]])
    """
    rest = [k for k in range(value.rows) if k not in given]
    explained = regression(value, given, by) * value.extract(list(given), rest)
    return _tidied(value.extract(rest, rest) - explained, by)


@dataclass(frozen=True)
class ConditionalLaw:
    """Y given X = v is Gaussian: mean ``mean.result * v``, covariance ``covariance.result``."""

    mean: Derivation
    covariance: Derivation


def conditional_law(
    title: str, joint: Derivation, given: Sequence[int], by: sp.Symbol | None = None
) -> ConditionalLaw:
    """The law of the other rows of ``joint`` given the rows ``given``, as two derivations."""
    chains = {}
    for name, operation in (("mean", regression), ("covariance", conditional_covariance)):

        def condition(
            value: sp.MatrixBase,
            operation: Callable[..., sp.ImmutableMatrix] = operation,
        ) -> sp.ImmutableMatrix:
            return operation(value, given, by)

        end = Step(
            condition(joint.result), f"conditional {name} of a Gaussian vector", via=condition
        )
        chains[name] = Derivation(f"{title}: {name}", (*joint.steps, end), joint.domain)
    return ConditionalLaw(**chains)
