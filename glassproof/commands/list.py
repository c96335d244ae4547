"""``glassproof list``: the claims of a paper."""

from __future__ import annotations

from glassproof import voice
from glassproof.commands.options import Json, Paper, Trust, named


def list_claims(paper: Paper = None, json: Json = None, trust: Trust = False) -> None:
    """List the claims of a paper."""
    with voice.speaking(json):
        from glassproof.reports.terminal import print_claims
        from glassproof.verify.papers import load

        found = load(named(paper), trust=trust)
        print_claims(voice.console(), found.claims)
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
