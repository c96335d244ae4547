"""The notation of certificates, read: a line of text becomes a tree of plain tuples.

A tree is a :class:`~fractions.Fraction` (a number), a ``str`` (a name), or a tuple whose first
entry is the operation's name. Python's own parser splits the text; nothing is ever executed.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

Tree = Any
CONSTANTS = frozenset({"pi", "E", "I", "oo", "EulerGamma", "Catalan", "GoldenRatio"})
BINDERS = frozenset({"Sum", "Product", "Integral", "Derivative", "Limit"})
MOST_TEXT, MOST_DIGITS = 200_000, 20_000
_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**",
              ast.BitAnd: "and", ast.BitOr: "or"}  # fmt: skip
_RELATIONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
_RENAMED = {"Eq": "==", "Ne": "!=", "ln": "log"}


class LanguageError(ValueError):
    """A text is not a formula in the notation."""


class UnknownRuleError(LanguageError):
    """No rule for a derivative is known here."""


@lru_cache(maxsize=4096)
def parse(text: str) -> Tree:
    """The tree of a formula.

    >>> parse("x**2/2 + 'Re(z)'")
    ('+', ('/', ('**', 'x', Fraction(2, 1)), Fraction(2, 1)), 'Re(z)')
    """
    if not isinstance(text, str) or len(text) > MOST_TEXT:
        raise LanguageError("a formula is a text of bounded length")
    try:
        return _tree(ast.parse(text.strip(), mode="eval").body)
    except LanguageError:
        raise
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise LanguageError(f"{text[:60]!r} is no formula: {type(error).__name__}") from None


def _tree(node: ast.AST) -> Tree:
    match node:
        case ast.Constant(value=bool() as value):
            return (str(value),)
        case ast.Constant(value=int() as value):
            return Fraction(value)
        case ast.Constant(value=str() as value):
            return value
        case ast.Name(id=name):
            return (name,) if name in CONSTANTS else name
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return (_OPERATORS[type(op)], _tree(left), _tree(right))
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            tree = _tree(inner)
            return -tree if isinstance(tree, Fraction) else ("*", Fraction(-1), tree)
        case ast.UnaryOp(op=ast.Invert(), operand=inner):
            return ("not", _tree(inner))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _RELATIONS:
            return (_RELATIONS[type(op)], _tree(left), _tree(right))
        case ast.Tuple(elts=entries):
            return ("tuple", *map(_tree, entries))
        case ast.List(elts=entries):
            return ("list", *map(_tree, entries))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=options):
            return _call(name, arguments, options)
    raise LanguageError(f"the notation has no {type(node).__name__}")


def _call(name: str, arguments: list[Any], options: list[Any]) -> Tree:
    trees = tuple(map(_tree, arguments))
    for option in options:  # Limit(f, x, a, dir='+') alone has one
        if name != "Limit" or option.arg != "dir" or not isinstance(option.value, ast.Constant):
            raise LanguageError(f"{name} has no option {option.arg}")
        trees += (("dir", option.value.value),)
    if name == "sqrt" and len(trees) == 1:
        return ("**", trees[0], Fraction(1, 2))
    return (_RENAMED.get(name, name), *trees)


def names(tree: Tree) -> frozenset[str]:
    """Names that are free in the tree.

    >>> sorted(names(parse("Sum(k*x, (k, 1, n))")))
    ['n', 'x']
    """
    if isinstance(tree, str):
        return frozenset({tree})
    if isinstance(tree, Fraction) or tree[0] == "dir":
        return frozenset()
    if tree[0] in ("Sum", "Product", "Integral"):
        body, bound = names(tree[1]), frozenset[str]()
        for limits in reversed(tree[2:]):
            _require_limits(limits)
            body |= frozenset().union(*map(names, limits[2:]))
            bound |= {limits[1]}
        return body - bound
    if tree[0] == "Limit":
        return (names(tree[1]) - {tree[2]}) | names(tree[3])
    return frozenset().union(*map(names, tree[1:]))


def _require_limits(limits: Tree) -> None:
    if not (isinstance(limits, tuple) and len(limits) == 4 and isinstance(limits[1], str)):
        raise LanguageError("a range is (name, from, to)")


def substitute(tree: Tree, images: Mapping[str, Tree]) -> Tree:
    """The tree with trees in the place of free names.

    >>> substitute(parse("x + y"), {"x": parse("y**2")}) == parse("y**2 + y")
    True
    """
    if isinstance(tree, str):
        return images.get(tree, tree)
    if isinstance(tree, Fraction) or tree[0] == "dir":
        return tree
    if tree[0] in BINDERS:
        bound = bound_names(tree)
        met = bound & frozenset(images) or any(bound & names(tree) for tree in images.values())
        if met:
            raise LanguageError("a substitution meets a bound name")
    return (tree[0], *(substitute(entry, images) for entry in tree[1:]))


def bound_names(tree: Tree) -> frozenset[str]:
    """The names that a binder binds (of a derivative, by which it is taken)."""
    if tree[0] == "Limit":
        return frozenset({tree[2]})
    return frozenset(p[1] if isinstance(p, tuple) else p for p in tree[2:])


def derivative(tree: Tree, name: str) -> Tree:
    """The derivative by rule; :class:`LanguageError` where no rule is known here.

    >>> derivative(parse("x**3"), "x")
    ('*', ('*', Fraction(3, 1), ('**', 'x', ('-', Fraction(3, 1), Fraction(1, 1)))), Fraction(1, 1))
    """
    one, zero = Fraction(1), Fraction(0)
    if name not in names(tree):
        return zero
    if tree == name:
        return one
    head, *parts = tree
    if head in ("+", "-"):
        return (head, *(derivative(part, name) for part in parts))
    if head == "*":
        a, b = parts
        left, right = ("*", derivative(a, name), b), ("*", a, derivative(b, name))
        return (
            left if name not in names(b) else right if name not in names(a) else ("+", left, right)
        )
    if head == "/":
        a, b = parts
        first = ("/", derivative(a, name), b)
        if name not in names(b):
            return first
        return ("-", first, ("/", ("*", a, derivative(b, name)), ("**", b, Fraction(2))))
    if head == "**":
        base, power = parts
        if name not in names(power):
            inner = ("*", power, ("**", base, ("-", power, one)))
            return ("*", inner, derivative(base, name))
        return ("*", tree, derivative(("*", power, ("log", base)), name))
    if head in _DERIVATIVES and len(parts) == 1:
        return ("*", _DERIVATIVES[head](parts[0]), derivative(parts[0], name))
    raise UnknownRuleError(f"no rule for the derivative of {head} is known here")


def _rule(text: str) -> Callable[[Tree], Tree]:
    tree = parse(text)
    return lambda inner: substitute(tree, {"_": inner})


_DERIVATIVES = {
    head: _rule(text)
    for head, text in {
        "exp": "exp(_)", "log": "1/_", "sin": "cos(_)", "cos": "-sin(_)", "tan": "1 + tan(_)**2",
        "sinh": "cosh(_)", "cosh": "sinh(_)", "tanh": "1 - tanh(_)**2", "asin": "1/sqrt(1 - _**2)",
        "acos": "-1/sqrt(1 - _**2)", "atan": "1/(1 + _**2)", "asinh": "1/sqrt(1 + _**2)",
        "acosh": "1/(sqrt(_ - 1)*sqrt(_ + 1))", "atanh": "1/(1 - _**2)",
        "erf": "2*exp(-_**2)/sqrt(pi)", "erfc": "-2*exp(-_**2)/sqrt(pi)",
        "gamma": "gamma(_)*digamma(_)", "loggamma": "digamma(_)", "Si": "sin(_)/_",
        "Ci": "cos(_)/_", "Ei": "exp(_)/_", "li": "1/log(_)",
    }.items()
}  # fmt: skip
