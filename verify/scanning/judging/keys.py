"""Under which key findings are stored: a hash of all that they depend on."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from glassproof.verify.keeping.ledger import versions
from glassproof.verify.scanning.equation import Equation

_ROOMS = ("derivations", "numerics", "verify")
_HOME = Path(__file__).resolve().parents[3]


@cache
def code_digest() -> str:
    """A hash of the code that judges, and of the versions of what it is built on."""
    whole = hashlib.blake2b(json.dumps(versions()).encode(), digest_size=16)
    for room in _ROOMS:
        for path in sorted((_HOME / room).rglob("*.py")):
            if "papers" not in path.relative_to(_HOME).parts[:2]:
                whole.update(path.read_bytes())
    return whole.hexdigest()


def key_of(equation: Equation) -> str:
    """The key of an equation's findings: what it says, and where it is said to hold.

    Its label and its place do not count, so that text before it may change; what is said of its
    names does.
    """
    said = [
        [(link.left, link.relation, link.right) for link in equation.links],
        [(fact.text, str(fact.origin), fact.said) for fact in equation.context],
        [(one.name, one.parameters, one.body) for one in equation.definitions],
        [str(equation.status), equation.reason] if equation.status else [],
        equation.reading,
    ]
    text = json.dumps([said, code_digest()], ensure_ascii=False)
    return "scan:" + hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
