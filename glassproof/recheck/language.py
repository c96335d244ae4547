"""The notation of certificates, read: a line of text becomes a tree of plain tuples.

A tree is a :class:`~fractions.Fraction` (a number), a ``str`` (a name), or a tuple whose first
entry is the operation's name. Python's own parser splits the text; nothing is ever executed.
"""

import ast
import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache, reduce
from typing import Any

Tree = Any
CONSTANTS = {"pi", "E", "I", "oo", "EulerGamma", "Catalan", "GoldenRatio"}
ZERO, ONE, HALF = Fraction(0), Fraction(1), Fraction(1, 2)
_OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**", ast.BitAnd: "and",
    ast.BitOr: "or", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}  # fmt: skip
_RENAMED = {"Eq": "==", "Ne": "!=", "And": "and", "Or": "or", "Not": "not", "ln": "log"}
_SUMMED = ("Sum", "Product", "Integral", "Limit")
_SLOPES = {
    "exp": "exp(_)", "log": "1/_", "sin": "cos(_)", "cos": "-sin(_)", "tan": "1 + tan(_)**2",
    "sinh": "cosh(_)", "cosh": "sinh(_)", "tanh": "1 - tanh(_)**2", "asin": "1/sqrt(1 - _**2)",
    "acos": "-1/sqrt(1 - _**2)", "atan": "1/(1 + _**2)", "asinh": "1/sqrt(1 + _**2)",
    "acosh": "1/(sqrt(_ - 1)*sqrt(_ + 1))", "atanh": "1/(1 - _**2)", "li": "1/log(_)",
    "erf": "2*exp(-_**2)/sqrt(pi)", "erfc": "-2*exp(-_**2)/sqrt(pi)", "digamma": "polygamma(1, _)",
    "gamma": "gamma(_)*digamma(_)", "loggamma": "digamma(_)", "Si": "sin(_)/_",
    "Ci": "cos(_)/_", "Ei": "exp(_)/_"}  # fmt: skip


class LanguageError(Exception):
    """A text is not a formula in the notation, or no rule for a part of it is known here."""


class NoRuleError(LanguageError):
    """No rule for a derivative is known here."""


@lru_cache(maxsize=4096)
def parse(text: str) -> Tree:
    """The tree of a formula.

    >>> parse("x**2/2 + 'Re(z)'")
    ('+', ('/', ('**', 'x', Fraction(2, 1)), Fraction(2, 1)), 'Re(z)')
    """
    try:
        quoted = re.sub(r"(?<!')\blambda\b(?!')", "'lambda'", text.strip())  # no name in Python
        return _tree(ast.parse(quoted, mode="eval").body)
    except (SyntaxError, ValueError, TypeError, LookupError, RecursionError, MemoryError) as error:
        raise LanguageError(f"{text[:60]!r} is no formula: {error}") from None


def _tree(node: ast.AST) -> Tree:
    match node:
        case ast.Constant(value=bool() as value):
            return (str(value),)
        case ast.Constant(value=int() | str() as value):
            return Fraction(value) if isinstance(value, int) else value
        case ast.Name(id=name):
            return (name,) if name in CONSTANTS else name
        case ast.BinOp(left=a, op=op, right=b) | ast.Compare(left=a, ops=[op], comparators=[b]):
            return (_OPERATORS[type(op)], _tree(a), _tree(b))
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            tree = _tree(inner)
            return -tree if isinstance(tree, Fraction) else ("*", -ONE, tree)
        case ast.UnaryOp(op=ast.Invert(), operand=inner):
            return ("not", _tree(inner))
        case ast.Tuple(elts=entries):
            return ("tuple", *map(_tree, entries))
        case ast.Call(func=ast.Name(id="Limit"), args=[body, index, to]):  # of any direction
            return ("Limit", *map(_tree, (body, index, to, to)))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
            return _call(name, *map(_tree, arguments))
    raise LanguageError(f"the notation has no {type(node).__name__}")


def _call(name: str, *parts: Tree) -> Tree:
    if name in _SUMMED:  # one range each, the innermost first
        if not parts[1:] or any(r[0] != "tuple" or not isinstance(r[1], str) for r in parts[1:]):
            raise LanguageError("a range is (name, from, to)")
        return reduce(lambda body, limits: (name, body, *limits[1:]), parts[1:], parts[0])
    if name == "Derivative":  # by (x, 2) is by x, x
        by = [[part] if isinstance(part, str) else [part[1]] * int(part[2]) for part in parts[1:]]
        return (name, parts[0], *(each for several in by for each in several))
    if name == "sqrt" and len(parts) == 1:
        return ("**", *parts, HALF)
    return (_RENAMED.get(name, name), *parts)


def names(tree: Tree) -> frozenset[str]:
    """Names that are free in the tree."""
    if isinstance(tree, (str, Fraction)):
        return frozenset({tree} if isinstance(tree, str) else ())
    if tree[0] in _SUMMED:
        return (names(tree[1]) - {tree[2]}) | names(tree[3]) | names(tree[4])
    return frozenset().union(*map(names, tree[1:]))


def substitute(tree: Tree, images: Mapping[Tree, Tree]) -> Tree:
    """The tree with other trees in the place of its parts, of free names above all."""
    if tree in images or isinstance(tree, (str, Fraction)):
        return images.get(tree, tree)
    if tree[0] in (*_SUMMED, "Derivative"):
        bound = set(tree[2:] if tree[0] == "Derivative" else tree[2:3])
        if bound & images.keys() or any(bound & names(image) for image in images.values()):
            raise LanguageError("a substitution meets a bound name")
    return (tree[0], *(substitute(part, images) for part in tree[1:]))


def derivative(tree: Tree, name: str) -> Tree:
    """The derivative by rule; :class:`NoRuleError` where no rule is known here."""
    if tree == name or name not in names(tree):
        return ONE if tree == name else ZERO
    match tree:
        case ("+" | "-" as sign, a, b):
            return (sign, derivative(a, name), derivative(b, name))
        case ("*", a, b):
            return ("+", _times(derivative(a, name), b), _times(a, derivative(b, name)))
        case ("/", a, b):
            return derivative(("*", a, ("**", b, -ONE)), name)
        case ("**", a, b) if name not in names(b):
            return _times(("*", b, ("**", a, ("-", b, ONE))), derivative(a, name))
        case ("**", a, b):
            return ("*", tree, derivative(("*", b, ("log", a)), name))
        case (head, a) if head in _SLOPES:
            return _times(substitute(parse(_SLOPES[head]), {"_": a}), derivative(a, name))
    raise NoRuleError(f"no rule for the derivative of {tree[0]} is known here")


def _times(a: Tree, b: Tree) -> Tree:
    return ZERO if ZERO in (a, b) else a if b == ONE else ("*", a, b)
