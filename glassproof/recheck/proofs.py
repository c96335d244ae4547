"""Certificates of proofs, each rechecked by its own rule: what a proof rests on, not its search.

``canonical form``: its statement ``gap = 0`` vanishes at fresh points. ``antiderivative``: its
derivative is the integrand. ``creative telescoping``: the identity between neighbouring terms, the
recurrence with its first values. ``induction on a bound``: the step from n to n + 1. Methods
without a rule here are named.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from random import Random
from typing import Any

from glassproof.recheck.domains import Comparison, Domain
from glassproof.recheck.findings import Findings, Level, Record
from glassproof.recheck.language import LanguageError, Tree, derivative, names, parse, substitute

_POINTS = 12
_FREE: dict[str, Any] = {
    "low": None, "high": None, "closed": False, "integer": False, "log": False,
    "draw": ["1/3", "5"],
}  # fmt: skip


def check_proofs(claim: Record, random: Random, findings: Findings) -> None:
    """Every certificate among the claim's evidence, with the parts that it rests on."""
    record = claim["certificate"].get("domain")
    for found in claim["evidence"]:
        proof = found["data"].get("certificate")
        if isinstance(proof, dict) and record is not None:
            _Proof(record, random, findings).check(proof)


class _Proof:
    """Proofs over one domain, which grows by the names that proofs introduce."""

    def __init__(self, record: Record, random: Random, findings: Findings) -> None:
        self.record, self.random, self.findings = record, random, findings

    def check(self, proof: Record) -> None:
        """The proof by its rule, then its parts."""
        rules = {
            "canonical form": self._vanishes, "antiderivative": self._antiderivative,
            "creative telescoping": self._telescoping, "induction on a bound": self._induction,
        }  # fmt: skip
        method, data = proof["method"], proof["data"]
        try:
            if method not in rules or (not data and method != "canonical form"):
                raise LanguageError("no rule is known here")
            rules[method](data, proof["statement"])
        except LanguageError as error:
            self.findings.say(Level.UNCHECKED, f"a proof by {method}: {error}")
        for part in proof["parts"]:
            self.check(part)

    def _same(self, left: Tree, right: Tree, what: str, **ranges: Record) -> None:
        free = dict.fromkeys(names(left) | names(right), _FREE)
        domain = Domain({**self.record, "ranges": {**free, **self.record["ranges"], **ranges}})
        Comparison(domain, self.random, self.findings)(left, right, what, _POINTS)

    def _first_values(self, data: Record) -> None:
        vanish = [parse(str(row["gap"])) == 0 for row in data["start"]]
        self.findings.require(vanish != [] and all(vanish), "first values of a recurrence vanish")

    def _vanishes(self, _: Record, statement: str) -> None:
        self._same(*_sides(statement), "what a canonical form proves to vanish does")

    def _antiderivative(self, data: Record, statement: str) -> None:
        """F' is the integrand, if that is told; F(b) - F(a) is the value."""
        name, F = data["variable"], parse(data["antiderivative"])
        if "integrand" in data:
            what = "an antiderivative's derivative is the integrand"
            self._same(derivative(F, name), parse(data["integrand"]), what)
        value = parse(statement.rpartition(" is ")[2])
        ends = [substitute(F, {name: parse(data[end])}) for end in ("to", "from")]
        self._same(("-", *ends), value, "an antiderivative's ends give the integral")

    def _telescoping(self, data: Record, statement: str) -> None:
        """For each sum, sum_j c_j t(n + j, k) = G(n, k + 1) - G(n, k) with G = R t.

        It is held between whole numbers, where terms are meromorphic and an identity stays one.
        """
        n, least = data["variable"], int(data["from"])
        self._first_values(data)
        self._vanishes(data, statement)
        far = {**_FREE, "low": str(least), "draw": [str(least + 3), str(least + 9)]}
        for item in data["sums"]:
            k, term = item["index"], parse(item["term"])
            G: Tree = ("*", parse(item["certificate"]), term)
            factors = enumerate(map(parse, item["coefficients"]))
            left = reduce(lambda a, b: ("+", a, b), [("*", c, _at(term, n, j)) for j, c in factors])
            ranges = {n: far, k: {**_FREE, "draw": ["1/7", "2"]}}
            self._same(left, ("-", _at(G, k, 1), G), "a telescoping identity holds", **ranges)

    def _induction(self, data: Record, statement: str) -> None:
        """The first values, and the closed form at n + 1 from the sum's last term and that at n."""
        (left, right), n, following = _sides(statement), data["variable"], parse(data["next"])
        self._first_values(data)
        draw = [str(data["from"]), str(int(data["from"]) + 20)]
        whole = {**_FREE, "low": draw[0], "closed": True, "integer": True, "draw": draw}
        after = substitute(following, {left: right})
        self._same(after, _at(right, n, 1), "a step of induction holds", **{n: whole})
        self._same(_at(left, n, 1), following, "a sum's next value is told", **{n: whole})


def _sides(statement: str) -> tuple[Tree, Tree]:
    left, sign, right = statement.partition(" = ")
    if not sign:
        raise LanguageError("its statement is told in words")
    return parse(left), parse(right)


def _at(tree: Tree, name: str, by: int) -> Tree:
    """The tree at name + by."""
    return substitute(tree, {name: ("+", name, Fraction(by))}) if by else tree
