"""What a source said at another commit of its Git repository."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.scanning.judging.keys import key_of

_SECONDS = 60


def known_at(path: Path, reference: str, *, sidecar: Path | None = None) -> frozenset[str]:
    """The keys of all equations that the source at ``path`` had at a commit.

    A source that was not there then has none. :class:`DomainError` outside a repository, and for
    an unknown commit.
    """
    from glassproof.verify.scanning.document import read_document

    folder = Path(os.path.realpath(path)).parent
    if reference.startswith("-"):
        raise DomainError(f"--since {reference!r} is no commit: give a branch, a tag or a hash")
    prefix = _git(folder, "rev-parse", "--show-prefix").decode().strip()
    try:
        _git(folder, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
    except DomainError:
        raise DomainError(
            f"--since {reference!r} names no commit of the repository of {folder}: give a branch, "
            "a tag or a hash, as git log lists them"
        ) from None
    archive = _git(folder, "archive", "--format=tar", f"{reference}:{prefix}")
    with tempfile.TemporaryDirectory(prefix="glassproof-") as place:
        with tarfile.open(fileobj=io.BytesIO(archive)) as content:
            content.extractall(place, filter="data")
        before = Path(place) / path.name
        if not before.exists():
            return frozenset()
        beside = None
        if sidecar is not None and sidecar.resolve().is_relative_to(folder):
            beside = Path(place) / sidecar.resolve().relative_to(folder)
        then = read_document(before, sidecar=beside if beside and beside.exists() else sidecar)
        return frozenset(key_of(each) for each in then.equations)


def _git(folder: Path, *words: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words], capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DomainError(f"git cannot be asked ({error}): leave out --since") from None
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip().splitlines()
        raise DomainError(
            f"git {words[0]} {words[-1]} failed in {folder}"
            f"{f' ({why[-1]})' if why else ''}: give --since a commit of the source's repository"
        )
    return done.stdout
