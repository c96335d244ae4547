"""docs/soundness.md: goals, verdicts by kind, calibration and mutants of the code."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from glassproof.verify.claims.nature.statistical_tests.base import LEVEL, POWER
from soundness.adversary import printed
from soundness.adversary.question import DIFFERENT, EQUAL, LONGEST, Reply
from soundness.adversary.shared import BEFORE, found_wrong
from soundness.calibration import LIMIT, MODERATE, Calibration
from soundness.tables import (
    DECIDED,
    Tried,
    by_kind,
    confusion,
    count,
    exceptions,
    failures,
    kinds_table,
    language,
    share_of,
    table,
    times,
    verdict_counts,
)
from soundness.truth import DIGITS
from soundness.work import Results

LEAST_TRIED = 20_000
MOST_UNDECIDED = 0.01
MOST_MEDIAN = 0.050
PROVEN, SETTLED = 0.80, 0.95
"""Goals: judgements, the share of undecided ones among the shipped formulas, seconds of one; of
the formulas in lists, the shares that are proven and decided."""


def tried(found: Results) -> list[Tried]:
    """All judgements."""
    return [*found.trials, *found.replies]


def reaches_its_goals(found: Results, least: int = LEAST_TRIED) -> bool:
    """Whether enough was tried, no verdict is wrong, few undecided, all fast, tests calibrated.

    The judge also has to speak the language: of the lists' formulas enough are proven and decided.
    """
    every = tried(found)
    return (
        len(every) >= least
        and count(every, "wrong") == count(every, "crashed") == 0
        and count(found.trials, "undecided") < MOST_UNDECIDED * len(found.trials)
        and median(trial.seconds for trial in every) < MOST_MEDIAN
        and speaks(found.replies)
        and all(calibration.holds for calibration in found.calibrations)
    )


def printed_of(replies: Sequence[Reply]) -> list[Reply]:
    """The replies to formulas of lists, and to slips in them."""
    return [reply for reply in replies if reply.kind in printed.LISTED]


def speaks(replies: Sequence[Reply]) -> bool:
    """Whether what the judge makes of the lists' formulas, if any were asked, reaches the goals."""
    asked = printed_of(replies)
    true = [reply for reply in asked if reply.question.accepted == EQUAL]
    false = [reply for reply in asked if reply.question.accepted == DIFFERENT]
    return not asked or (
        share_of(true, EQUAL) >= PROVEN
        and share_of(asked, [str(verdict) for verdict in DECIDED]) >= SETTLED
        and share_of(false, DIFFERENT) == 1
    )


def spoken(replies: Sequence[Reply]) -> str:
    """What the judge makes of the lists' formulas, in a sentence; empty if none were asked.

    >>> spoken([])
    ''
    """
    asked = printed_of(replies)
    true = [reply for reply in asked if reply.question.accepted == EQUAL]
    false = [reply for reply in asked if reply.question.accepted == DIFFERENT]
    if not asked:
        return ""
    decided = share_of(true, [str(verdict) for verdict in DECIDED])
    return (
        f"of {len(true)} true formulas of the lists {share_of(true, EQUAL):.1%} are proven "
        f"({PROVEN:.0%} wanted), {decided:.1%} decided ({SETTLED:.0%} wanted); of {len(false)} "
        f"false ones {share_of(false, DIFFERENT):.1%} are refuted (100% wanted)"
    )


def mended() -> str:
    """What was found wrong on the way, in a sentence and by kind."""
    counts = found_wrong()
    by_kind = "; ".join(f"{kind}: {count}" for kind, count in counts.most_common())
    listed = f" ({by_kind})" if counts else ""
    return (
        f"Earlier runs of this command found {counts.total()} wrong verdicts{listed}; they are "
        f'mended, and asked again as "{BEFORE}" in every run.'
    )


def calibration_table(calibrations: Sequence[Calibration]) -> str:
    """One row for every experiment."""
    rows = []
    for c in calibrations:
        seen = [
            f"{count} ({low} to {high})"
            for count, (low, high) in zip(c.rejections, c.limits, strict=True)
        ]
        uniform = "" if c.uniformity is None else f"{c.uniformity:.2g}"
        promised = f"{c.promised[0]} ({c.promised[1]} or more)"
        published = "as derived" if c.published is None else c.published
        holds = "yes" if c.holds else "**no**"
        rows.append([c.name, c.test, c.seeds, c.draws, *seen, uniform, promised, published, holds])
    levels = [f"at {level:g}" for level in (*MODERATE, LEVEL)]
    head = ["experiment", "test", "seeds", "sample", *levels, "uniform", "promised error",
            "published", "holds"]  # fmt: skip
    return table(head, rows)


def document(found: Results, *, seeds: int, seconds: float, code: str) -> str:
    """The whole of docs/soundness.md; ``code`` is the table of the code's mutants."""
    trials, every = found.trials, tried(found)
    subjects = len({trial.subject for trial in trials})
    return f"""# A judge that is judged

This page is made by `make soundness`: what the judge says of formulas whose truth is known, and
what its statistical tests say when the truth is known. The goals: at least {LEAST_TRIED}
judgements, no wrong verdict at all and nothing that breaks, less than
{100 * MOST_UNDECIDED:g} % of the shipped formulas undecided, a median below
{1000 * MOST_MEDIAN:.0f} ms, and every count of rejections within its binomial limits. They are {
        "reached" if reaches_its_goals(found) else "**missed**"
    }.

{verdict_counts(every)}. A judgement takes {times(every)}, its
explanation (ratio, hint, the plainest counterexample) not counted. What was not stored of all this
took {seconds / 60:.0f} minutes.

{kinds_table(every)}

{mended()}

## The adversary

Every question is put to `check` as a text, and its truth is told apart from the judge and from its
reader (`soundness/adversary/`): by construction, confirmed by mpmath at random points or at a
witness that the construction gives, with up to 1700 digits; or by mpmath alone. Formulas are read
there by Python's own parser, conditions by a small one of their own.

- Identities on a part of the domain: some sixty that hold on known intervals alone, on domains
  inside and as little as a millionth beyond, under affine substitutions, in sums and products.
- Aliases: what vanishes at the integers, at short decimals, on a list, outside a small interval.
- Near-equalities: differences of 1e-10 down to 1e-300, quadratic units against the next integer,
  limits at large arguments; among them sides that look so and are equal.
- Domains: bounds that follow from chains, sums, products and powers of other names; empty domains.
- Undefined points: removable, everywhere, at single points beside a real difference.
- Readings: texts that can be misread, to be refused or read in the one way that is listed.
- Identities of the [DLMF](https://dlmf.nist.gov), both ways round, and slips of the pen in them.
- Cases from outside, which the tests keep, and whatever earlier runs found wrong.

Right is `verified` for what is equal wherever both sides are defined, `refuted` for what is not,
and a refusal or `undecided` for what has no value anywhere. Support for what is equal, or a refusal
to read it, counts as undecided. A counterexample is held against the conditions, and against both
sides by mpmath: one that is none makes the verdict wrong. "Crashed" is an exception, a defect that
the judge reports of itself, or more than {LONGEST:.0f} s.

### Wrong or crashed

{failures(found.replies)}

## The language of a referee

Formulas with sums, products, integrals, limits, derivatives, special functions, complex symbols and
bounds: of [Fungrim](https://fungrim.org), of SymPy's own tests, and of a table that is true by
construction (`soundness/adversary/constructions/`), a part of it in LaTeX, too; and slips in their
plain sides, whose truth mpmath tells (`soundness/adversary/printed.py`). What a list states is
taken at its word, so that a refutation of it is looked at. The goals: none wrong, at least
{PROVEN:.0%} of what is true proven, at least {
        SETTLED:.0%} decided, every false one refuted. They are {
        "reached" if speaks(found.replies) else "**missed**"
    }.

{language(printed_of(found.replies))}

{spoken(found.replies).capitalize()}.

## Formulas

{subjects} formulas, all that the shipped papers derive and more from the derivations behind them,
are mutated by every single edit of a kind (`soundness/mutations.py`) and rewritten without change
(`soundness/rewritings.py`). Each result is put to the judge in the place of the published formula,
through the judge's own units of work. What is true is decided apart from the judge, by mpmath at
random points, with {DIGITS} digits beyond what cancellation can swallow (`soundness/truth.py`). A
mutant that is equal counts as a rewriting; one that is defined nowhere is left out.

{confusion(trials)}

Right is `refuted`, by a certified counterexample, for what is not equal, and `verified`, by proof,
for what is.

### Mutants

{by_kind(trials, equal=False)}

### Rewritings

{by_kind(trials, equal=True)}

### Verdicts that are not right

{exceptions(trials)}

## Calibration

Every experiment of the shipped papers on {seeds} seeds, or on as many as fit into some seconds,
with one chunk of the standard budget each;
"sample" is its size.

- "At ..." counts rejections of the derived value at that level, beside the limits that a binomial
  leaves with probability {LIMIT:g}; the judge's own level is {LEVEL:g}. Tests that allow for finite
  size, or rest on a limit law, have no lower limit.
- "Uniform" is the p-value of a Kolmogorov-Smirnov test that p-values are uniform, where the law is
  exact.
- "Promised error" counts rejections, at level {LEVEL:g}, of a prediction wrong by just what each
  sample promises to see with power {POWER}, beside the least number that this power allows.
- "Published" counts rejections of the published value, where it differs from the derived one. The
  review itself draws eight such chunks.

{calibration_table(found.calibrations)}

## Mutants of the code

`make mutants` mutates the code of `derivations/`, `numerics/` and `verify/` with cosmic-ray's
operators, a sample of every module drawn with a fixed seed, and runs on each mutant the tests that
guard its module. Every survivor was looked at: a better test kills it since, or it is explained.

{code}"""
