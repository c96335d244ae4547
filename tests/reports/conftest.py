"""Ledgers for the tests of reports: of all verdicts, hostile, and hard to typeset."""

from __future__ import annotations

from typing import Any

import pytest

from glassproof.verify.judging.effort import Effort
from glassproof.verify.keeping.ledger import Ledger
from tests.reports.hostile import HOSTILE, hostile_ledger
from tests.reports.records import claim, ledger
from tests.reports.sample import sample_claims
from tests.reviews import reviewed


@pytest.fixture
def sample_ledger() -> dict[str, Any]:
    """A ledger with all verdicts and all kinds of evidence."""
    return ledger(sample_claims())


@pytest.fixture
def hostile() -> dict[str, Any]:
    """A ledger whose every text tries to be more than text."""
    return hostile_ledger()


@pytest.fixture
def hostile_text() -> str:
    """The text that occurs everywhere in the hostile ledger."""
    return HOSTILE


@pytest.fixture(scope="session")
def worst_ledger() -> dict[str, Any]:
    """A ledger of the paper's claims whose formulas are the hardest to typeset.

    Eleven short claims of the same section come first, so that the numbers of formulas are wide.
    """
    wanted = ["lemma3.K", "lemma2.two-shifts", "section5.index-weight-D"]
    judgements = reviewed("gan_spin_glass", *wanted)
    found = Ledger("gan_spin_glass", judgements, 0, Effort.QUICK, "2022-05-01").to_dict()
    source = found["claims"][0]["source"]
    short = [claim(f"lemma1.short{k}", "Short", "undecided", "none") for k in range(11)]
    return found | {"claims": [one | {"source": source} for one in short] + found["claims"]}
