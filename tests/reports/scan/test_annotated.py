"""The annotated copy: notes at the right places, and it compiles where the source does."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.reports.scan.annotated import STYLE, annotated
from glassproof.verify.scanning.equation import Document, Place, Status
from glassproof.verify.scanning.judging.found import Findings, Scanned
from glassproof.verify.scanning.scan import Scan
from tests.verify.scanning.hand import equation

SOURCE = r"""\documentclass%s{article}
\usepackage{amsmath}
%s
%% \begin{document}
\begin{document}
Text before, 100\%% of it: \begin{equation}\label{eq:a}
  x = y_1 %% \begin{equation}
\end{equation} and after.

\begin{align}
  a &= b,\\
  c &= d \text{ if $c > 0$}.
\end{align}
We have $u = v$ and $u_2 = v_2$.
\[ \begin{split} p &= q\\ &= r \end{split} \]
$$ s = t $$
\begin{verbatim}
\begin{equation} no = display \end{equation}
\end{verbatim}
\footnote{In a note \[ e = f \] too.}
\begin{tabular}{p{3cm}} \[ g = h \] \end{tabular}
\end{document}
"""


def scanned(line, end, source, displayed=True, status=Status.REFUTED, **more):
    made = replace(
        equation(("x", "=", "y")), place=Place("paper.tex", line), end=end, source=source,
        displayed=displayed, id=f"e{line}{source}",
    )  # fmt: skip
    reason = r"differs at x_1 = 1^2 & 50% of #3 ~ {\input{x}} $\alpha$ ≥ é"
    return Scanned(made, Findings(status, reason, **more))


def everything():
    return (
        scanned(6, 8, "x = y_1"),
        scanned(11, 11, "a &= b"),
        scanned(12, 12, "c &= d", convention="it holds with half the variance"),
        scanned(14, 14, "$u = v$", displayed=False, status=Status.NO_NUMBERS),
        scanned(15, 15, "p = q"),
        scanned(16, 16, "s = t", status=Status.VERIFIED),
        scanned(20, 20, "e = f", status=Status.UNDECIDED, as_read=("e real",)),
        scanned(21, 21, "g = h", status=Status.UNREADABLE),
    )


def copy(source=SOURCE % ("", ""), found=None):
    found = everything() if found is None else found
    made = Scan(Document("paper.tex", {"paper.tex": "0" * 64}, (), ()), found)
    return annotated(made, {"paper.tex": source})


def test_notes_stand_before_their_displays():
    text = copy().files["paper.tex"]
    rest = [piece.split("%\n", 1)[1] for piece in text.split(r"\gpnote")[1:]]
    assert [piece[:8].strip() for piece in rest] == [
        r"\begin{e", "", r"\begin{a", "and $u_", r"\[ \begi", "$$ s = t", r"\[ e = f", r"\[ g = h",
    ]  # fmt: skip


def test_without_its_notes_the_copy_is_the_source():
    text = copy().files["paper.tex"]
    kept = re.sub(r"\\gpnote.*%\n", "", text).replace("\\usepackage{glassproof-notes}\n", "")
    assert kept == SOURCE % ("", "")


def test_an_equation_that_is_not_found_gets_no_note():
    twice = scanned(14, 14, "u", displayed=False)
    gone = scanned(900, 901, "u")
    assert copy(found=(twice, gone)).without == (twice, gone)


def test_a_file_that_is_no_document_gets_no_notes():
    with pytest.raises(DomainError, match="begin"):
        copy(source="$x = y$")


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="no TeX here: apt-get install texlive")
@pytest.mark.parametrize(
    ("options", "packages"),
    [
        ("", ""),
        ("[twocolumn]", ""),
        ("", r"\usepackage{xcolor}"),
        ("", r"\usepackage[dvipsnames]{xcolor}\usepackage{hyperref}"),
    ],
)
def test_the_copy_compiles_where_the_source_does(tmp_path, options, packages):
    source = SOURCE % (options, packages)
    many = tuple(scanned(16, 16, "s = t") for _ in range(120))
    for name, text in copy(source, everything() + many).files.items():
        (tmp_path / name).write_text(text)
    assert (tmp_path / STYLE).exists()
    words = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]
