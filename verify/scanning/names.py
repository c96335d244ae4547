r"""The names of a formula that a reader must declare, as the grammar of formulas finds them.

A side is read again and again, each time with the name declared that was missing; what sums and
integrals bind is never asked for.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import sympy as sp

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.conditions.grammar import is_name, parse_conditions
from glassproof.verify.reading.formula import Reading, read
from glassproof.verify.reading.tokens import ParseError, UnknownNameError
from glassproof.verify.scanning.definitions import bound_letters

MOST_NAMES = 24
SECONDS = 2.0
"""Most processor time that one equation's reading may take."""


@dataclass
class Found:
    """What reading found: names in the order of their appearance, functions that nothing defines.

    ``problem`` says why it cannot be read; ``whole`` are names that bound sums, and ``multiplied``
    those that stand before a parenthesis as factors.
    """

    names: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    problem: str = ""
    whole: set[str] = field(default_factory=set)
    multiplied: set[str] = field(default_factory=set)
    values: list[sp.Expr] = field(default_factory=list)

    def add(self, name: str) -> None:
        """A name that is free."""
        if name not in self.names:
            self.names.append(name)

    def apply(self, name: str) -> None:
        """A name that is applied to arguments, or to an index that is no letter."""
        if name not in self.functions:
            self.functions.append(name)


def free_names(
    sides: Sequence[str],
    until: float | None = None,
    random: Iterable[str] = (),
    free: Collection[str] = (),
) -> Found:
    r"""The names that the sides of one statement use and do not bind; ``random`` are some of them.

    What one side uses no other binds: N ends the range of i < j <= N if it stands elsewhere, too.
    ``free`` are such names.

    >>> free_names([r"\sum_{k=0}^n a^k", r"f(x) + y"]).names
    ['n', 'a', 'y']
    >>> free_names([r"\sum_{k=0}^n a^k", r"f(x) + y"]).functions
    ['f']
    """
    found = Found()
    until = time.process_time() + SECONDS if until is None else until
    declared: dict[str, sp.Expr] = {name: _drawn(name) for name in random}
    for name in declared:
        found.add(name)
    declared |= {name: sp.Symbol(name, real=True) for name in free}
    for side in sides:
        if re.search(r"\\gamma(?![A-Za-z_])", side):
            declared["gamma"] = sp.Symbol("gamma", real=True)
        if re.search(r"\\(pm|mp)(?![A-Za-z])", side):
            declared["pm"] = sp.Symbol("pm", integer=True)
        _read(side, declared, found, until)
        if found.problem:
            break
    bound = {name for value in found.values for name in _run_through(value)}
    if ends := bound & set(found.names) - set(free):
        return free_names(sides, until, random, {*free, *ends})
    return found


def _run_through(value: sp.Expr) -> set[str]:
    """The names that sums and products of a formula run through without an end."""
    ranges = [each for node in value.atoms(sp.Sum, sp.Product) for each in node.limits]
    return {each[0].name for each in ranges if each[-1] == sp.oo}


def _drawn(name: str) -> sp.Expr:
    """A random variable of that name, whatever its law."""
    return parse_conditions(f"{name} ~ N(0, 1)").symbols[name]


def _read(side: str, declared: dict[str, sp.Expr], found: Found, until: float) -> None:
    """Read a side, changed and with more names declared as errors ask for it."""
    text: str | None = side
    for _ in range(MOST_NAMES):
        if time.process_time() > until:
            found.problem = f"reading takes more than {SECONDS:g} s"
        if text is None or found.problem:
            return
        try:
            reading = read(text, declared, latex=True)
        except UnknownNameError as error:
            text = _with_name(text, error, declared, found)
        except DomainError as error:
            text = _mended(text, error, declared, found)
        except (RecursionError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            found.problem = f"it cannot be read ({type(error).__name__})"
        else:
            _keep(reading, declared, found, bound_letters(side))
            return
    found.problem = f"it holds more than {MOST_NAMES} names"


def _keep(reading: Reading, declared: dict[str, sp.Expr], found: Found, bound: set[str]) -> None:
    """Note what a side holds that was read; b_2n is a function where n is bound."""
    for symbol in sorted(reading.expr.free_symbols, key=str):
        if symbol.name in declared and symbol.name != "pm":
            found.add(symbol.name)
            base, _, below = symbol.name.partition("_")
            if re.fullmatch(r"\d*[a-z]{1,2}(?:_[a-z0-9]{1,2})*", below) and set(below) & bound:
                found.apply(base)
    for notice in reading.notices:
        if match := _PRODUCT.match(notice):
            found.multiplied.add(name_of(match[1]) or match[1])
    found.names = [name for name in found.names if name not in found.functions]
    found.values.append(reading.expr)


def _with_name(
    text: str, error: UnknownNameError, declared: dict[str, sp.Expr], found: Found
) -> str | None:
    """The text to read next, once a name is declared, or is a function that nothing defines."""
    if error.applied:
        found.apply(name_of(error.name) or error.name)
        shorter = _without_application(error)
        if shorter is None or shorter == text:
            found.problem = error.message
        return shorter
    if not is_name(error.name) or error.name in declared:
        found.problem = error.message
        return None
    declared[error.name] = sp.Symbol(error.name, real=True)
    found.add(error.name)
    return text


def _mended(
    text: str, error: DomainError, declared: dict[str, sp.Expr], found: Found
) -> str | None:
    """The text to read next after another error; None if there is a problem or nothing to gain."""
    if _made_whole(str(error), declared, found):
        return text
    shorter = _without_indexed(error, found)
    if shorter is not None:
        return shorter
    message = error.message if isinstance(error, ParseError) else str(error)
    if match := _OF_A_FUNCTION.search(message):
        function = match[1] or match[2] or "E"
        found.apply(name_of(function) or function)
    derived = [name for name in found.names if name.endswith("prime")]
    for name in derived:
        found.apply(name)
    if not found.functions:  # else whatever stands there, a function is used that nothing defines
        found.problem = message
    return None


_PRODUCT = re.compile(r"'(.+?)\s*(?:\\left|\\[bB]igg?l?)?[(\[].*' is read as a product")
_OF_A_FUNCTION = re.compile(
    r"a derivative of (\S+), which does not contain|^'([A-Za-z]|\\[A-Za-z]+)[^']*': "
    r"(?:Heaviside|a Legendre|Dirac)|"
    r"^a complete elliptic integral of the modulus or (o)f the parameter"
)
_NOT_WHOLE = re.compile(r"runs over integers, and (.*) is not known to be one")


def _made_whole(message: str, declared: dict[str, sp.Expr], found: Found) -> bool:
    """Declare the names as integers that bound a sum, if an error asks for that."""
    asked = _NOT_WHOLE.search(message)
    if asked is None:
        return False
    names = [n for n in re.findall(r"[A-Za-z_][A-Za-z_0-9]*", asked[1]) if n in declared]
    new = [name for name in names if name not in found.whole]
    for name in new:
        found.whole.add(name)
        declared[name] = sp.Symbol(name, integer=True)
    return bool(new)


def _without_application(error: UnknownNameError) -> str | None:
    """The text with a number in the place of an applied function and its arguments.

    The names in the arguments are lost: nothing is judged that holds such a function.
    """
    text, position = error.args[1], error.args[2]
    opens = re.compile(r"[(\[]").search(text, position)
    if opens is None:
        return None
    depth = 0
    for index in range(opens.start(), len(text)):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(text[index], 0)
        if depth == 0:
            head = re.sub(r"(?:\\left|\\[bB]igg?l?)?\s*$", "", text[: opens.start()])
            rest = _without_name(head)
            return f"{rest}\\pi {text[index + 1 :]}" if rest is not None else None
    return None


def _without_indexed(error: DomainError, found: Found) -> str | None:
    """The text with a number in the place of a name whose index is a formula, as a_{n+1}."""
    if not isinstance(error, ParseError) or not error.message.startswith(_INDEX):
        return None
    text, position = error.args[1], error.args[2]
    opens = text.rfind("{", 0, position + 1)
    while opens > 0 and not text[:opens].rstrip().endswith("_"):
        opens = text.rfind("{", 0, opens)
    if opens <= 0:
        return None
    depth = 0
    for index in range(opens, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if depth == 0:
            before = text[:opens].rstrip()[:-1]
            head = _without_name(before)
            if head is None:
                return None
            name = before[len(head) :].strip()
            found.apply(name_of(name) or name)
            return f"{head}\\pi {text[index + 1 :]}"
    return None


_INDEX = (
    "expected letters and digits in a subscript",
    "expected a letter or a digit on both sides",
)


def _without_name(head: str) -> str | None:
    """``head`` without the name with its scripts and accents that stands at its end."""
    script = r"(?:\s*[_^]\s*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\\[A-Za-z]+|.)|')*\s*"
    name = (
        r"(?:\\(?:mathbf|mathrm|mathcal|mathbb|mathsf|operatorname|bar|hat|tilde|overline|widehat|"
        r"widetilde|boldsymbol|bm|mathfrak|mathscr|vec|dot)\s*(?:\{[^{}]*(?:\{[^{}]*\})?[^{}]*\}|"
        r"\\?[A-Za-z]+)|\\[A-Za-z]+|[A-Za-z])"
    )
    match = re.search(rf"{name}{script}$", head)
    return None if match is None else head[: match.start()]


@lru_cache(maxsize=4096)
def value_of(latex: str) -> tuple[sp.Expr | None, tuple[str, ...]]:
    r"""A small formula as an expression in real symbols, with its names; None if it is none.

    >>> value_of(r"\frac{n_1}{2}")
    (n_1/2, ('n_1',))
    """
    declared: dict[str, sp.Symbol] = {}
    if re.search(r"\\gamma(?![A-Za-z])", latex):
        declared["gamma"] = sp.Symbol("gamma", real=True)
    for _ in range(6):
        try:
            value = read(latex, declared, latex=True).expr
            return value, tuple(n for n in declared if declared[n] in value.free_symbols)
        except UnknownNameError as error:
            if error.applied or not is_name(error.name) or error.name in declared:
                return None, ()
            declared[error.name] = sp.Symbol(error.name, real=True)
        except (DomainError, RecursionError, TypeError, ValueError, ArithmeticError):
            return None, ()
    return None, ()


def name_of(latex: str) -> str | None:
    r"""How to declare the name that ``latex`` is, if it is nothing else.

    >>> name_of(r"\sigma_z"), name_of("x+1")
    ('sigma_z', None)
    """
    value, names = value_of(latex.strip())
    return names[0] if isinstance(value, sp.Symbol) and names == (value.name,) else None
