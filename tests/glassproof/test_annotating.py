"""The annotated copy of an archive: all that its compilation needs, and nothing outside."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from glassproof.annotating import write_annotated
from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.scanning.document import read_document
from glassproof.verify.scanning.equation import Status
from glassproof.verify.scanning.judging.found import Findings, Scanned
from glassproof.verify.scanning.scan import Scan

MAIN = rb"""\documentclass{article}
\usepackage{own}
\begin{document}
\input{parts/one}
\own \[ 1 + 1 = 3 \]
\bibliography{refs}
\end{document}
"""
FILES = {
    "main.tex": MAIN,
    "own.sty": rb"\newcommand{\own}{Then}",
    "parts/one.tex": b"For all real $a$, \\[ a + a = 2a. \\]\n",
    "main.bbl": rb"\begin{thebibliography}{1}\bibitem{a} A.\end{thebibliography}",
    "fig/plot.pdf": b"%PDF-1.4 " + bytes(range(256)) * 9_000,  # larger than a text may be
    ".latexmkrc": b"system('true')",
}


def tar(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def copy(path: Path, out: Path) -> None:
    document = read_document(path)
    found = [Scanned(each, Findings(Status.VERIFIED, "")) for each in document.equations]
    assert len(found) == 2
    write_annotated(Scan(document, tuple(found)), path, out)


@pytest.mark.parametrize("folder", ["", "paper/"])
@pytest.mark.parametrize("pack", [tar, zipped])
def test_the_copy_of_an_archive_has_all_that_it_needs(tmp_path, pack, folder):
    path = pack(tmp_path / "source", {folder + name: data for name, data in FILES.items()})
    out = tmp_path / "copy"
    copy(path, out)
    written = {str(each.relative_to(out)) for each in out.rglob("*") if each.is_file()}
    assert written == {*FILES, "glassproof-notes.sty"} - {".latexmkrc"}
    assert (out / "fig/plot.pdf").read_bytes() == FILES["fig/plot.pdf"]
    assert r"\gpnote" in (out / "main.tex").read_text()
    assert r"\gpnote" in (out / "parts/one.tex").read_text()


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="no TeX here: apt-get install texlive")
def test_the_copy_of_an_archive_compiles(tmp_path):
    copy(tar(tmp_path / "source.tar.gz", FILES), tmp_path / "copy")
    words = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "main.tex"]
    done = subprocess.run(words, cwd=tmp_path / "copy", capture_output=True, check=False)
    assert done.returncode == 0


def test_nothing_is_written_outside(tmp_path):
    files = {**FILES, "../out.txt": b"no", "/glassproof-no.txt": b"no"}
    copy(tar(tmp_path / "source.tar.gz", files), tmp_path / "copy")
    assert not list(tmp_path.rglob("*no.txt"))
    assert not (tmp_path / "out.txt").exists()


def test_a_file_in_the_way_is_named(tmp_path):
    files = {**FILES, "fig": b"a file where a folder is wanted"}
    with pytest.raises(DomainError, match="cannot be written"):
        copy(zipped(tmp_path / "source.zip", files), tmp_path / "copy")
