r"""Names as a source defines them: a letter with what stands below and above, and parameters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from glassproof.verify.scanning.kinds import EXPECTS
from glassproof.verify.scanning.pieces import argument, joined, outermost, pieces

_HEAD = re.compile(
    r"(?P<base>\\(?:mathbf|mathrm|mathcal|mathbb|mathsf|mathfrak|mathscr|operatorname|boldsymbol|bm|"
    r"text(?:rm|bf|it|sf|tt)?|"
    r"bar|hat|tilde|overline|widehat|widetilde|vec|dot)\s*(?:\{[^{}]*(?:\{[^{}]*\})?[^{}]*\}|"
    r"\\?[A-Za-z]+)|\\[A-Za-z]+|[A-Za-z])\s*"
    r"(?P<scripts>(?:[_^]\s*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\\[A-Za-z]+|[A-Za-z0-9*])\s*|')*)"
    r"(?:(?:\\left|\\[bB]igg?l?)?\s*(?P<open>[(\[])(?P<inside>.*?)(?:\\right|\\[bB]igg?r?)?[)\]])?\s*",
    re.DOTALL,
)
_EXPECTATION = re.compile(r"E(?:\[[^\]]*|\(\s*[A-Z](?:\s*_\s*\{?\w+\}?)?\s*)")
"""E[x], or E(X) of a capital: an expectation, which an equation gives its value, and no meaning."""
_COMMANDS = frozenset(
    r"\frac \dfrac \tfrac \sqrt \sum \int \prod \lim \sup \inf \max \min \log \ln \exp \sin \cos "
    r"\tan "
    r"\left \right \big \binom \det \partial \nabla \Pr \begin \end \text \mathrm \langle \lfloor "
    r"\lceil \| \oint \iint \limsup \liminf \sinh \cosh \tanh \pi \infty \operatorname \arg "
    r"\bigl \Bigl \biggl \Biggl \bigr \lvert \lVert \lbrace \{ \( \quad \cdot \pm \mp \forall "
    r"\substack".split()
)


@dataclass(frozen=True)
class Head:
    """A name as it is defined: its letter, what stands below and above, its parameters."""

    base: str
    below: tuple[str, ...]
    above: str
    arguments: tuple[str, ...] | None

    @property
    def key(self) -> tuple[str, str, int, int | None]:
        """What two heads of one name share."""
        count = None if self.arguments is None else len(self.arguments)
        return self.base, self.above, len(self.below), count


def head_of(text: str) -> Head | None:
    r"""The name that ``text`` is, with its scripts and arguments, if it is nothing else.

    >>> head_of(r"Z_n(\beta)")
    Head(base='Z', below=('n',), above='', arguments=('\\beta',))
    >>> [head_of(text) for text in ("x + y", r"\mathrm{Var}(X)", "E(X)")]
    [None, None, None]
    """
    match = _HEAD.fullmatch(text.strip())
    if match is None or match["base"] in _COMMANDS or EXPECTS.search(match["base"]):
        return None
    if match["open"] and _EXPECTATION.fullmatch(match["base"] + match["open"] + match["inside"]):
        return None
    arguments: tuple[str, ...] | None = None
    if match["open"]:
        arguments = tuple(parts_of_list(match["inside"]))
        if not arguments or not all(_letter(each) for each in arguments):
            return None
    below: tuple[str, ...] = ()
    above = ""
    scripts = pieces(match["scripts"])
    place = 0
    while place < len(scripts):
        piece = scripts[place]
        if piece == "'":
            above, place = above + "'", place + 1
        elif piece in "_^":
            taken = argument(scripts, place + 1)
            if taken is None:
                return None
            if piece == "_":
                below = tuple(parts_of_list(joined(taken[0])))
            else:
                above += joined(taken[0]).strip()
            place = taken[1]
        else:
            place += 1
    if re.fullmatch(r"-?\d+|[a-z]|-1|\d+[a-z]|[^(]*[+\-/].*", above):
        return None  # a power
    return Head(re.sub(r"\s+", "", match["base"]), below, above, arguments)


def parts_of_list(text: str) -> list[str]:
    """What commas, semicolons or bars part outside brackets."""
    parts = pieces(text)
    found, start = [], 0
    for place, piece in list(outermost(parts)):
        if piece in (",", ";", "|", r"\mid"):
            found.append(joined(parts[start:place]).strip())
            start = place + 1
    found.append(joined(parts[start:]).strip())
    return [re.sub(r"^(?:\\[,;:! ])+|(?:\\[,;:! ])+$", "", each).strip() for each in found if each]


def _letter(text: str) -> bool:
    return (
        re.fullmatch(r"[A-Za-z]|\\[A-Za-z]+|[A-Za-z]_\{?\w+\}?|\\[A-Za-z]+_\{?\w+\}?", text)
        is not None
    )


def parameters_of(head: Head, body: str) -> tuple[str, ...]:
    """The letters of the head for which others may be put: arguments, and index letters.

    A capital that the body does not hold, as in H(X) = 1, is no variable: it says whose value
    this is.
    """
    used = set(pieces(body))
    below = [each for each in head.below if re.fullmatch(r"[a-z]", each) and each in used]
    given = [each for each in head.arguments or () if each in used or not each[0].isupper()]
    return (*below, *given)
