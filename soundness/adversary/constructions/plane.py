"""Identities of complex symbols, from products of numbers with their conjugates."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from soundness.adversary.constructions.made import Made, number, positive


def identities(rng: Random) -> Iterator[Made]:
    """Absolute values, parts and conjugates; images of the upper half-plane; branches."""
    while True:
        a, b, c, d = (number(rng) for _ in range(4))
        k, r = int(positive(rng)), positive(rng)
        yield Made(*rng.choice([
            (f"abs({a}*z + ({b})*w)**2", f"{a**2}*abs(z)**2 + {b**2}*abs(w)**2 + "
             f"({2 * a * b})*Re(z*conjugate(w))", "z, w complex"),
            (f"abs({a}*z + ({b}))**2", f"{a**2}*abs(z)**2 + ({2 * a * b})*Re(z) + {b**2}",
             "z complex"),
            (f"Re({a}*z**2 + ({b})*z)", f"{a}*(Re(z)**2 - Im(z)**2) + ({b})*Re(z)", "z complex"),
            (f"Im({a}*z**2 + ({b})*z)", f"{2 * a}*Re(z)*Im(z) + ({b})*Im(z)", "z complex"),
            (f"abs(exp({a}*z))", f"exp({a}*Re(z))", "z complex"),
            (f"conjugate(exp({a}*z)*z**{k})", f"exp({a}*conjugate(z))*conjugate(z)**{k}",
             "z complex"),
            (f"Im(({a}*z + ({b}))/({c}*z + ({d})))",
             f"({a * d - b * c})*Im(z)/abs({c}*z + ({d}))**2", "z in upper half-plane"),
            (f"z**{k} + conjugate(z)**{k}", f"2*Re(z**{k})", "z complex"),
            (f"log(z**2) + {r}", f"2*log(z) + {r}", "Re(z) > 0, z complex"),
            (f"sqrt({r}*z)", f"sqrt({r})*sqrt(z)", "z complex"),
            (f"arg({r}*z)", "arg(z)", "z in upper half-plane"),
            (f"Re(1/(z + ({a})))", f"(Re(z) + ({a}))/abs(z + ({a}))**2", "z complex"),
            (f"exp(I*{r}*z) + exp(-I*{r}*z)", f"2*cos({r}*z)", "z complex"),
            (f"abs((z - {r}*I)/(z + {r}*I))**2",
             f"1 - {4 * r}*Im(z)/abs(z + {r}*I)**2", "z in upper half-plane"),
            (f"Sum(z**k, (k, {k}, oo))", f"z**{k}/(1 - z)", "abs(z) < 1, z complex"),
        ]))  # fmt: skip
