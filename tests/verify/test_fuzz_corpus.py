"""Every text that fuzzing kept: read or refused with a message, never anything else."""

from __future__ import annotations

import json

from fuzz.readers import CORPUS, read
from tests.clock import computed


def test_the_corpus_is_read_or_refused_in_time() -> None:
    for line in CORPUS.read_text(encoding="ascii").splitlines():
        reader, text = json.loads(line)
        start = computed()
        read(bytes([reader]) + text.encode())
        assert computed() - start < 2, text
