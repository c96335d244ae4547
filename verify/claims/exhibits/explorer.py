"""What a reader may compute of a paper's subject at parameters of his own."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.claims.exhibits.table import Table


@dataclass(frozen=True)
class Explorer:
    """A computation by name: ``run(**arguments)`` gives a :class:`Table`.

    Calling the explorer calls ``run``; arguments that it does not take, or that it lacks, raise
    :class:`DomainError`.

    >>> def squares(n):
    ...     return Table("Squares", ("n", "square"), (n, [k * k for k in n]), swept=1)
    >>> squared = Explorer("squares", "Squares of numbers", squares)
    >>> squared(n=[1, 2]).rows
    [(1.0, 1.0), (2.0, 4.0)]
    >>> squared(m=[1, 2])
    Traceback (most recent call last):
    ...
    glassproof.derivations.proof.domain.DomainError: squares got m: give n
    """

    name: str
    title: str
    run: Callable[..., Table]

    def __call__(self, **arguments: Any) -> Table:
        """The table that ``run`` computes."""
        expected = inspect.signature(self.run)
        try:
            expected.bind(**arguments)
        except TypeError:
            raise DomainError(
                f"{self.name} got {', '.join(arguments) or 'nothing'}: "
                f"give {', '.join(expected.parameters)}"
            ) from None
        return self.run(**arguments)
