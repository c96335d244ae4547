"""A ledger as a whole: read, held against its schema and digest, then claim by claim."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

from glassproof.recheck.boxes import check_instances
from glassproof.recheck.findings import Findings, Level
from glassproof.recheck.formulas import Formulas, check_steps
from glassproof.recheck.language import LanguageError
from glassproof.recheck.nature import check_budget, check_nature
from glassproof.recheck.proofs import check_proofs
from glassproof.recheck.verdicts import check_verdict, check_whole

VERSION = 4
SCHEMA = Path(__file__).parent.parent / "verify" / "keeping" / "ledger.schema.json"


class NoLedgerError(ValueError):
    """What was given is no ledger of this version."""


def read(path: str | Path) -> dict[str, Any]:
    """The ledger in a file; :class:`NoLedgerError` says why it is none."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise NoLedgerError(f"{path} cannot be read: {error}") from None
    try:
        found = json.loads(text, object_pairs_hook=_without_twins)
    except (ValueError, RecursionError) as error:
        raise NoLedgerError(f"{path} is no JSON: {error}") from None
    return require_version(found)


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key occurs twice")
    return found


def require_version(found: Any) -> dict[str, Any]:
    """The ledger, if it says that it is one of this version."""
    if not isinstance(found, dict) or "schema" not in found or "claims" not in found:
        raise NoLedgerError("this is no ledger: give what `glassproof verify --json FILE` writes")
    version = found["schema"]
    if version in (1, 2, 3):
        raise NoLedgerError(
            f"a ledger of schema version {version} has no certificates: make it again by "
            f"`glassproof verify --json FILE`, which writes version {VERSION}"
        )
    if version != VERSION or isinstance(version, bool):
        raise NoLedgerError(f"schema version {version!r} is not known: this reads {VERSION}")
    return found


def digest(ledger: Mapping[str, Any]) -> str:
    """The SHA-256 of the sorted JSON without date, seconds, versions and digest; floats count to
    six digits."""
    lasting = {k: v for k, v in ledger.items() if k not in ("date", "versions", "digest")}
    lasting["claims"] = [
        {
            **{k: v for k, v in claim.items() if k != "seconds"},
            "evidence": [{k: v for k, v in e.items() if k != "seconds"} for e in claim["evidence"]],
        }
        for claim in ledger["claims"]
    ]
    text = json.dumps(_to_six_digits(lasting), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _to_six_digits(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _to_six_digits(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_to_six_digits(entry) for entry in value]
    if isinstance(value, float):
        return f"{value:.5e}" if math.isfinite(value) else str(value)
    return value


def check(ledger: Mapping[str, Any], *, seed: int | None = None) -> Findings:
    """All that a checker finds; fresh points are drawn anew each time unless a seed is given."""
    findings = Findings()
    if not _has_form(ledger, findings):
        return findings
    same = findings.require(ledger["digest"] == digest(ledger), "the digest is that of the content")
    random = Random(seed)
    check_whole(ledger, findings)
    for claim in ledger["claims"]:
        here = findings.at(claim["id"])
        if not here.require("certificate" in claim, "each claim has its certificate"):
            continue
        _check_claim(claim, ledger["seed"], random, here)
    if all("certificate" in claim for claim in ledger["claims"]):
        check_budget(ledger, findings)
    if same:
        findings.say(
            Level.UNCHECKED, "titles, sources, LaTeX and reasons in words, but for the digest"
        )
    return findings


def _check_claim(claim: Mapping[str, Any], seed: int, random: Random, here: Findings) -> None:
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
        except LanguageError as error:
            here.say(Level.WRONG, f"a text is no formula: {error}")
        except Exception as error:  # whatever an entry is made to do, it does not hold
            here.say(Level.WRONG, f"an entry cannot be: {type(error).__name__}: {error}")


def _has_form(ledger: Mapping[str, Any], findings: Findings) -> bool:
    """Whether the schema admits the ledger; nothing else is looked at if it does not."""
    import jsonschema

    try:
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    except OSError:
        raise NoLedgerError(f"the schema {SCHEMA.name} is missing beside the checker") from None
    error = next(jsonschema.Draft202012Validator(schema).iter_errors(ledger), None)
    if error is None:
        return findings.require(True, "the schema admits it")
    place = "/".join(map(str, error.absolute_path))
    return findings.require(False, f"the schema does not admit {place}: {error.message[:200]}")
