"""What is left of a paper's statements in words, and of its figures, when all below is corrected.

A verdict holds of the model itself, so that a statement that is not refuted survives, whatever of
the published argument for it falls; of one that is refuted its standing says by whose error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from glassproof.reports.summary import Overview, Record


@dataclass(frozen=True)
class Consequence:
    """A statement (by its claim's id) or a figure (by its name), and what is left of it."""

    kind: str
    name: str
    title: str
    fate: str
    because: tuple[str, ...]


def consequences(overview: Overview) -> tuple[Consequence, ...]:
    """What is left of the statements in words and of the figures."""
    return (*of_statements(overview), *of_figures(overview))


def of_statements(overview: Overview) -> tuple[Consequence, ...]:
    """Every statement in words that rests on other claims."""
    return tuple(
        _of_statement(overview, claim)
        for claim in overview.claims.values()
        if overview.uses[claim["id"]] and not claim.get("published_latex")
    )


def of_figures(overview: Overview) -> tuple[Consequence, ...]:
    """Every figure that shows a claim of the ledger."""
    found = []
    for figure in overview.ledger.get("figures", ()):
        shown = [claim_id for claim_id in figure["concerns"] if claim_id in overview.claims]
        if shown:
            fate, because = _of_figure(overview, shown)
            found.append(Consequence("figure", figure["name"], figure["title"], fate, because))
    return tuple(found)


def _of_statement(overview: Overview, claim: Record) -> Consequence:
    claim_id, below = claim["id"], overview.refuted_below(claim["id"])
    standing = claim.get("standing", {})
    because: Sequence[str] = below
    if claim["verdict"] == "undecided":
        fate = "open"
    elif claim["verdict"] != "refuted":
        fate = "stands, but not by the published argument" if below else "stands"
    elif standing.get("status") == "inherited":
        fate, because = "falls with what it rests on", standing["from"]
    elif standing.get("status") == "own":
        fate, because = "falls by itself, also when all below is corrected", ()
    else:
        fate = "falls, also when all below is corrected; by whose error is not separated"
    return Consequence("statement", claim_id, claim["title"], fate, tuple(because))


def _of_figure(overview: Overview, shown: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    refuted = tuple(i for i in shown if overview.claims[i]["verdict"] == "refuted")
    below = tuple(
        i for i in overview.claims if any(i in overview.refuted_below(claim) for claim in shown)
    )
    if any(overview.claims[i]["verdict"] == "undecided" for i in shown):
        return "open", refuted + below
    if refuted:
        own = [i for i in refuted if overview.status(i) != "inherited"]
        if own:
            return "what it shows does not hold", tuple(own)
        return "what it shows falls with what it rests on", tuple(overview.roots_of(*refuted))
    if below:
        return "what it shows holds, but it is to be drawn again from corrected values", below
    return "stands", ()
