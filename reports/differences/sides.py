"""What a comparison reads of a claim or an equation, from the record of a ledger or of a scan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from glassproof.derivations.prose.marked import plain

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Statement:
    """One claim of a ledger, or one equation of a scan, as far as two of them are compared.

    ``formulas`` are what is stated, by name; ``evidence`` what each examination said, by its kind
    and name. ``named`` says that the id was given by somebody and does not come from the place.
    """

    id: str
    title: str
    verdict: str
    reason: str
    formulas: Mapping[str, str]
    evidence: Mapping[str, str]
    named: bool = True

    @property
    def text(self) -> str:
        """What is stated, for statements that have no name in common."""
        return " ".join(" ".join(self.formulas.values()).split())


@dataclass(frozen=True)
class Side:
    """One of the two: what it is called, what it speaks of, under which circumstances it arose."""

    name: str
    noun: str
    statements: tuple[Statement, ...]
    circumstances: Mapping[str, str]


def side(name: str, record: Record) -> Side:
    """The side of a comparison that a ledger's or a scan's record is."""
    if "equations" in record:
        found = tuple(_of_equation(equation) for equation in record["equations"])
        return Side(name, "equation", found, _versions(record))
    known = {"seed": str(record["seed"]), "budget": str(record["parameters"]["budget"])}
    found = tuple(_of_claim(claim) for claim in record["claims"])
    return Side(name, "claim", found, {**known, "code": record["code"][:12], **_versions(record)})


def _versions(record: Record) -> dict[str, str]:
    return {part: str(version) for part, version in record["versions"].items()}


def _of_claim(claim: Record) -> Statement:
    defect = claim["verdict"] == "undecided" and claim["reason"].startswith("defect")
    return Statement(
        claim["id"],
        plain(claim["title"]),
        "defect" if defect else str(claim["verdict"]),
        plain(claim["reason"]),
        _filled(published=claim["published"], derived=claim["derived"], domain=claim["domain"]),
        _evidence(claim["evidence"]),
    )


def _of_equation(equation: Record) -> Statement:
    evidence = {
        f"link {number}, {name}": said
        for number, link in enumerate(equation["links"], start=1)
        for name, said in _evidence(link["evidence"]).items()
    }
    return Statement(
        equation["id"],
        f"{equation['file']}:{equation['line']}",
        str(equation["status"]),
        equation["reason"],
        _filled(source=" ".join(equation["source"].split()), domain=equation["domain"]),
        evidence,
        named=equation["label"] is not None,
    )


def _filled(**texts: str) -> dict[str, str]:
    return {name: plain(text) for name, text in texts.items() if text}


def _evidence(pieces: Any) -> dict[str, str]:
    return {
        f"{piece['kind']}, {piece['name']}": f"{piece['outcome']}: {plain(piece['detail'])}"
        for piece in pieces
    }
