r"""Mathematics without what only sets it: labels, colours, frames, notes; sides and their relations.

>>> cleaned(r"\boxed{x} \stackrel{(a)}{=} \underbrace{y}_{z}\label{e}")
'x = y'
"""

from __future__ import annotations

import re

from glassproof.verify.scanning.pieces import (
    argument,
    joined,
    option,
    outermost,
    pieces,
    skip_space,
)

_GONE = {r"\label", r"\tag", r"\tag*", r"\hspace", r"\hspace*", r"\vspace", r"\vspace*", r"\phantom",
         r"\hphantom", r"\vphantom", r"\color", r"\footnote", r"\cite", r"\citep", r"\citet", r"\ref",
         r"\eqref", r"\cref", r"\Cref", r"\intertext", r"\shortintertext", r"\hskip", r"\marginpar",
         r"\footnotemark", r"\footnotetext", r"\mathindent", r"\rule", r"\index", r"\todo",
         r"\raisebox", r"\setlength"}  # fmt: skip
_BARE = {r"\nonumber", r"\notag", r"\displaystyle", r"\textstyle", r"\scriptstyle", r"\xspace",
         r"\strut", r"\mathstrut", r"\qedhere", r"\qed", r"\noindent", r"\hfill", r"\hfil",
         r"\allowbreak", r"\allowdisplaybreaks", r"\nobreak", r"\null", r"\protect", r"\relax",
         r"\centering", r"\small", r"\footnotesize", r"\scriptsize", r"\normalsize", r"\large",
         r"\par", r"\limits", r"\nolimits", r"\mathsurround", r"\hss", r"\smallskip", r"\medskip",
         r"\bigskip", r"\break", r"\newline", r"\!", r"\/", r"\-", r"\vphantom"}  # fmt: skip
_INSIDE = {r"\boxed", r"\fbox", r"\ensuremath", r"\mathop", r"\smash", r"\cancel", r"\underbrace",
           r"\overbrace", r"\uline", r"\mathrlap", r"\mathclap", r"\mathllap", r"\emph",
           r"\mathord", r"\mathbin", r"\mathrel", r"\mathopen", r"\mathclose", r"\mathinner",
           r"\textbf", r"\highlight", r"\framebox", r"\bcancel", r"\underline*"}  # fmt: skip
_SECOND = {r"\textcolor", r"\colorbox", r"\scalebox"}
_OVER = {r"\stackrel", r"\overset", r"\underset", r"\buildrel"}
_DEFINES = re.compile(r"def|\\triangle|\\Delta|:|\\operatorname\{def\}|!|\\bigtriangleup")
_OF_LAW = re.compile(r"\b(d|law|dist|D|iid|ind|i\.i\.d|a\.s|p|P|indep|approx|asymp)\b|mathcal|"
                     r"\\text|\\mathrm|\\mathbb|\\operatorname|\\ind|\\cdot")  # fmt: skip
_RELATIONS = {
    "=": "=", ":=": ":=", "=:": "=:", r"\coloneqq": ":=", r"\coloneq": ":=", r"\eqqcolon": "=:",
    r"\triangleq": ":=", r"\defeq": ":=", r"\eqdef": ":=", r"\doteq": ":=", r"\vcentcolon=": ":=",
    r"\equiv": "=",
    "<": "<", r"\lt": "<", ">": ">", r"\gt": ">", r"\le": "<=", r"\leq": "<=", r"\leqslant": "<=",
    r"\leqq": "<=", r"\ge": ">=", r"\geq": ">=", r"\geqslant": ">=", r"\geqq": ">=", r"\ne": "!=",
    r"\neq": "!=", r"\sim": "~",
    "≤": "<=", "≥": ">=", "≠": "!=",
}  # fmt: skip
VAGUE = frozenset(r"\approx \simeq \cong \propto \ll \gg \lesssim \gtrsim \asymp \approxeq \lll \ggg "
                  r"\thickapprox \lessapprox \thicksim \preceq \succeq \prec \succ \preccurlyeq "
                  r"\succcurlyeq".split())  # fmt: skip
ARROWS = frozenset(r"\to \rightarrow \longrightarrow \mapsto \longmapsto \xrightarrow \hookrightarrow "
                   r"\leadsto \rightsquigarrow \downarrow \uparrow \leftarrow \gets \Downarrow "
                   r"\rightharpoonup \xleftarrow \nearrow \searrow \leftrightarrow "
                   r"\twoheadrightarrow".split())  # fmt: skip
SETS = frozenset(r"\in \notin \ni \subset \subseteq \supset \supseteq \subsetneq \cup \cap \setminus "
                 r"\bigcup \bigcap \emptyset \varnothing \uplus \sqcup \perp \models \vdash \oplus "
                 r"\otimes \bigoplus \bigotimes \wedge \vee \bigwedge \bigvee \lor \land \lnot \neg "
                 r"\circ \star \cong \rtimes \triangle \bullet \nmid \parallel \hookrightarrow "
                 r"\trianglelefteq".split())  # fmt: skip
IMPLIES = frozenset(r"\implies \iff \Rightarrow \Leftrightarrow \Longrightarrow \impliedby \therefore "
                    r"\Longleftrightarrow \Leftarrow \because \Longleftarrow".split())  # fmt: skip
LAW = r"\glassproofLaw"
"""What stands for an equality in law, or for being distributed as, after cleaning."""


def cleaned(text: str) -> str:
    r"""``text`` without labels, tags, notes, colours and frames; signs over relations are gone."""
    text = re.sub(r"\s+", " ", joined(_clean(pieces(text)))).strip()
    for pattern, plain in _OLD:
        text = pattern.sub(plain, text)
    return text


_OLD = (
    (re.compile(r"\\(?:operatorname|mathop)\*?\s*\{\s*(\\(?:mathbb|mathbf|mathsf|mathrm|mathcal)"
                r"\s*\{[^{}]*\})\s*\}"), r"\1"),
    (re.compile(r"\\(?:operatorname)\*?\s*\{\s*(\\mathbb [A-Z])\s*\}"), r"\1"),
    (re.compile(r"\{\s*\\(?:rm|bf|it|cal|sf|tt)\s+([A-Za-z]+)\s*\}"), r"\\mathrm{\1}"),
    (re.compile(r"\{\s*\{([^{}]*)\}\s*\\choose\s*\{([^{}]*)\}\s*\}"), r"{\\binom{\1}{\2}}"),
    (re.compile(r"\{\s*([^{}]*?)\s*\\choose\s*([^{}]*?)\s*\}"), r"{\\binom{\1}{\2}}"),
    (re.compile(r"\{\s*([^{}]*?)\s*\\over(?![A-Za-z])\s*([^{}]*?)\s*\}"), r"{\\frac{\1}{\2}}"),
    (re.compile(r"(?<![A-Za-z\\])(Re|Im|exp|log|ln|sin|cos|tan|max|min|det|Var|Cov|sinh|cosh|erf)"
                r"(?=\s*(?:[(\[{]|\\left|\\[bB]ig))"), r"\\operatorname{\1}"),
    (re.compile(r"\\textnormal(?![A-Za-z])"), r"\\text"),
    (re.compile(r"\\text(?:sc|sf|bf|tt|sl)\s*\{([A-Za-z]+)\}"), r"\\mathrm{\1}"),
    (re.compile(r"(?<![\\A-Za-z])([A-DF-OQ-Za-z]|\\[a-z]+)\s*\(([^()|]*)(?:\||\\mid|\\giv)([^()|]*)\)"),
     r"\1(\2,\3)"),
)  # fmt: skip


def _clean(parts: list[str]) -> list[str]:
    out: list[str] = []
    index = 0
    while index < len(parts):
        piece = parts[index]
        index += 1
        if piece in _BARE:
            continue
        if piece in _GONE:
            skipped = option(parts, index)
            index = skipped[1] if skipped else index
            taken = argument(parts, index)
            index = taken[1] if taken else index
        elif piece in _SECOND:
            first = argument(parts, index)
            taken = argument(parts, first[1]) if first else None
            if taken:
                out += _clean(taken[0])
                index = taken[1]
        elif piece in _INSIDE:
            taken = argument(parts, index)
            if taken:
                inside = _clean(taken[0])
                out += (
                    ["{", *inside, "}"] if len(inside) > 1 and out and out[-1] in "_^" else inside
                )
                index = _without_note(parts, taken[1]) if "brace" in piece else taken[1]
        elif piece in _OVER:
            over, below = argument(parts, index), None
            if over:
                below = argument(parts, over[1])
            if over and below:
                out += _related(joined(over[0]), _clean(below[0]))
                index = below[1]
        elif piece == ":" and parts[index : index + 1] == ["="]:
            out.append(r"\coloneqq ")
            index += 1
        elif piece == "=" and parts[index : index + 1] == [":"]:
            out.append(r"\eqqcolon ")
            index += 1
        elif piece == r"\not" and index < len(parts):
            after = parts[skip_space(parts, index)] if skip_space(parts, index) < len(parts) else ""
            out.append({"=": r"\ne ", r"\in": r"\notin "}.get(after, piece))
            index = skip_space(parts, index) + (after in ("=", r"\in"))
        else:
            out.append(piece)
    return out


def _without_note(parts: list[str], place: int) -> int:
    """The place behind the note below or above a brace."""
    place = skip_space(parts, place)
    if place < len(parts) and parts[place] in "_^":
        taken = argument(parts, place + 1)
        return taken[1] if taken else place
    return place


def _related(over: str, below: list[str]) -> list[str]:
    """A relation with something above it."""
    relation = joined(below).strip()
    if relation in ("=", r"\sim", r"\approx", r"\equiv", r"\rightarrow", r"\to"):
        if relation == "=" and _DEFINES.search(over):
            return [r"\coloneqq "]
        if relation != "=" or (
            _OF_LAW.search(over) and not re.search(r"\(|ref|\\text\s*\{\s*\(?[a-z]\)?\s*\}", over)
        ):
            return [LAW + " "]
        return [relation]
    if relation in _RELATIONS:
        return [relation + " "]
    return below


def split_relations(text: str) -> tuple[list[str], list[str]]:
    r"""The sides of ``text`` and the relations between them, outside brackets.

    >>> split_relations(r"a = b(x=1) \le c")
    (['a', 'b(x=1)', 'c'], ['=', '<='])
    """
    parts = pieces(text)
    sides, relations, start = [], [], 0
    for place, piece in list(outermost(parts)):
        if piece in _RELATIONS:
            if place and parts[place - 1] in "^_":
                continue
            sides.append(joined(parts[start:place]).strip())
            relations.append(_RELATIONS[piece])
            start = place + 1
    sides.append(joined(parts[start:]).strip())
    return sides, relations


_THIN = frozenset([r"\,", r"\;", r"\:", r"\!", r"\>", r"\ ", r"\quad", r"\qquad", "{", "}"])


def begins_with_relation(text: str) -> bool:
    """Whether a relation comes first."""
    parts = [piece for piece in pieces(text) if piece.strip() and piece not in _THIN]
    place = 0
    return place < len(parts) and (parts[place] in _RELATIONS or parts[place] in VAGUE
                                   or parts[place] in ARROWS or parts[place] == LAW
                                   or parts[place] in IMPLIES)  # fmt: skip


def is_relation(piece: str) -> bool:
    """Whether a piece relates two sides."""
    return piece in _RELATIONS or piece in VAGUE or piece == LAW


def outer(text: str) -> set[str]:
    """The pieces of ``text`` outside brackets."""
    return {piece for _, piece in outermost(pieces(text))}
