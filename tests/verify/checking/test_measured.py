"""Experiments of claims files: exact laws are accepted, wrong ones refuted, faults named."""

from __future__ import annotations

import pytest

from glassproof.verify.checking.claims_file import ClaimsFileError, parse_claims
from glassproof.verify.judging.judge import judge
from glassproof.verify.judging.verdict import is_defect

SYMBOLS = '[symbols]\nN = "integer >= 2"\ns = "> 0"\nq = "integer >= 1"\np = "integer >= 2"\n'


def claim_of(formulas: str, measured: str):
    """The one claim of a file with these lines."""
    return parse_claims(
        f'{SYMBOLS}[[claim]]\nid = "a"\n{formulas}\n[claim.measured]\n{measured}\n'.encode()
    ).claims[0]


def spectral(what: str, ensemble: str, at: str, rest: str = "") -> str:
    """A table of a spectral measurement."""
    return (
        f'what = "{what}"\nensemble = "{ensemble}"\nsize = "N"\nvariance = "s**2"\n'
        f"at = {at}\ndraws = 1000\n{rest}"
    )


EXACT = [
    # Traces of powers of classical ensembles, by Wick's theorem, at any size.
    ("s**2*(N + 1)", "s**2*N", spectral("moment", "GOE", "{ N = 3, s = 2 }", "order = 2")),
    (
        "s**4*(2*N**2 + 5*N + 5)", "2*s**4*N**2",
        spectral("moment", "GOE", '{ N = 8, s = "1/2" }', "order = 4"),
    ),
    (
        "s**4*(2*N**2 + 1)", "s**4*(2*N**2 + 5*N + 5)",
        spectral("moment", "GUE", "{ N = 8, s = 1 }", "order = 4"),
    ),
    (
        "s**4*q*(N + q + 1)", "s**4*q*(N + q + 3)",
        spectral("moment", "Wishart", "{ N = 9, s = 1, q = 4 }", 'order = 2\ncolumns = "q"'),
    ),
    # Half of a symmetric law lies above 0; a Wishart matrix of rank q has N - q zeros.
    ("N/2", "N/2 + 1/4",
     spectral("eigenvalues", "GUE", "{ N = 7, s = 1 }", "from = 0\nto = 1000")),
    ("N - q", "N - q + 1/20",
     spectral("eigenvalues", "Wishart", "{ N = 5, s = 1, q = 2 }",
              'from = -1e-9\nto = 1e-9\ncolumns = "q"')),
    # Two eigenvalues repel: E max = s sqrt(pi)/... of the 2 x 2 GOE, half their mean distance.
    ("s*sqrt(pi)/sqrt(2)", "s*sqrt(pi)",
     spectral("largest eigenvalue", "GOE", "{ N = 2, s = 3 }")),
    # Kostlan's count of real zeros behind the circle; two eigenvectors a dimension on the sphere.
    ("2*sqrt(3*p - 2)", "2*sqrt(3*p - 1)",
     'what = "critical points"\nsize = 2\ndegree = "p"\nat = { p = 5 }\ndraws = 4000'),
    ("3*p", "3*p + 1/10",
     'what = "critical points"\nsize = 3\ndegree = "p"\nat = { p = 2 }\ndraws = 400'),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "measured"), EXACT)
def test_exact_laws_are_supported_and_wrong_ones_refuted(right: str, wrong: str, measured: str):
    assert judge(claim_of(f'published = "{right}"', measured)).ruling.verdict == "supported"
    found = judge(claim_of(f'published = "{wrong}"', measured))
    assert found.ruling.verdict == "refuted"
    assert "is published" in found.ruling.reason


MEASURED = spectral("moment", "GOE", "{ N = 8, s = 1 }", "order = 4")
RIGHT, SAME, WRONG = "s**4*(2*N**2+5*N+5)", "2*s**4*N**2+5*s**4*(N+1)", "2*s**4*N**2"


@pytest.mark.parametrize(
    ("published", "derived", "verdict", "said"),
    [
        (RIGHT, SAME, "verified", "one canonical form"),
        (WRONG, RIGHT, "refuted", "differ at"),
        (RIGHT, WRONG, "undecided", "is given as derived: mend that, or leave it out"),
        (WRONG, "2*(s*s)**2*N*N", "refuted", "is published and derived"),
        (WRONG, "9*s**4*N**2", "refuted", "which is wrong, too"),
    ],
)
def test_what_somebody_gives_as_derived_is_no_defect(published, derived, verdict, said):
    found = judge(claim_of(f'published = "{published}"\nderived = "{derived}"', MEASURED))
    assert (found.ruling.verdict, is_defect(found.ruling)) == (verdict, False)
    assert said in found.ruling.reason


def test_a_limit_is_held_with_an_allowance_fixed_beforehand():
    table = (
        'what = "eigenvalues"\nensemble = "GUE"\nsize = "N"\nvariance = "1/N"\nfrom = -1\nto = 1\n'
        "at = [{ N = 30 }, { N = 60 }]\ndraws = 500\nallowance = "
    )
    share = 'published = "N*(1/3 + sqrt(3)/(2*pi))"'
    assert judge(claim_of(share, table + '"1/2"')).ruling.verdict == "supported"
    assert judge(claim_of('published = "N/2"', table + '"1/2"')).ruling.verdict == "refuted"


def test_seeds_change_draws_and_nothing_else():
    one, again, other = (
        judge(claim_of(f'published = "{RIGHT}"', MEASURED), seed=seed).evidence[0].data["estimate"]
        for seed in (1, 1, 2)
    )
    assert one == again != other


FAULTS = [
    ('what = "moments"', "what", "what = 'moments' is not known"),
    ("order = 4", "measured", "missing: give what, one of"),
    (MEASURED.replace("order = 4", "order = 13"), "order", "order = 13 is out of its domain"),
    (MEASURED.replace("order = 4", 'order = "N/16"'), "order", "is not an integer"),
    (MEASURED.replace("order = 4", ""), "measured", "measured needs order"),
    (MEASURED.replace("GOE", "GSE"), "ensemble", "give ensemble, one of 'GOE', 'GUE'"),
    (MEASURED.replace('"N"', "501"), "size", "give an integer in [1, 500]"),
    (MEASURED.replace('"N"', '"N + q"'), "size", "at gives no value of q, which size needs"),
    (MEASURED.replace('"s**2"', '"s - 2"'), "variance", "variance = -1: give a positive one"),
    (MEASURED.replace('"s**2"', '"1/(s - 1)"'), "variance", "has no real value there"),
    (MEASURED.replace('"s**2"', "true"), "variance", "a number, or a formula"),
    (MEASURED.replace('"s**2"', '"s**"'), "variance", "s**"),
    (MEASURED.replace(", s = 1 }", " }"), "at", "at gives no value of s: add s"),
    (MEASURED.replace("s = 1 }", "s = -1 }"), "at", "at is outside of"),
    (MEASURED.replace("N = 8", "N = 2"), "at", "has no finite real value there"),
    (MEASURED.replace("s = 1 }", 's = "sqrt(2)" }'), "s = ", "not rational"),
    (MEASURED.replace("s = 1 }", "s = 1, r = 2 }"), "r = 2", "no real symbol"),
    (MEASURED.replace("draws = 1000", "draws = 100"), "draws", "in [200, 100000]"),
    (MEASURED + "\nlevel = 1e-3", "level", "give one in (0, 1e-08]"),
    (MEASURED + "\nallowance = -1", "allowance", "give a number >= 0"),
    (MEASURED + "\ncolumns = 4", "columns", "and no other, has columns"),
    (MEASURED + "\ndegree = 4", "degree", "unknown key 'degree'"),
    ('what = "critical points"\nsize = 4\ndegree = 3', "size", "in [2, 3]"),
    ('what = "critical points"\nsize = 3\ndegree = 6', "degree", "in [2, 5]"),
]


@pytest.mark.parametrize(("measured", "key", "said"), FAULTS)
def test_faults_are_named_with_key_value_range_and_place(measured: str, key: str, said: str):
    with pytest.raises(ClaimsFileError) as caught:
        claim_of(f'published = "{"1" if "critical" in measured else f"{RIGHT}/(N - 2)"}"', measured)
    assert said in str(caught.value)
    line = str(caught.value).splitlines()[1].strip()
    assert key in line or line.startswith("[claim.measured]")


def test_measurements_hold_values_alone():
    with pytest.raises(ClaimsFileError, match='relation = "=" goes with it'):
        claim_of('published = "N"\nrelation = "<="', MEASURED)
    with pytest.raises(ClaimsFileError, match="needs exactly one of derived"):
        parse_claims(f'{SYMBOLS}[[claim]]\nid = "a"\npublished = "N"\n'.encode())
