"""Drawings in few bytes: SVG as Matplotlib writes it, without what nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import numpy as np

from glassproof.numerics.work.arguments import FloatArray

_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_GROUP, _PATH, _USE = f"{_SVG}g", f"{_SVG}path", f"{_SVG}use"
_REFERENCE = re.compile(r"#([\w.-]+)")
_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_PLACED = re.compile(r"(?<=translate\()[^)]*")
_SPACE = re.compile(r"\s*([:;])\s*")
_ARITY = {"M": 2, "L": 2, "Q": 4, "C": 6}
SEEN = 0.05
"""Points that a line may leave out lie no farther from it, in units of the drawing."""


def compact(drawing: str) -> str:
    """An SVG of the same look in a fraction of its bytes.

    Coordinates are rounded to a hundredth of a unit and told relative to the last; points of a
    polygonal line within :data:`SEEN` of what is left of it go; so do names that nothing refers
    to, and groups that say nothing; neighbours of one style say it once. Whatever paths have but
    the absolute commands M, L, Q, C and Z stays as it is.

    >>> compact('<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><path d="M 1 2 '
    ... 'L 2.5 2.0 L 4 2 L 4 7.125 z"/></g></svg>')
    '<svg xmlns="http://www.w3.org/2000/svg"><path d="m1 2h3v5.12z" /></svg>'
    """
    ElementTree.register_namespace("", _SVG[1:-1])
    root = ElementTree.fromstring(drawing)
    for metadata in root.findall(f"{_SVG}metadata"):
        root.remove(metadata)
    for element in root.iter():
        _shorten(element)
    used = {name for element in root.iter() for name in _references(element)}
    for element in root.iter():
        if element.get("id") not in used:
            element.attrib.pop("id", None)
    _merge(root)
    return ElementTree.tostring(root, encoding="unicode")


def path(drawn: str) -> str:
    """A path's data, relative and rounded.

    >>> path("M 0 0 L 10 10 Q 10 20 0 20 z M 30 30.004 L 30 31 L 31.006 31")
    'm0 0l10 10q0 10-10 10zm30 30v1h1.01'
    >>> path("M 0 0 A 1 1 0 0 0 2 2")
    'M 0 0 A 1 1 0 0 0 2 2'
    """
    read = [(name, _numbers(numbers)) for name, numbers in _COMMAND.findall(drawn)]
    if any(len(given) != _ARITY.get(name, 0) or name not in "MLQCZz" for name, given in read):
        return drawn
    out, here, start = "", np.zeros(2), np.zeros(2)
    for name, points in _strokes(read):
        if name in "Zz":
            out, here = out + "z", start
            continue
        for point in points:
            corners = np.round(point.reshape(-1, 2), 2)
            out += _moved(name.lower(), corners - here)
            here = corners[-1]
        start = here if name == "M" else start
    return out


def _numbers(text: str) -> FloatArray:
    return np.array(text.replace(",", " ").split(), dtype=float)


def _strokes(read: list[tuple[str, FloatArray]]) -> Iterator[tuple[str, list[FloatArray]]]:
    """Commands with their points; what a polygonal line does not need is left out."""
    here = start = np.zeros(2)
    for name, run in groupby(read, key=itemgetter(0)):
        given = [points for _, points in run]
        yield name, _needed(np.array([here, *given]))[1:] if name == "L" else given
        here = given[-1][-2:] if given[-1].size else start
        start = here if name == "M" else start


def _needed(line: FloatArray) -> list[FloatArray]:
    """Corners of a polygonal line that passes all others within :data:`SEEN`."""
    kept, open_ = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_:
        first, last = open_.pop()
        if last - first < 2:
            continue
        along = line[last] - line[first]
        away = line[first + 1 : last] - line[first]
        share = np.clip(away @ along / max(along @ along, 1e-12), 0, 1)
        distances = np.hypot(*(away - share[:, None] * along).T)
        if distances.max() > SEEN:
            farthest = first + 1 + int(distances.argmax())
            kept.add(farthest)
            open_ += [(first, farthest), (farthest, last)]
    return [line[k] for k in sorted(kept)]


def _moved(name: str, by: FloatArray) -> str:
    """A relative command; a line along an axis is told by one number."""
    if name == "l" and 0 in (across := by.round(2)[0].tolist()):
        return f"v{_short(across[1])}" if across[0] == 0 else f"h{_short(across[0])}"
    told = "".join(f" {_short(one)}" for one in by.flat)
    return name + told.replace(" -", "-").lstrip()


def _short(number: float) -> str:
    """A number to two digits.

    >>> _short(-0.50), _short(-0.001), _short(3.0)
    ('-.5', '0', '3')
    """
    shown = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if shown in ("-0", "") else shown.replace("0.", ".", shown.lstrip("-")[:2] == "0.")


def _shorten(element: Element) -> None:
    """The same element in fewer bytes."""
    if element.tag != f"{_SVG}style":
        element.text = None
    element.tail = None
    given = element.attrib
    if _LINK in given:
        given["href"] = given.pop(_LINK)
    if "style" in given:
        given["style"] = _SPACE.sub(r"\1", given["style"])
    if "transform" in given:
        given["transform"] = _PLACED.sub(_rounded, given["transform"])
    if element.tag == _USE:
        given |= {name: _short(float(given[name])) for name in ("x", "y") if name in given}
    if "d" in given:
        given["d"] = path(given["d"])


def _rounded(found: re.Match[str]) -> str:
    return " ".join(_short(number) for number in _numbers(found[0]))


def _references(element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name != "id":
            yield from _REFERENCE.findall(value)


def _merge(parent: Element) -> None:
    """Neighbours that look alike say it once; groups that say nothing give up their children."""
    children: list[Element] = []
    for child in list(parent):
        _merge(child)
        for one in child if child.tag == _GROUP and not child.attrib else [child]:
            if not (children and _joined(children[-1], one)):
                children.append(one)
    parent[:] = []
    for style, alike in groupby(children, key=_style_of_use):
        run = list(alike)
        if style and len(run) > 1:
            for one in run:
                del one.attrib["style"]
            parent.append(group := Element(_GROUP, style=style))
            group.extend(run)
        else:
            parent.extend(run)


def _style_of_use(element: Element) -> str:
    return element.get("style", "") if element.tag == _USE else ""


def _joined(last: Element, child: Element) -> bool:
    """Whether ``last`` has taken ``child`` in: an opaque line of the same look."""
    look, other = ({k: v for k, v in one.items() if k != "d"} for one in (last, child))
    style = look.get("style", "")
    lines = "fill:none" in style and "opacity" not in style and {last.tag, child.tag} == {_PATH}
    if look != other or "id" in look or not lines:
        return False
    last.set("d", last.attrib["d"] + child.attrib["d"].replace("m", "M", 1))
    return True
