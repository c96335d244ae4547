"""``glassproof list``: the claims of a paper."""

from __future__ import annotations

from glassproof.commands.options import Json, Paper, Trust, named
from glassproof.console import voice
from glassproof.console.answers import Question, given_again, keep


def list_claims(paper: Paper = None, json: Json = None, trust: Trust = False) -> None:
    """List the claims of a paper."""
    with voice.speaking(json, paper=paper):
        question = None if trust else Question(paper, ("list",))
        if question and given_again(question):
            return
        from glassproof.reports.terminal import print_claims
        from glassproof.verify.papers import load

        found = load(named(paper), trust=trust)
        console = voice.console()
        console.record = question is not None
        print_claims(console, found.claims)
        if question:
            keep(question, console)
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
