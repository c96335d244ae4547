"""The page that ``list`` lays out: the claims of a paper. It waits for no more than the paper."""

from __future__ import annotations

from collections.abc import Iterable

from glassproof.derivations.prose.marked import plain
from glassproof.reports import pages
from glassproof.verify.claims.claim import Claim


def paper_page(claims: Iterable[Claim]) -> list[pages.Block]:
    """The claims of a paper, each with its title and place."""
    rows = ((claim.id, plain(claim.title), plain(claim.source.place)) for claim in claims)
    return [pages.claims(rows)]
