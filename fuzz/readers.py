"""What is fuzzed: each way that a referee's text is read, by number."""

from __future__ import annotations

import json
from pathlib import Path

from fuzz.sentences import WORDS, sentences
from glassproof.derivations.block_matrix.symbols import b, b1, kappa, x, x1
from glassproof.derivations.gan_glass.model import m, p, q, sigma_z
from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.checking.claims_file import parse_claims
from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.reading.latex.grammar import parse_latex
from glassproof.verify.reading.sympy_syntax import parse_formula

_RANDOM = parse_conditions("n integer >= 1, g ~ N(0, 1), h ~ Bernoulli(1/3)").symbols
SYMBOLS = {**{str(symbol): symbol for symbol in (p, q, sigma_z, kappa, b, b1, x, x1)}, "m": m,
           **_RANDOM}  # fmt: skip
READERS = (
    lambda text: parse_formula(text, SYMBOLS),
    lambda text: parse_latex(text, SYMBOLS),
    parse_conditions,
    lambda text: parse_claims(text.encode("utf-8", "surrogatepass"), "fuzz.toml"),
)
CORPUS = Path(__file__).parent / "corpus.jsonl"


def read(data: bytes) -> None:
    """Read one text, the first byte choosing the reader; a refusal is as good as a formula."""
    if not data:
        return
    try:
        READERS[data[0] % len(READERS)](data[1:].decode("utf-8", "replace"))
    except DomainError:
        return


def unpack(directory: Path) -> None:
    """One file for each text of the corpus, as libFuzzer wants them."""
    directory.mkdir(parents=True, exist_ok=True)
    for number, line in enumerate(CORPUS.read_text(encoding="ascii").splitlines()):
        reader, text = json.loads(line)
        (directory / f"{number:05}").write_bytes(bytes([reader]) + text.encode())


def grow(directory: Path, count: int) -> None:
    """So many random sentences beside the corpus, and the words of the language for libFuzzer."""
    for number, (reader, text) in enumerate(sentences(0, count)):
        (directory / f"sentence{number:05}").write_bytes(bytes([reader]) + text.encode())
    quoted = (word.replace("\\", "\\\\").replace('"', '\\"') for word in WORDS)
    lines = [f'"{word}"' for word in quoted]
    (directory.parent / "words").write_text("\n".join(lines) + "\n", encoding="ascii")


def pack(directory: Path) -> None:
    """The texts of a directory, sorted and without repetition, back into the corpus."""
    found = set()
    for path in directory.iterdir():
        data = path.read_bytes()
        if data:
            found.add((data[0] % len(READERS), data[1:].decode("utf-8", "replace")))
    lines = [json.dumps(entry) for entry in sorted(found)]
    CORPUS.write_text("\n".join(lines) + "\n", encoding="ascii")
