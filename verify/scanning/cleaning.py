r"""Mathematics without what only sets it: labels, colours, frames; sides and their relations.

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
from glassproof.verify.scanning.spellings import plainly

_GONE = frozenset(
    r"\label \tag \tag* \hspace \hspace* \vspace \vspace* \phantom \hphantom \vphantom \color "
    r"\footnote \cite \citep \citet \ref \eqref \cref \Cref \intertext \shortintertext \hskip "
    r"\marginpar \footnotemark \footnotetext \rule \index \todo \raisebox \setlength".split()
)
_BARE = frozenset(
    r"\nonumber \notag \displaystyle \textstyle \scriptstyle \xspace \strut \mathstrut \qedhere "
    r"\qed \noindent \hfill \hfil \allowbreak \allowdisplaybreaks \nobreak \null \protect \relax "
    r"\centering \small \footnotesize \scriptsize \normalsize \large \par \limits \nolimits \hss "
    r"\smallskip \medskip \bigskip \break \newline \! \/ \-".split()
)
_INSIDE = frozenset(
    r"\boxed \fbox \ensuremath \mathop \smash \cancel \bcancel \underbrace \overbrace \uline "
    r"\mathrlap \mathclap \mathllap \emph \mathord \mathbin \mathrel \mathopen \mathclose "
    r"\mathinner \textbf \highlight \framebox".split()
)
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
VAGUE = frozenset(
    r"\approx \simeq \cong \propto \ll \gg \lesssim \gtrsim \asymp \approxeq \lll \ggg "
    r"\thickapprox \lessapprox \thicksim \preceq \succeq \prec \succ \preccurlyeq "
    r"\succcurlyeq".split()
)
ARROWS = frozenset(
    r"\to \rightarrow \longrightarrow \mapsto \longmapsto \xrightarrow \hookrightarrow \leadsto "
    r"\rightsquigarrow \downarrow \uparrow \leftarrow \gets \Downarrow \rightharpoonup \xleftarrow "
    r"\nearrow \searrow \leftrightarrow \twoheadrightarrow".split()
)
SETS = frozenset(
    r"\in \notin \ni \subset \subseteq \supset \supseteq \subsetneq \cup \cap \setminus \bigcup "
    r"\bigcap \emptyset \varnothing \uplus \sqcup \perp \models \vdash \oplus \otimes \bigoplus "
    r"\bigotimes \vee \bigwedge \bigvee \lor \land \lnot \neg \rtimes \triangle \nmid \parallel "
    r"\hookrightarrow \trianglelefteq".split()
)
IMPLIES = frozenset(
    r"\implies \iff \Rightarrow \Leftrightarrow \Longrightarrow \impliedby \therefore "
    r"\Longleftrightarrow \Leftarrow \because \Longleftarrow".split()
)
LAW = r"\glassproofLaw"
"""What stands for an equality in law, or for being distributed as, after cleaning."""


def cleaned(text: str) -> str:
    r"""``text`` without labels, tags, notes, colours and frames; signs over relations are gone."""
    text = re.sub(r"\s+", " ", joined(_clean(pieces(text)))).strip()
    return plainly(text)


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
            taken = argument(parts, skipped[1] if skipped else index)
            index = taken[1] if taken else index
        elif piece in _SECOND or piece in _INSIDE or piece in _OVER:
            added, index = _taking(parts, piece, index)
            braced = len(added) > 1 and bool(out) and out[-1] in ("_", "^")
            out += ["{", *added, "}"] if braced else added
        else:
            added, index = _sign(parts, piece, index)
            out += added
    return out


def _taking(parts: list[str], piece: str, index: int) -> tuple[list[str], int]:
    """What remains of a command with its arguments, and the place behind them."""
    first = argument(parts, index)
    if first is None:
        return [], index
    if piece in _INSIDE:
        end = _without_note(parts, first[1]) if "brace" in piece else first[1]
        return _clean(first[0]), end
    second = argument(parts, first[1])
    if second is None:
        return [], index
    if piece in _SECOND:
        return _clean(second[0]), second[1]
    return _related(joined(first[0]), _clean(second[0])), second[1]


def _sign(parts: list[str], piece: str, index: int) -> tuple[list[str], int]:
    """A piece, or the relation of which it is the beginning."""
    if piece + "".join(parts[index : index + 1]) in (":=", "=:"):
        return [r"\coloneqq " if piece == ":" else r"\eqqcolon "], index + 1
    if piece == r"\not":
        after = skip_space(parts, index)
        negated = {"=": r"\ne ", r"\in": r"\notin "}.get("".join(parts[after : after + 1]))
        if negated is not None:
            return [negated], after + 1
    return [piece], index


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


_SPACES = re.compile(r"\\[,;:! ]|\\q?quad(?![A-Za-z])|[\s{}]")


def split_relations(text: str) -> tuple[list[str], list[str]]:
    r"""The sides of ``text`` and the relations between them, outside brackets.

    >>> split_relations(r"a = b(x=1) \le c")
    (['a', 'b(x=1)', 'c'], ['=', '<='])
    >>> split_relations(r"a = \quad = b")
    (['a', 'b'], ['='])
    """
    parts = pieces(text)
    sides: list[str] = []
    relations: list[str] = []
    start = 0
    for place, piece in list(outermost(parts)):
        if piece in _RELATIONS:
            if place and parts[place - 1] in "^_":
                continue
            side, relation = joined(parts[start:place]).strip(), _RELATIONS[piece]
            start = place + 1
            if relations[-1:] == [relation] and not _SPACES.sub("", side):
                continue  # written at the end of a line and again at the beginning of the next
            sides.append(side)
            relations.append(relation)
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
