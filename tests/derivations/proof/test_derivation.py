"""A derivation accepts what follows and names the step that does not."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.derivations.block_matrix.symbols import kappa
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN, p, q, sigma_z
from glassproof.derivations.proof.derivation import Derivation, DerivationError, Step


def test_each_step_is_checked_by_its_operation() -> None:
    chain = Derivation(
        "power rule",
        (
            Step(sigma_z**p, "premise"),
            Step(p * sigma_z ** (p - 1), "differentiate", via=lambda e: sp.diff(e, sigma_z)),
            Step(p * sigma_z**p / sigma_z, "collect"),
        ),
        MODEL_DOMAIN,
    )
    assert chain.proofs == ("given", "symbolic", "symbolic")
    assert chain.result == p * sigma_z**p / sigma_z


@pytest.mark.parametrize(
    "wrong",
    [2 * p * sigma_z ** (p - 1), -p * sigma_z ** (p - 1), q * sigma_z ** (p - 1), p * sigma_z**p],
    ids=["factor 2", "sign", "p and q swapped", "exponent"],
)
def test_a_broken_step_is_named_with_a_counterexample(wrong) -> None:
    with pytest.raises(DerivationError, match=r'step 1 of \'x\' \("diff"\) .* differ by .* at \{'):
        Derivation(
            "x",
            (Step(sigma_z**p, "premise"), Step(wrong, "diff", via=lambda e: sp.diff(e, sigma_z))),
            MODEL_DOMAIN,
        )


def test_matrices_are_compared_entry_by_entry() -> None:
    rotation = sp.Matrix([[sp.cos(p), -sp.sin(p)], [sp.sin(p), sp.cos(p)]])
    good = Derivation(
        "square",
        (
            Step(rotation, "premise"),
            Step(
                sp.Matrix([[sp.cos(2 * p), -sp.sin(2 * p)], [sp.sin(2 * p), sp.cos(2 * p)]]),
                "square it",
                via=lambda e: e * e,
            ),
        ),
        MODEL_DOMAIN,
    )
    assert good.proofs[1] == "symbolic"
    with pytest.raises(DerivationError, match="entries"):
        Derivation("shape", (Step(rotation, "premise"), Step(p, "forget the rest")), MODEL_DOMAIN)


def test_what_algebra_cannot_prove_is_certified_at_points() -> None:
    nested = sp.sqrt(5 + 2 * sp.sqrt(6))
    chain = Derivation("denest", (Step(nested, "premise"), Step(sp.sqrt(2) + sp.sqrt(3), "=")))
    assert chain.proofs[1] in ("symbolic", "certified")


def test_balls_that_cannot_tell_two_sides_apart_certify_nothing() -> None:
    """Gauss's multiplication by 13, beyond what is unfolded: certified; scaled by 10^30, lost."""
    factors = sp.Mul(*(sp.gamma((kappa + j) / 13) for j in range(13)))
    zero = sp.gamma(kappa) - 13 ** (kappa - sp.Rational(1, 2)) * factors / (2 * sp.pi) ** 6
    certified = Derivation("a", (Step(kappa, "a"), Step(kappa + zero, "b")), MODEL_DOMAIN)
    assert certified.proofs[1] in ("symbolic", "certified")
    for lost in (10**30 * zero, 10**120 * zero):
        with pytest.raises(DerivationError, match="balls cannot tell the two sides apart"):
            Derivation("a", (Step(kappa, "a"), Step(kappa + lost, "b")), MODEL_DOMAIN)
    small = 10**17 * zero  # by less than 1e-40, but by more than 1e-60
    assert Derivation("a", (Step(kappa, "a"), Step(kappa + small, "b")), MODEL_DOMAIN)


def test_a_gap_too_small_for_doubles_is_still_seen() -> None:
    with pytest.raises(DerivationError):
        Derivation(
            "gap", (Step(kappa, "a"), Step(kappa + sp.Rational(1, 10**35), "b")), MODEL_DOMAIN
        )


def test_an_empty_derivation_is_refused() -> None:
    with pytest.raises(DerivationError, match="no steps"):
        Derivation("nothing", ())


def test_latex_and_dict_show_every_step() -> None:
    chain = Derivation("t", (Step(p, "one"), Step(2 * p / 2, "two", r"\quad(!)")), MODEL_DOMAIN)
    assert chain.latex().count(r"\text{") == 2
    assert [step["reason"] for step in chain.to_dict()["steps"]] == ["one", "two"]
