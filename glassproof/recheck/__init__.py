"""A second checker, which trusts nothing: it confirms a ledger or a scan by certificates alone.

It imports mpmath, jsonschema and the standard library, and no other module of glassproof;
docs/certificates.md says what a ledger holds. To be read in this order: ``findings``, ``language``
(texts become trees), ``functions``, ``values`` (exact, to 60 digits, in intervals), ``domains``
(fresh points); then what a claim rests on: ``formulas``, ``steps``, ``proofs``, ``laws`` (tests),
``nature``, ``boxes`` (critical points), ``verdicts``, ``equations`` (of a scan); ``ledger`` calls
all of them.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from os import PathLike
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glassproof.recheck.findings import Findings


def recheck(
    ledger: str | PathLike[str] | Mapping[str, Any], *, seed: int | None = None
) -> Findings:
    """What the checker finds of a ledger or a scan: a file, or its content as plain data.

    ``accepted`` says whether all that was looked at holds, ``tell(print)`` tells what was and
    what was not; a :class:`ValueError` says why something is no ledger.

    >>> recheck({"schema": 3, "claims": []})
    Traceback (most recent call last):
    ...
    glassproof.recheck.ledger.NoLedgerError: a ledger of schema version 3 is not read, ...
    """
    import json

    from glassproof.recheck.ledger import check, read, require_version

    if isinstance(ledger, Mapping):
        return check(require_version(json.loads(json.dumps(dict(ledger)))), seed=seed)
    return check(read(str(ledger)), seed=seed)


class _Callable(ModuleType):
    """``gp.recheck`` is this module once it is imported, and is called all the same."""

    def __call__(self, *arguments: Any, **options: Any) -> Findings:
        return recheck(*arguments, **options)


sys.modules[__name__].__class__ = _Callable
