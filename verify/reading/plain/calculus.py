"""Limit(f, x, a), Derivative(f, x), Subs(f, x, a), PV(Integral(...)), ContourIntegral(...)."""

from __future__ import annotations

from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.bound_variables.extremes import extreme
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.plain.reader import Argument, Reader
from glassproof.verify.reading.plain.sums import end
from glassproof.verify.reading.tokens import Token, quoted


def limit(reader: Reader, token: Token, arguments: list[Argument]) -> Term:
    """Limit(f, x, a), from both sides, or Limit(f, x, a, '+') from above."""
    if len(arguments) not in (3, 4):
        reader.fail("write Limit(f, x, a), or Limit(f, x, a, '+') for the limit from above", token)
    body, variable, target = arguments[:3]
    name = _name(reader, variable)
    to = reader.at(target, lambda: end(reader))
    side = reader.at(arguments[3], lambda: _side(reader)) if len(arguments) == 4 else ""
    far = bool(to.expr.is_infinite)
    integer, told = binders.over_integers(name, reader.scope.get(name), far)
    reader.notices += [told] if told else []
    place = reader.token(variable)
    symbol, inner, notice = reader.build(place, lambda: reader.scope.binding(name, integer=integer))
    if notice:
        reader.notices.append(notice)
    if not far and not side:
        shown = quoted(reader.text[token.position : reader.tokens[arguments[-1].end].end], 40)
        reader.notices.append(f"{shown} is read as the limit from both sides")
    value = reader.within(inner, lambda: reader.at(body, reader.sum))
    at = (value, symbol, to, side or "+-")
    if token.text in ("Limit", "limit"):
        return reader.build(token, binders.limit, *at)
    return reader.build(token, lambda: extreme(*at, upper=token.text == "limsup"))


def _name(reader: Reader, argument: Argument) -> str:
    name = reader.is_word(argument)
    if name is None:
        reader.fail("expected the name of a variable", reader.token(argument))
    return name


def _side(reader: Reader) -> str:
    """'+', '-' or '+-', also as dir='+'."""
    if reader.accept("dir", kind="name"):
        reader.expect("=")
    token = reader.now
    if token.kind != "side":
        reader.expected("'+', '-' or '+-' in quotes")
    reader.take()
    text = token.text[1:-1]
    return "+-" if len(text) == 2 else text


def derivative(reader: Reader, token: Token, arguments: list[Argument]) -> Term:
    """Derivative(f, x), Derivative(f, x, 2, y) or Derivative(f, (x, n)): by x first, then by y."""
    if len(arguments) < 2:
        reader.fail("by which variable? write Derivative(f, x) or Derivative(f, x, 2)", token)
    body = reader.at(arguments[0], reader.sum)
    by: list[tuple[Term, int | Term]] = []
    for argument in arguments[1:]:
        if reader.token(argument).text == "(":
            by.append(reader.at(argument, lambda: _repeated(reader)))
            continue
        value = reader.at(argument, reader.sum)
        if by and not value.expr.is_Symbol:
            by[-1] = (by[-1][0], value)
        else:
            by.append((value, 1))
    return reader.build(token, binders.differentiated, body, by)


def _repeated(reader: Reader) -> tuple[Term, Term]:
    """(x, n): a variable, and how often."""
    reader.expect("(")
    variable = reader.sum()
    reader.expect(",")
    times = reader.sum()
    reader.expect(")")
    return variable, times


def substituted(reader: Reader, token: Token, arguments: list[Argument]) -> Term:
    """Subs(f, x, a): f, with the derivatives in it, at x = a."""
    if len(arguments) != 3:
        reader.fail("write Subs(f, x, a) for the value of f at x = a", token)
    body, variable, at = arguments
    name, place = _name(reader, variable), reader.token(variable)
    value = reader.at(at, reader.sum)
    symbol, inner, notice = reader.build(place, lambda: reader.scope.binding(name, integer=False))
    if notice:
        reader.notices.append(notice)
    term = reader.within(inner, lambda: reader.at(body, reader.sum))
    return reader.build(token, binders.substituted, term, symbol, value)


def contour_integral(reader: Reader, token: Token, arguments: list[Argument]) -> Term:
    """ContourIntegral(f, (z, c, r)): once around the circle |z - c| = r, counterclockwise."""
    if len(arguments) != 2 or reader.token(arguments[1]).text != "(":
        reader.fail(f"write {token.text}(f, (z, c, r)) for the circle of radius r around c", token)
    body, circle = arguments
    place = reader.tokens[circle.begin + 1]
    name, centre, radius = reader.at(circle, lambda: _circle(reader))
    angle = reader.scope.fresh("theta")
    on_circle = reader.build(place, binders.on_circle, angle, centre, radius)
    inner = reader.build(place, reader.scope.standing_for, name, on_circle.expr)
    value = reader.within(inner, lambda: reader.at(body, reader.sum))
    return reader.build(token, binders.around_circle, value, angle, radius)


def _circle(reader: Reader) -> tuple[str, Term, Term]:
    reader.expect("(")
    name = reader.take()
    if name.kind != "name":
        reader.fail("expected the name of the variable on the circle", name)
    reader.expect(",")
    centre = reader.sum()
    reader.expect(",")
    radius = reader.sum()
    reader.expect(")")
    return name.text, centre, radius


def principal_value(reader: Reader, token: Token, arguments: list[Argument]) -> Term:
    """PV(Integral(f, (x, a, b))): Cauchy's principal value."""
    if len(arguments) != 1:
        reader.fail(f"write {token.text}(Integral(f, (x, a, b)))", token)
    integral = reader.at(arguments[0], reader.sum)
    return reader.build(token, binders.principal_value, integral)
