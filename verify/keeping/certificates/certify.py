"""The certificate of a claim: its formulas, domain and steps, as a checker needs them.

Nothing is decided here. What the notation has no word for is named in ``left out``, so that a
checker can say what it could not repeat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation
from glassproof.derivations.proof.domain import Domain
from glassproof.verify.claims.claim import Claim, difference
from glassproof.verify.claims.nature import statistical_tests
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import StatisticalTest
from glassproof.verify.claims.relation import Relation
from glassproof.verify.judging.plain import as_plain
from glassproof.verify.keeping.certificates.domains import domain_record
from glassproof.verify.keeping.certificates.notation import NotationError, notation
from glassproof.verify.keeping.certificates.operations import entries, operation


def certified(claim: Claim) -> dict[str, Any]:
    """The claim's formulas, the domain on which they are compared, and the derivation's steps."""
    record: dict[str, Any] = {"relation": str(claim.relation), "left out": {}}
    left_out: dict[str, str] = record["left out"]
    derivation = claim.derived() if claim.derived else None

    def put(key: str, make: Callable[..., Any], *arguments: Any) -> None:
        try:
            record[key] = make(*arguments)
        except NotationError as error:
            left_out[key] = str(error)
        except Exception as error:  # as of SymPy: what is not written down costs no verdict
            left_out[key] = f"{type(error).__name__}: {error}"

    formulas: dict[str, sp.Basic] = {}
    if claim.is_formula:
        formulas = _formulas(claim, derivation)
        for key, formula in formulas.items():
            put(key, notation, formula)
        if claim.relation.is_asymptotic:
            put("as", str, claim.approach)
    put("domain", domain_record, claim.domain, _symbols(formulas.values()))
    if derivation is not None:
        put("derivation", _derivation, derivation, claim.domain)
    return record


def link_certificate(claim: Claim) -> dict[str, Any]:
    """The certificate of two formulas that stand side by side, of which none is derived."""
    found = certified(claim)
    return {key: entry for key, entry in found.items() if key != "derivation"} | {"nature": []}


def _formulas(claim: Claim, derivation: Derivation | None) -> dict[str, sp.Basic]:
    """The formulas that the judgement speaks of; those as typed, if they were written otherwise."""
    found: dict[str, sp.Basic] = {"published": claim.published}
    if derivation is not None:
        found["derived"] = derivation.result
        if claim.compare is not difference:
            found["gap"] = claim.compare(claim.published, derivation.result)
    if claim.written is not None and claim.written != claim.published:
        found["written"] = claim.written
    if claim.typed is not None and derivation is not None and claim.typed != derivation.result:
        found["typed"] = claim.typed
    if claim.exponent is not None:
        found["exponent"] = claim.exponent
    if claim.relation is Relation.ORDER and claim.remainder is not None:
        found["remainder"] = claim.remainder
    return found


def _derivation(derivation: Derivation, domain: Domain) -> dict[str, Any]:
    """Each step with the line before it, what its operation makes of that, and its own line."""
    steps: list[dict[str, Any]] = []
    symbols: set[sp.Symbol] = set()
    for number, step in enumerate(derivation.steps):
        lines = entries(step.expression)
        symbols |= _symbols(lines)
        record: dict[str, Any] = {"rule": step.reason, "proof": derivation.proofs[number]}
        if number:
            before = derivation.steps[number - 1].expression
            obtained = step.via(before) if step.via else before
            symbols |= _symbols(entries(obtained))
            record["before"] = [notation(entry) for entry in entries(before)]
            record["operation"] = operation(before, step.via, obtained)
            record["obtained"] = [notation(entry) for entry in entries(obtained)]
        record["line"] = [notation(entry) for entry in lines]
        steps.append(record)
    known = derivation.domain or Domain({s: r for s, r in domain.ranges.items() if s in symbols})
    return {"domain": domain_record(known, symbols), "steps": steps}


def sampled(
    experiment: Experiment, sums: Sequence[float], prediction: Sequence[Any]
) -> dict[str, Any]:
    """The numbers from which an experiment's comparisons follow."""
    record = {
        "name": experiment.name,
        "test": {"law": law_of(experiment.test), **_parameters(experiment.test)},
        "sums": list(sums),
        # of a measurement there is one
        **dict(zip(("published", "derived"), prediction, strict=False)),
        "predicts": "value" if not (experiment.asserted or experiment.predict) else "statistic",
    }
    plain: dict[str, Any] = as_plain(record)
    return plain


def law_of(test: StatisticalTest) -> str:
    """The law's name; one that a paper defines for itself is marked, since no checker knows it."""
    own = not type(test).__module__.startswith(f"{statistical_tests.__name__}.")
    return ("own law: " if own else "") + type(test).__name__


def _parameters(test: StatisticalTest) -> Mapping[str, Any]:
    return {field.name: getattr(test, field.name) for field in fields(test)}


def _symbols(formulas: Iterable[sp.Basic]) -> set[sp.Symbol]:
    found: set[sp.Symbol] = set()
    return found.union(*(formula.free_symbols for formula in formulas))
