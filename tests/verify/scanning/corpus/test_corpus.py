"""Many sources: which they are, one broken costs one line, runs resume, results add up."""

from __future__ import annotations

import os
import signal
import sqlite3
import tarfile
from pathlib import Path

import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.executors import INLINE, executor
from glassproof.reports.scan.corpus_page import render
from glassproof.verify.scanning.corpus import run as running
from glassproof.verify.scanning.corpus.found import sources
from glassproof.verify.scanning.corpus.results import Results
from glassproof.verify.scanning.corpus.run import scan_corpus
from glassproof.verify.scanning.equation import Status

PAPER = r"""\documentclass{article}\begin{document}
For all real $a$, \begin{equation}\label{eq:one} (a+1)^2 = a^2 + 2a + %d. \end{equation}
\end{document}"""


@pytest.fixture
def corpus(tmp_path):
    """Three papers, one wrong; an archive; a broken one; what is no source."""
    folder = tmp_path / "corpus"
    (folder / "b").mkdir(parents=True)
    (folder / "a.tex").write_text(PAPER % 1)
    (folder / "b" / "main.tex").write_text(PAPER % 2)
    (folder / "b" / "part.tex").write_text("no source by itself: $x$")
    (folder / "zero.tex").write_bytes(b"\x00\x01")
    with tarfile.open(folder / "c.tar.gz", "w:gz") as packed:
        packed.add(folder / "a.tex", "a.tex")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "no.tex").write_text(PAPER % 1)
    return folder


def names(paths):
    return [path.name for path in paths]


def test_sources_of_a_folder_and_of_a_list(corpus, tmp_path):
    assert names(sources([corpus])) == ["a.tex", "c.tar.gz", "zero.tex", "main.tex"]
    (tmp_path / "list.txt").write_text("# two\ncorpus/a.tex\n\ncorpus/b/main.tex\n")
    assert names(sources([tmp_path / "list.txt", corpus / "a.tex"])) == ["a.tex", "main.tex"]
    (tmp_path / "empty").mkdir()
    for wrong in (tmp_path / "nowhere", tmp_path / "empty"):
        with pytest.raises(DomainError):
            sources([wrong])


def test_one_broken_source_costs_one_line_and_nothing_is_done_twice(corpus):
    with Results(corpus.parent / "r.sqlite3") as results:
        found = list(scan_corpus(sources([corpus]), results))
        assert [bool(one.trouble) for one in found] == [False, False, True, False]
        summary = results.summary()
        assert (summary["sources"], summary["broken"]) == (4, 1)
        assert (summary["verified"], summary["refuted"]) == (2, 1)
        assert list(scan_corpus(sources([corpus]), results)) == []
        (corpus / "a.tex").write_text(PAPER % 3)
        (again,) = scan_corpus(sources([corpus]), results)
        assert again.path.endswith("a.tex")
        assert results.summary()["refuted"] == 2
        page = render(results)
        assert page.count("<article") == 2
        assert "zero.tex" in page


def test_an_interrupted_run_goes_on_where_it_was(corpus):
    class Interrupted:
        def unordered(self, task, indices):
            given = INLINE.unordered(task, indices)
            yield next(given)
            yield next(given)
            raise KeyboardInterrupt

    with Results(corpus.parent / "r.sqlite3") as results:
        with pytest.raises(KeyboardInterrupt):
            list(scan_corpus(sources([corpus]), results, executor=Interrupted()))
        assert len(list(scan_corpus(sources([corpus]), results))) == 2


def test_processes_find_the_same(corpus):
    with Results(corpus.parent / "one.sqlite3") as one, Results(corpus.parent / "two") as two:
        list(scan_corpus(sources([corpus]), one))
        list(scan_corpus(sources([corpus]), two, executor=executor(jobs=2)))
        told = [
            [(s["path"], s["counts"], s["trouble"]) for s in each.sources()] for each in (one, two)
        ]
        assert told[0] == told[1]


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (lambda _: os.kill(os.getpid(), signal.SIGKILL), "broke the process"),
        (lambda _: [0 for _ in iter(int, 1)], "more than 0.5 s"),
        (lambda _: 1 / 0, "ZeroDivisionError"),
    ],
)
def test_a_source_that_ends_its_process_ends_no_other(corpus, monkeypatch, ends, said):
    plain = running.judge_equation

    def judge(equation):
        return ends(equation) if "2a + 2" in equation.source else plain(equation)

    monkeypatch.setattr(running, "judge_equation", judge)
    with Results(Path(":memory:")) as results:
        found = {
            Path(one.path).name: one.trouble
            for one in scan_corpus(sources([corpus]), results, seconds=0.5 if "0.5" in said else 60)
        }
    assert said in found["main.tex"]
    assert found["a.tex"] == ""


def test_a_file_of_something_else_holds_no_results(tmp_path):
    path = tmp_path / "other.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mine (x)")
    with pytest.raises(DomainError, match="something else"):
        Results(path)
    (tmp_path / "text").write_text("no database" * 100)
    with pytest.raises(DomainError):
        Results(tmp_path / "text")


def test_reasons_are_counted(corpus):
    with Results(Path(":memory:")) as results:
        list(scan_corpus([corpus / "a.tex", corpus / "b" / "main.tex"], results))
        (wrong,) = results.equations(Status.REFUTED)
        assert wrong["label"] == "eq:one"
        assert results.reasons(Status.VERIFIED)[0][1] == 1
