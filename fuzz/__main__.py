"""Coverage-guided fuzzing with atheris: ``python -m fuzz DIRECTORY [libFuzzer options]``.

``make fuzz`` unpacks the corpus into DIRECTORY, adds sentences of the language, lets both grow and
packs them again. Anything
but a :class:`DomainError` escapes and is a finding.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["glassproof.verify.reading", "glassproof.verify.checking"]
):
    from fuzz.readers import grow, pack, read, unpack

if __name__ == "__main__":
    match sys.argv[1:]:
        case ["unpack", directory]:
            unpack(Path(directory))
        case ["grow", directory, count]:
            grow(Path(directory), int(count))
        case ["pack", directory]:
            pack(Path(directory))
        case _:
            atheris.Setup(sys.argv, read)
            atheris.Fuzz()
