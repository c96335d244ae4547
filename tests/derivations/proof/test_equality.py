"""The canonical form proves identities and proves nothing else."""

from __future__ import annotations

import inspect

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.block_matrix.symbols import kappa
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN, m, p, q, sigma_z
from glassproof.derivations.proof.balls import enclose, excludes_zero
from glassproof.derivations.proof.canonical_form import canonical_form
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.equality import counterexample, is_identically_zero, simplified
from glassproof.derivations.proof.functions.rewritten import REWRITTEN
from glassproof.derivations.proof.radical_fractions import UnsupportedError

IDENTITIES = (
    2 ** (p + q) - 2**p * 2**q,
    sp.sqrt(m * (m - 1) * 2**m) - 2 * sp.sqrt(m * (m - 1) * 2 ** (m - 2)),
    sp.sqrt(p * (p - 1) * kappa) - sp.sqrt(p) * sp.sqrt(p - 1) * sp.sqrt(kappa),
    sp.log(p + sigma_z**2 * m * 2**m) - sp.log(p * 2**-m + sigma_z**2 * m) - m * sp.log(2),
    sp.log(4**p) - 2 * p * sp.log(2),
    1 / (sp.sqrt(2) - 1) - sp.sqrt(2) - 1,
    sp.sin(2 * p) - 2 * sp.sin(p) * sp.cos(p),
    sp.cosh(sigma_z) ** 2 - sp.sinh(sigma_z) ** 2 - 1,
    sp.log(1 - kappa) + sp.log(1 + kappa) - sp.log(1 - kappa**2),
    6**p - 2**p * 3**p,
    sp.log(sp.exp(q) * p) - q - sp.log(p),
    sp.Abs(1 - kappa) - 1 + kappa,
    (1 - kappa) ** (p / 2) * (1 - kappa) ** (p / 2) - (1 - kappa) ** p,
    sp.sqrt(5 + 2 * sp.sqrt(6)) - sp.sqrt(2) - sp.sqrt(3),
    sp.cbrt(2) * sp.sqrt(3 + 2 * sp.sqrt(2)) - sp.cbrt(2) - sp.sqrt(2) * sp.cbrt(2),
    sp.sqrt(2 - sp.sqrt(3)) - (sp.sqrt(6) - sp.sqrt(2)) / 2,
    sp.log(p + 1 + 2 * sp.sqrt(p)) - 2 * sp.log(sp.sqrt(p) + 1),
    sp.log(sp.sqrt(p + 1) - sp.sqrt(p)) + sp.log(sp.sqrt(p + 1) + sp.sqrt(p)),
    sp.log(2 + sp.sqrt(2)) - sp.log(2) / 2 - sp.log(1 + sp.sqrt(2)),
    1 + sp.tan(sigma_z) ** 2 - sp.sec(sigma_z) ** 2,
    sp.asinh(sigma_z) - sp.log(sigma_z + sp.sqrt(sigma_z**2 + 1)),
    sp.gamma(p / 2 + 2) - p / 2 * (p / 2 + 1) * sp.gamma(p / 2),
    sp.loggamma(sigma_z + 1) - sp.loggamma(sigma_z) - sp.log(sigma_z),
    sp.exp(p / (p + q)) * sp.exp(q / (p + q)) - sp.E,
    2 ** (p / 2) * 2 ** (q / 3) - 2 ** (p / 2 + q / 3),
    sp.log(sp.log(kappa) ** 2 * p) - sp.log(p) - 2 * sp.log(-sp.log(kappa)),
    sp.cos(sp.pi / 5) - (1 + sp.sqrt(5)) / 4,
    sp.log(sp.Integer(-2) * p) - sp.log(2) - sp.log(p) - sp.I * sp.pi,
    sp.log(1 + sp.sqrt(2) / 2) - sp.log(2 + sp.sqrt(2)) + sp.log(2),
    sp.log(sp.Rational(3, 4) + sp.sqrt(2) / 2) - 2 * sp.log(1 + sp.sqrt(2)) + 2 * sp.log(2),
    sp.sqrt(1 + sp.sqrt(kappa)) * sp.sqrt(1 - sp.sqrt(kappa)) - sp.sqrt(1 - kappa),
    sp.sqrt(p + 3 + 3 * sp.sqrt(p + 1)) - sp.sqrt(1 + sp.sqrt(p + 1)) * sp.sqrt(2 + sp.sqrt(p + 1)),
)
NOT_IDENTITIES = (
    p - q,
    2**p - 2**q,
    sp.sqrt((kappa - sp.Rational(1, 2)) ** 2) - (kappa - sp.Rational(1, 2)),
    sp.log(p**2) - sp.log(p),
    sp.sqrt(p**2 + q**2) - p - q,
    sp.sin(p) ** 2 - sp.cos(p) ** 2,
    sp.sqrt(sp.Add(p, -8) ** 2) - p + 8,
    sp.sqrt(5 + 2 * sp.sqrt(6)) - sp.sqrt(3) + sp.sqrt(2),
    sp.sqrt(sp.log(kappa) * sp.log(kappa / 2))
    - sp.sqrt(sp.log(kappa)) * sp.sqrt(sp.log(kappa / 2)),
    sp.log(sp.log(kappa) ** 2 * p) - sp.log(p) - 2 * sp.log(sp.log(kappa)),
    sp.gamma(p / 2 + 1) - p * sp.gamma(p / 2),
    sp.sqrt(p + 3 + 3 * sp.sqrt(p + 1)) + sp.sqrt(1 + sp.sqrt(p + 1)) * sp.sqrt(2 + sp.sqrt(p + 1)),
    1 + sp.tan(sigma_z) ** 2 + sp.sec(sigma_z) ** 2,
)


@pytest.mark.parametrize("expression", IDENTITIES, ids=str)
def test_identities_are_proven_and_no_ball_contradicts(expression) -> None:
    assert is_identically_zero(expression, MODEL_DOMAIN)
    assert counterexample(expression, MODEL_DOMAIN) is None


@pytest.mark.parametrize("expression", NOT_IDENTITIES, ids=str)
def test_what_is_not_zero_is_not_proven_and_refuted_by_a_ball(expression) -> None:
    assert not is_identically_zero(expression, MODEL_DOMAIN)
    assert not canonical_form(expression, MODEL_DOMAIN).is_zero
    point = counterexample(expression, MODEL_DOMAIN)
    assert point is not None
    assert excludes_zero(enclose(expression, point))


ATOMS = st.sampled_from([p, q, sigma_z, kappa, sp.Integer(2), sp.Rational(1, 3), sp.pi])


def grow(children):
    unary = st.builds(
        lambda f, e: f(e),
        st.sampled_from([sp.sqrt, sp.log, sp.exp, lambda e: 2**e, lambda e: e**2, lambda e: 1 / e]),
        children,
    )
    binary = st.builds(
        lambda f, a, b: f(a, b), st.sampled_from([sp.Add, sp.Mul]), children, children
    )
    return unary | binary


def sensible(expression: sp.Expr) -> bool:
    return expression.is_positive is True and sp.count_ops(expression) < 25


FORMULAS = st.recursive(ATOMS, grow, max_leaves=5).filter(sensible)


@settings(max_examples=60, deadline=None)
@given(FORMULAS)
def test_rewritings_by_sympy_are_recognised_or_left_open_but_never_contradicted(formula) -> None:
    for rewrite in (sp.expand, sp.factor, sp.powsimp, sp.together):
        assert counterexample(rewrite(formula) - formula, MODEL_DOMAIN, attempts=2) is None


@settings(max_examples=60, deadline=None)
@given(FORMULAS, FORMULAS)
def test_a_proven_identity_is_never_refuted_by_a_ball(left, right) -> None:
    if is_identically_zero(left - right, MODEL_DOMAIN):
        assert counterexample(left - right, MODEL_DOMAIN) is None


def test_splitting_needs_a_proof_of_positivity() -> None:
    """x - 1 is negative on a sliver of (99/100, 5) that sampling would miss."""
    x = sp.Symbol("x", real=True)
    sliver = Domain({x: Range(0, 5, draw=(2, 5))})
    assert not is_identically_zero(sp.sqrt((x - 1) ** 2 * x) - (x - 1) * sp.sqrt(x), sliver)
    safe = Domain({x: Range(1, 5, draw=(2, 5))})
    assert is_identically_zero(sp.sqrt((x - 1) ** 2 * x) - (x - 1) * sp.sqrt(x), safe)


REAL = st.sampled_from(
    [kappa - sp.Rational(1, 2), sp.log(kappa), sp.log(sigma_z), 2 - p, sigma_z, p - q, 1 - kappa,
     sp.sqrt(p) - 2, sp.log(kappa / 2), sp.exp(p - q), sp.sqrt(2) - sigma_z, 1 - sp.sqrt(kappa)]
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(REAL, REAL, st.sampled_from([sp.Rational(1, 2), sp.Rational(1, 3), sp.Rational(3, 2), q]))
def test_the_form_alone_never_splits_what_signs_forbid(f, g, exponent) -> None:
    """(f g)^e against f^e g^e, log(f g) against log f + log g, for factors of any sign.

    The form is asked without the balls' help, and held against them at other points.
    """
    traps = (
        (f * g) ** exponent - f**exponent * g**exponent,
        sp.log(f * g) - sp.log(f) - sp.log(g),
        sp.sqrt(f**2 * g) - f * sp.sqrt(g),
        sp.Abs(f * g) - f * g,
        sp.log(f**2) - 2 * sp.log(f),
        sp.log(sp.exp(f * sp.I)) - f * sp.I,
        sp.Pow(f**2, exponent / 2, evaluate=False) - f**exponent,
        sp.log(f - g) + sp.log(f + g) - sp.log(sp.expand(f**2 - g**2)),
        sp.sqrt(sp.expand((f - g) ** 2)) - (f - g),
        sp.sqrt(f + g + 2 * sp.sqrt(f) * sp.sqrt(g)) - sp.sqrt(f) - sp.sqrt(g),
        sp.acosh(f) - sp.log(f + sp.sqrt(f**2 - 1)),
    )
    for trap in traps:
        try:
            proven = canonical_form(trap, MODEL_DOMAIN).is_zero
        except UnsupportedError:
            continue
        if proven:
            assert counterexample(trap, MODEL_DOMAIN, attempts=40, start=3) is None


def test_relations_of_the_domain_prove_signs() -> None:
    u, E = sp.symbols("u E", positive=True)
    root = sp.sqrt(u**2 - E**2)
    ranges = {u: Range(0, None, draw=(2, 9)), E: Range(0, None, draw=("1/4", "7/4"))}
    product = sp.log(u + root) + sp.log(u - root) - 2 * sp.log(E)
    divided = sp.log(u + sp.Mul(u**2 - E**2, 1 / root, evaluate=False)) - sp.log(u + root)
    split = root - sp.sqrt(u - E) * sp.sqrt(u + E)
    distance = sp.sqrt((u - E) ** 2) - (u - E)
    for identity in (product, divided, split, distance):
        assert is_identically_zero(identity, Domain(ranges, (u > E,)))
    assert not is_identically_zero(distance, Domain(ranges))
    assert is_identically_zero(split, Domain(ranges))  # u + E > 0 is enough to split


def test_several_relations_do_not_mix() -> None:
    """x + y > 1 and y - x > 3 bound y below by 2 and say nothing of the sign of x or x + 2."""
    x, y = sp.symbols("x y", real=True)
    both = Domain({x: Range(draw=(-8, 8)), y: Range(draw=(-8, 20))}, (x + y > 1, y - x > 3))
    for shift in (0, 2, -2):
        trap = sp.sqrt((x + shift) ** 2 * y) - (x + shift) * sp.sqrt(y)
        assert not canonical_form(trap, both).is_zero
        assert not canonical_form(sp.Abs(x + shift) - x - shift, both).is_zero
    assert is_identically_zero(sp.Abs(x + y) - x - y, both)


def test_what_is_defined_nowhere_is_not_proven() -> None:
    nothing = sp.sin(p) ** 2 + sp.cos(p) ** 2 - 1
    assert not is_identically_zero(sp.Mul(p, 1 / nothing), MODEL_DOMAIN)
    assert not is_identically_zero(
        sp.Mul(nothing, sp.Pow(sp.cosh(p) ** 2 - sp.sinh(p) ** 2 - 1, -1))
    )
    assert not is_identically_zero(sp.nan)


def test_what_is_too_large_is_left_open() -> None:
    with pytest.raises(UnsupportedError, match="beyond reason"):
        canonical_form((p + q + sigma_z + kappa) ** 200)


def test_ratios_are_short_and_right() -> None:
    ratio = simplified(m * 2**m / (m * 2 ** (m - 1)), MODEL_DOMAIN)
    assert ratio == 2
    published, derived = m**2 * 2 ** (3 * m) / 2, m * (m + 1) * 2 ** (m - 3)
    short = simplified(published / derived, MODEL_DOMAIN)
    assert is_identically_zero(short * derived - published, MODEL_DOMAIN)
    assert sp.count_ops(short) <= sp.count_ops(published / derived)


@pytest.mark.parametrize("function", REWRITTEN, ids=lambda f: f.__name__)
def test_functions_are_rewritten_as_what_they_are(function) -> None:
    """Against balls of the function itself, where the argument is on no branch cut."""
    count = len(inspect.signature(REWRITTEN[function]).parameters)
    whole = function in (sp.factorial2, sp.fibonacci, sp.lucas)
    for value in (6, 7) if whole else (sp.Rational(7, 5), sp.Rational(1, 3)):
        arguments = [value + sp.Rational(j, 7) for j in range(count)]
        gap = enclose(
            REWRITTEN[function](*arguments) - function(*arguments, evaluate=False), {}, 40
        )
        assert abs(gap).abs_upper() < 1e-35


def test_ratios_have_no_needless_minus_and_need_no_canonical_form() -> None:
    assert str(simplified(-kappa / (kappa - 1), MODEL_DOMAIN)) == "kappa/(1 - kappa)"
    k = sp.Symbol("k", integer=True, positive=True)
    total = sp.Sum(1 / k, (k, 1, p))
    with pytest.raises(UnsupportedError, match="Sum"):
        canonical_form(total)
    assert simplified(p * total / (2 * p), MODEL_DOMAIN) == total / 2  # no value is looked for


def test_symbols_that_do_not_commute_are_refused() -> None:
    a, b = sp.symbols("a b", commutative=False)
    with pytest.raises(UnsupportedError, match="does not commute"):
        is_identically_zero(a * b - b * a)
