"""Certificates of proofs, each rechecked by its own rule: what a proof rests on, not its search.

``canonical form``: its statement ``gap = 0`` vanishes at fresh points. ``antiderivative``: its
derivative is the integrand. ``creative telescoping``: the identity between neighbouring terms, the
recurrence with its first values. ``induction on a bound``: the step from n to n + 1. Methods
without a rule here are named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from glassproof.recheck.findings import Findings, Level
from glassproof.recheck.formulas import compare
from glassproof.recheck.language import LanguageError, Tree, derivative, names, parse, substitute
from glassproof.recheck.points import Domain

_FREE: dict[str, Any] = {
    "low": None,
    "high": None,
    "closed": False,
    "integer": False,
    "log": False,
    "draw": ["1/3", "5"],
}
_ZERO, _ONE = Fraction(0), Fraction(1)


def check_proofs(claim: Mapping[str, Any], random: Random, findings: Findings) -> None:
    """Every certificate among the claim's evidence, with the parts that it rests on."""
    record = claim["certificate"].get("domain")
    for found in claim["evidence"]:
        proof = found["data"].get("certificate")
        if isinstance(proof, Mapping) and record is not None:
            _Proof(record, random, findings).check(proof, None)


class _Proof:
    """Proofs over one domain, which grows by the names that proofs introduce."""

    def __init__(self, record: Mapping[str, Any], random: Random, findings: Findings) -> None:
        self.record, self.random, self.findings = record, random, findings

    def check(self, proof: Mapping[str, Any], inside: Mapping[str, Any] | None) -> None:
        """The proof by its rule, then its parts."""
        method = str(proof["method"])
        rule = {
            "canonical form": self._vanishes,
            "antiderivative": self._antiderivative,
            "creative telescoping": self._telescoping,
            "induction on a bound": self._induction,
        }.get(method)
        if rule is None or (not proof["data"] and method != "canonical form"):
            self.findings.say(Level.UNCHECKED, f"a proof by {method}: no rule is known here")
        else:
            try:
                rule(proof, inside)
            except LanguageError as error:
                self.findings.say(Level.UNCHECKED, f"a proof by {method}: {error}")
        for part in proof["parts"]:
            self.check(part, proof)

    def _same(self, left: Tree, right: Tree, what: str, **ranges: Mapping[str, Any]) -> None:
        spans = {**self.record["ranges"], **ranges}
        for name in names(left) | names(right):
            spans.setdefault(name, _FREE)
        domain = Domain({"ranges": spans, "where": self.record["where"]})
        compare(self.findings, domain, self.random, 12, left, right, what)

    def _vanishes(self, proof: Mapping[str, Any], inside: Mapping[str, Any] | None) -> None:
        del inside
        left, right = _sides(proof["statement"])
        self._same(left, right, "what a canonical form proves to vanish does")

    def _antiderivative(self, proof: Mapping[str, Any], inside: Mapping[str, Any] | None) -> None:
        """F' is the integrand, if that is told; F(b) - F(a) is the value."""
        del inside
        data = proof["data"]
        name, F = data["variable"], parse(data["antiderivative"])
        if "integrand" in data:
            found = derivative(F, name)
            self._same(
                found, parse(data["integrand"]), "an antiderivative's derivative is the integrand"
            )
        value = parse(str(proof["statement"]).rpartition(" is ")[2])
        ends = [substitute(F, {name: parse(data[end])}) for end in ("to", "from")]
        self._same(("-", *ends), value, "an antiderivative's ends give the integral")

    def _telescoping(self, proof: Mapping[str, Any], inside: Mapping[str, Any] | None) -> None:
        """For each sum, sum_j c_j t(n + j, k) = G(n, k + 1) - G(n, k) with G = R t."""
        del inside
        data = proof["data"]
        n = data["variable"]
        self._first_values(data)
        self._vanishes(proof, None)
        whole = {**_FREE, "low": str(data["from"]), "closed": True, "integer": True}
        for item in data["sums"]:
            k, term, R = item["index"], parse(item["term"]), parse(item["certificate"])
            if not isinstance(k, str) or not isinstance(n, str):
                raise LanguageError("an index is a name")
            G = ("*", R, term)
            shifted = [_shift(term, n, j) for j in range(len(item["coefficients"]))]
            left = _sum_of(
                [("*", parse(c), t) for c, t in zip(item["coefficients"], shifted, strict=True)]
            )
            right = ("-", _shift(G, k, 1), G)
            # between whole numbers: the terms are meromorphic there, and an identity stays one
            generic = {**_FREE, "draw": ["1/7", "2"]}
            far = {
                **whole,
                "integer": False,
                "draw": [f"{int(data['from']) + 3}", f"{int(data['from']) + 9}"],
            }
            what = "a telescoping identity holds"
            self._same(left, right, what, **{n: far, k: generic})

    def _induction(self, proof: Mapping[str, Any], inside: Mapping[str, Any] | None) -> None:
        """The first values, and the closed form at n + 1 from the sum's last term and that at n."""
        del inside
        data, (left, right) = proof["data"], _sides(proof["statement"])
        n = data["variable"]
        self._first_values(data)
        after = _replace(parse(data["next"]), left, right)
        least = str(data["from"])
        whole = {
            **_FREE,
            "low": least,
            "closed": True,
            "integer": True,
            "draw": [least, str(int(least) + 20)],
        }
        self._same(after, _shift(right, n, 1), "a step of induction holds", **{n: whole})
        next_term = _shift(left, n, 1)
        self._same(
            next_term,
            _replace(parse(data["next"]), left, left),
            "a sum's next value is told",
            **{n: whole},
        )

    def _first_values(self, data: Mapping[str, Any]) -> None:
        gaps = [parse(str(row["gap"])) for row in data["start"]]
        self.findings.require(
            bool(gaps) and all(gap == _ZERO for gap in gaps), "first values of a recurrence vanish"
        )


def _sides(statement: str) -> tuple[Tree, Tree]:
    left, sign, right = statement.partition(" = ")
    if not sign:
        raise LanguageError("its statement is told in words")
    return parse(left), parse(right)


def _shift(tree: Tree, name: str, by: int) -> Tree:
    return substitute(tree, {name: ("+", name, Fraction(by))}) if by else tree


def _sum_of(trees: Sequence[Tree]) -> Tree:
    found: Tree = _ZERO
    for tree in trees:
        found = ("+", found, tree)
    return found


def _replace(tree: Tree, part: Tree, by: Tree) -> Tree:
    """The tree with another in the place of one of its parts."""
    if tree == part:
        return by
    if isinstance(tree, (str, Fraction)):
        return tree
    return (tree[0], *(_replace(entry, part, by) for entry in tree[1:]))
