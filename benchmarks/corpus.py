r"""Small sources whose truth is known: ``python -m benchmarks.corpus FOLDER``.

Each source has a macro and a few displays of random identities with the words that they need; each
identity is wrong with a given probability, by one number. A few sources are broken on purpose. What
is true is written to ``truth.jsonl`` in the folder, a line an equation.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Callable, Iterator
from pathlib import Path

BROKEN = 0.02
"""The share of sources with a fault: no text, a missing part, an environment left open."""

Made = tuple[str, str]
"""The words before an equation, and its LaTeX; the number behind an @ may be made wrong."""


def _square(r: random.Random) -> Made:
    a, b = r.randint(1, 9), r.randint(1, 9)
    return "For all real $x$ and all real $y$,", (
        rf"({a}x+{b}y)^2 = {a * a}x^2 + @{2 * a * b}xy + {b * b}y^2"
    )


def _powers(r: random.Random) -> Made:
    a, b = r.randint(2, 9), r.randint(1, 9)
    return r"For every integer $n \ge 1$,", (
        rf"\sum_{{k=1}}^{{n}} ({a}k + {b}) = \frac{{{a}n(n+1)}}{{2}} + @{b}n"
    )


def _beta(r: random.Random) -> Made:
    m, k = r.randint(0, 4), r.randint(1, 4)
    value = math.factorial(m + k + 1) // math.gcd(
        math.factorial(m + k + 1), math.factorial(m) * math.factorial(k)
    )
    above = math.factorial(m) * math.factorial(k) * value // math.factorial(m + k + 1)
    return "We compute", (rf"\int_0^1 t^{{{m}}}(1-t)^{{{k}}}\,dt = \frac{{{above}}}{{@{value}}}")


def _laplace(r: random.Random) -> Made:
    m = r.randint(1, 5)
    return "For $s > 0$,", (
        rf"\int_0^{{\infty}} t^{{{m}}} e^{{-s t}}\,dt"
        rf" = \frac{{@{math.factorial(m)}}}{{s^{{{m + 1}}}}}"
    )


def _gaussian(r: random.Random) -> Made:
    m = r.randint(1, 4)
    value = math.prod(range(1, 2 * m, 2))
    return r"Let $X \sim N(0, \sigma^2)$ with $\sigma > 0$. Then", (
        rf"\E{{X^{{{2 * m}}}}} = @{value}\sigma^{{{2 * m}}}"
    )


def _angles(r: random.Random) -> Made:
    a, b = r.randint(2, 6), r.randint(1, 5)
    return "For all real $x$,", (rf"2\sin({a + b}x)\cos({b}x) = \sin(@{a + 2 * b}x) + \sin({a}x)")


def _geometric(r: random.Random) -> Made:
    m = r.randint(0, 5)
    return r"For real $q$ with $0 < q < 1$,", (
        rf"\sum_{{k={m}}}^{{\infty}} q^k = \frac{{q^{{@{m}}}}}{{1-q}}"
    )


def _semicircle(r: random.Random) -> Made:
    m = r.randint(0, 5)
    return "The moments of the semicircle are Catalan's numbers:", (
        rf"\frac{{1}}{{2\pi}}\int_{{-2}}^{{2}} t^{{{2 * m}}}\sqrt{{4-t^2}}\,dt"
        rf" = @{math.comb(2 * m, m) // (m + 1)}"
    )


def _logarithm(r: random.Random) -> Made:
    a = r.randint(2, 9)
    return "For $x > 0$,", rf"\log(1+{a}x) \le {a}x"


def _binomial(r: random.Random) -> Made:
    a = r.randint(2, 9)
    return r"For every integer $n \ge 1$,", (
        rf"\sum_{{j=0}}^{{n}} \binom{{n}}{{j}} {a}^j = @{a + 1}^n"
    )


def _gamma(r: random.Random) -> Made:
    m = r.randint(1, 3)
    factors = "".join(rf"(s+{k})" for k in range(1, m))
    return "For $s > 0$,", rf"\Gamma(s+@{m}) = s{factors}\,\Gamma(s)"


def _defined(r: random.Random) -> Made:
    a, b = r.randint(2, 9), r.randint(1, 9)
    words = rf"Define $f_{{{a}}}(t) := {a}t^2 + {b}t$. For all real $x$,"
    return words, rf"f_{{{a}}}(x+1) - f_{{{a}}}(x) = {2 * a}x + @{a + b}"


def _chain(r: random.Random) -> Made:
    a, b = r.randint(1, 9), r.randint(1, 9)
    return "For all real $x$,", (
        rf"x^2 + {a + b}x + {a * b} = (x+{a})(x+@{b}) = (x+{b})^2 {a - b:+d}(x+{b})"
    )


FAMILIES: tuple[Callable[[random.Random], Made], ...] = (
    _square, _powers, _beta, _laplace, _gaussian, _angles, _geometric, _semicircle, _logarithm,
    _binomial, _gamma, _defined, _chain,
)  # fmt: skip

_HEAD = r"""\documentclass{article}
\usepackage{amsmath}
\newcommand{\E}[1]{\mathbb{E}\left[#1\right]}
\begin{document}
\section{Results}
"""


def equation(r: random.Random, wrong: float) -> tuple[str, str, bool]:
    """Words, LaTeX and truth of one equation."""
    words, latex = r.choice(FAMILIES)(r)
    before, mark, after = latex.partition("@")
    if not mark:
        return words, latex, True
    digits = len(after) - len(after.lstrip("0123456789"))
    number, true = int(after[:digits]), r.random() >= wrong
    return words, f"{before}{number if true else number + 1}{after[digits:]}", true


def source(r: random.Random, equations: int, wrong: float) -> tuple[str, dict[str, bool]]:
    """The text of one source, and which of its labels are true."""
    parts, truth = [_HEAD], {}
    for number in range(equations):
        words, latex, true = equation(r, wrong)
        label = f"eq:{number}"
        truth[label] = true
        parts.append(
            f"{words}\n\\begin{{equation}}\\label{{{label}}}\n  {latex}.\n\\end{{equation}}\n"
        )
    return "".join([*parts, "\\end{document}\n"]), truth


def _broken(r: random.Random, text: str) -> bytes:
    """A source that something is wrong with."""
    return r.choice(
        [
            b"\x00\x01\x02" * 99,
            text.replace(r"\end{document}", r"\input{missing}").encode(),
            text.replace(r"\end{equation}", "", 1).encode(),
            text.encode("utf-16"),
        ]
    )


def write(
    folder: Path, sources: int, *, seed: int = 0, equations: int = 5, wrong: float = 0.2
) -> Iterator[Path]:
    """Write the corpus, a file at a time, and what is true of it."""
    r = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "truth.jsonl").open("w", encoding="utf-8") as told:
        for number in range(sources):
            text, truth = source(r, equations, wrong)
            path = folder / f"{number // 1000:03}" / f"{number:06}.tex"
            path.parent.mkdir(exist_ok=True)
            if r.random() < BROKEN:
                path.write_bytes(_broken(r, text))
            else:
                path.write_text(text, encoding="utf-8")
                for label, true in truth.items():
                    line = {"path": str(path.relative_to(folder)), "label": label, "true": true}
                    told.write(json.dumps(line) + "\n")
            yield path


def main() -> None:
    """Write a corpus where the command line says."""
    parser = argparse.ArgumentParser(description="Write a corpus of sources whose truth is known.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sources", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--equations", type=int, default=5)
    parser.add_argument("--wrong", type=float, default=0.2)
    given = parser.parse_args()
    made = write(
        given.folder, given.sources, seed=given.seed, equations=given.equations, wrong=given.wrong
    )
    print(f"{sum(1 for _ in made)} sources in {given.folder}")


if __name__ == "__main__":
    main()
