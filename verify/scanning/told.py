"""What is said of names by other names that the source defines: u > E, where E = 2 sqrt(k)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from glassproof.verify.scanning.definitions import put_in
from glassproof.verify.scanning.equation import Definition
from glassproof.verify.scanning.heads import head_of
from glassproof.verify.scanning.names import name_of, value_of
from glassproof.verify.scanning.plain import Fact

Told = Mapping[str, tuple[str, tuple[str, ...]]]
"""Names, each with the formula that it stands for, and the names in that."""


def stands_for(usable: Sequence[Definition], wanted: Collection[str]) -> Told:
    r"""Those of the wanted names that stand for formulas, without arguments.

    >>> from glassproof.verify.scanning.equation import Place
    >>> stands_for([Definition("c_1", (), r"2\sqrt{k}", Place("a.tex", 1))], ["c_1"])
    {'c_1': ('2*sqrt(k)', ('k',))}
    """
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for each in usable:
        head, name = head_of(each.name), name_of(each.name)
        if head is None or head.arguments is not None or each.parameters:
            continue
        if name is None or name not in wanted:
            continue
        value, names = value_of(put_in(each.body, [one for one in usable if one is not each])[0])
        if value is not None and name not in names:
            found[name] = str(value), names
    return found


def in_full(fact: Fact, told: Told) -> Fact:
    """The fact with formulas in the place of names that bound another one.

    >>> fact = Fact(("u", "E"), "u > E", "")
    >>> in_full(fact, {"E": ("2*sqrt(k)", ("k",))})
    Fact(names=('u', 'k'), text='u > (2*sqrt(k))', said='', guessed='')
    """
    if not fact.names or fact.names[0] in told or not told.keys() & set(fact.names):
        return fact
    text, names = fact.text, [fact.names[0]]
    for name in fact.names[1:]:
        if name in told:
            text = re.sub(rf"\b{re.escape(name)}\b", f"({told[name][0]})", text)
            names += told[name][1]
        else:
            names.append(name)
    return replace(fact, text=text, names=tuple(dict.fromkeys(names)))
