"""What is said: JSON alone on stdout where it is asked for, and all through one module."""

from __future__ import annotations

import ast
import json
import os
import threading
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

import glassproof
from glassproof.commands.app import app
from glassproof.console import voice
from glassproof.verify.keeping.ledger import schema

FRONT = Path(glassproof.__file__).parent
SPECTRUM = ("spectrum", "--kappa", "0.9", "--b", "1", "--b1", "0.5", "--points", "5")
THETA = ("theta", "--p", "3", "--q", "3", "--kappa", "0.9", "--sigma-z", "1,2")
COUNT = ("count", "--n-D", "2", "--n-G", "2", "--p", "2", "--q", "1", "--sigma-z", "1")
ANSWERS = {
    "list": ("list", "--paper", "spherical_p_spin"),
    "show": ("show", "lemma2.b1", "--budget", "quick"),
    "verify": ("verify", "lemma2.b1", "--budget", "quick", "--jobs", "1"),
    "check": ("check", "x", "--equals", "2*x", "--where", "x > 0"),
    "spectrum": SPECTRUM,
    "theta": (*THETA, "--u-D=-inf"),
    "count": (*COUNT, "--draws", "20"),
    "doctor": ("doctor",),
}
KEYS = {
    "list": {"paper", "title", "claims"},
    "check": {"verdict", "counterexample", "hint", "evidence"},
    "spectrum": {"parameters", "columns", "rows"},
    "theta": {"parameters", "columns", "rows"},
    "count": {"parameters", "columns", "rows"},
    "doctor": {"parts"},
}


def strict(text: str) -> dict:
    """Parsed JSON; NaN and Infinity, which JSON lacks, are refused."""

    def refuse(name: str) -> None:
        raise ValueError(name)

    return json.loads(text, parse_constant=refuse)


@pytest.mark.parametrize("command", ANSWERS)
def test_json_is_alone_on_stdout_or_in_its_file(command: str, tmp_path: Path) -> None:
    said = CliRunner().invoke(app, [*ANSWERS[command], "--json", "-"])
    assert said.exit_code == 0, said.stderr
    record = strict(said.stdout)
    assert said.stderr.strip()
    target = tmp_path / "answer.json"
    kept = CliRunner().invoke(app, [*ANSWERS[command], "--json", str(target)])
    plain = CliRunner().invoke(app, [*ANSWERS[command]])
    assert set(strict(target.read_text())) == set(record)
    for run in (kept, plain):
        assert not run.stdout.lstrip().startswith("{")
    if command in ("show", "verify"):
        jsonschema.validate(record, schema())
    else:
        assert set(record) >= KEYS[command]


@pytest.mark.parametrize("command", ANSWERS)
def test_a_wrong_call_leaves_stdout_empty(command: str, tmp_path: Path) -> None:
    call = [*ANSWERS[command], "--json", str(tmp_path / "no" / "such.json")]
    said = CliRunner().invoke(app, call)
    assert said.exit_code == 2
    assert not said.stdout
    assert "create it, or write elsewhere" in said.stderr.replace("\n", " ")


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[str] = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_text()), daemon=True)
    reader.start()
    said = CliRunner().invoke(app, [*ANSWERS["check"], "--json", str(pipe)])
    reader.join(timeout=20)
    assert said.exit_code == 0, said.stderr
    assert strict(heard[0])["verdict"] == "refuted"
    assert pipe.is_fifo()


def test_readers_are_told_how_an_ambiguous_place_was_read() -> None:
    call = ["check", "E*2", "--equals", "2*E", "--where", "E > 0"]
    said = CliRunner().invoke(app, call)
    assert "note      E is the declared symbol, not the constant" in said.stdout
    record = strict(CliRunner().invoke(app, [*call, "--json", "-"]).stdout)
    assert record["notices"] == ["E is the declared symbol, not the constant"]


def test_infinities_travel_as_text() -> None:
    said = CliRunner().invoke(app, [*ANSWERS["theta"], "--json", "-"])
    assert [row[-1] for row in strict(said.stdout)["rows"]] == ["-inf", "-inf"]


def test_what_the_system_refuses_is_one_message() -> None:
    with pytest.raises(voice.typer.Exit) as caught, voice.speaking():
        raise OSError(28, "No space left on device")
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "path",
    [p for p in sorted([*FRONT.glob("*.py"), *FRONT.glob("commands/*.py")]) if p.stem != "voice"],
    ids=lambda path: path.stem,
)
def test_nobody_else_speaks(path: Path) -> None:
    speaking = {"print", "echo", "secho", "Console"}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            through_console = isinstance(node.func, ast.Attribute) and name == "print"
            assert name not in speaking or through_console, (path, node.lineno)
