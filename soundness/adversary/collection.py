"""Identities of the Digital Library of Mathematical Functions, and slips of the pen in them.

The slips are edits of the text's syntax tree, so that no part of the judge takes part; what is true
of each is told by mpmath at random points.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from soundness.adversary.question import EQUAL, Question

KIND = "identities of the DLMF"
SLIPS = "slips in identities of the DLMF"
_FILE = Path(__file__).with_name("dlmf.txt")
_OTHER = {
    "sin": "cos", "cos": "sin", "sinh": "cosh", "cosh": "sinh", "tan": "cot", "cot": "tan",
    "tanh": "coth", "coth": "tanh", "asin": "atan", "acos": "asin", "atan": "asin",
    "asinh": "acosh", "acosh": "asinh", "atanh": "asinh", "sec": "csc", "csc": "sec",
    "sech": "csch", "csch": "sech", "exp": "cosh", "log": "asinh", "gamma": "factorial",
    "factorial": "gamma", "erf": "erfc", "erfc": "erf",
}  # fmt: skip


@dataclass(frozen=True)
class Identity:
    """An identity by its number in the collection."""

    number: str
    left: str
    right: str
    where: str


@cache
def identities() -> tuple[Identity, ...]:
    """All of them.

    >>> len(identities()) >= 250
    True
    """
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple(
        Identity(*(part.strip() for part in line.split(";;")))
        for line in lines
        if line and not line.startswith("#")
    )


def as_printed() -> list[Question]:
    """Both ways round."""
    return [
        Question(KIND, *sides, identity.where, EQUAL)
        for identity in identities()
        for sides in ((identity.left, identity.right), (identity.right, identity.left))
    ]


def slips(rng: Random, each: int) -> list[Question]:
    """At most so many of the slips in each identity."""
    found = []
    for identity in identities():
        edited = sorted(set(_slips(identity)) - {(identity.left, identity.right)})
        chosen = rng.sample(edited, min(each, len(edited)))
        found += [Question(SLIPS, left, right, identity.where) for left, right in chosen]
    return found


def _slips(identity: Identity) -> Iterator[tuple[str, str]]:
    for text in edited(identity.right):
        yield identity.left, text
    for text in edited(identity.left):
        yield text, identity.right


def edited(text: str) -> Iterator[str]:
    """Every single edit of the text.

    >>> sorted(edited("2*x"))
    ['1*x', '2+x', '3*x', '4*x']
    """
    tree = ast.parse(text, mode="eval").body
    count = sum(1 for _ in ast.walk(tree))
    for place in range(count):
        for kind in range(3):
            copy = ast.parse(text, mode="eval").body
            node = list(ast.walk(copy))[place]
            if _edit(node, kind):
                yield ast.unparse(copy).replace(" ", "")


def _edit(node: ast.AST, kind: int) -> bool:
    """Change the node in place; whether there was something to change."""
    match node:
        case ast.BinOp(op=ast.Add() | ast.Sub()) if kind == 0:
            node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        case ast.BinOp(op=ast.Div()) if kind == 0:
            node.op = ast.Mult()
        case ast.BinOp(op=ast.Mult()) if kind == 1:
            node.op = ast.Add()
        case ast.Constant(value=int(number)) if kind == 0 or number > 1:
            node.value = number + 1 if kind == 0 else number - 1 if kind == 1 else 2 * number
        case ast.Call(func=ast.Name(id=name), args=[_]) if kind == 0 and name in _OTHER:
            node.func = ast.Name(_OTHER[name])
        case ast.Call(args=[first]) if kind == 1:
            node.args = [ast.BinOp(ast.Constant(2), ast.Mult(), first)]
        case ast.Call(args=[first]) if kind == 2:
            node.args = [ast.BinOp(first, ast.Add(), ast.Constant(1))]
        case ast.UnaryOp(op=ast.USub()) if kind == 0:
            node.op = ast.UAdd()
        case _:
            return False
    return True
