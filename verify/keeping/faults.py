"""What a place where something is kept or written refuses; the message says what to do."""

from __future__ import annotations

from glassproof.derivations.proof.domain import DomainError


class PlaceError(DomainError):
    """A file, a folder or a disk that does not take what is to be kept there."""
