"""Whether a convention, meant otherwise than it was read, explains a paper's refuted formulas.

The declared changes are tried together, over all formula claims at once: what is asked of a
combination is how many refuted formulas it makes right (a proof, by the canonical form) and which
verified ones it breaks. Numbers at a few points come first, and algebra only where they agree. All
combinations of one change, then of two, and so on are tried while there are at most :data:`MOST`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import combinations, product
from typing import Any

import mpmath
import sympy as sp

from glassproof.derivations.proof.domain import DomainError
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.verify.claims.claim import Claim, difference
from glassproof.verify.claims.convention import Change, Choice
from glassproof.verify.judging.evidence.formulas import derived
from glassproof.verify.judging.verdict import Verdict

MOST = 1000
"""Combinations that are tried."""

NOTHING_TRIED: dict[str, Any] = {
    "refuted": [], "verified": 0, "tried": 0, "depth": 0, "single": [], "best": None,
    "mends_all": False,
}  # fmt: skip
"""What is found where nothing was tried."""

_LOOKS = 2
_DIGITS = 30
_CLOSE = mpmath.mpf(10) ** -20  # relative; what is closer is decided by algebra

Combination = tuple[Change, ...]
Number = Callable[[Mapping[sp.Symbol, Any]], Any]
_Effect = tuple[dict[sp.Symbol, Number], Number, Number]


def search(
    claims: Sequence[Claim], verdicts: Mapping[str, Verdict], choices: Sequence[Choice]
) -> dict[str, Any]:
    """What the changes make of the formulas, as plain data.

    ``single`` has each change alone, ``best`` the combination with most formulas mended less
    broken, of the fewest changes, or None if none mends any; ``mends_all`` says whether it makes
    every refuted formula right and breaks none. ``tried`` combinations are all of at most ``depth``
    changes.
    """
    refuted = [_Formula(c) for c in claims if _is(c, verdicts, Verdict.REFUTED)]
    verified = [_Formula(c) for c in claims if _is(c, verdicts, Verdict.VERIFIED)]
    tried, depth = _within_reach(choices) if refuted else ([], 0)
    rows = [_row(combination, refuted, verified) for combination in tried]
    mending = [row for row in rows if row["mends"]]
    gain = max((len(row["mends"]) - len(row["breaks"]) for row in mending), default=0)
    best = next((r for r in mending if len(r["mends"]) - len(r["breaks"]) == gain), None)
    return {
        "refuted": [formula.claim.id for formula in refuted],
        "verified": len(verified),
        "tried": len(tried),
        "depth": depth,
        "single": [row for row in rows if len(row["changes"]) == 1],
        "best": best,
        "mends_all": bool(best and len(best["mends"]) == len(refuted) and not best["breaks"]),
    }


def _is(claim: Claim, verdicts: Mapping[str, Verdict], verdict: Verdict) -> bool:
    judged = claim.is_formula and claim.derived is not None and not claim.source.is_remark
    return judged and verdicts.get(claim.id) == verdict


def _within_reach(choices: Sequence[Choice]) -> tuple[list[Combination], int]:
    """All combinations of few changes, and of how many at most."""
    found: list[Combination] = []
    depth = 0
    for size in range(1, len(choices) + 1):
        level = list(_of_size(choices, size, MOST - len(found)))
        if len(level) > MOST - len(found):
            break
        found, depth = found + level, size
    return found, depth


def _of_size(choices: Sequence[Choice], size: int, most: int) -> Iterator[Combination]:
    """Combinations of ``size`` changes; one more than ``most`` shows the excess."""
    count = 0
    for chosen in combinations(choices, size):
        for combination in product(*(choice.changes for choice in chosen)):
            yield combination
            count += 1
            if count > most:
                return


def _row(
    combination: Combination, refuted: Sequence[_Formula], verified: Sequence[_Formula]
) -> dict[str, Any]:
    return {
        "changes": [change.name for change in combination],
        "mends": [f.claim.id for f in refuted if f.moved(combination) and f.is_right(combination)],
        "breaks": [
            f.claim.id for f in verified if f.moved(combination) and not f.is_right(combination)
        ],
    }


class _Formula:
    """A published formula, under changes."""

    def __init__(self, claim: Claim) -> None:
        self.claim, self.right = claim, derived(claim)
        self._moved: dict[int, bool] = {}
        self._known: dict[tuple[int, ...], bool] = {}
        self._effects: dict[int, _Effect] = {}
        self._by_values = claim.compare is difference
        if self._by_values:
            self._published, self._derived = _numeric(claim.published), _numeric(self.right)

    def moved(self, combination: Combination) -> Combination:
        """The changes of the combination that make another formula of this one."""
        return tuple(change for change in combination if self._concerned_by(change))

    def _concerned_by(self, change: Change) -> bool:
        if id(change) not in self._moved:
            self._moved[id(change)] = change.concerns(self.claim)
        return self._moved[id(change)]

    def is_right(self, combination: Combination) -> bool:
        """Whether the formula, so changed, is proven to be the derived one."""
        key = tuple(id(change) for change in self.moved(combination))
        if key not in self._known:
            self._known[key] = self._is_right(self.moved(combination))
        return self._known[key]

    def _is_right(self, changes: Combination) -> bool:
        if self._by_values and not all(self._agree(changes, at) for at in self._points):
            return False
        formula = self.claim.published
        for change in changes:
            formula = change.of(self.claim, formula)
        gap = self.claim.compare(formula, self.right)
        return is_identically_zero(gap, self.claim.domain.explicit)

    @cached_property
    def _points(self) -> list[dict[sp.Symbol, Any]]:
        try:
            found = list(self.claim.domain.points(_LOOKS, start=1))
        except DomainError:
            return []
        with mpmath.workdps(_DIGITS):
            return [{s: mpmath.mpf(int(v.p)) / int(v.q) for s, v in at.items()} for at in found]

    def _agree(self, changes: Combination, point: Mapping[sp.Symbol, Any]) -> bool:
        with mpmath.workdps(_DIGITS):
            try:
                ours = self._derived(point)
                theirs = self._value(changes, point)
                return bool(abs(theirs - ours) <= _CLOSE * (abs(theirs) + abs(ours)))
            except (ZeroDivisionError, ValueError, KeyError, OverflowError):
                return False

    def _value(self, changes: Combination, point: Mapping[sp.Symbol, Any]) -> Any:
        """The published formula's value, changed by one change after the other."""
        if not changes:
            return self._published(point)
        *earlier, last = changes
        substitute, factor, term = self._effect(last)
        inner = dict(point) | {s: to(point) for s, to in substitute.items() if s in point}
        return self._value(tuple(earlier), inner) * factor(point) + term(point)

    def _effect(self, change: Change) -> _Effect:
        """What the change does to this formula: a substitution, a factor, a term."""
        if id(change) not in self._effects:
            stated = change.substitution(self.claim), *change.factor_and_term(self.claim)
            substitute, factor, term = stated
            replaced = {symbol: _numeric(to) for symbol, to in substitute.items()}
            self._effects[id(change)] = replaced, _numeric(factor), _numeric(term)
        return self._effects[id(change)]


@cache
def _numeric(formula: sp.Expr) -> Number:
    """``formula`` as a function of a point."""
    if formula.is_Integer:
        whole = int(formula)
        return lambda _: whole
    symbols = sorted(formula.free_symbols, key=str)
    call = sp.lambdify(symbols, formula, "mpmath")
    return lambda point: call(*(point[symbol] for symbol in symbols))
