"""A second checker, which trusts nothing: it confirms a ledger or a scan by certificates alone.

It imports mpmath, jsonschema and the standard library, and no other module of glassproof;
docs/certificates.md says what a ledger holds. To be read in this order: ``findings``; ``language``
(texts become trees), ``functions``, ``values`` (exact, to 60 digits, in intervals), ``domains``
(fresh points); then what a claim rests on: ``formulas``, ``steps`` (and proofs), ``laws`` (tests),
``nature``, ``verdicts``; ``ledger`` calls all of them.
"""

import sys
from types import ModuleType
from typing import Any

from glassproof.recheck.findings import Findings


def recheck(ledger: Any, *, seed: int | None = None) -> Findings:
    """What the checker finds of a ledger or a scan: a file, its content, or the object itself.

    ``accepted`` says whether all that was looked at holds, ``tell(print)`` tells what was and
    what was not; a :class:`ValueError` says why something is no ledger.

    >>> recheck({"schema": 3, "claims": []})
    Traceback (most recent call last):
    ...
    glassproof.recheck.ledger.NoLedgerError: a ledger of schema version 3 is not read, ...
    """
    from glassproof.recheck.ledger import check, read

    return check(read(ledger), seed=seed)


class _Callable(ModuleType):
    """``gp.recheck`` is this module once it is imported, and is called all the same."""

    __call__ = staticmethod(recheck)


sys.modules[__name__].__class__ = _Callable
