"""``glassproof scan`` and ``gp.scan``: outputs, exit codes, changes, messages in place of
tracebacks."""

from __future__ import annotations

import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

import glassproof as gp
from glassproof.commands.app import app
from glassproof.scanning import Outputs, Wishes, watch_one
from glassproof.verify.scanning.scan import schema

PAPER = r"""\documentclass{article}
\begin{document}
For all real $a$ and all real $b$,
\begin{equation}\label{eq:square}
(a+b)^2 = a^2 + 2ab + b^2.
\end{equation}
For all real $a$,
\begin{equation}\label{eq:cube}
(a+1)^3 = a^3 + 3a^2 + 3a + %s.
\end{equation}
\end{document}
"""
RIGHT, WRONG = PAPER % "1", PAPER % "2"


@pytest.fixture(autouse=True)
def _own_store(tmp_path, monkeypatch):
    monkeypatch.setenv("GLASSPROOF_STORE", str(tmp_path / "store" / "evidence.sqlite3"))


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "source" / "paper.tex"
    path.parent.mkdir()
    path.write_text(WRONG)
    return path


def run(*arguments: object):
    return CliRunner().invoke(app, ["scan", *map(str, arguments)])


def test_a_scan_tells_what_is_wrong(paper):
    result = run(paper, "--jobs", 1)
    assert result.exit_code == 0, result.output
    assert "eq:cube" in result.output
    assert "2 equations: 1 verified, 1 refuted" in result.output
    assert "hint: on the right, replace a number 2 by 1" in result.output
    assert run(paper, "--jobs", 1, "--strict").exit_code == 1


def test_every_output_is_written(paper, tmp_path):
    names = {kind: tmp_path / f"found.{kind}" for kind in ("json", "html", "xml")}
    result = run(
        paper, "--jobs", 1, "--json", names["json"], "--html", names["html"],
        "--junit", names["xml"], "--latex", tmp_path / "copy", "--annotations",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    data = json.loads(names["json"].read_text())
    jsonschema.validate(data, schema())
    assert [each["status"] for each in data["equations"]] == ["verified", "refuted"]
    assert ET.parse(names["xml"]).getroot().get("failures") == "1"
    assert 'href="source/paper.tex#L' in names["html"].read_text()
    assert r"\gpnote{refuted}" in (tmp_path / "copy" / "paper.tex").read_text()
    assert "::error file=paper.tex,line=" in result.output


def test_json_has_stdout_to_itself(paper):
    result = run(paper, "--jobs", 1, "--json", "-")
    assert json.loads(result.stdout)["summary"]["refuted"] == 1


def test_what_is_unchanged_is_known(paper):
    run(paper, "--jobs", 1)
    assert "(2 known from before" in run(paper, "--jobs", 1).output.replace("\n", " ")
    paper.write_text("% a line before\n\n" + RIGHT)
    again = run(paper, "--jobs", 1).output.replace("\n", " ")
    assert "(1 known from before" in again
    assert "2 verified" in again
    assert "known" not in run(paper, "--jobs", 1, "--fresh").output


def test_only_what_is_named_is_judged(paper):
    assert "1 equation: 1 verified" in run(paper, "--jobs", 1, "--only", "eq:square").output
    result = run(paper, "--only", "eq:squared")
    assert result.exit_code == 2
    assert "did you mean eq:square" in result.output


def test_only_what_changed_since_a_commit_is_judged(paper):
    git = ["git", "-C", str(paper.parent), "-c", "user.name=a", "-c", "user.email=a@b"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    assert "0 equations" in run(paper, "--jobs", 1, "--since", "HEAD").output
    paper.write_text(RIGHT)
    changed = run(paper, "--jobs", 1, "--since", "HEAD").output
    assert "1 equation: 1 verified" in changed
    assert "eq:square" not in changed
    for wrong in ("nowhere", "--all"):
        result = run(paper, f"--since={wrong}")
        assert result.exit_code == 2
        assert "commit" in result.output


@pytest.mark.parametrize("more", [("--since", "HEAD"), ("--json", "-"), ("--jobs", "0")])
def test_watch_refuses_at_once_what_it_cannot_do(paper, more):
    result = run(paper, "--watch", *more)
    assert result.exit_code == 2
    assert more[0] in result.output


def test_an_unknown_label_is_told_and_nothing_else(paper):
    result = run(paper, "--only", "nowhere")
    assert result.exit_code == 2
    assert "has no equation 'nowhere'" in result.output
    assert "status" not in result.output


def test_outside_a_repository_since_says_so(paper):
    result = run(paper, "--since", "HEAD")
    assert result.exit_code == 2
    assert "repository" in result.output
    assert "Traceback" not in result.output


def test_watching_tells_what_is_new(paper, capsys):
    wishes = Wishes(jobs=1)
    watch_one(paper, wishes, Outputs(), looks=1)
    first = capsys.readouterr().out
    assert "eq:cube" in first
    assert "refuted" in first


def test_a_second_look_at_an_unchanged_source_says_nothing(paper, capsys):
    watch_one(paper, Wishes(jobs=1), Outputs(), looks=3)
    assert capsys.readouterr().out.count("2 equations") == 1


def test_init_writes_a_sidecar_file_and_never_over_one(paper):
    result = run(paper, "--init")
    assert result.exit_code == 0, result.output
    assert paper.with_name("paper.glassproof.toml").exists()
    assert run(paper, "--jobs", 1).exit_code == 0
    again = run(paper, "--init")
    assert again.exit_code == 2
    assert "exists" in again.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.tex"], "missing.tex"),
        (["a.tex", "b.tex"], "--corpus"),
        (["a.tex", "--corpus", "r.sqlite3", "--only", "x"], "--only is for one source"),
        (["a.tex", "--jobs", "0"], "--jobs = 0"),
        (["a.tex", "--html", "/nowhere/at/all.html"], "create it"),
        (["missing-folder", "--corpus", "r.sqlite3"], "does not exist"),
        (["a.tex", "--sidecar", "missing.toml"], "missing.toml"),
    ],
)
def test_a_wrong_call_ends_in_one_message(arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.tex").write_text(RIGHT)
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert said in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 99, b"\xff\xfe\x00", b"no mathematics"])
def test_what_is_no_source_is_no_traceback(content, tmp_path):
    path = tmp_path / "strange.tex"
    path.write_bytes(content)
    result = run(path, "--jobs", 1)
    assert result.exit_code in (0, 1, 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_python_calls_it_too(paper, tmp_path):
    found = gp.scan(paper, only="eq:cube", store=tmp_path / "s.sqlite3")
    assert [str(one.status) for one in found.scanned] == ["refuted"]
    again = gp.scan(paper, store=tmp_path / "s.sqlite3", jobs=2)
    assert [one.stored for one in again.scanned] == [False, True]
    for call in ({"path": 3}, {"path": paper, "only": 3}, {"path": paper, "jobs": 0}):
        with pytest.raises(ValueError, match="give"):
            gp.scan(**call)


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="no TeX here: apt-get install texlive")
def test_the_annotated_copy_compiles(paper, tmp_path):
    assert run(paper, "--jobs", 1, "--latex", tmp_path / "copy").exit_code == 0
    words = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    done = subprocess.run(words, cwd=tmp_path / "copy", capture_output=True, check=False)
    assert done.returncode == 0
