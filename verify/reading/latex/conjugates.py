r"""Complex conjugates of formulas: \overline{z + w}; of names the grammar of names reads them."""

from __future__ import annotations

from glassproof.verify.reading import construct
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.differentials import after_group
from glassproof.verify.reading.latex.name_reader import NameReader


def begins(reader: NameReader) -> bool:
    r"""Whether \overline stands over more than a name."""
    if reader.now.text not in (r"\overline", r"\bar") or reader.following.text != "{":
        return False
    end = after_group(reader, reader.index + 1)
    inside = reader.tokens[reader.index + 2 : end - 1]
    if not inside:
        return False
    is_name = inside[0].kind in ("letter", "word") and (
        len(inside) == 1 or inside[1].text in ("_", "'")
    )
    return not is_name or any(token.text in ("+", "-", "^", "(") for token in inside)


def read(reader: NameReader) -> Term:
    """The conjugate."""
    token = reader.take()
    value = reader.group()
    value = reader.build(token, construct.apply, "conjugate", [value])
    return reader.raised(value, token) if reader.sees("^") else value
