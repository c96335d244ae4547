"""The wheel, installed beside a project that has packages of our layers' names.

Built without network from a copy of the sources, in which an earlier build has left old packages;
installed in a fresh environment that sees this one's libraries, but not this checkout.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).parent.parent
LAYERS = ("derivations", "numerics", "verify", "reports")
SOURCES = (*LAYERS, "glassproof", "pyproject.toml", "setup.py", "README.md", "LICENSE")
LIBRARIES = Path(sysconfig.get_path("purelib"))
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("PYTEST", "PYTHON", "MYPY", "VIRTUAL_ENV"))
}


def run(*command: str | Path, where: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=where,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def succeed(*command: str | Path, where: Path) -> str:
    done = run(*command, where=where)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def copy_of_the_sources(target: Path) -> Path:
    """The sources with their links; an earlier build has left what is no longer there."""
    target.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            leave = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, target / name, symlinks=True, ignore=leave)
        else:
            shutil.copy(ROOT / name, target / name)
    for stale in ("verify/__init__.py", "glassproof/cli.py"):
        path = target / "build" / "lib" / stale
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("raise ImportError('this is of an earlier build')\n")
    return target


def build_wheel(source: Path, target: Path) -> Path:
    pip = (sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index")
    succeed(*pip, "--disable-pip-version-check", "-w", target, source, where=target.parent)
    (wheel,) = target.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workshop")


@pytest.fixture(scope="module")
def wheel(workshop: Path) -> Path:
    return build_wheel(copy_of_the_sources(workshop / "sources"), workshop / "wheels")


@dataclass(frozen=True)
class Installed:
    """A fresh environment in which the wheel is all that is installed."""

    python: Path
    packages: Path


@pytest.fixture(scope="module")
def installed(wheel: Path, workshop: Path) -> Installed:
    home = workshop / "environment"
    succeed(sys.executable, "-m", "venv", "--without-pip", home, where=workshop)
    python = home / "bin" / "python"
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(succeed(python, "-c", code, where=workshop).strip())
    (packages / "libraries.pth").write_text(f"{LIBRARIES}\n")
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index")
    succeed(*pip, "--ignore-installed", "--disable-pip-version-check", wheel, where=workshop)
    return Installed(python, packages)


def names_in(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def test_the_only_name_at_the_top_is_glassproof(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names_in(wheel)}
    (information,) = (top for top in tops if top.endswith(".dist-info"))
    assert tops == {"glassproof", information}


def test_the_wheel_holds_every_file_of_the_sources_and_no_other(wheel: Path) -> None:
    inside = {name for name in names_in(wheel) if not name.split("/")[0].endswith(".dist-info")}
    sources = {
        f"{prefix}{path.relative_to(ROOT)}"
        for folder, prefix in (*((layer, "glassproof/") for layer in LAYERS), ("glassproof", ""))
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
        if folder != "glassproof" or not set(path.relative_to(ROOT).parts[1:2]) & set(LAYERS)
    }
    assert inside == sources
    for needed in ("py.typed", "verify/keeping/ledger.schema.json", "reports/templates/report.css"):
        assert f"glassproof/{needed}" in inside


def test_a_wheel_from_the_sdist_is_the_same(wheel: Path, workshop: Path) -> None:
    code = "from setuptools import build_meta; print(build_meta.build_sdist('../sdist'))"
    printed = succeed(sys.executable, "-c", code, where=workshop / "sources")
    archive = workshop / "sdist" / printed.split()[-1]
    with tarfile.open(archive) as packed:
        packed.extractall(workshop / "unpacked", filter="data")
    (source,) = (workshop / "unpacked").iterdir()
    again = build_wheel(source, workshop / "wheels again")
    assert names_in(again) == names_in(wheel)


def test_the_old_names_are_gone(installed: Installed, workshop: Path) -> None:
    code = f"from importlib.util import find_spec; print([n for n in {LAYERS} if find_spec(n)])"
    assert succeed(installed.python, "-c", code, where=workshop / "wheels").strip() == "[]"


def test_the_commands_work_from_the_wheel(installed: Installed, workshop: Path) -> None:
    command, where = installed.python.parent / "glassproof", workshop / "wheels"
    assert succeed(command, "--version", where=where).startswith("glassproof ")
    assert "Usage" in succeed(command, "-h", where=where)
    claims = json.loads(succeed(command, "list", "--json", "-", where=where))["claims"]
    assert len(claims) > 20
    said = succeed(command, "check", "-x", "--equals", "x", "--where", "x > 0", where=where)
    assert "refuted" in said
    code = "import glassproof; print(glassproof.__file__)"
    home = Path(succeed(installed.python, "-c", code, where=where).strip())
    assert home.is_relative_to(installed.packages)


PROJECT_TEST = """
import derivations, numerics, reports, verify
import glassproof as gp

def test_the_packages_are_ours():
    assert {m.WHOSE for m in (derivations, numerics, reports, verify)} == {"the project's"}

def test_formulas(assert_equal_formulas):
    assert_equal_formulas("x + x", "2*x", where="x real")
    assert str(gp.check("x", equals="2*x", where="x > 0").verdict) == "refuted"
"""
CLAIMS = """
[symbols]
x = "real"
[[claim]]
id = "square"
published = "(x + 1)**2"
derived = "x**2 + 2*x + 1"
"""


def test_a_project_with_packages_of_these_names_runs_its_tests(
    installed: Installed, tmp_path: Path
) -> None:
    for layer in LAYERS:
        (tmp_path / layer).mkdir()
        (tmp_path / layer / "__init__.py").write_text('WHOSE = "the project\'s"\n')
    (tmp_path / "test_project.py").write_text(PROJECT_TEST)
    (tmp_path / "project.claims.toml").write_text(CLAIMS)
    said = succeed(installed.python, "-m", "pytest", "--claims", where=tmp_path)
    assert "3 passed" in said


CONSUMER = """\
from typing import assert_type

import glassproof as gp

found = gp.check("x", equals="2*x", where="x > 0", latex=False)
verdict: str = found.verdict
hint: str = found.hint.edit if found.hint else ""
assert_type(gp.papers(), list[str])
paper: gp.Paper = gp.load("spherical_p_spin")
assert_type(paper.claims, tuple[gp.Claim, ...])
counts: dict[str, int] = gp.review(paper, budget="quick", seed=0, jobs=1, ids=["a"]).summary
mean, error = gp.expected_count(n_D=2, n_G=2, p=3, q=3, sigma_z=1, draws=10, seed=1)
assert_type(mean, float)
gp.assert_equal("x", "x", "x > 0")

gp.nonsense  # wrong
gp.judge  # wrong
gp.import_module  # wrong
number: int = found.verdict  # wrong
gp.check("x", equal="x")  # wrong
gp.load(3)  # wrong
gp.review(paper, seed="0")  # wrong
gp.Paper(reference=3)  # wrong
gp.expected_count(n_D="2", n_G=2, p=3, q=3, sigma_z=1, draws=10, seed=1)  # wrong
gp.Experiment(name=3)  # wrong
"""
WRONG = {n for n, line in enumerate(CONSUMER.splitlines(), 1) if line.endswith("# wrong")}


def mypy(installed: Installed, folder: Path) -> set[int]:
    done = run(installed.python, "-m", "mypy", "--strict", "consumer.py", where=folder)
    return {int(n) for n in re.findall(r"^consumer\.py:(\d+): error", done.stdout, re.MULTILINE)}


def pyright(installed: Installed, folder: Path) -> set[int]:
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "standard"}')
    command = (sys.executable, "-m", "basedpyright", "--outputjson")
    done = run(*command, "--pythonpath", installed.python, "consumer.py", where=folder)
    found = json.loads(done.stdout)["generalDiagnostics"]
    return {d["range"]["start"]["line"] + 1 for d in found if d["severity"] == "error"}


CHECKERS = [mypy, *([pyright] if (LIBRARIES / "basedpyright").is_dir() else [])]


@pytest.mark.parametrize("checker", CHECKERS, ids=lambda checker: checker.__name__)
def test_a_type_checker_sees_the_types_and_refuses_what_is_wrong(
    checker, installed: Installed, tmp_path: Path
) -> None:
    (tmp_path / "consumer.py").write_text(CONSUMER)
    assert checker(installed, tmp_path) == WRONG
