r"""Relations that hold of some values of their names: conditions, equations to be solved, cases.

They are no laws that a judge could refute: "the circle $|z| = r$", $3 - x = 3e^{-x}$, $n = 3$.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import sympy as sp

from glassproof.verify.scanning.cleaning import split_relations
from glassproof.verify.scanning.conditions import conditions
from glassproof.verify.scanning.equation import Equation, Status
from glassproof.verify.scanning.names import Found, name_of
from glassproof.verify.scanning.rows import Statement
from glassproof.verify.scanning.slips import is_a_slip

NUMBER = re.compile(
    r"[-+]?\s*(?:\d+(?:[./]\d+)?|\\[dt]?frac\s*(?:\{\d+\}|\d)\s*(?:\{\d+\}|\d)|\\infty)"
)
"""A number as print writes it."""

_SIMPLE = re.compile(
    r"[-+]?\s*(\d+([./]\d+)?(\s*\\pm\s*\d+([./]\d+)?)?|\\infty|\\?[A-Za-z]+(_\{?\w+\}?)?)"
)
_ASSUMES = re.compile(
    r"\b(if|when|whenever|for|suppose|assume|assuming|provided|unless|until|such that|satisf\w+|"
    r"solv\w+|let|take|taking|setting|with|given|condition|where|fix|at|putting|choose|so that|"
    r"would|were|could|cannot|impossible|contradict\w*|wrong\w*|instead|not)\b[^.$]{0,24}$",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\b(line|circle|circline|curve|equations?|set|region|axis|case|point|contour|plane|hyperplane|"
    r"interval|conditions?|constraints?|event|boundary|locus|branch|root|solution|disc|disk|sphere|"
    r"Apollonius|surface|ellipse|parabola|limit|half-plane|strip|domain|problem|system)\b"
    r"[^.$]{0,30}$",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"^\s*,?\s*(?:when|if|on|at|whenever|provided|unless|only|except|near|along|after|up to|"
    r"modulo)\b[^$]{0,40}\$([^$]+)\$"
)


_JOINED = re.compile(r"(?:\$[^$]*\$\s*,?\s*(?:and|or)?\s*)+$")
"""Mathematics that a conjunction joins to what comes next: a condition goes on."""


_SUMS = (sp.Sum, sp.Integral, sp.Product, sp.Limit)


def is_spoken_of(before: str) -> bool:
    """Whether the words before a relation assume it, or name what it describes.

    >>> is_spoken_of("on the circle "), is_spoken_of("and therefore ")
    (True, False)
    >>> is_spoken_of("if either $a = 1$ or ")
    True
    """
    before = _JOINED.sub("", before)
    return bool(_ASSUMES.search(before[-60:]) or _OBJECT.search(before[-60:]))


_SUPPOSED = re.compile(
    r"^\s*,?\s*(?:impl(?:y|ies|ied by)|if and only if|iff|"
    r"(?:exactly|precisely|only|just) (?:when|if)|forces|"
    r"is (?:impossible|equivalent|false|wrong|not true|absurd)|"
    r"(?:does not|cannot|fails? to|need not|can not|may not) (?:hold|be)|fails|"
    r"(?:can )?holds? (?:if|when|only|exactly|precisely|for some|iff)|for some\b|means that|"
    r"has (?:no|a|an|the|two|at)\b|we (?:would|could) )",
    re.IGNORECASE,
)
_DENIED_NEXT = re.compile(
    r"^\W*(?:(?:but|yet|however|of course|clearly|now)\b,?\s*)*(?:what )?(?:a )?"
    r"(?:(?:that|this|it|which|the (?:last|latter)(?: \w+)?)\s+(?:\w+ly\s+|of course\s+)?"
    r"(?:makes? no sense|can(?:not|'t| not) (?:be|hold)|(?:does|do) not hold|contradicts|"
    r"(?:is|was|would be)\s+(?:\w+ly\s+|of course\s+)?(?:a (?:mistake|contradiction)|absurd|"
    r"nonsens\w+|impossible|wrong|false|incorrect|untrue|"
    r"not (?:true|the case|correct|so(?=\s*[.,;:!])))"
    r"(?!\s+(?:to|that|whether|if)\b))|"
    r"nonsense|contradiction|absurdity)\b",
    re.IGNORECASE,
)


def is_supposed(after: str, following: str = "") -> bool:
    """Whether words behind a relation make a supposition of it, or deny it; so the next sentence.

    >>> is_supposed(" implies that"), is_supposed(" if and only if"), is_supposed(", which implies")
    (True, True, False)
    >>> is_supposed("", " That makes no sense."), is_supposed("", " That is as it must be.")
    (True, False)
    """
    return bool(_SUPPOSED.match(after) or _DENIED_NEXT.match(following.removeprefix(after)))


def is_assignment(sides: Sequence[str], relations: Sequence[str]) -> bool:
    """Whether names are given numbers: $n = 3$ says of which case one speaks.

    >>> is_assignment(["n", "3"], ["="]), is_assignment(["n", "k + 1"], ["="])
    (True, False)
    """
    return set(relations) == {"="} and all(_SIMPLE.fullmatch(each.strip()) for each in sides)


def is_for_solving(sides: Sequence[str], found: Found) -> bool:
    """Whether a side is a name alone that stands on the other side, too: x = cos x.

    Not if that is a sum or an integral: its value is what is stated.
    """
    alone = any(re.fullmatch(r"\\?[A-Za-z]+(_\{?\w+\}?)?", side.strip()) for side in sides)
    return alone and len(found.names) < 2 and not any(value.has(*_SUMS) for value in found.values)


def is_for_some_values(
    equation: Equation, values: Sequence[sp.Expr], names: Sequence[str], before: str
) -> bool:
    """Whether an equation in a name of which nothing is said fails at most of a few numbers.

    Then it may determine the name instead of stating a law, and nobody can tell which: it has no
    other name, and one side does not hold it; or it is called an equation, a circle or the like.
    """
    if not any("nothing says" in guess.said for guess in equation.guesses):
        return False
    if not _OBJECT.search(before[-60:]):
        solved = is_spoken_of(before) or bool(_SOLVES.search(equation.sentence))
        if len(names) != 1 or not (solved or not _is_a_law(equation, values)):
            return False
    if {link.relation for link in equation.links} != {"="} or len(values) < 2:
        return False
    if any(value.has(*_SUMS) for value in values):
        return False
    return _holds_at_few(values)


def is_said_of_some(values: Sequence[sp.Expr]) -> bool:
    """Whether a number is the value of a formula not at all of a few points.

    >>> x = sp.Symbol("x", complex=True)
    >>> is_said_of_some([sp.Abs(x), sp.Integer(1)])
    True
    >>> is_said_of_some([sp.sin(x)**2 + sp.cos(x)**2, sp.Integer(1)])
    False
    """
    plain = [value for value in values if not value.free_symbols]
    if len(values) != 2 or len(plain) != 1 or any(value.has(*_SUMS) for value in values):
        return False
    return not all(_agree(values, point) for point in (1, 2, 3, 5))


def excludes(values: Sequence[sp.Expr], relations: Sequence[str]) -> bool:
    """Whether two sides are said to differ that agree where their names are all 0, or all 1, and
    differ elsewhere: a condition that excludes some values of the names.

    >>> a, b, c, d = sp.symbols("a b c d")
    >>> excludes([a * d - b * c, sp.S.Zero], ["!="]), excludes([sp.exp(a), sp.S.Zero], ["!="])
    (True, False)
    """
    if set(relations) != {"!="} or len(values) != 2 or any(value.has(*_SUMS) for value in values):
        return False
    symbols = values[0].free_symbols | values[1].free_symbols
    gap = values[0] - values[1]
    meets = any(gap.subs(dict.fromkeys(symbols, number)).is_zero for number in (0, 1))
    return meets and not all(_agree(values, point) for point in (2, 3, 5))


_OF_ALL = re.compile(
    r"\b(all|any|every|each|arbitrary|identity|identities|always)\b", re.IGNORECASE
)


_NAMED = re.compile(
    r"^\W*(?:(?:this|the|that|which|its|whose|these|it|an)\b[^.$]{0,60}\b"
    r"(?:equations?|roots?|solutions?|quadratic|zeros?)|solving|we solve|solve|so we solve)\b",
    re.IGNORECASE,
)
"""How the text goes on behind an equation to be solved: "this equation is called", "its roots"."""


def is_solved(
    equation: Equation, values: Sequence[sp.Expr], after: str, following: str = ""
) -> bool:
    """Whether an equation in one name, which fails at most of a few numbers, is to be solved,
    whatever is said of its name: the words after it give the name its value, or it stands within
    a sentence that does not speak of all values."""
    names = {symbol for value in values for symbol in value.free_symbols}
    if len(names) != 1 or len(values) != 2 or any(value.has(*_SUMS) for value in values):
        return False
    if {link.relation for link in equation.links} != {"="}:
        return False
    if not _holds_at_few(values):
        return False
    name = names.pop().name
    sides = (split_relations(inside)[0] for inside in re.findall(r"\$([^$]*)\$", after))
    given = any(name_of(side) == name for first in sides if len(first) == 2 for side in first)
    named = bool(_NAMED.match(following))
    return given or named or not (equation.displayed or _OF_ALL.search(equation.sentence))


_SOLVES = re.compile(
    r"\b(solv\w+|solutions?|roots?|zeros?|satisf\w+|determin\w+|unknown|fixed points?|equations?|"
    r"critical|intersect\w*|steady|stationary)\b",
    re.IGNORECASE,
)


def _is_a_law(equation: Equation, values: Sequence[sp.Expr]) -> bool:
    """Whether an equation in one name is meant for all of its values: every side holds it, and it
    is a chain, or has a slip in one place while the text does not speak of the name before."""
    if not all(value.free_symbols for value in values):
        return False
    vague = any(guess.is_vague for guess in equation.guesses)
    return len(values) > 2 or (not vague and is_a_slip(values[0], values[1]))


def _holds_at_few(values: Sequence[sp.Expr]) -> bool:
    """Whether values are equal at one of a few numbers at most: one of them may be a solution."""
    return sum(_agree(values, point) for point in (1, 2, 3, 5)) <= 1


def _agree(values: Sequence[sp.Expr], point: int) -> bool:
    """Whether all values are equal where the names are numbers from ``point`` on."""
    symbols = sorted(set().union(*(value.free_symbols for value in values)), key=str)
    at = {symbol: point + k for k, symbol in enumerate(symbols)}
    try:
        numbers = [complex(value.subs(at).evalf(15)) for value in values]
    except (TypeError, ValueError, ArithmeticError):
        return True
    spread = max(abs(number - numbers[0]) for number in numbers)
    return spread < 1e-9 * max(1.0, *map(abs, numbers))


_MARK = re.compile(r"\(?[\w*]{0,4}\)?|\\[A-Za-z]*square")


def unread_condition(statement: Statement, after: str) -> str | None:
    """A condition on the statement of which nothing is understood."""
    for aside in statement.asides:
        bare = not aside.words and not re.fullmatch(
            r"\(?[\w*]{0,4}\)?|\\[A-Za-z]*square", aside.text
        )
        if bare and not split_relations(aside.text)[1] and not conditions(aside.text):
            return aside.text
        if split_relations(aside.text)[1] and not conditions(aside.text):
            return aside.text
    match = _UNDER.match(after)
    if match and split_relations(match[1])[1] and not conditions(match[1]):
        return match[1]
    return None


def some_values(
    sides: Sequence[str],
    filled: Sequence[str],
    relations: Sequence[str],
    found: Found,
    random: bool = False,
) -> tuple[Status, str] | None:
    """What a statement is that holds of some values only, and why; None if it may be a law.

    A ``random`` one gives moments of variables whose laws are known, and no name its value.
    """
    if is_assignment(sides, relations) and not _is_term(sides, filled, found):
        return Status.DEFINITION, f"says what {sides[0]} is"
    if all(re.search(r"\d\.\d", side) for side in sides):
        return Status.NO_NUMBERS, "numbers on both sides are rounded"
    return None if random else _condition_on(filled, relations, found)


def _is_term(sides: Sequence[str], filled: Sequence[str], found: Found) -> bool:
    """Whether a side is a term of a sequence whose terms are known numbers: m_4 = 2."""
    known = any(a != b and _TERM.fullmatch(a.strip()) for a, b in zip(sides, filled, strict=True))
    return known and not any(value.free_symbols for value in found.values)


_TERM = re.compile(r"\\?[A-Za-z]+_\{?[1-9]\d*\}?")


def _condition_on(
    sides: Sequence[str], relations: Sequence[str], found: Found
) -> tuple[Status, str] | None:
    """Whether a free name alone on a side is given its value, or bounded: no law for all values."""
    if len(sides) != 2 or len(found.values) != 2:
        return None
    for here, there in ((0, 1), (1, 0)):
        name = name_of(sides[here])
        others = {symbol.name for symbol in found.values[there].free_symbols}
        if name is None or name in found.functions or name in others:
            continue
        if list(relations) == ["="]:
            return Status.DEFINITION, f"says what {name} is"
        return Status.NO_NUMBERS, f"it is a condition on {name}, not a statement for all {name}"
    return None
