"""The ledger: all judgements of one run, as plain data with a versioned schema."""

from __future__ import annotations

import hashlib
import json
import math
import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import sympy as sp

from glassproof.numerics.work.streams import beginning
from glassproof.verify.claims.exhibits.display import ledger_html
from glassproof.verify.claims.limits import NO_LIMITS, Limits
from glassproof.verify.claims.nature.statistical_tests.base import FAMILY_LEVEL, LEVEL
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import Judgement
from glassproof.verify.judging.verdict import Verdict, is_defect
from glassproof.verify.judging.whole.assessment import Assessment
from glassproof.verify.keeping.files import write_whole

SCHEMA_VERSION = 5

_PARTS = ("sympy", "mpmath", "python-flint", "numpy", "scipy", "numba")


def _needs_runs(judgement: Judgement) -> bool:
    """Whether a claim is undecided for want of runs that a deep review computes."""
    return any(piece.data.get("needs") for piece in judgement.evidence)


@dataclass(frozen=True)
class Ledger:
    """What one run of the judge found; ``conventions`` are the paper's, ``assessment`` what is said
    of it as a whole, None where a part of it was judged. ``expected`` are verdicts by the claims'
    ids; they are told of in no record."""

    paper: str
    judgements: tuple[Judgement, ...]
    seed: int
    budget: Effort
    date: str = ""
    conventions: tuple[tuple[str, str], ...] = ()
    assessment: Assessment | None = None
    limits: Limits = NO_LIMITS
    expected: Mapping[str, str] = field(default_factory=dict)

    _repr_html_ = ledger_html

    @property
    def summary(self) -> dict[str, int]:
        """How many claims reached each verdict, how much was judged beside them as no claim of
        the paper (remarks in code, other readings), and how many judgements broke."""
        remarks = sum(j.claim.source.is_remark for j in self.judgements)
        claims = [j for j in self.judgements if not j.claim.source.is_remark]
        counts = {str(verdict): 0 for verdict in Verdict}
        for judgement in claims:
            counts[str(judgement.ruling.verdict)] += 1
        broken = sum(is_defect(j.ruling) for j in self.judgements)
        return {"claims": len(claims), **counts, "remarks": remarks, "defects": broken}

    @property
    def unsettled(self) -> int:
        """How many claims are not settled."""
        return sum(not self.is_settled(judgement) for judgement in self.judgements)

    def is_settled(self, judgement: Judgement) -> bool:
        """Whether the claim has a verdict, says what it needs for one, or is expected to have none;
        what is no claim of the paper always is."""
        claim = judgement.claim
        if claim.source.is_remark or judgement.ruling.verdict is not Verdict.UNDECIDED:
            return True
        return claim.waits or _needs_runs(judgement) or self.is_expected(judgement)

    def is_expected(self, judgement: Judgement) -> bool:
        """Whether the claim has the verdict that is expected of it; none breaks as expected."""
        expected = self.expected.get(judgement.claim.id)
        return expected == str(judgement.ruling.verdict) and not is_defect(judgement.ruling)

    @property
    def surprises(self) -> tuple[Judgement, ...]:
        """The claims of which another verdict is expected."""
        asked = (j for j in self.judgements if j.claim.id in self.expected)
        return tuple(j for j in asked if not self.is_expected(j))

    @property
    def wrong(self) -> int:
        """How many claims are refuted and not expected to be."""
        claims = [j for j in self.judgements if not j.claim.source.is_remark]
        refuted = [j for j in claims if j.ruling.verdict is Verdict.REFUTED]
        return sum(not self.is_expected(j) for j in refuted)

    def to_dict(self) -> dict[str, Any]:
        """The ledger as the JSON schema describes it, with the digest of the whole."""
        record = self._record()
        return {**record, "digest": digest(record)}

    def _record(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA_VERSION,
            "paper": self.paper,
            "seed": self.seed,
            "parameters": {
                "budget": str(self.budget),
                "level": LEVEL,
                "family_level": FAMILY_LEVEL,
            },
            **({"date": self.date} if self.date else {}),
            "versions": versions(),
            "code": code_fingerprint(),
            "conventions": [
                {"text": sentence, "latex": formula} for sentence, formula in self.conventions
            ],
            "summary": self.summary,
            **self._assessed(),
            **({"limits": self.limits.to_dict()} if self.limits != NO_LIMITS else {}),
            "claims": [
                _record(judgement)
                | self._standing(judgement)
                | self._resting(judgement)
                | self._certificate(judgement)
                for judgement in self.judgements
            ],
        }

    def _assessed(self) -> dict[str, Any]:
        if self.assessment is None:
            return {}
        changes = {"changes": dict(self.assessment.changes)} if self.assessment.changes else {}
        return {**changes, "figures": [dict(figure) for figure in self.assessment.figures]}

    def _standing(self, judgement: Judgement) -> dict[str, Any]:
        known = self.assessment.standings if self.assessment else {}
        found = known.get(judgement.claim.id)
        return {"standing": dict(found)} if found else {}

    def _resting(self, judgement: Judgement) -> dict[str, Any]:
        """On which refuted claims one that is not refuted rests: nothing does so unsaid."""
        verdicts = {j.claim.id: j.ruling.verdict for j in self.judgements}
        wrong = [i for i in judgement.claim.uses if verdicts.get(i) is Verdict.REFUTED]
        stands = judgement.ruling.verdict is not Verdict.REFUTED
        return {"rests_on_refuted": wrong} if wrong and stands else {}

    def _certificate(self, judgement: Judgement) -> dict[str, Any]:
        """The judgement's certificate, with the beginning of each experiment's random stream."""
        found = judgement.certificate
        if not found:
            return {}
        keys = (self.seed, judgement.claim.id)
        nature = [
            {**sample, "stream": beginning(*keys, sample["name"], 0)} for sample in found["nature"]
        ]
        return {"certificate": {**found, "nature": nature}}

    def write(self, path: Path) -> None:
        """Write JSON to ``path`` at once or not at all."""
        text = json.dumps(self.to_dict(), indent=2, ensure_ascii=False) + "\n"
        write_whole(path, text)


def _record(judgement: Judgement) -> dict[str, Any]:
    claim = judgement.claim
    return {
        "id": claim.id,
        "title": claim.title,
        "verdict": str(judgement.ruling.verdict),
        "reason": judgement.ruling.reason,
        "published": str(claim.published),
        "published_latex": sp.latex(claim.published) if claim.is_formula else "",
        **judgement.exposition,
        "domain": claim.domain.describe(),
        "source": {**claim.source.to_dict(), "section": claim.section},
        "uses": list(claim.uses),
        "evidence": [e.to_dict() for e in judgement.evidence],
        "seconds": round(judgement.seconds, 3),
    }


@cache
def versions() -> dict[str, str]:
    """Versions of glassproof, Python and the parts that numbers depend on."""
    found = {"python": platform.python_version()}
    for part in ("glassproof", *_PARTS):
        try:
            found[part] = metadata.version(part)
        except metadata.PackageNotFoundError:
            found[part] = "not installed"
    return found


@cache
def code_fingerprint() -> str:
    """The SHA-256 of all modules of glassproof, path after path, as they are installed."""
    root = Path(__file__).parents[2]
    whole = hashlib.sha256()
    for folder, inner, names in sorted(os.walk(root, followlinks=True)):
        inner[:] = [name for name in inner if name != "__pycache__"]
        for path in sorted(Path(folder) / name for name in names if name.endswith(".py")):
            place = path.relative_to(root).as_posix()
            whole.update(f"{place}\n{path.read_text(encoding='utf-8')}\0".encode())
    return whole.hexdigest()


def digest(record: Mapping[str, Any]) -> str:
    """The SHA-256 of a ledger's or scan's JSON, keys sorted, without what differs by machine.

    Left out are the date, seconds, versions of libraries and the digest itself; floats count to
    six digits. Equal for equal findings: a review that is repeated has the same.

    >>> one = {"seed": 0, "date": "2026-01-01", "claims": [{"id": "a", "seconds": 1.0}]}
    >>> other = {"claims": [{"seconds": 2.0, "id": "a"}], "seed": 0}
    >>> digest(one) == digest(other) != digest({"seed": 1})
    True
    """
    lasting = _untimed(_without(record, "date", "versions", "digest"))
    text = json.dumps(_to_six_digits(lasting), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


_TIMED = ("claims", "equations", "links", "evidence")
"""Lists of entries that say how long they took, the outer ones first."""


def _untimed(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with none of the seconds that its entries say."""
    lists = {
        key: [_untimed(_without(entry, "seconds")) for entry in record[key]]
        for key in _TIMED
        if key in record
    }
    return {**record, **lists}


def _without(record: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in keys}


def _to_six_digits(value: Any) -> Any:
    """The record with floats as text of six digits, so that the last ones do not count."""
    if isinstance(value, Mapping):
        return {str(key): _to_six_digits(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_to_six_digits(entry) for entry in value]
    if isinstance(value, float):
        return f"{value:.5e}" if math.isfinite(value) else str(value)
    return value


def schema() -> Mapping[str, Any]:
    """The JSON schema of the ledger, as shipped."""
    found: Mapping[str, Any] = json.loads(
        resources.files("glassproof.verify.keeping").joinpath("ledger.schema.json").read_text()
    )
    return found


@cache
def _claim_validator() -> Any:
    import jsonschema

    defined = schema()["$defs"]
    return jsonschema.Draft202012Validator({"$ref": "#/$defs/claim", "$defs": defined})


def misfit(judgement: Judgement) -> str:
    """What the ledger's schema forbids of the judgement's record; empty if nothing."""
    error = next(_claim_validator().iter_errors(_record(judgement)), None)
    return "" if error is None else f"{'.'.join(map(str, error.path))}: {error.message[:200]}"
