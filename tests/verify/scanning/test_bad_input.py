"""Sources that are wrong, hostile or huge: named by file and line, and the rest is read."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.scanning.document import read_document
from glassproof.verify.scanning.equation import Document, Status

GOOD = r"For $x > 0$, \[ (x+1)^2 = x^2 + 2x + 1. \]"


def source(tmp_path: Path, body: str, preamble: str = "") -> Document:
    path = tmp_path / "paper.tex"
    path.write_text(
        f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n",
        encoding="utf-8",
    )
    return read_document(path)


def is_read(document: Document) -> bool:
    """Whether the good equation was."""
    return any(
        each.status is None and each.expanded == "(x+1)^2 = x^2 + 2x + 1"
        for each in document.equations
    )


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (r"\input{nowhere}", "nowhere is missing"),
        (r"\input nowhere", "nowhere is missing"),
        (r"\input{/etc/passwd}", "leads out"),
        (r"\input{../../secret}", "leads out"),
        (r"\input{paper}", "it is read once"),
        ("\\begin{equation} u = 1\n\n", r"\begin{equation} is never closed"),
        ("words $u = 1\n\n", "'$' is never closed"),
        (r"\end{align}", r"\end{align} closes nothing"),
    ],
)
def test_troubles_have_file_and_line(tmp_path: Path, body: str, words: str) -> None:
    document = source(tmp_path, f"{body}\n\n{GOOD}")
    (trouble,) = document.troubles
    assert words in trouble.message
    assert trouble.place.file == "paper.tex"
    assert trouble.place.line in (1, 4)
    assert is_read(document)


@pytest.mark.parametrize(
    "macros",
    [
        r"\def\a{\a}",
        r"\def\a{\b}\def\b{\a}",
        r"\newcommand{\a}{x\a\a}",
        r"\def\a{\b\b\b\b\b\b\b\b}\def\b{\c\c\c\c\c\c\c\c}\def\c{\d\d\d\d\d\d\d\d}"
        r"\def\d{\e\e\e\e\e\e\e\e}\def\e{\f\f\f\f\f\f\f\f}\def\f{xxxxxxxxxxxxxxxxx}",
    ],
)
def test_macros_without_end_are_named(tmp_path: Path, macros: str) -> None:
    began = time.process_time()
    document = source(tmp_path, rf"\[ \a = 1 \]  {GOOD}", macros)
    assert time.process_time() - began < 5
    assert any("without end" in t.message or "puts out" in t.message for t in document.troubles)
    assert document.equations[0].status is Status.UNREADABLE
    assert is_read(document)


def test_nothing_is_executed_or_written(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    hostile = r"""\immediate\write18{touch pwned}\openout5=written.tex \write5{x}
    \input{|"touch pwned"} \directlua{os.execute("touch pwned")} \catcode`\@=11
    """
    document = source(folder, hostile + GOOD)
    assert is_read(document)
    assert [each.name for each in folder.iterdir()] == ["paper.tex"]


def test_a_binary_file_and_other_encodings(tmp_path: Path) -> None:
    (tmp_path / "part.tex").write_bytes(b"\0\1\2" * 100)
    (tmp_path / "old.tex").write_bytes("H\xf6lder: ".encode("latin-1") + GOOD.encode())
    document = source(tmp_path, r"\input{part} \input{old}")
    messages = [str(each) for each in document.troubles]
    assert any("part.tex is no text" in each for each in messages)
    assert any(each.startswith("old.tex:1") and "not UTF-8" in each for each in messages)
    assert is_read(document)


def test_a_whole_binary_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "paper.tex"
    path.write_bytes(b"\x7fELF\0\0\0" * 50)
    with pytest.raises(DomainError, match="is no text and no archive"):
        read_document(path)
    with pytest.raises(DomainError, match="cannot be read"):
        read_document(tmp_path / "missing.tex")


def test_a_huge_text_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "paper.tex"
    with path.open("w", encoding="utf-8") as file:
        file.write(f"\\begin{{document}}\n{GOOD}\n\n")
        for _ in range(50):
            file.write("words and words\n" * 65536)
    began = time.process_time()
    document = read_document(path)
    assert time.process_time() - began < 30
    assert any("the rest is not read" in each.message for each in document.troubles)
    assert is_read(document)


def test_a_link_to_outside_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.tex").write_text(r"\[ 1 = 2 \]")
    os.symlink(tmp_path / "secret.tex", folder / "part.tex")
    document = source(folder, rf"\input{{part}} {GOOD}")
    assert any("link out of the source's folder" in t.message for t in document.troubles)
    assert len(document.equations) == 1


def packed(path: Path, members: dict[str, bytes], links: dict[str, str]) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, target in links.items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)


def whole(body: str) -> bytes:
    return f"\\documentclass{{article}}\\begin{{document}}{body}\\end{{document}}".encode()


def test_archives_are_read_in_memory(tmp_path: Path) -> None:
    members = {
        "src/main.tex": whole(r"\input{part}"),
        "src/part.tex": GOOD.encode(),
        "../evil.tex": b"x",
        "/abs.tex": b"x",
    }
    path = tmp_path / "paper.tar.gz"
    packed(path, members, {"src/link.tex": "/etc/passwd"})
    document = read_document(path)
    messages = " ".join(each.message for each in document.troubles)
    assert "../evil.tex would lie outside" in messages
    assert "/abs.tex would lie outside" in messages
    assert "link.tex is a link" in messages
    assert is_read(document)
    assert document.main == "main.tex"
    assert [each.name for each in tmp_path.iterdir()] == ["paper.tar.gz"]


def test_a_zip_and_a_single_gzipped_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "paper.zip", "w") as archive:
        archive.writestr("paper.tex", whole(GOOD))
        archive.writestr("../evil.tex", b"x")
    assert is_read(read_document(tmp_path / "paper.zip"))
    (tmp_path / "2401.00001.gz").write_bytes(gzip.compress(whole(GOOD)))
    assert is_read(read_document(tmp_path / "2401.00001.gz"))


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "paper.tar.gz"
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        data = b" " * (40 << 20)
        for number in range(3):
            info = tarfile.TarInfo(f"part{number}.tex")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        info = tarfile.TarInfo("main.tex")
        info.size = len(whole(GOOD))
        archive.addfile(info, io.BytesIO(whole(GOOD)))
    document = read_document(path)
    assert is_read(document)
    (tmp_path / "broken.tar.gz").write_bytes(path.read_bytes()[:1000])
    with pytest.raises(DomainError, match=r"broken archive|no LaTeX file"):
        read_document(tmp_path / "broken.tar.gz")


def test_deep_nesting_costs_one_equation(tmp_path: Path) -> None:
    deep = "{" * 3000 + "u" + "}" * 3000
    document = source(tmp_path, rf"\[ {deep} = 1 \] {GOOD}")
    assert document.equations is not None
    began = time.process_time()
    slow = " + ".join(rf"\sum_{{k=1}}^{{9}} k^{{{n}}}" for n in range(60))
    document = source(tmp_path, rf"\[ {slow} = 1 \] {GOOD}")
    assert time.process_time() - began < 10
    assert is_read(document)


def test_a_main_file_that_leads_outside_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "outside.tex").write_text(r"\[ 1 = 2 \]")
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "main.tex").symlink_to(tmp_path / "outside.tex")
    with pytest.raises(DomainError, match=r"link out of the source's folder.*give the file itself"):
        read_document(folder / "main.tex")
