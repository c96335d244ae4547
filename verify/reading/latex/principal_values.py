r"""Principal values in LaTeX: \mathrm{p.v.}\!\int, \mathrm{PV}\int, and P\int, which is told."""

from __future__ import annotations

from glassproof.derivations.integration.principal_value import PrincipalValue
from glassproof.verify.reading import construct
from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex import integrals
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.tokens import quoted

_WORDS = frozenset(["PV", "pv", "VP", "vp", "P"])
_LETTERS = frozenset(["P", "cal_P"])


def begins(reader: NameReader) -> bool:
    """Whether an integral comes next that is marked as a principal value."""
    now, after = reader.now, reader.following
    if reader.names.declares(now.text):
        return False
    marked = now.text in {"word": _WORDS, "letter": _LETTERS}.get(now.kind, ())
    return marked and after.kind == "command" and after.text == r"\int"


def read(reader: NameReader) -> Term:
    """The principal value of the integral."""
    mark = reader.take()
    if mark.kind == "letter":
        shown = quoted(reader.text[mark.position : reader.now.end])
        reader.notices.append(f"{shown} is read as a principal value")
    return reader.build(mark, _of, integrals.read(reader))


def _of(value: Term) -> Term:
    """The principal value; of an integral that was turned round, with its sign."""
    integral, written = value.nodes[-1]
    principal = binders.opaque(PrincipalValue(integral), PrincipalValue(written))
    return principal if value.expr == integral else construct.negative(principal)
