"""Random sentences of the language, whole and damaged, are read or refused, in time."""

from __future__ import annotations

import time

from fuzz.readers import READERS, read
from fuzz.sentences import sentences
from glassproof.derivations.proof.domain import DomainError

COUNT = 240


def test_sentences_are_read_or_refused_in_time() -> None:
    for reader, text in sentences(14, COUNT):
        start = time.process_time()
        read(bytes([reader]) + text.encode())
        assert time.process_time() - start < 2, text


def test_every_fourth_whole_sentence_is_a_formula() -> None:
    """A fuzzer whose texts are all refused at their first word looks at nothing behind it."""
    whole = [
        (reader, text) for n, (reader, text) in enumerate(sentences(9, COUNT)) if n // 3 % 2 == 0
    ]
    accepted = 0
    for reader, text in whole:
        try:
            READERS[reader](text)
        except DomainError:
            continue
        accepted += 1
    assert accepted > len(whole) / 4
