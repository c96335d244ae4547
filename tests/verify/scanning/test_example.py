"""The example that ships: sixty equations, of which a scan finds the twelve wrong and no other."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from glassproof.verify.keeping.store import Store, default_path
from glassproof.verify.scanning.document import read_document
from glassproof.verify.scanning.equation import Status
from glassproof.verify.scanning.scan import scanning

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"


def told_wrong():
    """Where the example's own comments say that an equation is wrong."""
    return [
        (path.name, number)
        for path in (EXAMPLES / "paper.tex", EXAMPLES / "paper-probability.tex")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if "% wrong" in line
    ]


def test_the_scan_finds_the_twelve_wrong_equations_and_no_other():
    source = read_document(EXAMPLES / "paper.tex")
    with closing(Store(default_path())) as store:
        found = list(scanning(source, source.equations, store=store))
    assert len(found) == 60
    assert source.troubles == ()
    refuted = [one.equation for one in found if one.status is Status.REFUTED]
    wrong = told_wrong()
    assert len(wrong) == len(refuted) == 12
    for file, line in wrong:
        at = [e for e in refuted if e.place.file == file and e.place.line <= line <= e.end + 1]
        assert at, f"{file}:{line}"
    said = {one.status for one in found}
    assert said & {Status.UNDECIDED, Status.UNREADABLE} == set()
    assert said >= {Status.VERIFIED, Status.DEFINITION, Status.UNBOUND, Status.NO_NUMBERS}


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="no TeX here: apt-get install texlive")
def test_the_example_compiles(tmp_path):
    for name in ("paper.tex", "paper-probability.tex"):
        shutil.copy(EXAMPLES / name, tmp_path)
    words = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]
