"""A ledger whose every text tries to be more than text."""

from __future__ import annotations

from typing import Any

from tests.reports.records import claim, evidence, ledger

HOSTILE = (
    r"\input{/etc/hostname} \write18{id} $x$ %comment #1 ~ ^ _ & { } \end{document} ^^M"
    "<script>document.title='owned'</script><img src=x onerror=alert(1)> \"quoted\" 'single' "
    "{{ 7*7 }} {% raw %} << 7*7 >> é ß Ł λ ≤ ∞ 中文 \U0001f600 \u202e\u0000\x1b end"
)


def hostile_ledger() -> dict[str, Any]:
    """A ledger whose every text tries to be more than text."""
    long_sum = "+".join(f"x_{{{k}}}^{{2}}" for k in range(400))
    long_word = "w" * 700
    nested = r"\frac{1}{" * 12 + "x" + "}" * 12
    step = {"expression": HOSTILE, "latex": HOSTILE, "reason": HOSTILE}
    hostile = claim(
        "section1.hostile",
        HOSTILE,
        "refuted",
        HOSTILE,
        published=HOSTILE,
        published_latex=HOSTILE,
        derived=long_word,
        derived_latex=r"\href{javascript:alert(1)}{x}",
        ratio=HOSTILE,
        domain=HOSTILE,
        place=HOSTILE,
        read_from=HOSTILE,
        derivation={
            "title": HOSTILE,
            "steps": [
                {**step, "remark": HOSTILE, "proof": "given"},
                {
                    "expression": "long",
                    "latex": long_sum,
                    "reason": long_word,
                    "remark": r"\frac{1}{2}",
                    "proof": "symbolic",
                },
                {
                    "expression": "x",
                    "latex": rf"\sqrt{{{long_sum}}} \frac{{{long_sum}}}{{{long_sum}}} {nested}",
                    "reason": "as above",
                    "remark": "",
                    "proof": "certified",
                },
            ],
        },
        evidence=[
            evidence(
                "certified", HOSTILE, "fails", HOSTILE, point={HOSTILE: HOSTILE}, other=[HOSTILE]
            )
        ],
    )
    hostile["source"]["paper"] = HOSTILE
    hostile["source"]["reference"] = HOSTILE
    odd = claim(
        "x\"><script>'&%$_#{}~^\\", HOSTILE, "undecided", HOSTILE, uses=["section1.hostile"]
    )
    return ledger([hostile, odd], paper=HOSTILE, versions={HOSTILE: HOSTILE})
