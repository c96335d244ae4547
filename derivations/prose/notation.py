r"""Mathematics as it is typed in a sentence, and its LaTeX.

The language is that of a formula typed on one line: names (``sigma_z``, ``x1``, ``W'``, ``Qbar``),
numbers, ``^`` or ``**`` and ``_`` with a parenthesis where more than one sign is raised or
lowered, ``sqrt(..)``, ``abs(..)``, functions by their names, brackets, bars, signs of relations
and of operations. Neighbours are multiplied; a quotient stays on the line. The grammar decides
nothing but how a sign is set: what is mathematics is said by whoever wrote the sentence
(:mod:`glassproof.derivations.prose.marked`).
"""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST = 2000
"""Characters of a formula in a sentence."""

GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split()
)
FUNCTIONS = frozenset(
    "exp log sin cos tan cot sinh cosh tanh coth arcsin arccos arctan arg max min sup inf lim det "
    "sum prod int".split()
)
SIGNS = {
    "<=": r"\leq ", ">=": r"\geq ", "!=": r"\neq ", "->": r"\to ", "<-": r"\leftarrow ",
    "+/-": r"\pm ", "...": r"\ldots ", "..": r"\ldots ", "<": "<", ">": ">", "=": "=",
    "+": "+", "-": "-", "/": "/", ",": ", ", ";": "; ", ":": " : ", "!": "!", "~": r"\sim ",
    ".": r"\cdot ", "≤": r"\leq ", "≥": r"\geq ", "≠": r"\neq ", "→": r"\to ", "±": r"\pm ",
    "·": r"\cdot ", "×": r"\times ", "⊕": r"\oplus ", "−": "-", "∈": r"\in ", "∞": r"\infty ",
    "≈": r"\approx ", "…": r"\ldots ",
}  # fmt: skip
WORDS = {"oo": r"\infty ", "eps": r"\epsilon ", "ell": r"\ell ", "in": r"\in ",
         "inf": r"\inf ", "Re": r"\Re ", "Im": r"\Im "}  # fmt: skip
OPENING = {"(": "(", "[": "[", "{": r"\{", "⟨": r"\langle "}
CLOSING = {")": ")", "]": "]", "}": r"\}", "⟩": r"\rangle "}

_TOKEN = re.compile(
    r"\s*(?P<token>\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![.\d])|\d+(?=\.\.)|[A-Za-z]+\d*|\*\*"
    r"|\+/-|<=|>=|!=|->|<-|\.\.\.?|'+|\S)"
)
_NUMBER = re.compile(r"(?P<digits>\d+(?:\.\d+)?)(?:e(?P<power>[+-]?\d+))?")
_NAME = re.compile(r"(?P<stem>[A-Za-z]+)(?P<index>\d*)")
_WORD = re.compile("in|[A-Za-z]{3,}")
"""An index that is a word, not a product of letters."""
_ACCENTED = re.compile(r"(?P<letter>[A-Za-z]+?)(?P<accent>bar|hat|tilde)")


class NotationError(ValueError):
    """What is typed is no mathematics of one line."""


@lru_cache(maxsize=8192)
def latex(typed: str) -> str:
    r"""The LaTeX of ``typed``; :class:`NotationError` if it is none.

    >>> print(latex("2**(p + q)*sigma_z**2/8"), latex("|E R - Rtilde| = O(sqrt(log p/p))"))
    2^{p+q}\,\sigma _{z}^{2}/8 |E R-\tilde{R}|=O(\sqrt{\log p/p})
    >>> print(latex("f''(x1)^2"), latex("d_(i-1)"), latex("1e-6"), latex("var(x | y)"))
    f''(x_{1})^{2} d_{i-1} 10^{-6} \operatorname{var}(x\,|\,y)
    >>> print(latex("abs(q - 1)^2 <= abs"), latex("n_in eps"), latex("k in K"))
    |q-1|^{2}\leq \operatorname{abs} n_{\mathrm{in}}\epsilon k\in K
    >>> print(latex("Qbar_1 - mutilde^2"), latex("crowbar"))
    \bar{Q}_{1}-\tilde{\mu}^{2} \operatorname{crowbar}
    """
    if len(typed) > LONGEST:
        raise NotationError(f"a formula in a sentence has at most {LONGEST} characters")
    return _Reader(typed).whole()


class _Reader:
    """Tokens, read once from left to right."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        found = list(_TOKEN.finditer(typed))
        self.tokens = [each["token"] for each in found]
        self.spaced = [each.start() < each.start("token") for each in found] + [True]
        self.place = 0

    def whole(self) -> str:
        if not self.tokens:
            raise NotationError("a formula in a sentence is not empty")
        out = self.items(inside=False)
        return out.strip()

    def wrong(self, what: str) -> NotationError:
        return NotationError(
            f"{self.typed!r}: {what}; in a sentence mathematics is typed on one line, "
            "as in $2^(p+q) sigma_z^2/8$"
        )

    @property
    def token(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self) -> str:
        self.place += 1
        return self.tokens[self.place - 1]

    def items(self, *, inside: bool) -> str:
        """Everything up to the bracket that closes, or to the end."""
        out, bars = "", 0
        while self.token and self.token not in CLOSING:
            if self.token == "|":
                shown, bars = self.bar(out, bars)
                out += shown
            elif self.token in ("*", "**"):
                out += self.star(out)
            else:
                out += _joined(out, self.atom())
        if inside != bool(self.token):
            raise self.wrong("a bracket is open" if inside else f"nothing opens {self.token!r}")
        return out

    def bar(self, before: str, bars: int) -> tuple[str, int]:
        """A bar that opens, that closes, or that stands between what is asked and what is given."""
        spaced, after = self.spaced[self.place], self.spaced[self.place + 1]
        self.take()
        if bars and not (spaced and after):
            return self.scripts("|", bare=True), bars - 1
        if before and spaced and after and self.token:
            return r"\,|\,", bars
        return _joined(before, "|") if before[-1:].isalpha() else "|", bars + 1

    def star(self, before: str) -> str:
        """A product; between numbers it is shown."""
        self.take()
        if not before.strip() or not self.token or self.token in CLOSING:
            raise self.wrong("a factor is missing")
        between = before[-1:].isdigit() and self.token[0].isdigit()
        return r"\cdot " if between else r"\,"

    def atom(self) -> str:
        token = self.token
        if token in OPENING:
            return self.scripts(self.group())
        if token in SIGNS:
            return SIGNS[self.take()]
        if token == "sqrt":
            return self.scripts(self.root())
        if token == "abs" and self.tokens[self.place + 1 : self.place + 2] == ["("]:
            self.take()
            return self.scripts(f"|{self.within()}|", bare=True)
        if token[0].isdigit():
            return self.scripts(_number(self.take()))
        if _NAME.fullmatch(token):
            return self.named()
        raise self.wrong(f"{token!r} has no place here")

    def group(self) -> str:
        opened = OPENING[self.take()]
        inner = self.items(inside=True)
        return f"{opened}{inner}{CLOSING[self.take()]}"

    def within(self) -> str:
        """What a bracket encloses, without the bracket."""
        self.take()
        inner = self.items(inside=True)
        self.take()
        return inner.strip()

    def root(self) -> str:
        self.take()
        if self.token == "(":
            return rf"\sqrt{{{self.within()}}}"
        if not self.token or not self.token[0].isalnum():
            raise self.wrong("nothing stands under the root")
        token = self.take()
        under = _number(token) if token[0].isdigit() else _name(token)[0]
        if self.token == "_":
            under += f"_{{{self.script()}}}"
        return rf"\sqrt{{{under}}}"

    def named(self) -> str:
        shown, index = _name(self.take())
        return self.scripts(shown, index)

    def scripts(self, base: str, lower: str = "", *, bare: bool = False) -> str:
        """``base`` with all that is lowered, raised and primed after it."""
        primes, raised = 0, ""
        while self.token and (self.token in ("_", "^", "**") or self.token[0] == "'"):
            if self.token[0] == "'":
                primes += len(self.take())
            elif self.token == "_":
                lower = ", ".join(filter(None, (lower, self.script())))
            elif raised:
                raise self.wrong("two powers follow each other: put the inner one in parentheses")
            else:
                raised = self.script()
        base = base.rstrip() if lower or raised or primes else base
        spaced = " " if base[-1:].isalpha() and base.startswith("\\") and not bare else ""
        shown = base + (spaced if lower or raised else "")
        if primes and not raised:
            shown = base + "'" * primes
        shown += f"_{{{lower}}}" if lower else ""
        if raised:
            shown += f"^{{{(chr(92) + 'prime ') * primes}{raised}}}"
        return shown

    def script(self) -> str:
        """What is lowered or raised: a parenthesis, a star, or a name or number with its sign."""
        self.take()
        if self.token == "(":
            return self.within()
        sign = self.take() if self.token in ("-", "+", "−") else ""
        token = self.token
        if token == "*" and not sign:
            return self.take()
        if sign and not (token[:1].isalnum() and not self.spaced[self.place]):
            return "-" if sign == "−" else sign
        if not token or not (token[0].isalnum() or token == "∞"):
            raise self.wrong("nothing is lowered or raised here")
        self.take()
        if token == "inf":
            return sign + r"\infty"
        if token[0].isdigit() or token == "∞":
            return sign + (SIGNS[token].strip() if token == "∞" else token)
        shown, index = _name(token, lowered=True)
        if _WORD.fullmatch(shown):
            shown = rf"\mathrm{{{shown}}}"
        return f"{sign}{shown}{index}".strip()


def _number(token: str) -> str:
    found = _NUMBER.fullmatch(token)
    if not found or not found["power"]:
        return token
    factor = "" if found["digits"] == "1" else rf"{found['digits']}\times "
    return rf"{factor}10^{{{int(found['power'])}}}"


def _name(token: str, *, lowered: bool = False) -> tuple[str, str]:
    """A name and the number that it ends with."""
    found = _NAME.fullmatch(token)
    if not found:
        raise NotationError(f"{token!r} is no name")
    stem, index = found["stem"], found["index"]
    if stem in WORDS and not (lowered and stem == "in"):  # n_in counts what comes in
        return WORDS[stem], index
    if stem in GREEK or stem in FUNCTIONS:
        return f"\\{stem} ", index
    accented = _ACCENTED.fullmatch(stem)
    if accented and (len(accented["letter"]) == 1 or accented["letter"] in GREEK):
        return rf"\{accented['accent']}{{{_name(accented['letter'])[0].strip()}}}", index
    if len(stem) == 1 or lowered:
        return stem, index
    return rf"\operatorname{{{stem}}}", index


def _joined(before: str, shown: str) -> str:
    """``shown``, apart from a letter or a number that it would run into."""
    apart = before[-1:].isalnum() and shown[:1].isalnum()
    return f" {shown}" if apart else shown
