"""What notebooks show of judgements, ledgers, papers and scans: HTML with formulas in LaTeX.

Nothing is judged here: what is shown is what the objects hold. A refuted claim shows its
counterexample, and the formula that is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

import sympy as sp

from glassproof.derivations.proof.display import inline, prose, table

if TYPE_CHECKING:
    from glassproof.verify.checking.chains import ChainCheck
    from glassproof.verify.checking.found import Check
    from glassproof.verify.claims.claim import Claim
    from glassproof.verify.claims.paper import Paper
    from glassproof.verify.judging.judge import Judgement
    from glassproof.verify.keeping.ledger import Ledger
    from glassproof.verify.scanning.scan import Scan

_SIGNS = {"<=": r"\le", ">=": r"\ge", "!=": r"\ne", "~": r"\sim"}
_COLOURS = {"verified": "#1a7f37", "refuted": "#b3261e", "supported": "#1f5fbf"}


def verdict_html(verdict: object) -> str:
    """A verdict or status, in its colour and in words."""
    word = str(verdict)
    colour = _COLOURS.get(word, "#6b6b6b")
    return f'<strong style="color: {colour}">{escape(word)}</strong>'


def _relation(check: Check) -> str:
    sign = str(check.relation)
    return f"{sp.latex(check.formula)} {_SIGNS.get(sign, sign)} {sp.latex(check.right)}"


def _lines(check: Check) -> Iterator[tuple[str, str]]:
    yield "claimed", inline(_relation(check))
    yield "verdict", f"{verdict_html(check.verdict)}: {prose(check.judgement.ruling.reason)}"
    if check.counterexample:
        point = (sp.Eq(*pair, evaluate=False) for pair in check.counterexample.items())
        yield "fails at", ", ".join(map(inline, point))
    if check.hint:
        yield "hint", f"{escape(check.hint.edit)}: {inline(check.hint.formula)}"
    yield from (("note", escape(notice)) for notice in check.notices)


def check_html(self: Check) -> str:
    """The relation, the verdict with its reason, and where it fails."""
    return table((), ((escape(name), cell) for name, cell in _lines(self)))


def check_latex(self: Check) -> str:
    """The relation with its verdict."""
    return rf"$\displaystyle {_relation(self)} \quad \text{{({self.verdict})}}$"


def chain_html(self: ChainCheck) -> str:
    """A line a link."""
    rows = (
        (inline(_relation(link)), verdict_html(link.verdict), prose(link.judgement.ruling.reason))
        for link in self.links
    )
    return table(("link", "verdict", "why"), rows, f"{self.given}: {self.verdict}")


def chain_latex(self: ChainCheck) -> str:
    """The links, one below the other."""
    links = (rf"{_relation(link)} && \text{{({link.verdict})}}" for link in self.links)
    return "\\begin{align*}\n" + " \\\\\n".join(links) + "\n\\end{align*}"


def judgement_html(self: Judgement) -> str:
    """The claim, its verdict, and every piece of evidence."""
    rows = [
        ("claimed", _formula(self.claim.published)),
        ("verdict", f"{verdict_html(self.ruling.verdict)}: {prose(self.ruling.reason)}"),
        *_derived(self.exposition),
        *((escape(str(each.kind)), prose(each.detail)) for each in self.evidence),
    ]
    return table((), rows, f"{self.claim.id}: {self.claim.title}")


def _derived(exposition: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, key in (("derived", "derived_latex"), ("published / derived", "ratio_latex")):
        if exposition.get(key):
            yield name, inline(str(exposition[key]))


def _formula(published: Any) -> str:
    return inline(published) if isinstance(published, sp.Basic) else prose(str(published))


def ledger_html(self: Ledger) -> str:
    """A line a claim, and the counts."""
    rows = (
        (
            escape(each.claim.id),
            prose(each.claim.title),
            verdict_html(each.ruling.verdict),
            inline(str(each.exposition["ratio_latex"]))
            if each.exposition.get("ratio_latex")
            else "",
            prose(each.ruling.reason),
        )
        for each in self.judgements
    )
    caption = f"{self.paper}: {_counts(self.summary)}"
    return table(("claim", "", "verdict", "published / derived", "why"), rows, caption)


def _counts(summary: Mapping[str, int]) -> str:
    return ", ".join(
        f"{n} {name.removesuffix('s') if n == 1 else name}" for name, n in summary.items() if n
    )


def claim_html(self: Claim) -> str:
    """What is claimed, where it was read, and where it holds."""
    rows = [
        ("claimed", _formula(self.published)),
        ("read", prose(self.source.place)),
        ("domain", escape(self.domain.describe() or "no parameters")),
    ]
    return table((), rows, f"{self.id}: {self.title}")


def paper_html(self: Paper) -> str:
    """The reference, and a line a claim."""
    rows = ((escape(each.id), prose(each.title), _formula(each.published)) for each in self.claims)
    reference = self.reference
    caption = ", ".join(filter(None, (reference.authors, reference.title, reference.citation)))
    return table(("claim", "", "as published"), rows, caption)


def scan_html(self: Scan) -> str:
    """A line an equation that was judged or could not be, in the order of the source."""
    rows = (
        (
            escape(str(each.equation.place)),
            escape(each.equation.label or each.equation.id),
            verdict_html(each.status),
            " ".join(inline(link.latex) for link in each.equation.links),
            escape(each.found.reason),
        )
        for each in self.scanned
    )
    caption = f"{self.document.main}: {_counts(self.summary)}"
    return table(("line", "equation", "status", "", "why"), rows, caption)
