"""A fingerprint changes with whatever a result rests on, and with nothing else."""

from __future__ import annotations

import subprocess
import sys
import types
from dataclasses import replace

import numpy as np
import pytest
import sympy as sp

from glassproof.numerics.work.late import Late
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import units
from glassproof.verify.keeping.fingerprint import fingerprint
from glassproof.verify.papers import load

CODE = """
SCALE = 2
def helper(x):
    return SCALE * x
def formula(x):
    return helper(x) + 1
def other(x):
    return x
"""


def functions(code: str) -> types.ModuleType:
    module = types.ModuleType("glassproof.verify.made_up")
    exec(code, module.__dict__)  # the text above, not input
    return module


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("SCALE = 2", "SCALE = 3", True),
        ("SCALE * x", "SCALE + x", True),
        ("helper(x) + 1", "helper(x) + 2", True),
        ("    return x\n", "    return -x\n", False),
    ],
)
def test_functions_are_followed_through_what_they_name(old: str, new: str, changes: bool) -> None:
    before = functions(CODE).formula
    after = functions(CODE.replace(old, new)).formula
    assert (fingerprint(before) != fingerprint(after)) is changes


@pytest.mark.parametrize(
    "pair",
    [
        (sp.Symbol("x"), sp.Symbol("x", positive=True)),
        (np.arange(3), np.arange(3.0)),
        ({"a": 1}, {"a": 2}),
        ((1, 2), (2, 1)),
        (1, "1"),
        (Effort.QUICK, Effort.DEEP),
    ],
)
def test_data_that_differ_have_different_fingerprints(pair: tuple) -> None:
    assert fingerprint(pair[0]) != fingerprint(pair[1])


def test_keys_are_the_same_in_another_process() -> None:
    code = (
        "from glassproof.verify.judging.judge import units;"
        "from glassproof.verify.papers import load;"
        "print([u.key for c in load('gan_spin_glass').claims[:8] for u in units(c, seed=0)])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


def test_a_changed_formula_recomputes_only_what_rests_on_it() -> None:
    claim = load("gan_spin_glass").claims[0]
    changed = replace(claim, published=2 * claim.published)
    pairs = zip(units(claim, seed=0), units(changed, seed=0), strict=True)
    moved = {a.name.split()[0] for a, b in pairs if a.key != b.key}
    assert moved == {"exposition", "canonical", "rational", "prediction"}


def test_seed_and_budget_move_the_samples_and_nothing_else() -> None:
    claim = load("gan_spin_glass").claims[0]
    for other in ({"seed": 1}, {"seed": 0, "budget": Effort.DEEP}):
        pairs = zip(units(claim, seed=0), units(claim, **other), strict=True)
        assert {a.name.split()[0] for a, b in pairs if a.key != b.key} == {"sample"}


def test_a_set_has_one_fingerprint_however_its_items_are_stored() -> None:
    """0 and 8 fall on one place of a small table: which comes first depends on history."""
    one, other = {0, 8}, {8, 0}
    assert list(one) != list(other)
    assert fingerprint(one) == fingerprint(other)
    assert fingerprint(one) != fingerprint({0, 16})


def test_modules_that_are_imported_late_are_not_imported_to_be_described():
    late = Late("glassproof.no_such_module")
    assert fingerprint(late) == fingerprint(Late("glassproof.no_such_module"))
    assert fingerprint(late) != fingerprint(Late("glassproof.another_module"))
