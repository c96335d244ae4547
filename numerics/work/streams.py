"""Random streams keyed by what they are for, so that any chunk can be recomputed alone."""

from __future__ import annotations

import hashlib
import json
import operator
from typing import TYPE_CHECKING

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.late import Late, is_from

if TYPE_CHECKING:
    import numpy as np
else:
    np = Late("numpy")


def stream(seed: int, *keys: str | int) -> np.random.Generator:
    """The generator that belongs to ``(seed, *keys)``, for instance claim, experiment, chunk.

    Philox-4x64, a counter-based generator, whose 128-bit key is the BLAKE2b digest of the JSON
    list ``[seed, *keys]``. The list determines the key on every platform and in every process,
    and different lists give streams that are independent for any practical purpose, so results
    depend neither on the number of workers nor on the order in which chunks are computed.

    Raises :class:`DomainError` if ``seed`` is not an integer or a key is neither ``str`` nor
    integer (floats are refused: their text is not unique).

    >>> float(stream(1, "gradient", 0).random()) == float(stream(1, "gradient", 0).random())
    True
    >>> float(stream(1, "gradient", 0).random()) == float(stream(1, "gradient", "0").random())
    False

    Reference: Salmon, Moraes, Dror, Shaw, Parallel random numbers: as easy as 1, 2, 3 (SC 2011).
    """
    words: list[str | int] = [_integer("seed", seed)]
    words.extend(key if isinstance(key, str) else _integer("key", key) for key in keys)
    text = json.dumps(words, ensure_ascii=True, separators=(",", ":"))
    digest = hashlib.blake2b(text.encode("ascii"), digest_size=16).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(digest, "little")))


def beginning(seed: int, *keys: str | int) -> str:
    """The SHA-256 of the first eight 64-bit words of a stream, each with its lowest byte first.

    >>> beginning(1, "gradient", 0) == beginning(1, "gradient", 0) != beginning(1, "gradient", 1)
    True
    """
    words = stream(seed, *keys).bit_generator.random_raw(8)  # type: ignore[attr-defined]
    return hashlib.sha256(b"".join(int(word).to_bytes(8, "little") for word in words)).hexdigest()


def _integer(name: str, value: object) -> int:
    """``value`` as a Python int, so that NumPy's integers key the same streams as Python's."""
    try:
        if isinstance(value, bool) or is_from("numpy", value, "bool_"):
            raise TypeError
        return operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        kinds = "an integer" if name == "seed" else "a string or an integer"
        raise DomainError(f"{name} = {value!r} does not key a stream: give {kinds}") from None
