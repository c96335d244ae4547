r"""The file in which a reader says what a source leaves open: ``paper.glassproof.toml``.

where = ["n integer >= 1", "sigma > 0"]          # of all equations that use the names
ignore = ["eq:heuristic"]

[definitions]
'f(x)' = 'x^2 + 1'

[equations."eq:main"]
where = ["0 < kappa < 1"]
expect = "verified"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.scanning.equation import (
    Definition,
    Document,
    Equation,
    Origin,
    Place,
    Status,
    Trouble,
)
from glassproof.verify.scanning.heads import head_of, parameters_of

MOST_BYTES = 1 << 20
_KEYS = {"where", "ignore", "definitions", "equations"}
_EQUATION_KEYS = {"where", "expect", "ignore"}


@dataclass(frozen=True)
class Sidecar:
    """What the reader says: conditions of all equations and of some, definitions, verdicts."""

    file: str = ""
    where: tuple[str, ...] = ()
    of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    definitions: tuple[Definition, ...] = ()
    ignore: frozenset[str] = frozenset()
    expected: Mapping[str, str] = field(default_factory=dict)

    def ignores(self, equation: Equation) -> bool:
        """Whether the reader wants nothing said of an equation."""
        return equation.id in self.ignore

    def conditions(self, equation: Equation, names: Sequence[str]) -> list[str]:
        """What the reader says of the names of an equation."""
        mine = list(self.of.get(equation.id, ()))
        spoken = {name for text in mine for name in _names(text)}
        for text in self.where:
            inside = _names(text)
            if inside & set(names) and not inside & spoken:
                mine.append(text)
        return mine

    def troubles(self, equations: Iterable[Equation]) -> list[Trouble]:
        """Ids that the reader speaks of and that the source does not have."""
        ids = {each.id for each in equations}
        spoken = {*self.of, *self.ignore, *self.expected}
        return [Trouble(Place(self.file, 1), f"there is no equation {name!r} in the source")
                for name in sorted(spoken - ids)]  # fmt: skip


def _names(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z_][A-Za-z_0-9]*", text))


def read_sidecar(path: str | Path, sidecar: str | Path | None) -> Sidecar:
    """The sidecar file of a source, if there is one; :class:`DomainError` if it is wrong."""
    file = Path(sidecar) if sidecar is not None else beside(path)
    if sidecar is None and not file.is_file():
        return Sidecar()
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise DomainError(f"sidecar = {str(file)!r} has more than 1 MB: give a shorter one")
        table = tomllib.loads(data.decode("utf-8"))
    except OSError as error:
        raise DomainError(f"sidecar = {str(file)!r} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DomainError(f"sidecar = {str(file)!r} is no TOML: {error}") from None
    return _sidecar(file.name, table)


def beside(path: str | Path) -> Path:
    """Where the sidecar file of a source is looked for: ``paper.tex``, ``paper.glassproof.toml``.

    >>> beside("a/paper.tar.gz").as_posix()
    'a/paper.glassproof.toml'
    """
    path = Path(path)
    if path.is_dir():
        return path / "scan.glassproof.toml"
    return path.with_name(path.name.split(".")[0] + ".glassproof.toml")


def _sidecar(file: str, table: Mapping[str, Any]) -> Sidecar:
    if unknown := sorted(set(table) - _KEYS):
        raise DomainError(
            f"{file}: {unknown[0]} is no key of a sidecar file: give {', '.join(sorted(_KEYS))}"
        )
    equations = _table(file, "equations", table.get("equations", {}))
    of: dict[str, tuple[str, ...]] = {}
    expected: dict[str, str] = {}
    ignore = set(_texts(file, "ignore", table.get("ignore", [])))
    for name, said in equations.items():
        entry = _table(file, f"equations.{name}", said)
        if unknown := sorted(set(entry) - _EQUATION_KEYS):
            raise DomainError(
                f"{file}: equations.{name}.{unknown[0]} is no key: give where, expect or ignore"
            )
        if where := _where(file, f"equations.{name}.where", entry.get("where", [])):
            of[name] = where
        if (verdict := entry.get("expect")) is not None:
            if verdict not in set(Status):
                raise DomainError(
                    f"{file}: equations.{name}.expect = {verdict!r}: give one of "
                    f"{', '.join(Status)}"
                )
            expected[name] = verdict
        if entry.get("ignore"):
            ignore.add(name)
    definitions = tuple(
        _definition(file, name, body)
        for name, body in _table(file, "definitions", table.get("definitions", {})).items()
    )
    where = _where(file, "where", table.get("where", []))
    return Sidecar(file, where, of, definitions, frozenset(ignore), expected)


def _table(file: str, key: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise DomainError(f"{file}: {key} = {value!r} is no table: give one, as [{key}]")
    return value


def _texts(file: str, key: str, value: Any) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
        raise DomainError(f"{file}: {key} = {value!r} is no list of texts: give one")
    return tuple(texts)


def _where(file: str, key: str, value: Any) -> tuple[str, ...]:
    texts = _texts(file, key, value)
    try:
        parse_conditions(", ".join(texts))
    except DomainError as error:
        raise DomainError(f"{file}: {key}: {error}") from None
    return texts


def _definition(file: str, name: str, body: Any) -> Definition:
    head = head_of(name)
    if head is None or not isinstance(body, str):
        raise DomainError(
            f"{file}: definitions: {name!r} = {body!r}: give a name in LaTeX, as 'f(x)', and what "
            "it stands for, as 'x^2'"
        )
    return Definition(name, parameters_of(head, body), body, Place(file, 1))


def sidecar_text(document: Document) -> str:
    """What ``scan --init`` writes: all that was inferred, and what is missing, to be edited."""
    lines = [
        f"# What {document.main} leaves open. Conditions are in the language of `check`:",
        '# "n integer >= 2", "abs(z) < 1", "X ~ N(0, 1)". Remove a \'#\' to make a line hold.',
        "",
        "# Of all equations that use the names:",
        "where = [",
        *_missing(document),
        "]",
        "ignore = []",
        "",
        "[definitions]",
        "# 'f(x)' = 'x^2 + 1'",
        *_defined(document),
    ]
    for equation in document.equations:
        lines += _entry(equation)
    return "\n".join(lines) + "\n"


def _missing(document: Document) -> list[str]:
    counts: dict[str, int] = {}
    for equation in document.equations:
        for name in equation.unbound:
            if re.fullmatch(r"[A-Za-z_0-9]+", name):
                counts[name] = counts.get(name, 0) + 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [f'  # "{name} real",  # nothing says what it is, in {count} '
            f"{'equation' if count == 1 else 'equations'}" for name, count in ranked]  # fmt: skip


def _defined(document: Document) -> list[str]:
    found = []
    for equation in document.equations:
        if equation.status is Status.DEFINITION:
            for each in equation.definitions:
                name, body = _literal(each.name), _literal(each.body)
                if name and body:
                    found.append(f"# {name} = {body}  # {each.place}")
    return found


def _literal(text: str) -> str | None:
    text = re.sub(r"\s+", " ", text)
    return None if "'" in text else f"'{text}'"


def _entry(equation: Equation) -> list[str]:
    if equation.status in (Status.DEFINITION, Status.NO_NUMBERS) or not equation.displayed:
        return []
    lines = ["", f"# {equation.place}: {re.sub(chr(10), ' ', equation.expanded)[:90]}"]
    if equation.status is not None:
        lines.append(f"# {equation.status}: {re.sub(chr(10), ' ', equation.reason)[:120]}")
    name = equation.id.replace("\\", "\\\\").replace('"', '\\"')
    lines.append(f'[equations."{name}"]')
    for fact in equation.context:
        mark = {Origin.GUESS: "a guess: ", Origin.NOTATION: "from above: "}.get(fact.origin, "")
        said = re.sub(r"\s+", " ", fact.said)[:90]
        lines.append(f'# where: "{fact.text}"  ({mark}{said})')
    return lines
