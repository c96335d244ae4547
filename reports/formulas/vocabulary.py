"""The LaTeX that formulas are written with: commands, brackets, sizes."""

from __future__ import annotations

import re

LONGEST = 100_000
"""Characters beyond which a formula is not worth typesetting."""

DEEPEST = 40
"""Nested groups beyond which a formula is not worth typesetting."""

GREEK = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi "
    "pi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi "
    "Pi Sigma Upsilon Phi Psi Omega aleph beth hbar ell partial nabla infty"
).split()
RELATIONS = (
    "leq geq le ge neq ne equiv approx sim in notin subset subseteq to rightarrow "
    "leftarrow Rightarrow Leftrightarrow mapsto"
).split()
BINARY = "cdot times pm mp wedge vee cup cap oplus otimes setminus circ bmod".split()
LARGE = "sum prod int iint iiint oint lim max min sup inf det".split()
FUNCTIONS = (
    "sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan exp log ln arg gcd deg Re Im"
).split()
SMALL = "ldots cdots dots limits nolimits prime quad qquad displaystyle dagger ast bullet".split()
SPACES = [",", ";", ":", "!", " ", "{", "}", "|"]
DELIMITERS = "lvert rvert lVert rVert lfloor rfloor lceil rceil langle rangle vert Vert".split()
WRAPPERS = (
    "mathcal mathbb mathrm mathbf mathit mathtt mathsf operatorname overline underline bar hat "
    "tilde vec dot ddot boldsymbol"
).split()
ENVIRONMENTS = {"matrix", "array", "cases"}
PLAIN_COMMANDS = frozenset(
    GREEK + RELATIONS + BINARY + LARGE + FUNCTIONS + SMALL + SPACES + DELIMITERS
)
CHARACTERS = re.compile(r"[A-Za-z0-9+\-*/=<>()\[\]|,.;:!' ]")
TEXT = re.compile(r"[A-Za-z0-9+\-*/=()\[\]|,.;:!?' ]*")
TOKEN = re.compile(r"\\text\{[^{}\\]*\}|\\[A-Za-z]+|\\.|\s+|[A-Za-z]{3,}|.", re.DOTALL)
NAMED = {
    "asin": r"\arcsin ",
    "acos": r"\arccos ",
    "atan": r"\arctan ",
    "asinh": r"\operatorname{arsinh}",
    "acosh": r"\operatorname{arcosh}",
    "atanh": r"\operatorname{artanh}",
    "loggamma": r"\log \Gamma ",
    "im": r"\operatorname{Im}",
    "re": r"\operatorname{Re}",
}
"""Functions that SymPy writes by their names, as they are usually written."""
RAISED = 9.0
"""Width in em of an exponent beyond which e to it is written with exp."""
FENCES = {"(", ")", "[", "]", "|", ".", "/", "<", ">"} | {"\\" + d for d in DELIMITERS}
FENCES |= {r"\{", r"\}", r"\|"}
BREAKING = {"+", "-", "=", "<", ">"} | {"\\" + name for name in RELATIONS + BINARY}
BARE_FENCES = {"(": ")", "[": "]"}
