"""``glassproof`` alone: what it can do, in lines that may be typed."""

from __future__ import annotations

from glassproof.console.voice import say

GREETING = """\
glassproof rederives the formulas of a paper, holds them
against nature, and says which are right.

A formula of your own:
  glassproof check 'log(x^2)' --equals '2*log(x)' \\
                   --where 'x > 0'

Every equation of a LaTeX source, a file or a folder:
  glassproof scan paper.tex

The claims of a paper that ships, or of a claims file:
  glassproof verify --paper spherical_p_spin
  glassproof list
  glassproof show lemma2.b1

The referee's report, and what changed since the last:
  glassproof report --out build
  glassproof diff old.json new.json

All commands: glassproof -h. One: glassproof scan -h.
Keys that complete words: glassproof --install-completion."""
"""At most 60 characters a line."""


def greet() -> None:
    """Say what glassproof can do."""
    say(GREETING)
