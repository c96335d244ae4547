"""Limits of what holds sums, products and integrals: in closed form, by completion, as integrals.

Near the place, a node is replaced by its closed form, if it has one there. For those that are left,
as the variable v -> oo,

    A(v) S(v) + B(v) -> A S + B,         S(v) summed or integrated up to h(v) -> oo, S convergent,
    (1/n) sum of f(k/n), a n <= k <= b n  ->  the integral of f from a to b, f continuous,
    S(n)/B(n) -> lim (S(n + 1) - S(n))/(B(n + 1) - B(n)),         B(n) monotone from some n on and
                                                                  without bound (Stolz, Cesaro).

Reference: K. Knopp, Theory and Application of Infinite Series, 2nd ed. 1951, section 9, 43.4.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.closed_forms.kinds import KINDS
from glassproof.derivations.integration.continuity import DiscontinuousError, breaks
from glassproof.derivations.integration.span import INFINITE, Span, signed
from glassproof.derivations.limits.decisions import Decisions, UndecidedError
from glassproof.derivations.limits.expansions import NoExpansionError
from glassproof.derivations.limits.one_sided import NOT_FOUND, OneSided, approach, limit_from
from glassproof.derivations.limits.reader import expanded
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.summation.steps import step

_FAR = 8
"""Closed forms are looked for where the variable is at least so large."""

_CLOSE = sp.Rational(1, 8)
"""Closed forms are looked for so close to a finite place."""


def limit_over_nodes(
    expr: sp.Expr, variable: sp.Symbol, place: sp.Expr, side: int, decide: Decisions
) -> OneSided:
    """The limit of ``expr``, which has sums, products or integrals in it, from one side.

    >>> n, k = sp.symbols("n k", integer=True)
    >>> total = sp.Sum(1 / k, (k, n + 1, 2 * n))
    >>> limit_over_nodes(total, n, sp.oo, 1, Decisions()).value
    log(2)
    """
    from glassproof.derivations.closed_forms.replacement import in_closed_form  # limits are in it

    near, here = _near(variable, place, side, decide)
    found, parts = in_closed_form(expr.xreplace({variable: near}), here.domain)
    if not found.has(*KINDS):
        last = _plain_limit(found, near, place, side, decide)
    elif place is sp.oo and (rest := _of_one_node(found, near, here, decide)) is not None:
        last = rest
    else:
        raise NoExpansionError("a sum, product or integral without a closed form")
    statement = f"the limit of {expr} as {variable} -> {place} is {last.value}"
    proof = Certificate("limit over closed forms", statement, {}, (*parts, last.certificate))
    return OneSided(last.value, proof.renamed(str(near), str(variable)))


def _plain_limit(
    expr: sp.Expr, near: sp.Symbol, place: sp.Expr, side: int, decide: Decisions
) -> OneSided:
    try:
        return limit_from(expr, near, place, side, decide)
    except NOT_FOUND:
        return limit_from(sp.expand(expr), near, place, side, decide)


def _near(
    variable: sp.Symbol, place: sp.Expr, side: int, decide: Decisions
) -> tuple[sp.Symbol, Decisions]:
    """The variable close to the place, and what is proven there."""
    if variable.is_integer and place is sp.oo:
        near = sp.Dummy(variable.name, integer=True, positive=True)
        far = Range(_FAR, None, integer=True, closed=True, draw=(_FAR, 2 * _FAR))
        known = decide.domain
        return near, Decisions(Domain({**known.ranges, near: far}, known.where))
    low, high = {
        sp.oo: (sp.Integer(_FAR), sp.oo),
        -sp.oo: (-sp.oo, sp.Integer(-_FAR)),
    }.get(place, (place, place + _CLOSE) if side > 0 else (place - _CLOSE, place))
    near = signed(variable, low, high, decide)
    return near, Span(near, low, high, decide).inside


def _of_one_node(
    expr: sp.Expr, near: sp.Symbol, here: Decisions, decide: Decisions
) -> OneSided | None:
    """The limit of A(v) S(v) + B(v)."""
    from glassproof.derivations.closed_forms.elimination import outermost

    nodes = list(dict.fromkeys(outermost(expr)))
    if len(nodes) != 1 or not isinstance(nodes[0], (sp.Sum, sp.Product, sp.Integral)):
        return None
    (node,), held = nodes, sp.Dummy()
    linear = sp.expand(expr.xreplace({node: held}))
    factor, rest = linear.coeff(held, 1), linear.coeff(held, 0)
    if sp.expand(linear - factor * held - rest) != 0 or factor == 0 or len(node.limits) != 1:
        return None
    if len(node.limits[0]) != 3 or node.limits[0][1] in INFINITE:
        return None
    last = limit_from(rest, near, sp.oo, 1, decide)
    if not last.is_finite:
        return None
    for rule in RULES:
        try:
            found = rule(node, factor, near, here, decide)
        except (DiscontinuousError, UndecidedError, NoExpansionError):
            continue
        if found is not None:
            proof = Certificate(
                found.certificate.method, found.certificate.statement, found.certificate.data,
                (*found.certificate.parts, last.certificate),
            )  # fmt: skip
            return OneSided(found.value + last.value, proof)
    return None


def _completed(
    node: sp.Expr, factor: sp.Expr, near: sp.Symbol, _here: Decisions, decide: Decisions
) -> OneSided | None:
    """A S of what is summed to infinity and converges."""
    from glassproof.derivations.closed_forms.replacement import in_closed_form

    index, low, high = node.limits[0]
    if node.function.has(near) or low.has(near) or not _takes_whole_steps(node):
        return None
    top = limit_from(high, near, sp.oo, 1, decide)
    weight = limit_from(factor, near, sp.oo, 1, decide)
    if top.value is not sp.oo or not weight.is_finite:
        return None
    whole = node.func(node.function, (index, low, sp.oo))
    value, parts = in_closed_form(whole, decide.domain)
    if value.has(*KINDS):
        return None
    statement = f"{node} tends to {value}"
    proof = Certificate("completion", statement, {}, (*parts, top.certificate, weight.certificate))
    return OneSided(weight.value * value, proof)


def _takes_whole_steps(node: sp.Expr) -> bool:
    _, low, high = node.limits[0]
    return isinstance(node, sp.Integral) or bool(low.is_integer and high.is_integer)


def _as_an_integral(
    node: sp.Expr, factor: sp.Expr, near: sp.Symbol, _here: Decisions, decide: Decisions
) -> OneSided | None:
    """The integral to which Riemann's sums tend."""
    from glassproof.derivations.closed_forms.replacement import in_closed_form

    index, low, high = node.limits[0]
    if not isinstance(node, sp.Sum) or not near.is_integer:
        return None
    ends = _slope_and_shift(low, near), _slope_and_shift(high, near)
    if None in ends:
        return None
    ((start, before), (stop, after)) = ends  # type: ignore[misc]
    if not (start < stop and before >= 0 and after <= 0):
        return None
    t = signed(sp.Symbol("t"), start, stop, decide)
    share = sp.simplify(near * factor * node.function.subs(index, t * near))
    if share.has(near):
        return None
    span = Span(t, start, stop, decide)
    if breaks(share, span):
        return None
    for place, side, shift in ((start, 1, before), (stop, -1, after)):
        if not limit_from(share, t, place, side, decide).is_finite:
            return None
        if shift == 0 and not share.subs(t, place).is_finite:
            return None
    total = sp.Integral(share, (t, start, stop))
    value, parts = in_closed_form(total, decide.domain)
    if value.has(*KINDS):
        return None
    statement = f"{factor * node} tends to {total} = {value}"
    data = {"function": str(share), "variable": str(t), "from": str(start), "to": str(stop)}
    return OneSided(value, Certificate("Riemann sums", statement, data, parts))


def _slope_and_shift(end: sp.Expr, n: sp.Symbol) -> tuple[sp.Expr, sp.Expr] | None:
    """a and c of a n + c, if they are integers."""
    slope = sp.diff(end, n)
    shift = sp.expand(end - slope * n)
    return (slope, shift) if slope.is_Integer and shift.is_Integer else None


def _by_steps(
    node: sp.Expr, factor: sp.Expr, near: sp.Symbol, _here: Decisions, decide: Decisions
) -> OneSided | None:
    """The limit of the quotients of steps."""
    new = step(node, near) if isinstance(node, sp.Sum) and near.is_integer else None
    if new is None or factor.has(*KINDS):
        return None
    below = 1 / factor
    growth = below.subs(near, near + 1) - below
    top = limit_from(below, near, sp.oo, 1, decide)
    if top.is_finite or not _has_a_sign(growth, near, decide):
        return None
    found = limit_from(new / growth, near, sp.oo, 1, decide)
    statement = f"{factor * node} tends to {found.value}"
    data = {"step of the sum": str(new), "step of the divisor": str(growth)}
    parts = (top.certificate, found.certificate)
    return OneSided(found.value, Certificate("Stolz and Cesaro", statement, data, parts))


def _has_a_sign(growth: sp.Expr, n: sp.Symbol, decide: Decisions) -> bool:
    """Whether it is not zero, and of one sign, from some n on."""
    u = sp.Dummy("u", positive=True)
    found = expanded(approach(growth, n, sp.oo, 1, u), u, decide)
    return bool(found.terms) and decide.sign(found.terms[0][0]) != 0


RULES: tuple[Callable[..., OneSided | None], ...] = (_completed, _as_an_integral, _by_steps)
