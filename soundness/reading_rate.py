"""How much of LaTeX sources is read, by construct, and what the judge makes of it.

    python -m soundness.reading_rate PATH...          read only
    python -m soundness.reading_rate --judge PATH...  and judge what is to be judged

Prints one row of a Markdown table a source, the constructs that were not read by how often they
occur, and every refuted equation.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence

from glassproof.verify.scanning.document import read_document
from glassproof.verify.scanning.equation import Equation, Status
from glassproof.verify.scanning.scan import scanning

_COLUMNS = (Status.DEFINITION, Status.UNBOUND, Status.NO_NUMBERS, Status.UNREADABLE)
_JUDGED = (Status.VERIFIED, Status.SUPPORTED, Status.UNDECIDED, Status.REFUTED)


def construct(equation: Equation) -> str:
    """The kind of what was not read: the reason without what it quotes."""
    return re.sub(r"'[^']*'|\\\\[A-Za-z]+|[0-9]+", "...", equation.reason)[:70]


def rate(equations: Iterable[Equation]) -> tuple[int, int]:
    """How many equations there are, and how many are read."""
    statuses = [each.status for each in equations]
    return len(statuses), sum(status is not Status.UNREADABLE for status in statuses)


def main(arguments: Sequence[str]) -> None:
    """Measure every source; see the module."""
    judge = "--judge" in arguments
    paths = [each for each in arguments if each != "--judge"]
    missed: Counter[str] = Counter()
    refuted: list[str] = []
    total: Counter[str] = Counter()
    print("| source | displays | read | " + " | ".join([*_COLUMNS, "to be judged"]) + " | CPU s |")
    print("|---" * (len(_COLUMNS) + 5) + "|")
    for path in paths:
        began = time.process_time()
        document = read_document(path)
        shown = [each for each in document.equations if each.displayed]
        count, read = rate(shown)
        counts = Counter(str(each.status) for each in shown)
        missed.update(construct(each) for each in shown if each.status is Status.UNREADABLE)
        cells = [counts[str(each)] for each in (*_COLUMNS, None)]
        seconds = time.process_time() - began
        print(f"| {path} | {count} | {100 * read / max(count, 1):.1f} % | "
              + " | ".join(map(str, cells)) + f" | {seconds:.1f} |", flush=True)  # fmt: skip
        total.update({"displays": count, "read": read})
        if judge:
            for each in scanning(document, document.equations):
                if each.status in _JUDGED:
                    total[str(each.status)] += 1
                if each.status is Status.REFUTED:
                    refuted.append(f"{path}: {each.equation.place}: {each.equation.expanded[:120]}")
    print()
    print(dict(total))
    for reason, times in missed.most_common(25):
        print(f"{times:5}  {reason}")
    print(*refuted, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
