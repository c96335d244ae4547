"""Gram matrices of concentrated data (Seddik, Louart, Tamaazousti, Couillet): two sources of it."""

from __future__ import annotations

from glassproof.verify.claims.paper import Paper
from glassproof.verify.papers.gram_concentrated import (
    classifiers,
    concentration,
    distance,
    equivalent,
    fixed_point,
    gram,
    lipschitz,
    networks,
    normalisation,
    rates,
    trace,
    universality,
)
from glassproof.verify.papers.gram_concentrated.conventions import CHOICES
from glassproof.verify.papers.gram_concentrated.figures import FIGURES
from glassproof.verify.papers.gram_concentrated.paper import CONVENTIONS, REFERENCE, SYMBOLS

CLAIMS = (
    *concentration.CLAIMS,
    *lipschitz.CLAIMS,
    *normalisation.CLAIMS,
    *trace.CLAIMS,
    *gram.CLAIMS,
    concentration.RESOLVENT,
    *fixed_point.CLAIMS,
    *equivalent.CLAIMS,
    *rates.CLAIMS,
    *universality.CLAIMS,
    *classifiers.CLAIMS,
    *distance.CLAIMS,
    *networks.CLAIMS,
)

PAPER = Paper(REFERENCE, SYMBOLS, CLAIMS, FIGURES, conventions=CONVENTIONS, choices=CHOICES)

__all__ = ["PAPER"]
