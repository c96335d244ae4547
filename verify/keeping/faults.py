"""What a caller has mistyped, and what a place refuses; messages say what to do."""

from __future__ import annotations

from glassproof.derivations.proof.domain import DomainError


class MistypedError(DomainError):
    """An argument that may have been mistyped: ``wrong`` was typed, ``instead`` may be meant."""

    def __init__(self, message: str, wrong: str, instead: str = "") -> None:
        super().__init__(message)
        self.wrong, self.instead = wrong, instead


class NeedlessError(DomainError):
    """An argument that has nothing to say beside the others; ``needless`` is its option."""

    def __init__(self, message: str, needless: str) -> None:
        super().__init__(message)
        self.needless = needless


class PlaceError(DomainError):
    """A file, a folder or a disk that does not take what is to be kept there.

    ``before`` is what to type before the same call, if that mends it: a command that makes the
    place, or a variable that names another one; ``instead`` is a place that may be meant by what
    was ``wrong``.
    """

    def __init__(self, message: str, before: str = "", wrong: str = "", instead: str = "") -> None:
        super().__init__(message)
        self.before, self.wrong, self.instead = before, wrong, instead
