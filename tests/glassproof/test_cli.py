"""The command line: verdicts, exit codes, and messages instead of tracebacks."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from glassproof.cli import app
from verify.ledger import schema

QUICK = ["--budget", "quick", "--jobs", "1"]


def run(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


def test_verify_prints_verdicts_and_writes_a_valid_ledger(tmp_path: Path) -> None:
    target = tmp_path / "ledger.json"
    result = run("verify", "lemma2.b", "lemma2.b1", "--json", str(target), *QUICK)
    assert result.exit_code == 0, result.output
    assert "2 claims: 1 verified, 1 refuted" in result.output.replace("\n", " ")
    jsonschema.validate(json.loads(target.read_text()), schema())


def test_strict_fails_on_a_refuted_claim() -> None:
    assert run("verify", "lemma2.b", "--strict", *QUICK).exit_code == 1
    assert run("verify", "lemma2.b1", "--strict", *QUICK).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["verify", "lemma2.bee"], "did you mean lemma2.b"),
        (["show", "lemma9"], "no claim has the id 'lemma9'"),
        (["verify", "--paper", "nonsense"], "give one of"),
        (["verify", "lemma2.b", "--json", "/nowhere/at/all.json"], "create it, or write elsewhere"),
        (["verify", "--budget", "lavish"], "lavish"),
        (["verify", "--seed", "-1"], "--seed = -1 is out of its domain: give an integer >= 0"),
        (["verify", "--jobs", "0"], "--jobs = 0 is out of its domain: give an integer >= 1"),
    ],
)
def test_a_wrong_call_ends_in_one_message_and_code_2(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output


def test_list_names_every_claim() -> None:
    from verify.papers import claims_of

    output = run("list").output
    assert all(claim.id in output for claim in claims_of("gan_spin_glass"))


def test_show_gives_source_derivation_evidence_and_verdict() -> None:
    output = run("show", "lemma2.gradient-variance-D", "--budget", "quick").output
    for part in ("Lemma 2", "authors' code", "derivation", "certified", "nature", "refuted"):
        assert part in output


def test_doctor_names_every_part() -> None:
    output = run("doctor").output
    for part in ("sympy", "python-flint", "latexmk", "chromium", "distributed"):
        assert part in output


def test_an_interrupt_ends_in_one_message(tmp_path: Path) -> None:
    target = tmp_path / "ledger.json"
    process = subprocess.Popen(
        [sys.executable, "-m", "glassproof", "verify", "--json", str(target), "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(4)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "interrupted" in errors
    assert "Traceback" not in errors
    assert list(tmp_path.iterdir()) == []


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, glassproof.cli; print(sorted({'sympy', 'numpy', 'scipy'} & set(sys.modules)))"
    )
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert output.stdout.strip() == "[]"
