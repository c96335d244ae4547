"""A paper from another distribution: installed, found, judged, reported, and nothing else touched.

Broken ones are named, and so is a name that two papers have.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from glassproof.verify.claims.paper import Paper
from glassproof.verify.keeping.ledger import schema
from glassproof.verify.papers import load, names, shipped
from glassproof.verify.papers.installed import contradiction
from tests import processes

pytestmark = pytest.mark.long

PROJECT = Path(__file__).parent / "toy_distribution"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of installed distributions with the toy paper in it."""
    project = tmp_path_factory.mktemp("project") / "toy"
    target = tmp_path_factory.mktemp("site")
    shutil.copytree(PROJECT, project, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    command += ["--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    subprocess.run([*command, "--target", str(target), str(project)], check=True)
    return target


def glassproof(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process that has ``site`` on its path, with a store beside it."""
    store = site.parent / f"{site.name}.sqlite3"
    if "2" in arguments:  # workers are processes, which inherit no more than the environment
        return subprocess.run(
            [sys.executable, "-m", "glassproof", *arguments],
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": str(site), "GLASSPROOF_STORE": str(store)},
            cwd=site,
        )
    return processes.glassproof(*arguments, cwd=site, path=[site], GLASSPROOF_STORE=str(store))


def with_entry_points(site: Path, tmp_path: Path, entries: str) -> Path:
    """A copy of ``site`` whose distribution declares other papers."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (declared,) = copy.glob("*.dist-info/entry_points.txt")
    declared.write_text(f"[glassproof.papers]\n{entries}\n")
    return copy


def test_it_is_listed_and_its_claim_is_shown(site: Path) -> None:
    listed = glassproof(site, "list", "--paper", "toy")
    assert listed.returncode == 0, listed.stderr
    assert "sums.variance" in listed.stdout
    shown = glassproof(site, "show", "sums.variance", "--paper", "toy", "--budget", "quick")
    assert shown.returncode == 0, shown.stderr
    for part in ("On sums", "equation (1)", "independent terms", "nature", "refuted"):
        assert part in shown.stdout


def test_it_is_judged_and_its_evidence_is_computed_again_when_its_code_changes(
    site: Path, tmp_path: Path
) -> None:
    """Nature is sampled by a module of the distribution that the paper imports."""
    copy = with_entry_points(site, tmp_path, "toy = toy_paper.paper:paper")
    arguments = ["verify", "--paper", "toy", "--budget", "quick", "--jobs", "2", "--json"]
    first = glassproof(copy, *arguments, str(tmp_path / "ledger.json"))
    assert first.returncode == 0, first.stderr
    assert "1 refuted" in first.stdout
    ledger = json.loads((tmp_path / "ledger.json").read_text())
    jsonschema.validate(ledger, schema())
    assert ledger["paper"] == "toy"
    assert ledger["conventions"] == [
        {"text": "A sum of two terms has the deviations", "latex": "a, b"}
    ]
    (claim,) = ledger["claims"]
    assert claim["derived"] == "a**2 + b**2"
    assert claim["source"]["section"] == "Section 1"
    elsewhere = tmp_path / "elsewhere"  # where the paper is not installed
    elsewhere.mkdir()
    out = ["--format", "html", "--out", str(tmp_path / "report")]
    told = glassproof(elsewhere, "report", "--ledger", str(tmp_path / "ledger.json"), *out)
    assert told.returncode == 0, told.stderr
    assert "On sums" in (tmp_path / "report" / "report.html").read_text()
    nature = copy / "toy_paper" / "nature.py"
    nature.write_text(nature.read_text().replace("SECOND = 2.0", "SECOND = 3.0"))
    second = glassproof(copy, *arguments, str(tmp_path / "other.json"))
    assert second.returncode == 1
    (claim,) = json.loads((tmp_path / "other.json").read_text())["claims"]
    (sampled,) = (e for e in claim["evidence"] if e["kind"] == "nature")
    assert sampled["outcome"] == "defect"  # 1 + 9 is sampled where 1 + 4 is derived
    assert sampled["data"]["estimate"] == pytest.approx(10, rel=0.1)


def test_its_figure_is_drawn_alone_and_in_its_report(site: Path, tmp_path: Path) -> None:
    alone = glassproof(site, "figure", "fig1", "--paper", "toy", "--out", str(tmp_path / "f.svg"))
    assert alone.returncode == 0, alone.stderr
    assert "3 published, 5 derived" in alone.stdout
    assert "<svg" in (tmp_path / "f.svg").read_text()[:600]
    out = ["--format", "tex,html", "--out", str(tmp_path / "report")]
    report = glassproof(site, "report", "--paper", "toy", "--budget", "quick", "--jobs", "1", *out)
    assert report.returncode == 0, report.stderr
    assert (tmp_path / "report" / "figures" / "fig1.pdf").exists()
    page = (tmp_path / "report" / "report.html").read_text()
    for part in ("On sums", "3 published", "data:image/svg+xml", "glassproof verify sums.variance"):
        assert part in page


def test_a_formula_may_use_its_shorthands_and_it_explores_what_it_says(site: Path) -> None:
    against = ["--paper", "toy", "--against", "sums.variance", "--budget", "quick"]
    checked = glassproof(site, "check", "s**2 - 2*a*b", *against)
    assert checked.returncode == 0, checked.stderr
    assert "verified" in checked.stdout
    glass = ["--p", "3", "--q", "3", "--kappa", "0.9", "--sigma-z", "1"]
    theta = glassproof(site, "theta", *glass, "--paper", "toy")
    assert (theta.returncode, theta.stdout) == (2, "")
    assert theta.stderr.startswith("glassproof: theta got p, q,")
    assert ": give p\n" in theta.stderr
    shape = ["--kappa", "0.9", "--b", "1", "--b1", "1"]
    spectrum = glassproof(site, "spectrum", *shape, "--paper", "toy")
    assert (spectrum.returncode, spectrum.stdout) == (2, "")
    assert (
        "the paper toy has no explorer 'spectrum': give --paper gan_spin_glass" in spectrum.stderr
    )


@pytest.mark.parametrize(
    ("entries", "complaint"),
    [
        ("toy = toy_paper.nowhere:PAPER", "ModuleNotFoundError: No module named"),
        ("toy = toy_paper.paper:PAPERS", "AttributeError"),
        ("toy = toy_paper.paper:SUM", "TypeError: 'Claim' object is not callable"),
        ("toy = toy_paper.paper:nothing", "it gives NoneType, not a Paper"),
        ("other = toy_paper.paper:PAPER", "its Reference is named 'toy', its entry point 'other'"),
        ("toy = toy_paper.paper:hollow", "'str' object has no attribute 'id'"),
        ("toy = sys:exit", "SystemExit"),
    ],
)
def test_a_broken_entry_point_is_named(
    site: Path, tmp_path: Path, entries: str, complaint: str
) -> None:
    copy = with_entry_points(site, tmp_path, entries)
    name, _, value = entries.partition(" = ")
    found = glassproof(copy, "list", "--paper", name)
    assert (found.returncode, found.stdout) == (2, "")
    assert f"the paper {name} of toy-paper ({value}) cannot be used" in found.stderr
    assert complaint in found.stderr
    assert "Traceback" not in found.stderr


def test_a_broken_paper_breaks_no_other(site: Path, tmp_path: Path) -> None:
    copy = with_entry_points(site, tmp_path, "toy = toy_paper.nowhere:PAPER")
    assert glassproof(copy, "list", "--paper", "spherical_p_spin").returncode == 0
    unknown = glassproof(copy, "list", "--paper", "unheard_of")
    assert unknown.returncode == 2
    assert f"give one of {', '.join(sorted([*shipped(), 'toy']))}," in unknown.stderr


def test_a_name_that_two_papers_have_is_an_error(site: Path, tmp_path: Path) -> None:
    copy = with_entry_points(site, tmp_path, "spherical_p_spin = toy_paper.paper:PAPER")
    found = glassproof(copy, "list", "--paper", "spherical_p_spin")
    assert (found.returncode, found.stdout) == (2, "")
    assert (
        "the paper spherical_p_spin comes from glassproof itself and from toy-paper "
        "(toy_paper.paper:PAPER)" in found.stderr
    )
    assert glassproof(copy, "list", "--paper", "gan_spin_glass").returncode == 0


@pytest.mark.parametrize("paper", shipped())
def test_shipped_papers_do_not_contradict_themselves(paper: str) -> None:
    assert paper in names()
    assert contradiction(paper, load(paper)) == ""


def test_contradictions_are_found() -> None:
    paper = load("spherical_p_spin")
    first, second, *rest = paper.claims

    def complaint(**changes: object) -> str:
        changed: Paper = replace(paper, **changes)
        return contradiction("spherical_p_spin", changed)

    assert "two of its claims are called" in complaint(claims=(first, first))
    stranger = replace(first, source=load("gan_spin_glass").claims[0].source)
    assert "the source of claim" in complaint(claims=(stranger, second, *rest))
    assert "uses 'nothing', which is no claim" in complaint(
        claims=(replace(first, uses=("nothing",)),)
    )
    figure = load("gan_spin_glass").figures[0]
    assert "two of its figures" in complaint(figures=(replace(figure, concerns=()),) * 2)
    assert "concerns 'section4.quartic', which is no claim" in complaint(figures=(figure,))
