"""What is left of conclusions, statements in words and figures when all below is corrected.

A verdict holds of the model itself, so that a statement that is not refuted survives, whatever of
the published argument for it falls; of one that is refuted its standing says by whose error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from glassproof.reports.summary import Overview, Record


@dataclass(frozen=True)
class Consequence:
    """A statement (by its claim's id) or a figure (by its name), and what is left of it.

    ``verdict`` is the claim's; a figure has none.
    """

    kind: str
    name: str
    title: str
    verdict: str
    fate: str
    because: tuple[str, ...]


def consequences(overview: Overview) -> tuple[Consequence, ...]:
    """What is left of the conclusions, of the statements in words and of the figures."""
    return (*of_statements(overview), *of_figures(overview))


def of_statements(overview: Overview) -> tuple[Consequence, ...]:
    """Every claim on which no other rests, and every statement in words that rests on others."""
    ends = {claim["id"] for claim in overview.conclusions}
    return tuple(
        _of_statement(overview, claim)
        for claim in overview.proper
        if claim["id"] in ends or (overview.uses[claim["id"]] and not claim.get("published_latex"))
    )


def of_figures(overview: Overview) -> tuple[Consequence, ...]:
    """Every figure that shows a claim of the ledger."""
    found = []
    for figure in overview.ledger.get("figures", ()):
        shown = [claim_id for claim_id in figure["concerns"] if claim_id in overview.claims]
        if shown:
            fate, because = _of_figure(overview, shown)
            found.append(Consequence("figure", figure["name"], figure["title"], "", fate, because))
    return tuple(found)


def _of_statement(overview: Overview, claim: Record) -> Consequence:
    claim_id, below = claim["id"], overview.refuted_below(claim["id"])
    standing = claim.get("standing", {})
    roots = tuple(root for root in overview.roots_of(*below) if root != claim_id)
    because: Sequence[str] = roots
    if claim["verdict"] == "undecided":
        fate = "open"
    elif claim["verdict"] != "refuted":
        fate = "stands, but not by the published argument" if below else "stands"
    elif standing.get("status") == "inherited":
        fate, because = "falls with what it rests on", overview.origins(claim_id)
    elif not below:
        fate = "falls"
    elif standing.get("status") == "own":
        fate, because = "falls by itself, also when all below is corrected", ()
    else:
        fate = "falls, also when all below is corrected; by whose error is not separated"
    verdict = str(claim["verdict"])
    return Consequence("statement", claim_id, claim["title"], verdict, fate, tuple(because))


def _of_figure(overview: Overview, shown: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    refuted = tuple(i for i in shown if overview.claims[i]["verdict"] == "refuted")
    below = tuple(
        i for i in overview.claims if any(i in overview.refuted_below(claim) for claim in shown)
    )
    roots = overview.roots_of(*refuted, *below)
    if any(overview.claims[i]["verdict"] == "undecided" for i in shown):
        return "open", roots
    if refuted:
        own = [i for i in refuted if overview.status(i) != "inherited"]
        if own:
            return "what it shows does not hold", tuple(own)
        return "what it shows falls with what it rests on", tuple(overview.roots_of(*refuted))
    if below:
        return "what it shows holds, but it is to be drawn again from corrected values", roots
    return "stands", ()
