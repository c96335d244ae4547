"""Names that may be meant by one that there is not."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def near(typed: str, names: Iterable[str], *, most: int = 1, cutoff: float = 0.6) -> list[str]:
    """The names nearest to what was typed, the nearest first; capitals make no difference.

    >>> near("LEMMA2.B", ["lemma2.b", "lemma2.b1", "theta"], most=2)
    ['lemma2.b', 'lemma2.b1']
    """
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(name.casefold(), name)
    found = get_close_matches(typed.casefold(), folded, n=most, cutoff=cutoff)
    return [folded[each] for each in found]
