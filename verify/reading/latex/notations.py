r"""How print writes special functions: J_\nu(x), L_n^{(\alpha)}(x), \zeta(s), B_n, as data.

Each is tried where its letter is not declared as a name. What print writes in one way and means in
two is told with the reading, or refused where no reading is overwhelmingly meant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from glassproof.verify.reading import construct
from glassproof.verify.reading.construct import Term

Build = Callable[[Sequence[Term]], Term]


@dataclass(frozen=True)
class Notation:
    """What a letter means with so many values below, above in parentheses, and as arguments.

    ``make`` is the name of the function in SymPy syntax, of the values in that order, or builds it.
    """

    make: str | Build
    below: int = 0
    above: int = 0
    arguments: tuple[int, ...] = (1,)
    notice: str = ""

    def of(self, values: Sequence[Term]) -> Term:
        """The function of the values below, above and in the parentheses."""
        if isinstance(self.make, str):
            return construct.apply(self.make, values)
        return self.make(values)

    @property
    def name(self) -> str:
        """The name in SymPy syntax, where there is one."""
        return self.make if isinstance(self.make, str) else ""


def _turned(name: str) -> Build:
    """The function with its first argument last: Lambert's W_k(x)."""
    return lambda values: construct.apply(name, [*values[1:], values[0]])


def _first_kind(values: Sequence[Term]) -> Term:
    """The signed Stirling numbers of the first kind."""
    gap = construct.add([values[0], construct.negative(values[1])])
    sign = construct.power(Term.of(-1), gap)
    return construct.multiply([sign, construct.apply("stirling1", values)])


def _plain(name: str, below: int, *, notice: str = "") -> Notation:
    return Notation(name, below, notice=notice)


_HARMONIC = "read as a harmonic number, the sum of 1/k"

_STEP = "read as Heaviside's step function"

NOTATIONS: dict[str, tuple[Notation, ...]] = {
    "J": (_plain("besselj", 1),),
    "Y": (_plain("bessely", 1),),
    "I": (_plain("besseli", 1),),
    "K": (_plain("besselk", 1),),
    "j": (_plain("jn", 1, notice="read as a spherical Bessel function"),),
    "y": (_plain("yn", 1, notice="read as a spherical Bessel function"),),
    "H": (
        _plain("hermite", 1),
        Notation("harmonic", 1, arguments=(0,), notice=_HARMONIC),
        Notation("harmonic", 1, 1, (0,), notice=_HARMONIC + "^r"),
    ),
    "He": (_plain("hermite_prob", 1),),
    "L": (_plain("laguerre", 1), Notation("assoc_laguerre", 1, 1)),
    "P": (_plain("legendre", 1), Notation("jacobi", 1, 2)),
    "T": (_plain("chebyshevt", 1),),
    "U": (_plain("chebyshevu", 1),),
    "C": (
        Notation("gegenbauer", 1, 1),
        Notation("catalan", 1, arguments=(0,), notice="read as a Catalan number"),
        Notation("binomial", arguments=(2,), notice="read as a binomial coefficient"),
    ),
    "B": (
        Notation("bernoulli", 1, arguments=(0,), notice="read as a Bernoulli number"),
        _plain("bernoulli", 1, notice="read as a Bernoulli polynomial"),
        Notation("beta", arguments=(2,), notice="read as Euler's Beta function"),
    ),
    "E": (
        _plain("expint", 1, notice="read as an exponential integral"),
        Notation("euler", 1, arguments=(0,), notice="read as an Euler number"),
    ),
    "F": (Notation("fibonacci", 1, arguments=(0,), notice="read as a Fibonacci number"),),
    "W": (
        Notation("LambertW", notice="read as Lambert's W"),
        Notation(_turned("LambertW"), 1, notice="read as a branch of Lambert's W"),
    ),
    "S": (Notation("stirling2", arguments=(2,)),),
    "s": (
        Notation(
            _first_kind,
            arguments=(2,),
            notice="read as a Stirling number of the first kind, with its sign",
        ),
    ),
    "Li": (_plain("polylog", 1),),
    "zeta": (Notation("zeta", arguments=(1, 2)),),
    "eta": (Notation("dirichlet_eta", notice="read as Dirichlet's eta function"),),
    "psi": (
        Notation("digamma", notice="read as the digamma function"),
        Notation("polygamma", 1, notice="read as a polygamma function"),
        Notation("polygamma", 0, 1, notice="read as a polygamma function"),
    ),
    "gamma": (Notation("lowergamma", arguments=(2,)),),
    "Gamma": (Notation("uppergamma", arguments=(2,)),),
    "delta": (Notation("KroneckerDelta", 2, arguments=(0,), notice="read as Kronecker's delta"),),
    "theta": (Notation("Heaviside", notice=_STEP),),
    "Theta": (Notation("Heaviside", notice=_STEP),),
    "Ai": (Notation("airyai"),),
    "Bi": (Notation("airybi"),),
}
"""The notations of each letter, Greek letter or upright word."""

DERIVATIVES = {"Ai": "airyaiprime", "Bi": "airybiprime", "psi": "trigamma"}
"""What a prime on a letter makes of its function."""

REFUSED = {
    "H": "Heaviside's step function or another? write \\operatorname{Heaviside}(x), or "
    "\\mathbf 1_{x > 0}",
    "Q": "a Legendre function of the second kind is not read",
    "delta": "Dirac's delta is no function: integrate it out",
    "Li": "the logarithmic integral is \\operatorname{li}(x), from 0; Li(x) may begin at 2",
}
"""Letters with an argument that are no function here, and why."""
