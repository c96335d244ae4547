"""Claims files: what a complete one becomes, and where in a faulty one the message points."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.derivation import Derivation
from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.checking.claims_file import (
    ClaimsFileError,
    load_file,
    parse_claims,
)
from glassproof.verify.claims.dependencies import find_cycle
from glassproof.verify.judging.judge import judge
from glassproof.verify.judging.verdict import Verdict, is_defect
from tests.clock import computed

GOOD = r"""
[paper]
name = "p-spin"
title = "Random matrices and complexity of spin glasses"
authors = "A. Auffinger, G. Ben Arous, J. Cerny"
reference = "Comm. Pure Appl. Math. 66 (2013)"

[symbols]
p = "integer >= 3"
u = "real"

[shorthands]
E_inf = "2*sqrt((p-1)/p)"

[[claim]]
id = "complexity.total"
title = "Total complexity"
published = "log(p-1)/2"
derived_latex = '\tfrac12\log(p-1)'
place = "(2.16)"
read_from = "text"

[[claim]]
id = "threshold"
published_latex = '''
    E_\infty^2 = 4
      \cdot \frac{p+1}{p}
'''
derived = "E_inf**2"
where = "u < 0"
uses = ["complexity.total"]
"""


def test_a_claim_is_judged_over_the_symbols_of_both_sides():
    text = GOOD.replace('published = "log(p-1)/2"', 'published = "log(p-1)/2 + u"')
    claim = parse_claims(text.encode()).claims[0]
    assert {str(symbol) for symbol in claim.domain.ranges} == {"p", "u"}
    assert judge(claim).ruling.verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("published", "derived", "where", "verdict"),
    [
        ("x/x", "1", "", "verified"),
        ("x - x + y", "y", "", "verified"),
        ("y", "y + x - x", "", "verified"),
        ("x**2/x**2 + y", "y", "", "refuted"),
        ("t/t", "1", "", "verified"),
        ("Cov(u + v, u - v)", "x**2 - y**2", "u ~ N(0, x**2), v ~ N(t, y**2)", "verified"),
        ("Var(u + t)", "x", "u ~ N(t, x**2)", "refuted"),
    ],
)
def test_symbols_that_cancel_are_symbols_of_the_claim(published, derived, where, verdict):
    """Both sides are evaluated as they were typed, where what cancels has values, too."""
    raw = f"""[symbols]
x = "> 0"
y = "> 0"
t = "real"
[[claim]]
id = "a"
published = "{published}"
derived = "{derived}"
where = "{where}"
"""
    (claim,) = parse_claims(raw.encode(), "a.toml").claims
    ruling = judge(claim).ruling
    assert (str(ruling.verdict), is_defect(ruling)) == (verdict, False), ruling.reason


def test_a_complete_file():
    found = parse_claims(GOOD.encode())
    assert found.name == "p-spin"
    assert set(found.symbols) == {"p", "u", "E_inf"}
    total, threshold = found.claims
    assert total.title == "Total complexity"
    assert (total.source.place, total.source.read_from) == ("(2.16)", "text")
    assert threshold.uses == ("complexity.total",)
    assert {str(s) for s in threshold.domain.ranges} == {"p"}
    assert judge(total).ruling.verdict is Verdict.VERIFIED
    assert judge(threshold).ruling.verdict is Verdict.REFUTED


def test_file_on_disk(tmp_path):
    path = tmp_path / "claims.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert [c.id for c in load_file(path).claims] == ["complexity.total", "threshold"]
    with pytest.raises(DomainError, match="cannot be read"):
        load_file(tmp_path / "missing.toml")
    with pytest.raises(DomainError, match="cannot be read"):
        load_file(tmp_path)
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(DomainError, match="bytes"):
        load_file(path)


HEAD = '[symbols]\nx = "> 0"\n'
CLAIM = '[[claim]]\nid = "a"\npublished = "x"\nderived = "x"\n'


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("", 1, 1, "no claims"),
        ("x = ", 1, 5, "Invalid value"),
        ("[symbols]\nx = \n", 2, 5, "Invalid value"),
        ("a\0b = 1", 1, 2, ""),
        ("colour = 1\n" + CLAIM, 1, 1, "unknown key 'colour'"),
        ("[papers]\n" + CLAIM, 1, 2, "did you mean paper"),
        (HEAD + CLAIM.replace("published", "publishd"), 5, 1, "did you mean published"),
        (HEAD + CLAIM + CLAIM, 8, 1, "used twice"),
        (HEAD + CLAIM.replace('"a"', '"a b"'), 4, 1, "needs an id"),
        (HEAD + CLAIM.replace('id = "a"\n', ""), 3, 1, "needs an id"),
        (HEAD + CLAIM.replace("derived", "derived_latex") + 'derived = "x"', 3, 1, "exactly one"),
        (HEAD + CLAIM.replace('derived = "x"\n', ""), 3, 1, "exactly one"),
        (HEAD + CLAIM.replace('published = "x"', 'published = "x + w"'), 5, 18, "'w' is not"),
        (HEAD + CLAIM.replace('published = "x"', 'published = "9**9**9**9"'), 5, 18, "at most"),
        (HEAD + CLAIM.replace('published = "x"', 'published = "x \\u002b w"'), 5, 1, "'w' is not"),
        (HEAD + CLAIM.replace('published = "x"', 'published = ""'), 5, 1, "the end"),
        (HEAD + CLAIM.replace('published = "x"', "published = 1"), 5, 1, "must be a string"),
        (HEAD + CLAIM + 'uses = ["b"]\n', 7, 1, "no claim has the id 'b'"),
        (HEAD + CLAIM + 'uses = ["a"]\n', 7, 1, "circular uses: a -> a"),
        (HEAD + CLAIM + 'uses = "a"\n', 7, 1, "list of ids"),
        (HEAD + CLAIM + 'where = "x <"\n', 7, 1, "a name or a number after"),
        ('[symbols]\nx = "blue"\n' + CLAIM, 2, 1, "expected 'integer'"),
        ("[symbols]\nx = 1\n" + CLAIM, 2, 1, "a condition"),
        ('[symbols]\nlog = "> 0"\n' + CLAIM, 2, 1, "cannot name"),
        (HEAD + '[shorthands]\ny = "w"\n' + CLAIM, 4, 6, "'w' is not"),
        (HEAD + '[shorthands]\nx = "1"\n' + CLAIM, 4, 1, "cannot name"),
        ("claim = 1", 1, 1, "array of tables"),
        (HEAD + '[[claim]]\nid = "a"\npublished = "x"\nderived_by = "os:getcwd"', 6, 1, "--trust"),
        (HEAD + '[[claim]]\nid = "a"\npublished = "x"\nderived_by = "os.getcwd()"', 6, 1, "module"),
        ("x = " + "[" * 5000, 1, 1, "cannot be read"),
        ("x = " + "9" * 5000, 1, 1, "cannot be read"),
        ("x" * 20_001, 1, 1, "a line has at most"),
    ],
)
def test_faults_are_placed(text, line, column, says):
    start = computed()
    with pytest.raises(ClaimsFileError) as caught:
        parse_claims(text.encode())
    assert says in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).startswith("claims.toml: line ")
    assert computed() - start < 2


def test_bytes_that_are_not_text():
    with pytest.raises(ClaimsFileError, match="not UTF-8") as caught:
        parse_claims(b"[paper]\n\xff")
    assert (caught.value.line, caught.value.column) == (2, 1)


def test_a_fault_within_a_formula_of_several_lines_is_placed():
    text = GOOD.replace(r"\cdot \frac{p+1}{p}", r"\cdot \frac{p+1}{w}")
    with pytest.raises(ClaimsFileError, match="'w' is not declared") as caught:
        parse_claims(text.encode())
    shown = text.split("\n")[caught.value.line - 1]
    assert shown[caught.value.column - 1] == "w"


def test_circular_uses_over_several_claims():
    claims = "".join(
        CLAIM.replace('"a"', f'"{name}"') + f'uses = ["{used}"]\n'
        for name, used in (("a", "b"), ("b", "c"), ("c", "a"))
    )
    with pytest.raises(ClaimsFileError, match="a -> b -> c -> a"):
        parse_claims((HEAD + claims).encode())


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef")), max_size=6))
def test_cycles_are_found_exactly_when_peeling_stalls(edges):
    """A graph is free of cycles if and only if nodes without successors can be peeled off."""
    graph = {name: [n for n in used if n in edges] for name, used in edges.items()}
    left = dict(graph)
    while leaves := [n for n in left if not any(s in left for s in left[n])]:
        for leaf in leaves:
            del left[leaf]
    cycle = find_cycle(graph)
    assert bool(cycle) == bool(left)
    assert all(b in graph[a] for a, b in pairwise(cycle))


DERIVED_BY = """
[symbols]
p = "integer >= 2"
q = "integer >= 1"
sigma_z = "> 0"
kappa = "in (0, 1)"
[[claim]]
id = "gradient"
published = "p + sigma_z**2*(p+q)*2**(p+q-1)"
derived_by = "glassproof.derivations.gan_glass.covariance:gradient_variance_D"
"""


def test_trusted_files_may_name_derivations():
    (claim,) = parse_claims(DERIVED_BY.encode(), trust=True).claims
    assert isinstance(claim.derived(), Derivation)
    assert claim.published.free_symbols <= set(claim.domain.ranges)
    assert judge(claim).ruling.verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("function", "says"),
    [
        ("no.such.module:f", "ModuleNotFoundError"),
        ("glassproof.derivations.gan_glass.covariance:no_such_function", "AttributeError"),
        ("os:getcwd", "must return a formula"),
        ("glassproof.derivations.proof.domain:Domain", "TypeError"),
        ("glassproof.derivations.gan_glass.kac_rice:shift_covariance", "must return a formula"),
    ],
)
def test_named_functions_that_do_not_serve(function, says):
    text = DERIVED_BY.replace(
        "glassproof.derivations.gan_glass.covariance:gradient_variance_D", function
    )
    with pytest.raises(ClaimsFileError, match=says) as caught:
        parse_claims(text.encode(), trust=True)
    assert caught.value.line == 10


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=80) | st.text(max_size=80).map(lambda t: (HEAD + t).encode()))
def test_nothing_but_claims_file_errors_comes_out(raw):
    with pytest.raises(ClaimsFileError):
        parse_claims(raw)


DOCS = Path(__file__).parents[3] / "docs"


def test_the_documentations_example_is_verified_and_shown_in_full():
    path = DOCS / "examples" / "p_spin.claims.toml"
    claims = load_file(path).claims
    assert [str(judge(claim).ruling.verdict) for claim in claims] == ["verified"] * 5
    assert path.read_text(encoding="utf-8") in (DOCS / "writing-claims.md").read_text("utf-8")


PROVENANCE = (
    'kind = "code"\ndocument = "repository"\nversion = "commit 1234567"\nlines = "a.py 3"\n'
    'as_read = \'\\frac{x}{1}\'\naccessed = "2026-01-02"\nalso = "b.py 4"\nwithdrawn = true\n'
)


def test_a_claim_may_say_exactly_where_it_was_read():
    (claim,) = parse_claims((HEAD + CLAIM + PROVENANCE).encode()).claims
    source = claim.source
    assert (source.kind, source.document, source.lines) == ("code", "repository", "a.py 3")
    assert (source.as_read, source.accessed, source.also) == (
        r"\frac{x}{1}",
        "2026-01-02",
        "b.py 4",
    )
    assert source.is_remark
    (bare,) = parse_claims((HEAD + CLAIM).encode()).claims
    assert (bare.source.kind, bare.source.is_remark) == ("unstated", False)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('kind = "hearsay"\n', "kind is one of typeset, prose"),
        ('withdrawn = "yes"\n', "withdrawn is true or false"),
        ("lines = 3\n", "must be a string"),
    ],
)
def test_provenance_that_says_nothing_is_refused(line, says):
    with pytest.raises(ClaimsFileError, match=says) as caught:
        parse_claims((HEAD + CLAIM + line).encode())
    assert caught.value.line == 7


def test_a_mark_of_the_encoding_is_no_part_of_the_file():
    assert (
        parse_claims(b"\xef\xbb\xbf" + GOOD.encode()).claims == parse_claims(GOOD.encode()).claims
    )


def test_a_number_that_nobody_reads_breaks_no_judgement():
    """The product is a number of five million digits, which Python does not print."""
    longest = "Product(k, (k, 1, 5000))"
    text = f'[symbols]\nx = "> 0"\n[[claim]]\nid = "a"\npublished = "{longest}"\nderived = "x"\n'
    (claim,) = parse_claims(text.encode()).claims
    judgement = judge(claim)
    assert "defect" not in judgement.ruling.reason
