"""Known integrals are proven and enclosed; their mutants are never proven and always refuted."""

import pytest
import sympy as sp

from glassproof.derivations.closed_forms.elimination import proof_of_vanishing
from glassproof.derivations.integration import prover
from glassproof.derivations.integration.principal_value import PrincipalValue
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.points.sides import Sides, State
from tests.derivations.integration.known import DOMAIN, KNOWN, POINT, a, b, c, t

WITHOUT_PROOF = [
    sp.Integral(1 / (t * sp.sqrt(t**2 - 1)), (t, 1, 2)),
]
IDS = [str(node)[:70] for node, _ in KNOWN]


@pytest.mark.parametrize(("node", "value"), KNOWN, ids=IDS)
def test_known_integrals_are_proven_and_mutants_refuted(node, value):
    proof = proof_of_vanishing(node - value, DOMAIN)
    assert (proof is not None) == (node not in WITHOUT_PROOF)
    if proof is not None and value != 0:
        assert proof.parts
        assert all(part.method and part.statement for part in proof.parts)
    met = Sides(node, value).at(POINT).look(30)
    assert met.state in (State.AGREE, State.EQUAL)
    for mutant in (value + sp.Rational(1, 1000), value * sp.Rational(7, 6) + sp.Rational(1, 50)):
        assert proof_of_vanishing(node - mutant, DOMAIN) is None
        beside = Sides(mutant, sp.S.Zero).at(POINT).look(30)
        assert not (met.left - beside.left).contains(0)


@pytest.mark.parametrize(
    ("integrand", "low", "high", "tempting"),
    [
        (t**-2, -1, 1, -2),
        (1 / t, -1, 1, 0),
        (1 / t, -a, a, 0),
        (1 / (t - 1) ** 2, 0, 2, -2),
        (1 / (t**2 - 1), 0, 2, -sp.log(3) / 2),
        (sp.tan(t), 0, sp.pi, 0),
        (1 / sp.cos(t) ** 2, 0, sp.pi, 0),
        (t / (1 + t**2), -sp.oo, sp.oo, 0),
        (sp.exp(c * t), 0, sp.oo, -1 / c),
        (t ** (a - 2), 0, 1, 1 / (a - 1)),
        (sp.exp(-a * t) * sp.sinh(t), 0, sp.oo, 1 / (a**2 - 1)),
        (1 / (t * (1 + t)), 0, 1, sp.log(2)),
        (sp.sin(t), 0, sp.oo, 1),
        (sp.log(t) / t, 0, 1, 0),
        (sp.cos(t), -sp.oo, sp.oo, 0),
        (1 / (c**2 + t**2), -sp.oo, sp.oo, sp.pi / c),
    ],
)
def test_what_diverges_or_depends_on_a_sign_is_not_proven(integrand, low, high, tempting):
    node = sp.Integral(integrand, (t, low, high))
    assert proof_of_vanishing(node - tempting, DOMAIN) is None


def test_discontinuous_antiderivatives_are_taken_in_parts():
    """atan(tan(t/2)/sqrt(3)) jumps at pi, -1/t at 0: Newton-Leibniz without a look is wrong."""
    turn = sp.Integral(1 / (2 - sp.cos(t)), (t, 0, 2 * sp.pi))
    assert proof_of_vanishing(turn, DOMAIN) is None
    assert proof_of_vanishing(turn - 2 * sp.pi / sp.sqrt(3), DOMAIN) is not None
    jump = sp.Integral(1 / (1 + sp.sin(t) ** 2), (t, 0, sp.pi))
    assert proof_of_vanishing(jump - sp.pi / sp.sqrt(2), DOMAIN) is not None
    assert proof_of_vanishing(jump, DOMAIN) is None


def test_conditions_on_parameters_are_checked_against_the_domain():
    s = sp.Symbol("s", real=True)
    node = sp.Integral(t ** (s - 1) * sp.exp(-t), (t, 0, sp.oo))
    wide, narrow = Domain({s: Range(draw=(-3, 3))}), Domain({s: Range(0, draw=("1/2", 4))})
    assert proof_of_vanishing(node - sp.gamma(s), wide) is None
    assert proof_of_vanishing(node - sp.gamma(s), narrow) is not None


def test_the_certificate_has_what_repeats_the_proof():
    proof = proof_of_vanishing(sp.Integral(sp.atan(t), (t, 0, 1)) - (sp.pi - sp.log(4)) / 4, DOMAIN)
    (part,) = proof.to_dict()["parts"]
    antiderivative = sp.sympify(part["data"]["antiderivative"])
    name = sp.Symbol(part["data"]["variable"])
    assert sp.simplify(sp.diff(antiderivative, name) - sp.atan(name)) == 0
    assert [limit["method"] for limit in part["parts"]] == ["expansion with proven remainder"] * 2


def test_what_is_proven_is_kept_for_its_domain_and_what_is_not_is_sought_again(monkeypatch):
    """Each guess at a right side asks again; a search that failed may have had too little time."""
    searched = []
    found = {"value": (a, Certificate("stated", "", {}))}

    def search(node, _decide, _rules):
        searched.append(node)
        return found["value"]

    monkeypatch.setattr(prover, "_iterated", search)
    u = sp.Dummy("u")
    node, narrow = sp.Integral(u, (u, 0, a)), Domain(DOMAIN.ranges, (a < 1,))
    assert [prover.prove(node, value, DOMAIN)[0] for value in (None, a, b)] == [a] * 3
    assert len(searched) == 1
    assert prover.prove(node, None, narrow)[0] == a
    assert len(searched) == 2
    found["value"] = None
    other = sp.Integral(u**2, (u, 0, a))
    assert prover.prove(other, None, DOMAIN) is None
    assert prover.prove(other, None, DOMAIN) is None
    assert len(searched) == 4


def test_a_principal_value_is_no_integral():
    node = sp.Integral(1 / t, (t, -1, 2))
    assert proof_of_vanishing(node - sp.log(2), DOMAIN) is None
    assert proof_of_vanishing(PrincipalValue(node) - sp.log(2), DOMAIN) is not None
    assert proof_of_vanishing(PrincipalValue(sp.Integral(t**-2, (t, -1, 1))) + 2, DOMAIN) is None
