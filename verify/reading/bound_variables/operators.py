"""Differential operators: derivatives without what they are of, their products, sums and powers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn, Protocol

from glassproof.verify.reading import construct
from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.bound_variables.scope import Scope
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.cursor import Read
from glassproof.verify.reading.settled import replaced
from glassproof.verify.reading.tokens import Token


class Place(Protocol):
    """What an operator needs of the grammar that reads it."""

    scope: Scope

    def fail(self, message: str, token: Token | None = None) -> NoReturn:
        """Raise an error that points at a token."""

    def build(self, token: Token, make: Callable[..., Read], *arguments: object) -> Read:
        """What ``make`` builds; an error points at the token."""


By = Sequence[tuple[Term, Term]]


@dataclass(frozen=True)
class Slopes:
    """The operator that differentiates by each variable so many times, as written at a token."""

    by: By
    token: Token

    def of(self, reader: Place, body: Term) -> Term:
        """The derivative of ``body``, which is no unknown function of the variables."""
        names = [variable.expr for variable, _ in self.by]
        if body.written.is_Symbol and body.written not in names:
            reader.fail(
                f"a derivative of {body.written}, which does not contain {names[0]}: put in its "
                "formula if it is a function",
                self.token,
            )
        orders: list[tuple[Term, int | Term]] = [
            (variable, int(times.expr) if times.expr.is_Integer else times)
            for variable, times in self.by
        ]
        return reader.build(self.token, binders.differentiated, body, orders)


MOST_TIMES = 12
"""How often an operator is applied that is a sum, or has other coefficients than x."""

Acts = Callable[[Term], Term]


@dataclass(frozen=True)
class Operator:
    """A sum of products of multiplications and derivatives, each acting on what follows it."""

    terms: tuple[tuple[Term | Slopes | Operator, ...], ...]
    times: Term
    token: Token

    def of(self, reader: Place, body: Term) -> Term:
        """The operator, so many times, of ``body``."""
        if self.times.expr.is_Integer:
            if not 0 <= self.times.expr <= MOST_TIMES:
                reader.fail(f"an operator acts 0 to {MOST_TIMES} times", self.token)
            for _ in range(int(self.times.expr)):
                body = self.once(reader, body)
            return body
        return self.symbolic(reader, body)

    def once(self, reader: Place, body: Term) -> Term:
        """The operator of ``body``."""
        values = []
        for parts in self.terms:
            value = body
            for part in reversed(parts):
                if isinstance(part, Term):
                    value = reader.build(self.token, construct.multiply, [part, value])
                else:
                    value = part.of(reader, value)
            values.append(value)
        return reader.build(self.token, construct.add, values)

    def symbolic(self, reader: Place, body: Term) -> Term:
        """n times d/dx, or n times x d/dx: the derivative by t of f(x exp(t)) at t = 0."""
        parts = self.terms[0] if len(self.terms) == 1 else ()
        last = parts[-1] if parts else None
        if not isinstance(last, Slopes) or len(last.by) != 1 or last.by[0][1].expr != 1:
            reader.fail("this operator acts a number of times: write the number", self.token)
        variable = last.by[0][0]
        if len(parts) == 1:
            return reader.build(self.token, binders.differentiated, body, [(variable, self.times)])
        if len(parts) != 2 or parts[0] != variable:
            reader.fail("this operator acts a number of times: write the number", self.token)
        symbol = variable.expr
        t = reader.scope.fresh("t")
        moved = construct.multiply([variable, construct.apply("exp", [Term.of(t)])])
        along = replaced(body, symbol, moved)
        slope = reader.build(self.token, binders.differentiated, along, [(Term.of(t), self.times)])
        return reader.build(self.token, binders.substituted, slope, t, Term.of(0))
