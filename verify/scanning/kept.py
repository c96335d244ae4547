"""A source that was read before, kept with the digests of its files: what is unchanged is not read
again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from glassproof.verify.keeping.store import Store
from glassproof.verify.scanning.document import read_document
from glassproof.verify.scanning.equation import (
    Context,
    Definition,
    Document,
    Equation,
    Link,
    Origin,
    Place,
    Status,
    Trouble,
)
from glassproof.verify.scanning.judging.keys import code_digest
from glassproof.verify.scanning.sidecar import beside
from glassproof.verify.scanning.sources import open_sources


def read_or_kept(path: Path, store: Store | None, *, sidecar: Path | None = None) -> Document:
    """As :func:`read_document`; a source without troubles whose files are unchanged is as kept."""
    if store is None:
        return read_document(path, sidecar=sidecar)
    key = _key(path, sidecar)
    data = store.get(key)
    if data is not None and (kept := _kept(path, data)) is not None:
        return kept
    document = read_document(path, sidecar=sidecar)
    if not document.troubles:  # a file that is missing now may be there later
        store.put(key, asdict(document))
    return document


def _key(path: Path, sidecar: Path | None) -> str:
    """Of the path, the reader's file and the code; the source's own files are compared."""
    said = sidecar or beside(path)
    content = said.read_bytes() if said.is_file() else b""
    whole = hashlib.blake2b(digest_size=16)
    for part in (
        os.path.realpath(path).encode(),
        str(said).encode(),
        content,
        code_digest().encode(),
    ):
        whole.update(hashlib.blake2b(part, digest_size=16).digest())
    return f"source:{whole.hexdigest()}"


def _kept(path: Path, data: Any) -> Document | None:
    """The document that was kept, unless a file of it has changed or it is none."""
    try:
        document = _document(data)
        sources = open_sources(path)
        if sources.main != document.main:
            return None
        for name, digest in document.files.items():
            if sources.text(name) is None or sources.digests.get(name) != digest:
                return None
    except (AttributeError, KeyError, TypeError, ValueError):  # reading says what is wrong
        return None
    return document


def _document(data: Mapping[str, Any]) -> Document:
    return Document(
        **{
            **data,
            "equations": tuple(_equation(each) for each in data["equations"]),
            "troubles": tuple(
                Trouble(Place(**each["place"]), each["message"]) for each in data["troubles"]
            ),
        }
    )


def _equation(data: Mapping[str, Any]) -> Equation:
    facts = tuple(
        Context(
            fact["text"],
            Origin(fact["origin"]),
            Place(**fact["place"]) if fact["place"] else None,
            fact["said"],
        )
        for fact in data["context"]
    )
    definitions = tuple(
        Definition(one["name"], tuple(one["parameters"]), one["body"], Place(**one["place"]))
        for one in data["definitions"]
    )
    return Equation(
        **{
            **data,
            "place": Place(**data["place"]),
            "links": tuple(Link(**link) for link in data["links"]),
            "context": facts,
            "definitions": definitions,
            "status": Status(data["status"]) if data["status"] is not None else None,
            "unbound": tuple(data["unbound"]),
        }
    )
