"""What a scan found of one equation, as plain data that a store can keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, TypeVar

from glassproof.verify.scanning.equation import Equation, Status

T = TypeVar("T")

_WORST = (
    Status.REFUTED, Status.UNREADABLE, Status.UNBOUND, Status.UNDECIDED, Status.SUPPORTED,
    Status.VERIFIED,
)  # fmt: skip

ANSWERED = (Status.VERIFIED, Status.REFUTED, Status.SUPPORTED)
"""What answers whether a statement about numbers is true."""


@dataclass(frozen=True)
class LinkFound:
    """One link of a chain: how it was read, what the judge says of it, and why.

    ``latex`` is the link as it was judged, ``domain`` where.
    ``counterexample`` holds values by name, as texts; ``evidence`` is as in the ledger, and so is
    the ``certificate``: what a checker needs to repeat the judgement.
    """

    latex: str
    relation: str
    status: Status
    reason: str
    read_as: str = ""
    right: str = ""
    ratio: str = ""
    counterexample: Mapping[str, str] | None = None
    hint: str = ""
    notices: tuple[str, ...] = ()
    evidence: tuple[Mapping[str, Any], ...] = ()
    broke: bool = False
    domain: str = ""
    certificate: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Findings:
    """What judging found of an equation.

    ``domain`` is where it was judged; ``as_read`` lists the guesses that the status rests on;
    ``aside`` what else a reader should know (where else it holds, what fails beyond);
    ``convention`` the other common convention under which a refuted equation holds; ``broken`` the
    number of the first link that is refuted, from 1; ``alone`` says that only one side of the chain
    is wrong.
    """

    status: Status
    reason: str
    links: tuple[LinkFound, ...] = ()
    domain: str = ""
    as_read: tuple[str, ...] = ()
    aside: str = ""
    convention: str = ""
    broken: int | None = None
    alone: str = ""
    seconds: float = 0.0

    @property
    def telling(self) -> LinkFound | None:
        """The link that decides: the first refuted, else the first of the worst status."""
        return min(self.links, key=lambda link: _WORST.index(link.status), default=None)

    @property
    def counterexample(self) -> Mapping[str, str] | None:
        """Where the first broken link fails."""
        return self.telling.counterexample if self.telling else None

    @property
    def hint(self) -> str:
        """What may be wrong with the first broken link."""
        return self.telling.hint if self.telling else ""

    @property
    def broke(self) -> bool:
        """Whether judging ended in an error of this toolkit."""
        return any(link.broke for link in self.links)

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> Findings:
        """The findings of :meth:`to_dict`; :class:`ValueError` or :class:`TypeError` if it is none.

        >>> link = LinkFound("a=a", "=", Status.VERIFIED, "")
        >>> found = Findings(Status.VERIFIED, "proven", (link,))
        >>> Findings.from_dict(found.to_dict()) == found
        True
        """
        links = tuple(_made(LinkFound, link) for link in data["links"])
        return _made(Findings, {**data, "links": links})


def _made(kind: type[T], data: Mapping[str, Any]) -> T:
    """A dataclass from plain data, lists as tuples."""
    known = {each.name for each in fields(kind)}  # type: ignore[arg-type]
    if set(data) != known:
        raise ValueError(f"fields {', '.join(sorted(set(data) ^ known))}")
    values: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in data.items()}
    values["status"] = Status(values["status"])
    return kind(**values)


@dataclass(frozen=True)
class Scanned:
    """An equation of the source, and what was found of it; ``stored`` if that was known before."""

    equation: Equation
    found: Findings
    stored: bool = False
    expected: str | None = field(default=None)

    @property
    def status(self) -> Status:
        """What the scan says of the equation."""
        return self.found.status

    @property
    def settled(self) -> bool:
        """Whether nobody has to look again: it has the status that the sidecar file expects, or
        was decided, or says nothing about numbers."""
        if self.expected is not None:
            return str(self.status) == self.expected
        return self.status not in (Status.UNDECIDED, Status.UNREADABLE)

    @property
    def surprising(self) -> bool:
        """Whether it has another status than the sidecar file expects."""
        return self.expected is not None and str(self.status) != self.expected

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as the schema says."""
        equation = self.equation
        found = self.found.to_dict()
        return {
            "id": equation.id,
            "label": equation.label,
            "number": equation.number,
            "file": equation.place.file,
            "line": equation.place.line,
            "end": equation.end,
            "section": equation.section,
            "environment": equation.environment,
            "displayed": equation.displayed,
            "source": equation.source,
            "expanded": equation.expanded,
            "sentence": equation.sentence,
            "context": [
                {
                    "text": fact.text,
                    "origin": str(fact.origin),
                    "place": str(fact.place) if fact.place else None,
                    "said": fact.said,
                }
                for fact in equation.context
            ],
            "definitions": [
                {
                    "name": one.name,
                    "parameters": list(one.parameters),
                    "body": one.body,
                    "place": str(one.place),
                }
                for one in equation.definitions
            ],
            "unbound": list(equation.unbound),
            "relations": [link.relation for link in equation.links],
            "expected": self.expected,
            **_plain(found),
            "counterexample": _plain(self.found.counterexample),
            "hint": self.found.hint,
        }


def _plain(value: Any) -> Any:
    """Tuples as lists, enumerations as texts."""
    if isinstance(value, Mapping):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    return str(value) if isinstance(value, Status) else value
