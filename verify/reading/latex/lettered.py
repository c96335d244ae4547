r"""Special functions and numbers that print writes with scripts: J_\nu(x), L_n^{(\alpha)}(x)."""

from __future__ import annotations

from dataclasses import dataclass, field

from glassproof.verify.reading import construct
from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.differentials import after_group
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.latex.notations import DERIVATIVES, NOTATIONS, REFUSED, Notation
from glassproof.verify.reading.tokens import Token, UnknownNameError, quoted
from glassproof.verify.reading.vocabulary.functions import FUNCTIONS

_ELLIPTIC = {"K": "elliptic_k", "E": "elliptic_e"}


@dataclass
class _Scripts:
    """What stands around a letter: values below and above, a power, primes."""

    below: list[Term] = field(default_factory=list)
    above: list[Term] = field(default_factory=list)
    power: Term | None = None
    primes: int = 0


def begins(reader: NameReader) -> bool:
    """Whether a letter comes next that is not declared and is written as a special function."""
    found = _letter(reader)
    if found is None:
        return False
    letter, length = found
    if reader.names.declares(letter):
        return False
    place = reader.index + length
    lowered = reader.tokens[place].text == "_"
    if lowered and _is_declared_name(reader, letter, place):
        return False
    opens = _argument_at(reader, place)
    if opens is not None:
        return letter != "Gamma" or _holds_comma(reader, opens)
    return lowered and any(n.arguments == (0,) for n in NOTATIONS.get(letter, ()))


def _letter(reader: NameReader) -> tuple[str, int] | None:
    """The letter, and how many tokens it takes: H e of He_n are two."""
    now, after = reader.now, reader.following
    if now.kind not in ("letter", "word"):
        return None
    if now.text == "H" and after.kind == "letter" and after.text == "e":
        return "He", 2
    return (now.text, 1) if now.text in NOTATIONS or now.text in REFUSED else None


def _is_declared_name(reader: NameReader, letter: str, place: int) -> bool:
    """Whether a letter with its subscript is a declared name."""
    end = after_group(reader, place + 1)
    inside = "".join(token.text for token in reader.tokens[place + 1 : end])
    return reader.names.declares(f"{letter}_{inside.strip('{}').replace(',', '_')}")


def _argument_at(reader: NameReader, place: int) -> int | None:
    """Where the parenthesis of the arguments is, after scripts and primes."""
    while reader.tokens[place].text in ("_", "^", "'"):
        is_prime = reader.tokens[place].text == "'"
        place = place + 1 if is_prime else after_group(reader, place + 1)
    token = reader.tokens[place]
    return place if token.kind == "open" and token.text in ("(", "[") else None


def _holds_comma(reader: NameReader, place: int) -> bool:
    """Whether several values stand in the parentheses at a token."""
    end, inside = after_group(reader, place), place + 1
    while inside < end - 1 and reader.tokens[inside].text != ",":
        inside = after_group(reader, inside)
    return inside < end - 1


def read(reader: NameReader) -> Term:
    """The function of its arguments, with the power that may stand on its name."""
    start = reader.now
    found = _letter(reader)
    assert found is not None
    letter, length = found
    for _ in range(length):
        reader.take()
    scripts = _scripts(reader, letter)
    values: list[Term] = []
    applied = reader.now.kind == "open" and reader.now.text in ("(", "[")
    spaced = reader.spaced() and any(
        n.arguments == (0,) and n.below == len(scripts.below) for n in NOTATIONS.get(letter, ())
    )
    inside = ""
    if applied and not spaced:
        opening = reader.now
        values = reader.listed()[1]
        inside = reader.text[opening.end : reader.tokens[reader.index - 1].position].strip()
    value = _value(reader, start, letter, scripts, values, inside)
    if scripts.power is not None:
        if scripts.power.expr == -1:
            reader.fail(
                "an exponent -1 on a function is ambiguous: inverse or reciprocal? write "
                "\\frac{1}{...}",
                start,
            )
        shown = quoted(reader.source(start), 40)
        reader.notices.append(f"{shown} is read as a power of the value")
        value = reader.build(start, construct.power, value, scripts.power)
    return reader.raised(value, start) if reader.sees("^", "!") else value


def _scripts(reader: NameReader, letter: str) -> _Scripts:
    found = _Scripts()
    while reader.sees("_", "^", "'"):
        here = reader.take()
        if here.text == "'":
            found.primes += 1
        elif here.text == "_" and not found.below:
            found.below = _below(reader, letter)
        elif here.text == "^" and not found.above and found.power is None:
            if _is_parenthesised(reader):
                reader.expect("{")
                found.above = reader.listed()[1]
                reader.expect("}")
            else:
                found.power = reader.script()
        else:
            reader.fail(f"a second '{here.text}'", here)
    return found


def _is_parenthesised(reader: NameReader) -> bool:
    """Whether braces come next that hold nothing but values in parentheses."""
    if not reader.sees("{") or reader.following.text != "(":
        return False
    end = after_group(reader, reader.index + 1)
    return reader.tokens[end].text == "}"


def _below(reader: NameReader, letter: str) -> list[Term]:
    r"""The values below: of \delta_{ij} the two letters."""
    if not reader.sees("{"):
        token = reader.now
        after = reader.following
        if token.kind == after.kind == "digit" and after.position == token.end:
            reader.fail(f"TeX lowers only the {token.text}: put it in braces", token)
        return [reader.script()]
    start, end = reader.index, after_group(reader, reader.index)
    inside = reader.tokens[start + 1 : end - 1]
    reader.take()
    pair = len(inside) == 2 and all(token.kind in ("letter", "digit") for token in inside)
    if letter == "delta" and pair:
        with reader.ending_at(start + 2):
            first = reader.sum()
        values = [first, reader.sum()]
    else:
        values = [reader.deeper(reader.sum)]
        while reader.accept(","):
            values.append(reader.deeper(reader.sum))
    reader.expect("}")
    return values


def _value(
    reader: NameReader,
    start: Token,
    letter: str,
    scripts: _Scripts,
    values: list[Term],
    inside: str,
) -> Term:
    """The function with what stands around its letter."""
    shown = quoted(reader.source(start), 40)
    if scripts.primes:
        return _derivative(reader, start, letter, scripts, values)
    if letter in _ELLIPTIC and len(values) == 1 and not scripts.below and not scripts.above:
        return _elliptic(reader, start, letter, values[0], inside)
    if letter == "H" and len(scripts.above) == len(values) == 1 and len(scripts.below) == 1:
        kind = scripts.above[0].expr
        if kind in (1, 2):
            return reader.build(
                start, construct.apply, f"hankel{kind}", [scripts.below[0], values[0]]
            )
    if scripts.power is not None and letter in ("L", "P") and values:
        return _associated(reader, start, letter, scripts, values)
    counts = (len(scripts.below), len(scripts.above), len(values))
    for notation in NOTATIONS.get(letter, ()):
        wanted = notation.below, notation.above
        if wanted == counts[:2] and counts[2] in notation.arguments:
            _tell(reader, notation, shown)
            every = [*scripts.below, *scripts.above, *values]
            return reader.build(start, notation.of, every)
    if letter in REFUSED and not scripts.below:
        reader.fail(f"{shown}: {REFUSED[letter]}", start)
    message = _no_notation(letter, shown, bool(values))
    raise UnknownNameError(message, reader.text, start.position, letter, applied=bool(values))


def _tell(reader: NameReader, notation: Notation, shown: str) -> None:
    told = [f"{shown} is {notation.notice}"] if notation.notice else []
    if notation.name and FUNCTIONS[notation.name].notice:
        told.append(FUNCTIONS[notation.name].notice)
    reader.notices.extend(told)


def _no_notation(letter: str, shown: str, applied: bool) -> str:
    known = NOTATIONS.get(letter, ())
    told = ", ".join(_form(letter, notation) for notation in known)
    reading = f" (known: {told})" if told else ""
    if applied:
        return (
            f"{shown}: is {letter} a factor or a function? declare it, and write "
            f"{letter} \\cdot (...) for a product{reading}"
        )
    return f"{shown} is not declared{reading}"


def _form(letter: str, notation: Notation) -> str:
    below = "_{" + ",".join("nm"[: notation.below]) + "}" if notation.below else ""
    above = "^{(" + ",".join("ab"[: notation.above]) + ")}" if notation.above else ""
    count = max(notation.arguments)
    inside = f"({', '.join('xyz'[:count])})" if count else ""
    return letter + below + above + inside


def _elliptic(reader: NameReader, start: Token, letter: str, value: Term, inside: str) -> Term:
    """K(k) of the modulus k, K(m) of the parameter m = k^2."""
    if inside == "k":
        square = reader.build(start, construct.power, value, Term.of(2))
        reader.notices.append(
            f"{letter}(k) is the complete elliptic integral of the modulus k; the parameter is k^2"
        )
        return reader.build(start, construct.apply, _ELLIPTIC[letter], [square])
    if inside == "m":
        reader.notices.append(
            f"{letter}(m) is the complete elliptic integral of the parameter m = k^2"
        )
        return reader.build(start, construct.apply, _ELLIPTIC[letter], [value])
    return reader.fail(
        f"a complete elliptic integral of the modulus or of the parameter? write {letter}(k) for "
        f"the modulus k or {letter}(m) for the parameter m, with that name declared",
        start,
    )


def _associated(
    reader: NameReader, start: Token, letter: str, scripts: _Scripts, values: list[Term]
) -> Term:
    """L_n^a(x) and P_n^m(x), unless the exponent may be a power."""
    above = scripts.power
    assert above is not None
    if above.expr.is_number or len(scripts.below) != 1 or len(values) != 1:
        form = f"{letter}_n^{{({above.expr})}}(x)"
        other = f"{letter}_n(x)^{{{above.expr}}}"
        reader.fail(f"a power, or a parameter? write {other} for the power, {form} if not", start)
    name = "assoc_laguerre" if letter == "L" else "assoc_legendre"
    scripts.power = None
    shown = quoted(reader.source(start), 40)
    reader.notices.append(f"in {shown} what stands above is read as a parameter, not as a power")
    if FUNCTIONS[name].notice:
        reader.notices.append(FUNCTIONS[name].notice)
    return reader.build(start, construct.apply, name, [scripts.below[0], above, values[0]])


def _derivative(
    reader: NameReader, start: Token, letter: str, scripts: _Scripts, values: list[Term]
) -> Term:
    r"""\mathrm{Ai}'(x), \psi'(x), and J_n'(x) of a name x."""
    if len(values) != 1 or scripts.above:
        reader.fail("a prime on this is not read", start)
    if letter in DERIVATIVES and scripts.primes == 1 and not scripts.below:
        return reader.build(start, construct.apply, DERIVATIVES[letter], values)
    if not values[0].expr.is_Symbol:
        reader.fail(
            "a derivative at a formula: write \\left. \\frac{d}{du} ... \\right|_{u = ...}", start
        )
    plain = _Scripts(scripts.below, [], None, 0)
    body = _value(reader, start, letter, plain, values, "")
    return reader.build(start, binders.differentiated, body, [(values[0], scripts.primes)])
