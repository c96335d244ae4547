"""A claim: what a paper publishes, where, and what it is to be held against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation
from glassproof.derivations.proof.domain import Domain
from glassproof.verify.claims import extras
from glassproof.verify.claims.evidence import Examination
from glassproof.verify.claims.exhibits.display import claim_html
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.study import Studied
from glassproof.verify.claims.relation import Approach, Relation
from glassproof.verify.claims.source import ReadFrom, Source

REMARKS, READINGS = "Remarks in code", "Other readings"
"""The sections under which a report puts what is no claim of the paper."""


def difference(published: sp.Expr, derived: sp.Expr) -> sp.Expr:
    """The default comparison: two formulas are one if their difference vanishes."""
    return published - derived


@dataclass(frozen=True)
class Claim:
    """One published statement.

    A formula claim has an expression in ``published`` and a derivation in ``derived``: the judge
    compares them by ``compare`` (zero means equal). A structural claim has its proposition in
    words in ``published`` and is decided by ``examinations``, each of which proves it, disproves
    it by a certified counterexample, or stays silent. ``nature`` holds experiments that know only
    the model's definition, ``studied`` what follows from runs that take long; ``uses`` the ids this
    claim rests on. ``exponent`` marks a rate: it is the size N of what grows like exp(N formula),
    so that published and derived quantity differ by the factor exp(N (published - derived)); what
    is told is the difference of the rates.

    ``published_from`` gives the published formula of a claim as a function of the values of the
    formula claims that it uses, by id: it takes from them what it looks up, and nothing else. Of a
    statement, ``corrected`` examines whether it holds with the derived values of what it uses put
    into it; ``follows``, where nothing can be put in, whether it holds of what it uses as
    published. By one of the three a refuted claim's own error is told from one that it inherits.

    ``needs`` names an extra without which nothing can be said: such a claim is listed as undecided,
    with this reason, and is no failure of a review. ``modules`` are those that the extra brings;
    where all of them are installed the claim is judged, where none is named it waits.

    ``written`` is the published formula operation by operation, which says where it is defined;
    ``typed`` the same of a right-hand side that somebody typed, None where it is derived;
    ``same_text`` says that both were typed in the same words; ``given`` that the derived formula is
    not this toolkit's, so that nature, where it rejects it, shows no defect. Without a derived
    formula nature decides alone: the claim is a measurement. ``relation`` is what is claimed of
    the published and the derived formula, by default that they are equal; an asymptotic one has an
    ``approach``, and ``published = derived + O(remainder)`` has its ``remainder``.

    >>> import glassproof as gp
    >>> from glassproof.derivations.proof.domain import Range
    >>> from glassproof.verify.claims.source import Reference
    >>> x = sp.Symbol("x", positive=True)
    >>> positive = gp.Domain({x: Range(0, log=True, draw=("1/100", 100))})
    >>> def slope():
    ...     volume = gp.Step(x**3, "the volume of a cube of side x")
    ...     surface = gp.Step(3 * x**2, "differentiate", via=lambda volume: volume.diff(x))
    ...     return gp.Derivation("three faces", (volume, surface))
    >>> source = Source(Reference("toy", "A toy", "nobody", "unpublished"), "Lemma 1", "the text")
    >>> claim = gp.Claim("lemma1", "Surface", 3 * x**2, source, positive, derived=slope)
    >>> toy = gp.Paper(source.reference, claims=(claim,))
    >>> str(gp.review(toy).judgements[0].ruling.verdict)
    'verified'
    """

    id: str
    title: str
    published: sp.Expr | str
    source: Source
    domain: Domain
    derived: Callable[[], Derivation] | None = None
    compare: Callable[[sp.Expr, sp.Expr], sp.Expr] = difference
    examinations: tuple[Examination, ...] = ()
    nature: tuple[Experiment, ...] = ()
    studied: tuple[Studied, ...] = ()
    uses: tuple[str, ...] = ()
    exponent: sp.Symbol | None = None
    written: sp.Expr | None = None
    typed: sp.Expr | None = None
    same_text: bool = False
    given: bool = False
    relation: Relation = Relation.EQUAL
    approach: Approach | None = None
    remainder: sp.Expr | None = None
    published_from: Callable[[Mapping[str, sp.Expr]], sp.Expr] | None = None
    follows: Examination | None = None
    needs: str = ""
    modules: tuple[str, ...] = ()
    corrected: Examination | None = None

    _repr_html_ = claim_html

    @property
    def section(self) -> str:
        """The section of the paper that the claim belongs to; what is no claim is in none."""
        if self.source.is_remark:
            return READINGS if self.source.kind is ReadFrom.READING else REMARKS
        group = self.id.split(".", 1)[0]
        return self.source.reference.sections.get(group, group)

    @property
    def waits(self) -> bool:
        """Whether the claim cannot be judged here, for want of what it needs."""
        found = bool(self.modules) and all(map(extras.installed, self.modules))
        return bool(self.needs) and not found

    @property
    def is_formula(self) -> bool:
        """Whether a published expression is to be compared with a derived one."""
        return not isinstance(self.published, str)

    @property
    def has_ratio(self) -> bool:
        """Whether published/derived is meaningful: values are compared, not equations."""
        equal = self.relation is Relation.EQUAL
        return self.is_formula and equal and self.compare is difference
