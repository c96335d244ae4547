"""``glassproof list``: the claims of a paper."""

from __future__ import annotations

from glassproof.commands.options import Json, Paper, Trust, named
from glassproof.console import voice
from glassproof.console.answers import about_paper, given_again, keep


def list_claims(paper: Paper = None, json: Json = None, trust: Trust = False) -> None:
    """List the claims of a paper."""
    with voice.speaking(json, paper=paper):
        question = None if trust else about_paper(paper)
        if question and given_again(question):
            return
        from glassproof.reports.pages import show as lay_out
        from glassproof.reports.paper_pages import paper_page
        from glassproof.verify.papers import load

        found = load(named(paper), trust=trust)
        page = paper_page(found.claims)
        lay_out(voice.console(), page)
        if question:
            keep({question: page})
        claims = [
            {"id": claim.id, "title": claim.title, "place": claim.source.place}
            for claim in found.claims
        ]
        reference = found.reference
        voice.record(
            {
                "paper": found.name,
                "title": reference.title,
                "authors": reference.authors,
                "citation": reference.citation,
                "claims": claims,
            }
        )
