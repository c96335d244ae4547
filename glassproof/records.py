"""Records that commands wrote, read again: a ledger, a scan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.keeping import ledger

MAX_BYTES = 400_000_000


def read_ledger(path: Path, argument: str = "--ledger") -> Mapping[str, Any]:
    """A ledger file, checked against the schema; :class:`DomainError` if it is none."""
    record = _content(path, argument)
    if isinstance(record, dict) and "equations" in record:
        raise DomainError(
            f"{argument} {path} is a scan and no ledger: `glassproof scan PATH --html FILE` writes "
            "the report of a scan; give a file that verify --json wrote"
        )
    _require_version(path, record, argument)
    return _checked(path, record, ledger.schema(), argument)


def read_record(path: Path, argument: str) -> Mapping[str, Any]:
    """A ledger or a scan, whichever the file holds."""
    record = _content(path, argument)
    if isinstance(record, dict) and "equations" in record:
        from glassproof.verify.scanning.scan import schema

        return _checked(path, record, schema(), argument)
    return read_ledger(path, argument)


def _content(path: Path, argument: str) -> Any:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DomainError(f"{argument} {path} has more than {MAX_BYTES} bytes: it is no record")
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DomainError(
            f"{argument} {path} cannot be read ({error.strerror}): make it by "
            f"glassproof verify --json {path.name}"
        ) from error
    except (ValueError, RecursionError) as error:
        raise _no_record(path, argument, str(error)) from error


def _checked(
    path: Path, record: Any, schema: Mapping[str, Any], argument: str
) -> Mapping[str, Any]:
    import jsonschema

    try:
        jsonschema.validate(record, schema)
    except jsonschema.ValidationError as error:
        raise _no_record(path, argument, str(error)) from error
    checked: Mapping[str, Any] = record
    return checked


def _no_record(path: Path, argument: str, why: str) -> DomainError:
    first = why.splitlines()[0]
    return DomainError(
        f"{argument} {path} is no ledger ({first}): give a file that verify --json wrote"
    )


def _require_version(path: Path, record: Any, argument: str) -> None:
    """Refuse ledgers of older schema versions by name."""
    version = record.get("schema") if isinstance(record, dict) else None
    if version in range(1, ledger.SCHEMA_VERSION):
        raise DomainError(
            f"{argument} {path} is of schema version {version}, and this reads "
            f"{ledger.SCHEMA_VERSION}: make it again by verify --json"
        )
