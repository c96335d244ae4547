"""A ledger or a scan as a whole: read, held against schema and digest, then claim by claim."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from glassproof.recheck.boxes import check_instances
from glassproof.recheck.equations import check_equations
from glassproof.recheck.findings import Findings, Level, Record
from glassproof.recheck.formulas import Formulas
from glassproof.recheck.nature import check_budget, check_nature
from glassproof.recheck.proofs import check_proofs
from glassproof.recheck.steps import check_steps
from glassproof.recheck.verdicts import check_verdict, check_whole

VERSIONS = {"claims": ("ledger", 5, "verify"), "equations": ("scan", 2, "scan")}
"""What a file with these entries is, of which version, and the command that writes it."""
SCHEMA = Path(__file__).parent.parent / "verify" / "keeping" / "ledger.schema.json"
_UNSIGNED = {(): ("date", "versions", "digest"), ("claims",): ("seconds",),
             ("claims", "evidence"): ("seconds",), ("equations",): ("seconds",),
             ("equations", "links", "evidence"): ("seconds",)}  # fmt: skip


class NoLedgerError(ValueError):
    """What was given is no ledger of this version."""


def read(path: str | Path) -> dict[str, Any]:
    """The ledger in a file; :class:`NoLedgerError` says why it is none."""
    try:
        text = Path(path).read_text(encoding="utf-8")
        found = json.loads(text, object_pairs_hook=_without_twins)
    except (OSError, ValueError, RecursionError) as error:
        raise NoLedgerError(f"{path} is no file of JSON: {error}") from None
    return require_version(found)


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key occurs twice")
    return found


def require_version(found: Any) -> dict[str, Any]:
    """The ledger or scan, if it says that it is one of the version that is read."""
    kinds = [key for key in VERSIONS if isinstance(found, dict) and key in found]
    if len(kinds) != 1 or "schema" not in found:
        raise NoLedgerError(
            "this is no ledger: give what `glassproof verify --json FILE` or scan --json writes"
        )
    (kind, known, command), version = VERSIONS[kinds[0]], found["schema"]
    if version in range(1, known) and not isinstance(version, bool):
        raise NoLedgerError(
            f"a {kind} of schema version {version} is not read, but version {known}: make it "
            f"again by `glassproof {command} --json FILE`"
        )
    if version != known or isinstance(version, bool):
        raise NoLedgerError(f"schema version {version!r} of a {kind} is not known, but {known}")
    return dict(found)


def digest(ledger: Record) -> str:
    """The SHA-256 of the sorted JSON without what differs from run to run; floats count to six
    digits."""
    text = json.dumps(_lasting(ledger), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _lasting(value: Any, place: tuple[str, ...] = ()) -> Any:
    if isinstance(value, dict):
        left_out = _UNSIGNED.get(place, ())
        return {k: _lasting(v, (*place, k)) for k, v in value.items() if k not in left_out}
    if isinstance(value, list):
        return [_lasting(entry, place) for entry in value]
    if isinstance(value, float):
        return f"{value:.5e}" if math.isfinite(value) else str(value)
    return value


def check(ledger: Record, *, seed: int | None = None) -> Findings:
    """All that a checker finds; fresh points are drawn anew each time unless a seed is given."""
    findings, random = Findings([]), Random(seed)
    if not _has_form(ledger, findings):
        return findings
    same = findings.require(ledger["digest"] == digest(ledger), "the digest is that of the content")
    if "equations" in ledger:
        check_equations(ledger, partial(_check_claim, 0, random), findings)
    else:
        _check_claims(ledger, random, findings)
    if same:
        findings.say(Level.UNCHECKED, "titles, sources, LaTeX and prose, but for the digest")
    return findings


def _check_claims(ledger: Record, random: Random, findings: Findings) -> None:
    claims = ledger["claims"]
    check_whole(ledger, findings)
    for claim in claims:
        here = Findings(findings.found, claim["id"])
        if here.require("certificate" in claim, "each claim has its certificate"):
            _check_claim(ledger["seed"], random, claim, here)
    if all("certificate" in claim for claim in claims):
        check_budget(ledger, findings)


def _check_claim(seed: int, random: Random, claim: Record, here: Findings) -> None:
    parts: tuple[Callable[[], None], ...] = (
        lambda: check_verdict(claim, here),
        lambda: Formulas(claim, random, here).check(),
        lambda: check_steps(claim, random, here),
        lambda: check_proofs(claim, random, here),
        lambda: check_nature(claim, seed, here),
        lambda: check_instances(claim, here),
    )
    for part in parts:
        try:
            part()
        except Exception as error:  # whatever an entry is made to do, it does not hold
            here.say(Level.WRONG, f"an entry cannot be: {type(error).__name__}: {error}")


def _has_form(ledger: Record, findings: Findings) -> bool:
    """Whether the schema admits the ledger; nothing else is looked at if it does not."""
    import jsonschema

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    if "equations" in ledger:
        schema = {"$ref": "#/$defs/scan", "$defs": schema["$defs"]}
    error = next(jsonschema.Draft202012Validator(schema).iter_errors(ledger), None)
    if error is None:
        return findings.require(True, "the schema admits it")
    place = "/".join(map(str, error.absolute_path))
    return findings.require(False, f"the schema does not admit {place}: {error.message[:200]}")
