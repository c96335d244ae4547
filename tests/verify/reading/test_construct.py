"""Functions take as many arguments as they say; what would be too large is not built."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.verify.reading import construct
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.size_limits import MAX_BITS, LimitError
from glassproof.verify.reading.vocabulary.functions import FUNCTIONS, REGISTRY

x = sp.Symbol("x", positive=True)


def multiply(factors) -> sp.Expr:
    return construct.multiply([Term.of(f) for f in factors]).expr


def power(base, exponent) -> sp.Expr:
    return construct.power(Term.of(base), Term.of(exponent)).expr


def divide(above, below) -> sp.Expr:
    return construct.divide(Term.of(above), Term.of(below)).expr


def apply(name, arguments) -> sp.Expr:
    return construct.apply(name, [Term.of(a) for a in arguments]).expr


CONSTANT_AT_POSITIVE_NUMBERS = {
    "sign", "sgn", "im", "Im", "arg", "Arg", "Heaviside", "KroneckerDelta",
}  # fmt: skip


@pytest.mark.parametrize("name", FUNCTIONS)
def test_numbers_of_arguments(name) -> None:
    function = FUNCTIONS[name]
    for wrong in (0, function.most + 1):
        with pytest.raises(LimitError, match=rf"^{name} takes .* arguments?, not {wrong}$"):
            apply(name, [x + n for n in range(wrong)])
    for count in {function.least, max(function.least, min(function.most, 3))}:
        arguments = [x + n for n in range(count)]
        assert apply(name, arguments).has(x) or name in CONSTANT_AT_POSITIVE_NUMBERS
        if name not in ("log", "ln") or count == 1:
            assert apply(name, arguments) == function.build(*arguments)


def test_the_registry_names_every_function_once() -> None:
    names = [name for function in REGISTRY for name in function.names]
    forms = [form for function in REGISTRY for form in function.latex]
    assert len(set(names)) == len(names)
    assert len(set(forms)) == len(forms)


def test_a_number_has_at_most_so_many_bits_however_it_is_made() -> None:
    """2^k has k + 1 bits: MAX_BITS are built, what would have more is refused before it is."""
    half = sp.Integer(2) ** (MAX_BITS // 2)
    assert multiply([half, half / 2]) == sp.Integer(2) ** (MAX_BITS - 1)
    with pytest.raises(LimitError, match=f"at most {MAX_BITS} bits"):
        multiply([half, 2 * half])
    with pytest.raises(LimitError, match=f"at most {MAX_BITS} bits"):
        multiply([x / half, x / (2 * half)])
    exponent = 100
    base = sp.Integer(2) ** (MAX_BITS // exponent)
    assert power(base, sp.Integer(exponent)) == base**exponent  # 4001 bits
    for large in (2 * base, 1 / (2 * base), x * 2 * base):
        with pytest.raises(LimitError, match=f"at most {MAX_BITS} bits"):
            power(large, sp.Integer(exponent))


def test_exponents_do_not_grow_by_powers_of_powers() -> None:
    assert power(power(x, sp.Integer(30)), sp.Integer(30)) == x**900
    with pytest.raises(LimitError, match="an exponent is at most"):
        power(power(x, sp.Integer(40)), sp.Integer(40))
    with pytest.raises(LimitError, match="an exponent is at most"):
        power(3 * x**40, sp.Integer(40))


def test_zero_divides_nothing() -> None:
    with pytest.raises(LimitError, match="divides by zero"):
        divide(x, sp.Integer(0))
    with pytest.raises(LimitError, match="power of zero"):
        power(sp.Integer(0), sp.Integer(-1))
    with pytest.raises(LimitError, match="power of zero"):
        power(sp.Integer(0), -x)
    assert power(sp.Integer(0), x) == 0
    assert divide(x, 2 * x) == sp.Rational(1, 2)
