"""Why a formula has no value is told where that is soon known, and left out where it is not."""

import time

from glassproof.derivations.proof.domain import Domain
from glassproof.verify.checking import valueless
from glassproof.verify.reading.formula import read


def test_an_explanation_that_takes_long_is_left_out(monkeypatch):
    diverges = read("Sum(1/k, (k, 1, oo))", {})
    assert "diverges" in str(valueless.fault((diverges,), Domain({})))
    monkeypatch.setattr(valueless, "_SECONDS", 0.1)
    monkeypatch.setattr(valueless, "_told", lambda *_: time.sleep(600))
    assert valueless.fault((diverges,), Domain({})) is None
