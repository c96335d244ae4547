"""A second checker, which trusts nothing: it confirms a ledger by its certificates alone.

It imports mpmath, jsonschema and the standard library, and no other module of glassproof; any file
here can be read by itself. ``python -m glassproof.recheck LEDGER`` runs it; docs/certificates.md
says what a ledger holds and what is done with each part.

=========== ============================================================
language    texts become trees; substitution, derivatives by rule
functions   the functions of the notation
numbers     values: exact, to 60 digits, in intervals
points      domains, fresh points
formulas    shown formulas, counterexamples, relations, steps
proofs      certificates of proofs, each by its own rule
laws        statistical tests from sums
nature      evidence from samples
streams     keyed random streams
boxes       critical points in boxes, by Krawczyk's test
verdicts    the rule of verdicts, summary, graph
ledger      reading, schema, digest; all of it together
findings    what was found
=========== ============================================================
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
    """What the checker finds of a ledger: a file, or its content as plain data.

    ``accepted`` says whether all that was looked at holds; ``tell(print)`` prints what was
    confirmed by proof, what to 60 digits, and what could not be rechecked. A :class:`ValueError`
    says why something is no ledger.

    >>> recheck({"schema": 3, "claims": []})
    Traceback (most recent call last):
    ...
    glassproof.recheck.ledger.NoLedgerError: a ledger of schema version 3 has no certificates: ...
    """
    import json

    from glassproof.recheck.ledger import check, read, require_version

    if isinstance(ledger, Mapping):
        content = require_version(json.loads(json.dumps(dict(ledger))))
    else:
        content = read(str(ledger))
    return check(content, seed=seed)


class _Callable(ModuleType):
    """``gp.recheck`` is this module once it is imported, and is called all the same."""

    def __call__(self, *arguments: Any, **options: Any) -> Findings:
        return recheck(*arguments, **options)


sys.modules[__name__].__class__ = _Callable
