"""Claims files that expect verdicts: what comes out otherwise is told, and may be accepted."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from glassproof.commands.app import app
from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.checking.claims_file import parse_claims
from glassproof.verify.checking.expectations import with_expectations
from glassproof.verify.checking.toml_source import ClaimsFileError

TEXT = """# written by hand
[symbols]
x = "real"  # stays

[[claim]]
id = "right"
published = "(x + 1)**2"
derived = "x**2 + 2*x + 1"

[[claim]]  # wrong in print
id = "wrong"
published = "(x + 1)**2"
derived = "x**2 + 1"
expect = "verified"
"""


def run(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "my.toml"
    path.write_text(TEXT)
    return path


def test_a_surprise_fails_and_what_was_accepted_does_not(file: Path) -> None:
    verify = ("verify", "--paper", "my.toml", "--jobs", "1", "--strict")
    before = run(*verify)
    assert before.exit_code == 1
    assert "wrong is refuted, where verified is expected" in before.output
    assert "next: glassproof accept my.toml" in before.output

    declined = run("accept", "my.toml", "--jobs", "1")
    assert declined.exit_code == 1
    assert "wrong: verified was expected, it is refuted" in declined.stdout
    assert declined.stderr.splitlines()[-1] == "next: glassproof accept my.toml --yes"
    assert file.read_text() == TEXT

    accepted = run("accept", "my.toml", "--yes", "--jobs", "1", "--json", "said.json")
    assert accepted.exit_code == 0, accepted.output
    said = json.loads(Path("said.json").read_text())
    assert said["accepted"] == {"right": "verified", "wrong": "refuted"}
    lines = file.read_text().splitlines()
    assert [line for line in lines if "expect" not in line] == [
        line for line in TEXT.splitlines() if "expect" not in line
    ]
    assert run(*verify).exit_code == 0
    assert "expects what came out" in run("accept", "my.toml", "--jobs", "1").output


def test_a_verdict_that_there_is_not_is_no_expectation() -> None:
    with pytest.raises(ClaimsFileError, match="expect is one of verified, refuted"):
        parse_claims(TEXT.replace('"verified"', '"true"').encode())


@pytest.mark.parametrize(
    "text", [TEXT, TEXT.replace("\n\n", "\n"), TEXT.rstrip("\n"), TEXT.replace("[[", "  [[ ")]
)
def test_only_expectations_change(text: str) -> None:
    wanted = {"right": "supported", "wrong": "undecided"}
    after = tomllib.loads(with_expectations(text, wanted))
    before = tomllib.loads(text)
    for claim in before["claim"]:
        claim["expect"] = wanted[claim["id"]]
    assert after == before


def test_a_string_that_looks_like_an_expectation_is_not_broken() -> None:
    text = TEXT.replace('id = "right"', 'id = "right"\nas_read = """\nexpect = "refuted"\n"""')
    with pytest.raises(DomainError, match='expect = "supported" for right'):
        with_expectations(text, {"right": "supported"})


def test_claims_that_are_written_inline_are_left_to_their_author() -> None:
    with pytest.raises(DomainError, match="no line can be put into it"):
        with_expectations('claim = [{id = "a"}]', {"a": "refuted"})


RICH = """
where = ["0 < u < v", "p + q <= 5"]
[symbols]
z = "complex"
w = "in upper half-plane"
y = "real"
x = "> y"
u = "real"
v = "< 3"
p = "integer >= 1"
q = "integer >= 1"
[[claim]]
id = "modulus"
published = "abs(z)**2"
derived = "z*conjugate(z)"
[[claim]]
id = "order"
published = "abs(x - y)"
derived = "x - y"
[[claim]]
id = "half-plane"
published = "abs(im(w))"
derived = "im(w)"
[[claim]]
id = "between"
published = "abs(v - u)"
derived = "v - u"
[[claim]]
id = "finite"
published = "max(p + q, 5)"
derived = "5"
[[claim]]
id = "false"
published = "abs(z)"
derived = "re(z)"
"""


def test_symbols_may_be_complex_and_related() -> None:
    import glassproof as gp

    paper = parse_claims(RICH.encode(), "rich.toml")
    found = {j.claim.id: str(j.ruling.verdict) for j in gp.review(paper).judgements}
    assert found == dict.fromkeys(found, "verified") | {"false": "refuted"}


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("3", "where is a condition, or a list"),
        ("[1]", "where is a condition, or a list"),
        ('"a < b"', "line 1, column 1"),
        ('"x <"', "line 1, column 1"),
    ],
)
def test_relations_that_cannot_be_read_are_shown(where: str, message: str) -> None:
    with pytest.raises(ClaimsFileError, match=message):
        parse_claims(f"where = {where}\n{TEXT}".encode())
