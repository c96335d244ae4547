"""The words that reports share: kinds of evidence, outcomes, sources, commands."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from glassproof.derivations.prose.uncertain import with_error
from glassproof.verify.claims.nature.statistical_tests.base import LEAST_ERROR
from glassproof.verify.claims.source import ReadFrom
from glassproof.verify.papers import DEFAULT

KINDS = {
    "symbolic": "Symbolic",
    "certified": "Certified",
    "nature": "Nature",
    "count": "Count",
}
OUTCOMES = {
    "holds": "the published statement holds",
    "fails": "the published statement fails",
    "consistent": "consistent with the published statement",
    "silent": "does not decide",
    "void": "the published statement has no value where it was looked at",
    "defect": "contradicts the toolkit's own derivation",
}
PROOFS = {
    "given": "premise",
    "symbolic": "proved in canonical form",
    "certified": "confirmed in ball arithmetic",
}

READ = {
    "typeset": "typeset formulas",
    "prose": "the paper's text",
    "code": "the authors' code",
    "as cited": "later literature, as it cites them",
    "unstated": "sources whose kind is not stated",
}
"""From what claims are read, by kind."""


def asides(sources: Sequence[Mapping[str, Any]]) -> str:
    """How many of the sources are remarks in code, and how many other readings.

    >>> asides([{"kind": "comment"}, {"kind": "another reading"}, {"kind": "another reading"}])
    '1 remark in code and 2 other readings'
    """
    readings = sum(source["kind"] == ReadFrom.READING for source in sources)
    remarks = sum(s["kind"] == ReadFrom.COMMENT or bool(s.get("withdrawn")) for s in sources)
    parts = [f"{counted(remarks, 'remark')} in code"] if remarks else []
    return listed([*parts, counted(readings, "other reading")] if readings else parts)


def aside(alike: Sequence[Mapping[str, Any]]) -> str:
    """What sources of one kind are that are no claims of the paper.

    >>> aside([{"kind": "comment", "withdrawn": "abc1234"}])
    '1 remark in code that its authors took back'
    """
    if alike[0]["kind"] == ReadFrom.READING:
        return counted(len(alike), "other reading")
    said = f"{counted(len(alike), 'remark')} in code"
    whose = "its" if len(alike) == 1 else "their"
    return f"{said} that {whose} authors took back" if alike[0].get("withdrawn") else said


HEADINGS = {
    "typeset": "Published",
    "prose": "Published",
    "code": "As the authors' code computes it",
    "comment": "The remark",
    "as cited": "As cited",
    "another reading": "In this reading",
    "unstated": "Claimed",
}
"""The heading over what a claim says, by what it was read from."""

USUAL = {"paper": DEFAULT, "seed": "0", "budget": "standard"}
"""What commands take when they are not told otherwise."""


def closed(text: str) -> str:
    """``text`` with a full stop.

    >>> closed("the cusp lies elsewhere"), closed("so it is.")
    ('the cusp lies elsewhere.', 'so it is.')
    """
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def sentence(text: str) -> str:
    """``text`` as a sentence; mathematics at its beginning keeps its letters.

    >>> sentence("the cusp lies elsewhere"), sentence("$k_2 s$ is small")
    ('The cusp lies elsewhere.', '$k_2 s$ is small.')
    """
    text = closed(text)
    return text[:1].upper() + text[1:]


def number(value: Any) -> str:
    """A number to six digits, anything else as text."""
    return f"{value:.6g}" if isinstance(value, (int, float)) else str(value)


LEAST_P = 1e-300
"""A p-value below this is printed as less than this."""


def p_value(value: Any) -> str:
    """A p-value to three digits; what no float holds is bounded, not printed as zero.

    >>> p_value(0.0), p_value(0.25), p_value(3.14159e-12)
    ('< 1e-300', '0.25', '3.14e-12')
    """
    if not isinstance(value, (int, float)):
        return str(value)
    return f"< {LEAST_P:g}" if value < LEAST_P else f"{value:.3g}"


@dataclass(frozen=True)
class Row:
    """One prediction held against a sample, ready to be printed."""

    side: str
    predicted: str
    sampled: str
    distance: str
    p: str


def comparisons(data: Mapping[str, Any]) -> tuple[Row, ...]:
    """The rows of the table of a statistical test: the derived and the published prediction, in one
    row where they are one."""
    rows = [_row(side, data) for side in ("derived", "published") if side in data]
    if len(rows) == 2 and replace(rows[0], side="") == replace(rows[1], side=""):
        return (replace(rows[0], side="both"),)
    return tuple(rows)


def _row(side: str, data: Mapping[str, Any]) -> Row:
    found = data[side]
    estimate = found.get("estimate", data["estimate"])
    spread = found.get("standard error", data["standard error"])
    away = abs(estimate - found["predicted"])
    if data.get("one-sided"):
        predicted = f"at most {number(found['predicted'])}"
        distance = "within the bound" if estimate <= found["predicted"] else _errors(away, spread)
    else:
        predicted, distance = number(found["predicted"]), _errors(away, spread)
    varies = spread > LEAST_ERROR
    sampled = with_error(estimate, spread) if varies else f"{number(estimate)}, always"
    return Row(side, predicted, sampled, distance, p_value(found["p-value"]))


def _errors(away: float, spread: float) -> str:
    return f"{away / spread:.3g} s.e." if spread > LEAST_ERROR else number(away)


_TINY = re.compile(r"an error of \d(?:\.\d+)?e-(?:29\d|3\d\d)(?!\d)")


def any_error(text: str) -> str:
    """``text`` without the size of an error that is that of no number: of draws that are all equal.

    >>> any_error("an error of 9.4e-300 in the mean would have been seen")
    'any error in the mean would have been seen'
    """
    return _TINY.sub("any error", text)


def of_the_test(data: Mapping[str, Any]) -> str:
    """How a statistical test was made: sample, statistic, sides, allowance, level, power."""
    said = [f"{counted(data['sample size'], 'draw')}; ± is one standard error (s.e.)"]
    if data.get("statistic"):
        said.append(f"statistic: {data['statistic']}")
    if "one-sided" in data:
        said.append("one-sided, against a bound" if data["one-sided"] else "two-sided")
    said.append(_allowance(data))
    said.append(f"level {number(data['level'])}")
    return any_error("; ".join(part for part in said if part) + f"; power {data['power']}")


def _allowance(data: Mapping[str, Any]) -> str:
    """The allowance, and what it makes of a prediction that lies within it."""
    if "allowance" not in data:
        return ""
    allowed = data["allowance"]
    if not allowed:
        return "no allowance"
    gaps = {
        side: abs(found.get("estimate", data["estimate"]) - found["predicted"])
        for side in ("derived", "published")
        if (found := data.get(side))
    }
    within = [f"the {side} value is {gap:.2g} away" for side, gap in gaps.items() if gap <= allowed]
    if len(within) == 2 and len(set(gaps.values())) == 1:
        within = [f"both values are {gaps['derived']:.2g} away"]
    why = f", so that p = 1: {listed(within)}" if within else ""
    reason = data.get("allowance for", "the finite size")
    return f"allowance for {reason}: {number(allowed)}{why}"


def symbol(name: str) -> str:
    """The LaTeX of a symbol that has this name; empty if it is no name.

    >>> symbol("sigma_z"), symbol("x1"), symbol("a b")
    ('\\\\sigma_{z}', 'x_{1}', '')
    """
    return str(sp.latex(sp.Symbol(name))) if name.isascii() and name.isidentifier() else ""


def listed(parts: Sequence[str]) -> str:
    """Parts as an enumeration in a sentence.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "claim"), counted(0, "claim"), counted(2, "is", "are")
    ('1 claim', '0 claims', '2 are')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def provenance(source: Mapping[str, Any]) -> str:
    """Where a claim was read, in one sentence, once: place, document, version, lines, date.

    >>> provenance({"place": "Lemma 1", "read_from": "the text", "kind": "prose", "lines": "p. 3"})
    'Lemma 1, read from the text: p. 3'
    >>> provenance({"place": "(2)", "read_from": "as later literature cites it"})
    '(2), as later literature cites it'
    >>> provenance({"place": "slide 3", "read_from": "the slides", "document": "slides of 2020"})
    'slide 3, read from the slides of 2020'
    >>> provenance({"place": "mine.toml", "read_from": "mine.toml"})
    'read from mine.toml'
    """
    given = (source.get(key) for key in ("document", "version", "lines"))
    exactly = [part for part in given if part and part != source["place"]]
    words = str(source["read_from"])
    exactly = [part for part in exactly if part not in words]
    place = "" if source["place"] == words else f"{source['place']}, "
    said = place + ("" if words.startswith("as ") else "read from ")
    if exactly and words.removeprefix("the ") in exactly[0]:  # the document's name says it all
        article = "the " if words.startswith("the ") and not exactly[0].startswith("the ") else ""
        said += article + ", ".join(exactly)
    else:
        said += f"{words}: {', '.join(exactly)}" if exactly else words
    said += f"; accessed {source['accessed']}" if source.get("accessed") else ""
    return said + (f"; {source['also']}" if source.get("also") else "")


def figure_command(ledger: Mapping[str, Any], name: str) -> str:
    """The command that draws one figure.

    >>> figure_command({"paper": "x"}, "fig1")
    'glassproof figure fig1 --out fig1.pdf --paper x'
    """
    paper = str(ledger["paper"])
    where = ["--paper", paper] if paper != USUAL["paper"] else []
    return shlex.join(["glassproof", "figure", name, "--out", f"{name}.pdf", *where])


def command_text(ledger: Mapping[str, Any], *words: str) -> str:
    """The command ``words`` with the ledger's paper, seed and budget where they are not usual.

    >>> command_text({"paper": "x", "seed": 0, "parameters": {"budget": "deep"}}, "show", "a.b")
    'glassproof show a.b --paper x --budget deep'
    """
    found = {
        "paper": ledger["paper"],
        "seed": str(ledger["seed"]),
        "budget": ledger["parameters"]["budget"],
    }
    given = [(f"--{name}", value) for name, value in found.items() if value != USUAL[name]]
    return shlex.join(["glassproof", *words, *(part for pair in given for part in pair)])
