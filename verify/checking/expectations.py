"""Verdicts that a claims file expects, written into it: its other lines stay as they are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from glassproof.derivations.proof.domain import DomainError

_CLAIM = re.compile(r"^[ \t]*\[\[ *claim *\]\][^\n]*\n?", re.M)
_TABLE = re.compile(r"^[ \t]*\[", re.M)
_EXPECT = re.compile(r"^[ \t]*expect[ \t]*=[^\n]*\n?", re.M)


def with_expectations(text: str, verdicts: Mapping[str, str]) -> str:
    """The text of a claims file in which the claims named expect these verdicts.

    :class:`DomainError` if the text is written so that a line cannot be put in.

    >>> print(with_expectations('[[claim]]\\nid = "a"\\n', {"a": "refuted"}))
    [[claim]]
    expect = "refuted"
    id = "a"
    <BLANKLINE>
    """
    before = tomllib.loads(text)
    heads = list(_CLAIM.finditer(text))
    claims = before.get("claim", [])
    parts, end = [], 0
    if len(heads) == len(claims):
        for head, claim in zip(heads, claims, strict=True):
            verdict = verdicts.get(claim.get("id", ""))
            if verdict is None:
                continue
            following = _TABLE.search(text, head.end())
            block = text[head.end() : following.start() if following else len(text)]
            kept = _EXPECT.sub("", block, count=1)
            header = head[0] if head[0].endswith("\n") else f"{head[0]}\n"
            parts += [text[end : head.start()], header, f'expect = "{verdict}"\n', kept]
            end = head.end() + len(block)
    found = "".join([*parts, text[end:]])
    if not _says(found, before, verdicts):
        raise DomainError(
            "the file is written so that no line can be put into it: write "
            + "; ".join(f'expect = "{verdict}" for {name}' for name, verdict in verdicts.items())
        )
    return found


def _says(text: str, before: Mapping[str, Any], verdicts: Mapping[str, str]) -> bool:
    """Whether the text says what was said before, and that these verdicts are expected."""
    try:
        after = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    claims = [
        {**claim, "expect": verdicts[claim["id"]]} if claim.get("id") in verdicts else claim
        for claim in before.get("claim", [])
    ]
    return after == {**before, "claim": claims}
