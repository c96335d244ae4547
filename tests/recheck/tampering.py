"""True ledgers of one claim each, and ways to tamper with them: every entry, several ways."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from glassproof.recheck.ledger import digest
from glassproof.recheck.verdicts import summary

FOLDER = Path(__file__).parent / "ledgers"
NAMES = ("glass", "p_spin", "sums")
Path_ = tuple[str | int, ...]

UNSIGNED = {"seconds", "date", "versions"}
"""What the digest leaves out."""

WORDS = {
    "title", "source", "latex", "published_latex", "derived_latex", "ratio_latex",
    "difference_latex", "remark", "conventions", "limits", "code", "paper", "budget", "describes",
    "statistic", "seed", "points", "digits", "most digits", "undefined", "allowance for",
}  # fmt: skip
"""What the digest alone guards, and no rule: words, and how much the judge looked at."""


def recorded(name: str) -> dict[str, Any]:
    """A recorded ledger."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def alone(ledger: dict[str, Any], number: int) -> dict[str, Any]:
    """The ledger of one claim, as a review of it alone gives it."""
    claim = copy.deepcopy(ledger["claims"][number])
    for key in ("standing", "rests_on_refuted"):  # of what is not there any more
        claim.pop(key, None)
    kept = {k: v for k, v in ledger.items() if k not in ("changes", "figures", "claims")}
    return signed({**kept, "claims": [claim], "summary": summary([claim])})


def signed(ledger: dict[str, Any]) -> dict[str, Any]:
    """The ledger with the digest of what it holds, as an attacker would compute it."""
    return {**ledger, "digest": digest(ledger)}


def leaves(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Every entry that is no container, with the way to it."""
    items = (
        value.items() if isinstance(value, dict)
        else enumerate(value) if isinstance(value, list) else ()
    )  # fmt: skip
    if not isinstance(value, (dict, list)):
        yield path, value
    for key, entry in items:
        yield from leaves(entry, (*path, key))


def containers(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The way to every entry of a container."""
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield (*path, key)
            yield from containers(value[key], (*path, key))


def changed(value: Any, random: Random) -> Any:
    """Another value of the same kind, one digit or sign away where there is one."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return value + random.choice((-1, 1))
    if isinstance(value, float):
        return value * random.choice((1.01, 0.99, 2)) or 0.125
    digits = [place for place, sign in enumerate(value) if sign in "0123456789"]
    if not digits:
        words = {"verified": "supported", "refuted": "verified", "holds": "consistent"}
        return words.get(value, value + "x")
    place = random.choice(digits)
    other = str((int(value[place]) + random.randint(1, 8)) % 10)
    return value[:place] + other + value[place + 1 :]


def put(ledger: dict[str, Any], path: Path_, make: Any) -> dict[str, Any]:
    """The ledger with another entry at the end of the way, or without it (``make`` is None)."""
    found = copy.deepcopy(ledger)
    at: Any = found
    for key in path[:-1]:
        at = at[key]
    if make is None:
        del at[path[-1]]
    else:
        at[path[-1]] = make(at[path[-1]])
    return found
