r"""Statements that no numbers decide: of laws, limits, sets, operators, existence. And why so."""

from __future__ import annotations

import re

from pylatexenc.latex2text import get_default_latex_context_db

from glassproof.verify.scanning.cleaning import ARROWS, IMPLIES, LAW, SETS, VAGUE, outer
from glassproof.verify.scanning.pieces import pieces

EXPECTS = re.compile(
    r"\\mathbb\s*\{?\s*[EPV]\b|\\(?:mathbf|mathsf|mathrm|operatorname|mathds|mathbbm|text(?:bf|rm)?)\*?"
    r"\s*\{?\s*(?:E|P|Var|Cov|Pr|Corr|var|cov|Prob|corr|V|SD|sd|MSE)\b|"
    r"\\(?:Pr|Var|Cov|Corr|Prob|Exp|E|EE|PP)(?![A-Za-z])|"
    r"(?<![A-Za-z\\])(?:E|P)\s*(?:\\left|\\[bB]igg?l?)?\s*[\[(]|(?<![A-Za-z\\])[EP]_\s*(?:\{[^{}]*\}|\w)\s*(?:\\left)?\["
)
"""What takes an expectation or a probability."""

_BOLD = re.compile(
    r"\\(?:mathbf|boldsymbol|bm|vec|pmb|bold)(?![a-z])\s*(?:\{[^{}]*\}?|\\?[A-Za-z]+)"
)
_OPERATORS = (
    (re.compile(r"\^\s*\{?\s*(?:\\top|\\intercal|\\mathsf\s*\{?T\}?|\\mathrm\s*\{?T\}?|T\b|\\dagger|"
                r"\\dag|\\mathrm\{H\}|\\perp|\\prime(?=\s*[A-Z]))"),
     "transposed matrices or operators"),
    (re.compile(r"\\(?:operatorname|mathrm|text|mathsf)\*?\s*\{\s*(?:[tT]r|[rR]ank|[dD]iag|vec|span|"
                r"[sS]pec|dim|ker|Ker|im|supp|sgn|Law|id|Id|vol|Vol|deg|Res|Hess|div|curl|grad|Span|"
                r"Mat|GL|O|U|SO|SU|Aut|End|Hom|card)\s*\}|\\(?:dim|ker|deg)(?![A-Za-z])"),
     "traces, ranks or other functions of operators and sets"),
    (re.compile(r"(?<=[A-Z])\s*\^\s*T(?=\s*[A-Z])"), "transposed matrices or operators"),
    (re.compile(r"\\[|]|\\lVert|\\Vert|\|\|"), "norms"),
    (re.compile(r"\\langle|\\braket|\\ket|\\bra(?![a-z])|<[A-Za-z, ]+>"),
     "inner products or averages"),
    (re.compile(r"\\nabla|\\Box|\\square|\\triangledown"), "gradients"),
    (re.compile(r"[\])]\s*_\s*\{?\s*(?:\d|[ij])\s*(?:,|\\le|[a-z0-9=])"),
     "matrices by their entries"),
    (re.compile(r"[A-Za-z}]\s*\*\s*\\?[A-Za-z(]|\\otimes|\\oplus|\\boxplus|\\boxtimes|\\ast(?![A-Za-z])|\\rtimes|\\wedge|\\odot"),
     "products of operators, forms or measures"),
    (re.compile(r"\\mathbf\s*\{?[01I]\}?|\\mathbbm|\\mathds|\\mathbb\s*\{?1\}?|\\mathbb\{I\}|\\1"),
     "indicators or identity matrices"),
    (re.compile(r"\\mathcal\s*\{?\s*[A-Z]|\\mathscr|\\mathfrak"), "sets, spaces or operators"),
    (re.compile(r"\\(?:arg|argmin|argmax)(?![a-z])|\\operatorname\*?\s*\{\s*arg"),
     "where an extremum lies"),
    (re.compile(r"\\(?:sup|inf|max|min|limsup|liminf)(?![A-Za-z])"), "extrema over sets"),
    (re.compile(r"(?<![A-Za-z\\])I\s*(?:\\left|\\big)?[(\[{][^=]*?(?:\\leq?|\\geq?|<|>)"),
     "indicators"),
    (re.compile(r"\\begin\s*\{[a-zA-Z]*matrix|\\begin\s*\{array"), "matrices"),
    (re.compile(r"\\int\s*(?:\\limits\s*)?_\s*\{?\s*\\partial(?![A-Za-z])|\\fint(?![A-Za-z])"),
     "integrals over sets"),
    (re.compile(r"(?:\||\\vert|\\rvert|\\right\|)\s*_\s*\{?\s*(?:\\partial|\\Gamma|\\Omega|[A-Z])"
                r"\s*(?:\\[A-Z]\w*\s*)?(?:\}|(?![A-Za-z_^=\s]))"), "values on a set"),
    (re.compile(r"\\circ(?![A-Za-z])(?<!\^\\circ)(?<!\{\\circ)"), "compositions of maps"),
    (re.compile(r"\\[#]|\\sharp|(?<!\\)#|\\operatorname\{card\}"), "numbers of elements"),
)  # fmt: skip
_LIMIT = re.compile(r"\bas\b|\\(?:to|rightarrow|longrightarrow)(?![A-Za-z])")
_ORDER = re.compile(
    r"(?:(?<![A-Za-z\\])[Oo](?:_\s*(?:\{[^{}]*\}|.))?|\\mathcal\s*\{?\s*O\s*\}?)"
    r"\s*(?:\\left|\\[bB]igg?l?)?\s*\("
)
_DOTS = re.compile(r"\\(?:[clv]?dots[bcmio]?|ddots)(?![A-Za-z])|\.\.\.|…")
_LIST = re.compile(r"[,;]\s*(?:\\[,;: ]|\s)*(?:\\[cl]?dots[bcmio]?|\.\.\.)|"
                   r"(?:\\[cl]?dots[bcmio]?|\.\.\.)\s*(?:\\[,;: ]|\s)*[,;]")  # fmt: skip
_DIFFERENTIAL = re.compile(r"^[^=]*?(?<![A-Za-z\\}])(?:\\mathrm\s*\{?\s*d\}?|d)\s*[A-Z](?![a-z])")


def why_no_numbers(text: str, relations: list[str], words: str) -> str | None:
    r"""Why a statement is none about numbers, as far as its signs say so; None if they do not.

    >>> why_no_numbers(r"X_n \to X", [], "")
    'it states no relation between numbers: \\to says what tends to what, or is sent where'
    >>> why_no_numbers("a = b", ["="], "") is None
    True
    """
    outside = outer(text)
    if LAW.strip() in pieces(text):
        return "it says how something is distributed"
    if signs := sorted(outside & IMPLIES):
        return f"{signs[0]} says that one relation follows from another"
    if signs := sorted(outside & ARROWS):
        return (
            f"it states no relation between numbers: {signs[0]} says what tends to what, or is "
            "sent where"
        )
    if signs := sorted(outside & VAGUE):
        return f"{signs[0]} does not say how near"
    if "~" in relations and not _LIMIT.search(words):
        return "it says how something is distributed, or ~ without its limit"
    if signs := sorted(outside & SETS - {r"\circ", r"\star", r"\bullet", r"\cong", r"\wedge"}):
        return f"{signs[0]} speaks of sets, events or propositions"
    if not relations:
        return "it states no relation"
    for pattern, reason in _FORMS:
        if pattern.search(text):
            return reason
    if _ORDER.search(text) and not _LIMIT.search(words):
        return "it holds up to a remainder whose limit is not said"
    return None


_FORMS = (
    (re.compile(r"\\(?:arg|operatorname\*?\s*\{\s*[aA]rg\s*\}|mathrm\s*\{\s*[aA]rg\s*\})(?![A-Za-z])"
                r"(?!\s*(?:\\limits)?\s*_|\s*\\?(?:max|min))"),
     "arguments of complex numbers are known up to multiples of 2 pi"),
    (re.compile(r"(?:\\mathbb\s*\{?\s*[EP]\s*\}?|\\E|(?<![A-Za-z\\])E|\\operatorname\*?\s*\{E\}|\\mathrm\s*\{E\})"
                r"\s*(?:\\left|\\[bB]igg?l?)?\s*[(\[\{][^=|]*?(?:\||\\mid|\\vert|\\given)[^=|]*?[)\]}]"),
     "it speaks of conditional expectations"),
    (re.compile(r"\|\s*[A-Z]\s*_\s*\{?\d+\}?\s*\|"), "it speaks of numbers of elements"),
    (re.compile(r"\([A-Z]{2}\).*\([A-Z]{2}\)"), "pairs of capitals are lengths of segments"),
    (re.compile(r"\\pm\s*\d*\.\d+\s*(?:$|=|,|\\(?:times|cdot)\s*10)"), "a value with its error"),
    (re.compile(r"\\exists"), "it says that something exists"),
    (re.compile(r"^\s*(?:\\mathcal\s*\{?\s*)?H\s*\}?\s*_\s*\{?\s*\w+\s*\}?\s*(?::|\\colon(?![A-Za-z]))"),
     "it names a hypothesis"),
    (re.compile(r"\\pmod|\\bmod|\\mod(?![A-Za-z])"), "it is a congruence"),
    (re.compile(r"^\s*\\forall"), "it quantifies over what stands in it"),
    (re.compile(r"(?:^|=|\s)\s*(?:\\left)?\s*\\\{.*(?:\||:|\\mid|\\colon|,).*\\\}"),
     "it speaks of sets"),
)  # fmt: skip


def what_else(text: str) -> str | None:
    """Why a statement that is not read as one about numbers is none; None if nothing says so."""
    if EXPECTS.search(text):
        return "it speaks of expectations or probabilities whose laws are not given"
    if match := _BOLD.search(text):
        return f"it speaks of vectors or matrices, as {match[0].strip()}"
    for pattern, kind in _OPERATORS:
        if pattern.search(text):
            return f"it speaks of {kind}"
    if _LIST.search(text):
        return "it speaks of a list of unsaid length"
    if _DIFFERENTIAL.search(text):
        return "it relates differentials"
    return None


_OTHER_THINGS = re.compile(
    r"\b(?:vectors?|orthogonal|orthonormal|perpendicular|matri(?:x|ces)|operators?|commut\w+|"
    r"anticommut\w+|quaternions?|octonions?|rings?|fields?|groups?|algebras?|characteristic\s+\w+|"
    r"modulo|mod|congruen\w+|residues?|nilpotent|idempotent|infinitesimals?|tropical|Boolean|formal|"
    r"umbral|disjoint|events?|sets|ordinals?|cardinals?|Grassmann|spinors?|triangles?)\b"
    r"|\\(?:mod|pmod|bmod)\b|\\(?:mathbb|mathbf)\s*\{?[RCZ]\}?\s*\^\s*\{?\s*[a-z\d]",
    re.IGNORECASE,
)
"""Words for what is no number, or is added and multiplied by other rules."""


def of_other_things(sentence: str) -> str | None:
    r"""The word by which a sentence says that its names may be no numbers.

    >>> of_other_things("For orthogonal $u$ and $v$,"), of_other_things("For all $u$,")
    ('orthogonal', None)
    """
    match = _OTHER_THINGS.search(sentence)
    return match[0] if match else None


def speaks_of_matrices(text: str) -> bool:
    r"""Whether transposes or written matrices stand in a text.

    >>> speaks_of_matrices(r"U \Lambda U^T"), speaks_of_matrices("x^t")
    (True, False)
    """
    return any(
        pattern.search(text)
        for pattern, kind in _OPERATORS
        if kind in ("matrices", "transposed matrices or operators")
    )


def leaves_out(text: str) -> bool:
    """Whether dots stand for terms that everybody is supposed to know."""
    return bool(_DOTS.search(text))


def undefined(problem: str) -> str | None:
    r"""The command that a formula uses and neither its source nor TeX defines, where that is why it
    is not read.

    >>> undefined(r"'\logit' is not part of a formula that can be compared")
    '\\logit'
    >>> undefined(r"'\circ' is not part of a formula that can be compared") is None
    True
    """
    match = re.match(r"'\\([A-Za-z]+)' is not part of a formula", problem)
    if match is None or match[1] in _OF_TEX or _SYMBOLS.get_macro_spec(match[1]) is not None:
        return None
    return "\\" + match[1]


_SYMBOLS = get_default_latex_context_db()
_OF_TEX = frozenset(
    "fint vcenter genfrac varliminf varlimsup varinjlim varprojlim middle mathstrut bigsqcup "
    "sideset bigstar substack xleftarrow xrightarrow mathchoice mathpalette hbox vbox kern hskip "
    "mskip iiiint idotsint overbracket underbracket smash intertext".split()
)


def no_number(problem: str) -> str | None:
    """Why a formula has no value, where the grammar says so."""
    if "an integral without both bounds" in problem or "its differential is missing" in problem:
        return "an integral without its bounds or its variable is no number"
    for words, reason in _PROBLEMS:
        if words in problem:
            return reason
    return None


_PROBLEMS = (
    ("conditional expectations", "it speaks of conditional expectations"),
    ("a matrix is no number", "it speaks of a matrix"),
    ("expected a matrix that is written out", "it speaks of the determinant of a matrix"),
    ("nothing is random here", "it speaks of variances or covariances whose laws are not given"),
    ("an operator of what?", "it speaks of differential operators"),
    ("a derivative of what?", "it speaks of differential operators"),
    ("an order and several variables", "it speaks of differential operators"),
    ("an upright d is a differential", "it relates differentials"),
    ("a list of values is not a formula", "it speaks of pairs, lists or inner products"),
    ("words within a formula", "a part of it is told in words"),
    ("is not read: write it as a relation", "its cases are told in words"),
)


def without_range(problem: str) -> str | None:
    """The variable of a sum or product of which its range is not said."""
    match = re.match(r"where does '?(\S+?)'? (?:begin|end|run)\?", problem)
    if match:
        return match[1]
    if "over what does it run?" in problem or "no variable runs here" in problem:
        return "its index"
    if "which circle?" in problem:
        return "its contour"
    return None
