"""Random streams: the first numbers of Philox-4x64-10, from the key that belongs to a chunk."""

from __future__ import annotations

import hashlib
import json

_MASK = (1 << 64) - 1
_MULTIPLIERS = (0xD2E7470EE14C6C93, 0xCA5A826395121157)
_WEYL = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)


def block(counter: int, key: int) -> list[int]:
    """Four words: Salmon, Moraes, Dror, Shaw, Parallel random numbers: as easy as 1, 2, 3 (2011).

    >>> [hex(word)[:8] for word in block(0, 0)]
    ['0x16554d', '0xdb20fe', '0xd7e772', '0x7e68b6']
    """
    words = [counter >> 64 * place & _MASK for place in range(4)]
    keys = [key & _MASK, key >> 64]
    for _ in range(10):
        first, second = _MULTIPLIERS[0] * words[0], _MULTIPLIERS[1] * words[2]
        words = [
            second >> 64 ^ words[1] ^ keys[0], second & _MASK,
            first >> 64 ^ words[3] ^ keys[1], first & _MASK,
        ]  # fmt: skip
        keys = [(k + w) & _MASK for k, w in zip(keys, _WEYL, strict=True)]
    return words


def beginning(seed: int, claim: str, experiment: str, chunk: int) -> str:
    """The SHA-256 of the stream's first eight words, lowest bytes first; counters begin with 1."""
    text = json.dumps([seed, claim, experiment, chunk], ensure_ascii=True, separators=(",", ":"))
    digest = hashlib.blake2b(text.encode("ascii"), digest_size=16).digest()
    key = int.from_bytes(digest, "little")
    words = block(1, key) + block(2, key)
    return hashlib.sha256(b"".join(word.to_bytes(8, "little") for word in words)).hexdigest()
