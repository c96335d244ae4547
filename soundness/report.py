"""docs/soundness.md: confusion matrix, calibration and mutants of the code, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median, quantiles

from glassproof.verify.claims.experiment import LEVEL, POWER
from glassproof.verify.judging.verdict import Verdict
from soundness.calibration import LIMIT, MODERATE, Calibration
from soundness.matrix import Trial
from soundness.truth import DIGITS

MOST_UNDECIDED = 0.01
MOST_MEDIAN = 0.050
"""Goals for the share of undecided verdicts, and for the seconds of a judgement."""


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table.

    >>> print(table(["a", "b"], [[1, "x"]]))
    | a | b |
    |---|---|
    | 1 | x |
    """
    lines = [head, ["---"] * len(head), *rows]
    text = ["| " + " | ".join(str(cell) for cell in line) + " |" for line in lines]
    text[1] = "|" + "---|" * len(head)
    return "\n".join(text)


def _count(trials: Sequence[Trial], outcome: str) -> int:
    return sum(trial.outcome == outcome for trial in trials)


def reaches_its_goals(trials: Sequence[Trial], calibrations: Sequence[Calibration]) -> bool:
    """Whether no verdict is wrong, few are undecided, judgements are fast, and tests calibrated."""
    return (
        _count(trials, "wrong") == 0
        and _count(trials, "undecided") < MOST_UNDECIDED * len(trials)
        and median(trial.seconds for trial in trials) < MOST_MEDIAN
        and all(calibration.holds for calibration in calibrations)
    )


def verdict_counts(trials: Sequence[Trial]) -> str:
    """The outcome in a sentence."""
    equal = sum(trial.equal for trial in trials)
    return (
        f"{len(trials) - equal} mutants that are not equal, {equal} rewritings that are: "
        f"{_count(trials, 'wrong')} wrong verdicts, {_count(trials, 'undecided')} undecided"
    )


def times(trials: Sequence[Trial]) -> str:
    """How long a judgement takes, in a sentence."""
    seconds = [trial.seconds for trial in trials]
    return (
        f"{1000 * median(seconds):.1f} ms in the median, "
        f"{1000 * quantiles(seconds, n=20)[-1]:.0f} ms at the 95th percentile, "
        f"{1000 * max(seconds):.0f} ms at most"
    )


def confusion(trials: Sequence[Trial]) -> str:
    """Verdicts by truth."""
    rows = []
    for equal, truth in ((True, "equal"), (False, "not equal")):
        kept = [trial for trial in trials if trial.equal is equal]
        counts = [sum(trial.verdict is verdict for trial in kept) for verdict in Verdict]
        rows.append([truth, len(kept), *counts])
    return table(["truth", "formulas", *(str(v) for v in Verdict)], rows)


def by_kind(trials: Sequence[Trial], *, equal: bool) -> str:
    """One row for every kind of mutant or rewriting."""
    rows = []
    for kind in sorted({trial.kind for trial in trials if trial.equal is equal}):
        kept = [trial for trial in trials if trial.kind == kind and trial.equal is equal]
        outcomes = [_count(kept, outcome) for outcome in ("right", "undecided", "wrong")]
        time = f"{1000 * median(trial.seconds for trial in kept):.1f}"
        rows.append([kind.removeprefix("rewriting: "), len(kept), *outcomes, time])
    return table(["kind", "formulas", "right", "undecided", "wrong", "median ms"], rows)


def exceptions(trials: Sequence[Trial]) -> str:
    """Every verdict that is not right."""
    found = [trial for trial in trials if trial.outcome != "right"]
    if not found:
        return "None: every verdict is right."
    rows = [[t.outcome, t.subject, t.kind, t.verdict, f"`{_short(t.formula)}`"] for t in found]
    return table(["outcome", "in place of", "kind", "verdict", "formula"], rows)


def _short(formula: str, most: int = 120) -> str:
    return formula if len(formula) <= most else f"{formula[:most]} ..."


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
        rows.append([c.name, c.test, c.draws, *seen, uniform, promised, published, holds])
    levels = [f"at {level:g}" for level in (*MODERATE, LEVEL)]
    head = ["experiment", "test", "sample", *levels, "uniform", "promised error", "published",
            "holds"]  # fmt: skip
    return table(head, rows)


def document(
    trials: Sequence[Trial], calibrations: Sequence[Calibration], *, seeds: int, code: str
) -> str:
    """The whole of docs/soundness.md; ``code`` is the table of the code's mutants."""
    subjects = len({trial.subject for trial in trials})
    return f"""# A judge that is judged

This page is made by `make soundness`: what the judge says of formulas whose truth is known, and
what its statistical tests say when the truth is known. The goals: no wrong verdict at all, less
than {100 * MOST_UNDECIDED:g} % undecided, a median below {1000 * MOST_MEDIAN:.0f} ms, and every
count of rejections within its binomial limits. They are {
        "reached" if reaches_its_goals(trials, calibrations) else "**missed**"
    }.

## Formulas

{subjects} formulas, all that the shipped papers derive and more from the derivations behind them,
are mutated by every single edit of a kind (`soundness/mutations.py`) and rewritten without change
(`soundness/rewritings.py`). Each result is put to the judge in the place of the published formula,
through the judge's own units of work. What is true is decided apart from the judge, by mpmath at
random points, with {DIGITS} digits beyond what cancellation can swallow (`soundness/truth.py`). A
mutant that is equal counts as a rewriting; one that is defined nowhere is left out.

{verdict_counts(trials)}. A judgement takes {times(trials)}.

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

Every experiment of the shipped papers on {seeds} seeds, with one chunk of the standard budget each;
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

{calibration_table(calibrations)}

## Mutants of the code

`make mutants` mutates the code of `derivations/`, `numerics/` and `verify/` with cosmic-ray's
operators, a sample of every module drawn with a fixed seed, and runs on each mutant the tests that
guard its module. Every survivor was looked at: a better test kills it since, or it is explained.

{code}"""
