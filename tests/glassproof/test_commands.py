"""The command line: verdicts, exit codes, and messages instead of tracebacks."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from importlib import metadata
from itertools import pairwise
from pathlib import Path

import jsonschema
import psutil
import pytest
from typer.testing import CliRunner

from glassproof.commands.app import app
from glassproof.numerics.work import executors
from glassproof.verify.keeping.ledger import schema

QUICK = ["--budget", "quick", "--jobs", "1"]
REST = ["--q", "3", "--kappa", "0.9"]


def run(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


def test_verify_and_report_print_one_digest(tmp_path: Path) -> None:
    """Of one run: on the terminal, on the page and on paper."""
    paper = ("--paper", "spherical_p_spin")
    said = run("verify", *paper, *QUICK).output
    found = re.search(r"digest of the ledger: ([0-9a-f]{64})\n", said)
    assert found, said
    assert (
        run("report", *paper, *QUICK, "--format", "tex,html", "--out", str(tmp_path)).exit_code == 0
    )
    for name in ("report.tex", "report.html"):
        text = re.sub(r"\\allowbreak(\{\})?\s*|<wbr>|&#8203;", "", (tmp_path / name).read_text())
        assert found[1] in text, name


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
        (["report", "--date", "tomorrow"], "--date 'tomorrow' is no date: give one as 2026-02-28"),
        (["scan", ""], "the name is empty: give a file or a folder, . for this one"),
    ],
)
def test_a_wrong_call_ends_in_one_message_and_code_2(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output


def test_list_names_every_claim() -> None:
    from glassproof.verify.papers import load

    output = run("list").output
    assert all(claim.id in output for claim in load("gan_spin_glass").claims)


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
        [
            sys.executable,
            "-m",
            "glassproof",
            "verify",
            "--fresh",
            "--json",
            str(target),
            "--jobs",
            "1",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while sum(psutil.Process(process.pid).cpu_times()[:2]) < 4:  # it computes, at whatever speed
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "interrupted" in errors
    assert "Traceback" not in errors
    assert list(tmp_path.iterdir()) == []


def test_help_imports_nothing_heavy() -> None:
    code = """
import sys, glassproof.commands.app
print(sorted({"sympy", "numpy", "scipy", "matplotlib"} & set(sys.modules)))
"""
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert output.stdout.strip() == "[]"


def test_check_judges_a_formula_against_a_claim_and_offers_a_hint() -> None:
    wrong = run(
        "check", "p + sigma_z**2*m*2**m", "--against", "lemma2.gradient-variance-D", *QUICK[:2]
    )
    assert wrong.exit_code == 0
    assert "refuted" in wrong.output
    assert "hint" in wrong.output
    right = run(
        "check", r"\sigma_z\sqrt{m(m-1)2^{m-2}}", "--latex", "--against", "lemma2.b", *QUICK[:2]
    )
    assert "verified" in right.output


def test_check_compares_two_formulas_without_a_paper() -> None:
    same = run(
        "check",
        "log(kappa**p)",
        "--equals",
        "p*log(kappa)",
        "--where",
        "kappa in (0,1), p integer >= 2",
    )
    assert "verified" in same.output
    assert run("check", "x", "--equals", "2*x", "--where", "x > 0").output.count("refuted") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "9**9**9**9", "--equals", "1"], "exponent"),
        (["check", "__import__('os')", "--equals", "1"], "line 1"),
        (["check", "p", "--equals", "p", "--against", "lemma2.b"], "either --against"),
        (["check", "x", "--equals", "2*x"], "x"),
        (["theta", "--p", "3.5", *REST, "--sigma-z", "1"], "not whole"),
        (["theta", "--p", "3", "--q", "3", "--kappa", "2", "--sigma-z", "1"], "(0, 1)"),
        (["theta", "--p", "3", *REST, "--sigma-z", "1:2"], "low:high:count"),
        (["theta", "--p", "3", *REST, "--sigma-z", "1", "--grid", "1"], "[2, 5000]"),
        (["theta", "--p", "3", *REST, "--sigma-z", "1", "--plot", "x.gif"], ".png"),
        (["spectrum", "--kappa", "0.9", "--b", "0", "--b1", "1"], "b = 0"),
        (["count", "--n-D", "2", "--n-G", "2", "--p", "1", "--q", "3", "--sigma-z", "1"], "p = 1"),
        (["report", "--format", "docx"], "give some of tex, pdf, html"),
        (["report", "--ledger", "/nowhere.json"], "cannot be read"),
        (["figure", "fig99", "--out", "x.png"], "fig99"),
        (["verify", "--paper", "missing.toml"], "missing.toml"),
    ],
)  # fmt: skip
def test_bad_input_ends_in_one_message_and_code_2(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert message in result.output.replace("\n", " ")
    assert "Traceback" not in result.output


def test_no_scheduler_is_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "CONNECTION_SECONDS", 0.5)
    result = run("verify", "lemma2.b1", "--cluster", "tcp://127.0.0.1:9", "--fresh")
    assert result.exit_code == 1
    assert "no Dask scheduler answers" in result.output


def test_theta_and_spectrum_write_tables_and_pictures(tmp_path: Path) -> None:
    glass = ["--p", "3", "--q", "3", "--kappa", "0.9"]
    table, picture = tmp_path / "t.csv", tmp_path / "t.svg"
    result = run(
        "theta", *glass, "--sigma-z", "1e-2:1e2:5:log", "--out", str(table), "--plot", str(picture)
    )
    assert result.exit_code == 0, result.output
    rows = table.read_text().splitlines()
    assert rows[0] == "sigma_z,Theta"
    assert len(rows) == 6
    assert "<svg" in picture.read_text()[:600]
    target = tmp_path / "s.json"
    result = run(
        "spectrum",
        "--kappa",
        "0.9",
        "--b",
        "1",
        "--b1",
        "0.5",
        "--x1",
        "1.1,1.5",
        "--out",
        str(target),
    )
    assert result.exit_code == 0, result.output
    record = json.loads(target.read_text())
    assert record["columns"] == ["x1", "z", "density"]
    assert len(record["rows"]) == 402
    assert result.output.replace("\n", " ").count(" and [") == 1


def test_a_map_of_theta_is_monotone_in_both_bounds(tmp_path: Path) -> None:
    target = tmp_path / "map.csv"
    arguments = ["--p", "3", "--q", "3", "--kappa", "0.9", "--sigma-z", "1", "--grid", "12"]
    assert (
        run("theta", *arguments, "--out", str(target), "--plot", str(tmp_path / "m.png")).exit_code
        == 0
    )
    rows = [list(map(float, line.split(","))) for line in target.read_text().splitlines()[1:]]
    values = [[row[2] for row in rows[12 * i : 12 * i + 12]] for i in range(12)]
    assert all(a <= b + 1e-9 for line in values for a, b in pairwise(line))
    assert all(a <= b + 1e-9 for u, v in pairwise(values) for a, b in zip(u, v, strict=True))


def test_count_agrees_with_kac_rice_and_shows_the_published_value() -> None:
    result = run(
        "count",
        "--n-D",
        "2",
        "--n-G",
        "2",
        "--p",
        "2",
        "--q",
        "1",
        "--sigma-z",
        "1",
        "--draws",
        "200",
    )
    assert result.exit_code == 0, result.output
    for part in ("enumerated", "Kac-Rice, derived", "Kac-Rice, published", "standard errors"):
        assert part in result.output


def test_a_claims_file_is_judged_like_a_paper() -> None:
    example = Path(__file__).parents[2] / "docs" / "examples" / "p_spin.claims.toml"
    result = run("verify", "--paper", str(example), *QUICK)
    assert result.exit_code == 0, result.output
    assert "5 verified" in result.output


def test_the_second_paper_comes_out_verified() -> None:
    result = run("list", "--paper", "spherical_p_spin")
    assert result.exit_code == 0
    assert result.output.count("kac-rice.") + result.output.count("complexity.") >= 11


def test_every_command_answers_h() -> None:
    names = "verify list show check report figure spectrum theta count doctor".split()
    for name in names:
        short, long = run(name, "-h"), run(name, "--help")
        assert short.exit_code == long.exit_code == 0
        assert short.output == long.output
    everything = run("-h").output
    assert all(name in everything for name in names)


def test_the_version_is_said() -> None:
    assert run("--version").output == f"glassproof {metadata.version('glassproof')}\n"


@pytest.mark.parametrize(
    ("formula", "equals", "where"),
    [
        ("-x", "x*(-1)", "x real"),
        ("-x", "-1*x", "x real"),
        ("-h*x", "-x*h", "h, x real"),  # h is no -h
        ("-(x + 1)**2", "-x**2 - 2*x - 1", "x real"),
        ("-1", "-2/2", ""),
        ("-json", "-1*json", "json real"),
    ],
)
@pytest.mark.parametrize("place", ["first", "last", "behind --"])
def test_a_formula_may_begin_with_a_minus(
    formula: str, equals: str, where: str, place: str
) -> None:
    options = ["--equals", equals, "--where", where]
    arguments = {
        "first": [formula, *options],
        "last": [*options, formula],
        "behind --": [*options, "--", formula],
    }[place]
    result = run("check", *arguments)
    assert result.exit_code == 0, result.output
    assert "verified" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["x", "--eqals", "x"], "no such option: --eqals"),
        (["-x", "--equals"], "requires an argument"),
        (["-x", "-y", "--equals", "x"], "unexpected extra argument"),
        (["--equals", "x"], "missing argument"),
    ],
)
def test_misspelt_options_of_check_are_named(arguments: list[str], message: str) -> None:
    result = run("check", *arguments)
    assert result.exit_code == 2
    assert message in result.output


def test_strict_check_fails_on_a_refuted_formula() -> None:
    wrong = ["check", "x", "--equals", "2*x", "--where", "x > 0"]
    assert run(*wrong).exit_code == 0
    assert run(*wrong, "--strict").exit_code == 1
    assert run("check", "x", "--equals", "x", "--where", "x > 0", "--strict").exit_code == 0


def test_a_figure_belongs_to_a_paper(tmp_path: Path) -> None:
    target = tmp_path / "fig1.png"
    result = run("figure", "fig1", "--paper", "spherical_p_spin", "--out", str(target))
    assert result.exit_code == 2
    assert "spherical_p_spin" in result.output
    assert not target.exists()


def test_show_says_where_a_claim_was_read() -> None:
    """Document, commit, file and lines, the formula as it stands there; a remark is called one."""
    said = " ".join(run("show", "lemma2.b1", "--budget", "quick").output.split())
    for words in (
        "loss-surfaces-of-gans",
        "337d3f3",
        "rmt/constants.py 14",
        "2026-11-25",
        "as read",
    ):
        assert words in said
    remark = run("show", "section4.support", "--budget", "quick").output
    assert "no claim of the paper" in " ".join(remark.split())
