"""A ledger or a scan as a whole: read, held against schema and digest, then claim by claim."""

import hashlib
import json
import math
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from glassproof.recheck import formulas, nature, steps, verdicts
from glassproof.recheck.findings import UNCHECKED, Fact, Findings, Record

_PARTS: tuple[Callable[[Record, Random], Iterator[Fact]], ...] = (
    verdicts.check_verdict, formulas.check_formulas, steps.check_steps, steps.check_proofs,
    nature.check_nature)  # fmt: skip
VERSIONS = {"claims": ("ledger", 5, "verify"), "equations": ("scan", 2, "scan")}
"""What a file with these entries is, of which version, and the command that writes it."""
SCHEMA = Path(__file__).parent.parent / "verify" / "keeping" / "ledger.schema.json"
_UNSIGNED = {(): ("date", "versions", "digest"), ("claims",): ("seconds",),
             ("claims", "evidence"): ("seconds",), ("equations",): ("seconds",),
             ("equations", "links", "evidence"): ("seconds",)}  # fmt: skip


class NoLedgerError(ValueError):
    """What was given is no ledger of this version."""


def read(ledger: Any) -> dict[str, Any]:
    """The ledger in a file, as data, or of an object; :class:`NoLedgerError` if it is none."""
    told = "give what `glassproof verify --json FILE` or scan --json writes"
    ledger = ledger.to_dict() if hasattr(ledger, "to_dict") else ledger
    try:
        plain = isinstance(ledger, Mapping)
        text = json.dumps(dict(ledger)) if plain else Path(ledger).read_text("utf-8")
        found = json.loads(text, object_pairs_hook=_without_twins)
    except (OSError, ValueError, TypeError, RecursionError) as error:
        why = getattr(error, "strerror", None) or error
        raise NoLedgerError(f"{ledger!s:.99} is no file of JSON ({why}): {told}") from None
    keys = [key for key in VERSIONS if isinstance(found, dict) and key in found]
    if len(keys) != 1 or "schema" not in found:
        raise NoLedgerError(f"this is no ledger: {told}")
    (kind, known, command), version = VERSIONS[keys[0]], found["schema"]
    if type(version) is not int or version != known:
        told = f"but version {known}: make it again by `glassproof {command} --json FILE`"
        raise NoLedgerError(f"a {kind} of schema version {version!r} is not read, {told}")
    return dict(found)


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key occurs twice")
    return found


def digest(ledger: Record) -> str:
    """The SHA-256 of the sorted JSON but for what differs from run to run; floats to six digits."""
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
    findings, signed = Findings([]), ledger.get("digest") == digest(ledger)
    findings.add("ledger", _check_form(ledger))
    if findings.accepted:
        findings.add("ledger", [(signed, "the digest is that of the content")])
        for place, facts in _everything(ledger, Random(seed)):
            findings.add(place, facts)
        told = "titles, sources, LaTeX and prose, but for the digest"
        findings.add("ledger", [(UNCHECKED, told)])
    return findings


def _everything(ledger: Record, random: Random) -> Iterator[tuple[str, Iterator[Fact]]]:
    """Facts, with the place in the ledger that they belong to."""
    judged: list[tuple[str, Record]] = []
    if "equations" in ledger:
        yield "ledger", verdicts.check_scan(ledger)
        for equation in ledger["equations"]:
            yield equation["id"], verdicts.check_chain(equation)
            for number, link in enumerate(equation["links"], 1):
                place = f"{equation['id']}, link {number}"
                yield place, verdicts.check_link(equation, link)
                judged += [(place, verdicts.claim_of(link))] * (link["certificate"] is not None)
    else:
        yield "ledger", verdicts.check_whole(ledger)
        yield "ledger", nature.check_budget(ledger)
        for claim in ledger["claims"]:
            yield claim["id"], verdicts.check_standing(claim, ledger)
            judged.append((claim["id"], {**claim, "seed": ledger["seed"]}))
    yield from ((place, part(claim, random)) for place, claim in judged for part in _PARTS)


def _check_form(ledger: Record) -> Iterator[Fact]:
    """The schema admits the ledger; nothing else is looked at if it does not."""
    import jsonschema

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    if "equations" in ledger:
        schema = {"$ref": "#/$defs/scan", "$defs": schema["$defs"]}
    error = next(jsonschema.Draft202012Validator(schema).iter_errors(ledger), None)
    place = "/".join(map(str, error.absolute_path)) if error else "it"
    yield error is None, f"the schema admits {place}" + (f": {error.message:.200}" if error else "")
