r"""Names that a source defines, put into the formulas that use them, as LaTeX.

``f(x) := x^2`` turns ``f(a+b)`` into ``\left(\left(a+b\right)^2\right)``. Parameters stand in
parentheses behind the name or in its subscript (``S_n``). A name that is bound where it stands (the
index of a sum, the variable of an integral) or is a part of another name (an accent before it, a
further subscript) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.scanning.equation import Definition

Tokens = Sequence[str]

MOST = 20_000
"""Tokens of a formula whose names are all written out."""

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)
_WORDS = {
    r"\mathrm", r"\operatorname", r"\operatorname*", r"\text", r"\mbox", r"\textrm",
    r"\label", r"\ref", r"\eqref", r"\cite", r"\begin", r"\end",
}  # fmt: skip
_ACCENTS = {
    r"\bar", r"\hat", r"\tilde", r"\widehat", r"\widetilde", r"\overline", r"\vec", r"\dot",
    r"\ddot", r"\check", r"\breve", r"\mathring", r"\mathcal", r"\mathbb", r"\mathbf", r"\mathfrak",
    r"\mathscr", r"\boldsymbol", r"\bm",
}  # fmt: skip
_BINDERS = {r"\sum", r"\prod", r"\lim", r"\max", r"\min", r"\sup", r"\inf", r"\int", r"\oint"}
_INDEXED = {r"\sum", r"\prod", r"\lim"}
_PAIRS = {"(": ")", "[": "]"}
_SIZED = re.compile(r"\\(?:left|right|[bB]igg?[lr]?)$")


class UnfoldingError(DomainError):
    """A definition cannot be put into a formula: the message says which, and why."""


@dataclass(frozen=True)
class _Use:
    """Where a defined name stands in a formula, its arguments, how often it is differentiated."""

    start: int
    end: int
    arguments: tuple[Tokens, ...]
    primes: int


def unfolded(latex: str, definitions: Sequence[Definition]) -> str:
    r"""The formula in which every defined name is replaced by what it stands for, latest first.

    >>> from glassproof.verify.scanning.equation import Place
    >>> f = Definition("f", ("x",), "x^2+1", Place("a.tex", 1))
    >>> unfolded("f(2y) = g", [f])
    '\\left(\\left(2y\\right)^2+1\\right) = g'
    >>> S = Definition("S_n", ("n",), r"\frac{n(n+1)}{2}", Place("a.tex", 2))
    >>> unfolded("S_{m} - S_1", [S])
    '\\left(\\frac{m(m+1)}{2}\\right) - \\left(\\frac{1(1+1)}{2}\\right)'
    """
    tokens = _TOKEN.findall(latex)
    for definition in reversed(definitions):
        tokens = _replaced(tokens, definition)
        if len(tokens) > MOST:
            raise UnfoldingError(
                f"{definition.name} ({definition.place}) makes a formula of more than {MOST} parts"
            )
    return "".join(tokens)


def _replaced(tokens: list[str], definition: Definition) -> list[str]:
    head = [t for t in _TOKEN.findall(definition.name) if not t.isspace()]
    if not head or any(part in bound(tokens) for part in [_bare(head)]):
        return tokens
    out: list[str] = []
    position = 0
    for use in _uses(tokens, head, definition.parameters):
        if use.start < position:
            continue
        out += tokens[position : use.start]
        inner = tuple(_replaced(list(argument), definition) for argument in use.arguments)
        out += _written_out(replace(use, arguments=inner), definition)
        position = use.end
    return out + tokens[position:]


def _bare(head: Tokens) -> str:
    return "".join(head)


def bound(tokens: Tokens) -> set[str]:
    r"""Names that the formula binds: indices of sums, variables of limits and integrals.

    >>> sorted(bound([r"\sum", "_", "{", "k", "=", "1", "}", "x", "^", "k"]))
    ['k']
    """
    found = set()
    plain = [t for t in tokens if not t.isspace()]
    integral = any(t in (r"\int", r"\oint", r"\iint") for t in plain)
    for i, token in enumerate(plain):
        if token in _INDEXED and plain[i + 1 : i + 2] == ["_"]:
            found |= set(plain[i + 2 : i + 3]) if plain[i + 2 : i + 3] != ["{"] else set()
            found |= set(plain[i + 3 : i + 4]) if plain[i + 2 : i + 3] == ["{"] else set()
        elif integral and token == "d" and i + 1 < len(plain):
            found.add(plain[i + 1])
    return found


def _uses(tokens: list[str], head: Tokens, parameters: tuple[str, ...]) -> Iterator[_Use]:
    """Each place at which the defined name stands on its own, with its arguments."""
    i = 0
    while i < len(tokens):
        token = tokens[i]
        part_of_another = token == "_" and _before(tokens, i) not in _BINDERS
        if part_of_another or (token in _WORDS and token not in head):
            i = _after_group(tokens, i + 1)
        elif (use := _use_at(tokens, i, head, parameters)) is not None:
            yield use
            i = use.end
        else:
            i += 1


def _use_at(
    tokens: list[str], start: int, head: Tokens, parameters: tuple[str, ...]
) -> _Use | None:
    """The use that begins here, if one does."""
    if _before(tokens, start) in _ACCENTS and head[0] not in _ACCENTS:
        return None
    found = _matched(tokens, start, head, parameters)
    if found is None:
        return None
    end, given = found
    primes = 0
    while (here := _skip(tokens, end)) < len(tokens) and tokens[here] in ("'", r"\prime"):
        primes, end = primes + 1, here + 1
    if _at(tokens, end) == "_":
        return None
    left = [p for p in parameters if p not in given]
    if left:
        read = _arguments(tokens, end)
        if read is None or len(read[0]) != len(left):
            return None
        given |= dict(zip(left, read[0], strict=True))
        end = read[1]
    return _Use(start, end, tuple(given[p] for p in parameters), primes)


def _matched(
    tokens: list[str], start: int, head: Tokens, parameters: tuple[str, ...]
) -> tuple[int, dict[str, Tokens]] | None:
    """Where the head ends, with what stands for parameters in its subscript."""
    given: dict[str, Tokens] = {}
    i, h = start, 0
    while h < len(head):
        i = _skip(tokens, i) if h else i
        if i >= len(tokens):
            return None
        if h and head[h] in parameters:
            stop = _after_group(tokens, i) if head[h - 1] == "_" else i + 1
            inside = tokens[i:stop]
            given[head[h]] = inside[1:-1] if inside[0] == "{" else inside
            i, h = stop, h + 1
        elif head[h] == "{" and h + 2 < len(head) and head[h + 1] in parameters:
            if head[h + 2] != "}":
                return _by_places(tokens, i, head, h, parameters, given)
            stop = _after_group(tokens, i)
            inside = tokens[i:stop]
            given[head[h + 1]] = inside[1:-1] if inside[0] == "{" else inside
            i, h = stop, h + 3
        elif tokens[i] == head[h]:
            i, h = i + 1, h + 1
        else:
            return None
    return i, given


def _by_places(
    tokens: list[str],
    i: int,
    head: Tokens,
    h: int,
    parameters: tuple[str, ...],
    given: dict[str, Tokens],
) -> tuple[int, dict[str, Tokens]] | None:
    """A subscript of several parameters, separated by commas: ``a_{m,n}``."""
    close = next((k for k in range(h, len(head)) if head[k] == "}"), None)
    if close is None or close + 1 != len(head) or tokens[i] != "{":
        return None
    stop = _after_group(tokens, i)
    names = _parts(head[h + 1 : close])
    values = _parts(tokens[i + 1 : stop - 1])
    if len(names) != len(values):
        return None
    for name, value in zip(names, values, strict=True):
        if _bare(name) in parameters:
            given[_bare(name)] = value
        elif _bare(name) != _bare(value):
            return None
    return stop, given


def _arguments(tokens: list[str], start: int) -> tuple[list[Tokens], int] | None:
    """What stands in the parentheses that come next, split at its commas, and where they end."""
    i = _skip(tokens, start)
    if i < len(tokens) and _SIZED.match(tokens[i]):
        i = _skip(tokens, i + 1)
    if i >= len(tokens) or tokens[i] not in _PAIRS:
        return None
    depth, k = 0, i
    while k < len(tokens):
        depth += (tokens[k] in "([{") - (tokens[k] in ")]}") if len(tokens[k]) == 1 else 0
        if depth == 0:
            break
        k += 1
    if k == len(tokens):
        return None
    inside = list(tokens[i + 1 : k])
    while inside and (inside[-1].isspace() or _SIZED.match(inside[-1])):
        inside.pop()
    return _parts(inside), k + 1


def _parts(tokens: Tokens) -> list[Tokens]:
    """What stands between the commas, outside brackets."""
    parts: list[list[str]] = [[]]
    depth = 0
    for token in tokens:
        if token in ("(", "[", "{"):
            depth += 1
        elif token in (")", "]", "}"):
            depth -= 1
        if depth == 0 and token in (",", ";"):
            parts.append([])
        elif parts[-1] or not token.isspace():
            parts[-1].append(token)
    return [*parts]


def _written_out(use: _Use, definition: Definition) -> list[str]:
    """The body with its arguments, in parentheses."""
    body = _TOKEN.findall(definition.body)
    if use.primes:
        return _differentiated(use, definition)
    clash = bound(body) & {t for argument in use.arguments for t in argument}
    if clash:
        raise UnfoldingError(
            f"{definition.name} ({definition.place}) binds {min(clash)}, which stands in its "
            "argument, too: rename one of them"
        )
    given = dict(zip(definition.parameters, use.arguments, strict=True))
    return [r"\left(", *_substituted(body, given), r"\right)"]


def _differentiated(use: _Use, definition: Definition) -> list[str]:
    name = use.arguments[0] if len(use.arguments) == 1 else ()
    if len(name) != 1 or not (name[0].isalpha() or name[0].startswith("\\")):
        raise UnfoldingError(
            f"a derivative of {definition.name} ({definition.place}) is read at a single name: "
            "define it, or write it with d/dx"
        )
    order = f"^{use.primes}" if use.primes > 1 else ""
    operator = rf"\frac{{d{order}}}{{d {name[0]}{order}}}"
    body = _substituted(_TOKEN.findall(definition.body), {definition.parameters[0]: name})
    return [r"\left(", operator, r"\left(", *body, r"\right)", r"\right)"]


def _substituted(body: list[str], given: dict[str, Tokens]) -> list[str]:
    """The body with each parameter replaced; long arguments get parentheses."""
    out: list[str] = []
    heads = {name: [t for t in _TOKEN.findall(name) if not t.isspace()] for name in given}
    hidden = bound(body)
    i = 0
    while i < len(body):
        if body[i] in _WORDS:
            stop = _after_group(body, i + 1)
            out += body[i:stop]
            i = stop
            continue
        for name, head in heads.items():
            free = name not in hidden and _before(body, i) not in _ACCENTS
            if free and body[i : i + len(head)] == head and _at(body, i + len(head)) != "_":
                out += _enclosed(given[name], out)
                i += len(head)
                break
        else:
            out.append(body[i])
            i += 1
    return out


def _enclosed(argument: Tokens, before: list[str]) -> list[str]:
    """An argument of one token as it is, else in parentheses, as a group after ^ or _."""
    if len(argument) == 1 and not (argument[0].isdigit() and before[-1:] and before[-1].isdigit()):
        return [" ", *argument] if before[-1:] and before[-1].startswith("\\") else [*argument]
    inside = [r"\left(", *argument, r"\right)"]
    return ["{", *inside, "}"] if before[-1:] in (["^"], ["_"]) else inside


def _after_group(tokens: Tokens, start: int) -> int:
    """Behind the group or the one token that comes next."""
    i = _skip(tokens, start)
    if i >= len(tokens) or tokens[i] != "{":
        return min(i + 1, len(tokens))
    depth = 0
    for k in range(i, len(tokens)):
        depth += (tokens[k] == "{") - (tokens[k] == "}")
        if depth == 0:
            return k + 1
    return len(tokens)


def _skip(tokens: Tokens, i: int) -> int:
    while i < len(tokens) and tokens[i].isspace():
        i += 1
    return i


def _at(tokens: Tokens, i: int) -> str:
    i = _skip(tokens, i)
    return tokens[i] if i < len(tokens) else ""


def _before(tokens: Tokens, i: int) -> str:
    """The token before, across spaces and an opening brace."""
    i -= 1
    while i >= 0 and (tokens[i].isspace() or tokens[i] == "{"):
        i -= 1
    return tokens[i] if i >= 0 else ""
