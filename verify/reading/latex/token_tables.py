"""What commands of LaTeX mean to the grammar: which are dropped, which stand for what."""

from __future__ import annotations

import re

GREEK = frozenset(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda "
    "mu nu xi pi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta "
    "Lambda Xi Pi Sigma Upsilon Phi Psi Omega infty ell hbar".split()
)
DROPPED = frozenset(
    r"""\, \; \: \! \> \thinspace \medspace \thickspace \negthinspace \displaystyle
    \textstyle \scriptstyle \nonumber \notag \limits \nolimits \[ \] \( \) \nobreak
    \allowbreak""".split()
) | {"\\ ", "\\\n"}
SIZES = re.compile(r"\\(?:left|right|middle|[bB]ig{1,2}[lrm]?)$")
EQUALS = frozenset(["=", ":=", r"\equiv", r"\coloneqq"])
RELATIONS = frozenset(
    r"""< > \le \leq \ge \geq \lt \gt \leqslant \geqslant \ne \neq \approx \sim \simeq \cong
    \propto \ll \gg \to \in \lesssim \gtrsim \asymp \notin \rightarrow \longrightarrow
    \downarrow \uparrow \searrow \nearrow""".split()
)
UPRIGHT = frozenset(r"\mathrm \operatorname \operatorname* \mathit \rm".split())
STYLES = {
    r"\mathbf": "bold", r"\boldsymbol": "bold", r"\bm": "bold", r"\mathbb": "bb",
    r"\mathbbm": "bb", r"\mathds": "bb",
    r"\mathcal": "cal", r"\mathscr": "scr", r"\mathfrak": "frak", r"\mathsf": "sf",
    r"\mathtt": "tt",
}  # fmt: skip
MARKS = {
    "\N{MINUS SIGN}": "-", "\N{MIDDLE DOT}": "*", "\N{DOT OPERATOR}": "*",
    "\N{MULTIPLICATION SIGN}": "*", "\N{DIVISION SIGN}": "/", "\N{PRIME}": "'",
}  # fmt: skip
KINDS = {
    r"\quad": ("gap", r"\quad"), r"\qquad": ("gap", r"\qquad"), r"\prime": ("symbol", "'"),
    r"\vert": ("symbol", "|"), r"\mid": ("symbol", "|"),
}  # fmt: skip
TEXT = frozenset(r"\text \mbox \textrm \intertext \textit".split())
TAKES_GROUP = frozenset(r"\label \tag \tag* \hspace \hspace* \vspace \vspace* \phantom".split())
ENVIRONMENTS = frozenset(
    f"{name}{star}"
    for name in "equation align aligned split gather gathered multline math displaymath".split()
    for star in ("", "*")
)
BLOCKS = frozenset(
    "cases dcases matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array".split()
)
"""Environments that are parts of a formula: they open and close like delimiters."""
DELIMITERS = {
    "(": ("open", "("), ")": ("close", "("), "[": ("open", "["), "]": ("close", "["),
    r"\{": ("open", "{"), r"\}": ("close", "{"),
    r"\lbrace": ("open", "{"), r"\rbrace": ("close", "{"),
    r"\lbrack": ("open", "["), r"\rbrack": ("close", "["),
    r"\lvert": ("open", "|"), r"\rvert": ("close", "|"),
    r"\lfloor": ("open", "floor"), r"\rfloor": ("close", "floor"),
    r"\lceil": ("open", "ceil"), r"\rceil": ("close", "ceil"),
}  # fmt: skip
ALIASES = {
    "tfrac": "frac", "dfrac": "frac", "cfrac": "frac", "times": "cdot", "ast": "cdot",
    "dbinom": "binom", "tbinom": "binom",
}  # fmt: skip
