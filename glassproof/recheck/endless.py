"""Endless sums and products, and integrals, in numbers of mpmath's working precision.

Nothing is proven of them. That two sides agree to 60 digits is no chance; that they differ counts
where another ``way``, of other steps or other parts, finds the same difference.
"""

from collections.abc import Callable
from typing import Any

from mpmath import mp

from glassproof.recheck.functions import UndefinedError, WideError

TRUSTED = mp.mpf(10) ** -62
_ADDED, _BLOCK, _EXTRAPOLATED = 1500, 30, 250  # terms
NO_VALUE = (ValueError, TypeError, AttributeError, KeyError, NotImplementedError,
            ZeroDivisionError)  # fmt: skip
Function = Callable[..., Any]


def called(function: Function, *values: Any) -> Any:
    """A finite number that mpmath finds; an UndefinedError or a WideError if there is none."""
    try:
        found = mp.mpmathify(function(*values))
    except mp.NoConvergence:
        raise WideError("it does not converge") from None
    except NO_VALUE as error:
        raise UndefinedError(f"no value: {type(error).__name__}") from None
    if not mp.isfinite(found):
        raise UndefinedError("not finite")
    return found


def collected(head: str, term: Function, low: Any, high: Any, way: int) -> Any:
    """The sum or product of the terms from low to high, one end or both of which are infinite; it
    is extrapolated where what is left out of the first terms may be seen."""
    join, unit, extrapolated = (mp.fsum, 0, mp.nsum) if head == "Sum" else (mp.fprod, 1, mp.nprod)
    following: Function
    if low == -mp.inf and high == mp.inf:
        following = lambda k: join([term(k), term(-k)]) if k else term(0)  # noqa: E731
    else:
        following = lambda k: term(low + k if high == mp.inf else high - k)  # noqa: E731
    terms: list[Any] = []
    with mp.workprec(4 * mp.prec + 99):  # of which terms that cancel may lose some
        while len(terms) < _ADDED:
            terms += map(following, range(len(terms), len(terms) + _BLOCK))
            sizes = [abs(x - unit) for x in terms]
            if _rest(sizes) < TRUSTED / 1000 * (unit or abs(mp.fsum(terms))):
                return join(terms)
        least = mp.eps * max(sizes)  # nsum takes what is less for the end
        kept = [x for x in terms if abs(x - unit) > least]
    options = {"method": "levin+r+s", "levin_variant": "uv"[way], "maxterms": _EXTRAPOLATED}
    options |= {"steps": iter(range(10 + 7 * way, 999, 10)), "tol": mp.eps / 10**20}
    try:
        if way and not _is_regular(lambda k: following(k) - unit):
            raise WideError("terms far out are not as the first ones let expect")
        return extrapolated(lambda k: kept[int(k)], [0, mp.inf], **options)
    except (mp.NoConvergence, IndexError, UndefinedError, *NO_VALUE):
        raise WideError("an endless sum or product is not extrapolated") from None


def _is_regular(term: Function) -> bool:
    """Whether terms far out go on as powers do: waves do not, nor what decays very slowly at first,
    as (1 - 1e-9)^k, of which the first terms do not tell."""
    pairs = [(term(10**n), term(2 * 10**n)) for n in range(3, 33)]
    ratios = [late / early for early, late in pairs if early]
    return all(abs(ratio - ratios[-1]) <= abs(ratios[-1]) / 4 for ratio in ratios)


def _rest(sizes: list[Any]) -> Any:
    """What may be left out, if blocks of terms go on to decrease as the last two do, as those of a
    geometric series, and what may be lost where terms cancel."""
    before, last = max(sizes[-2 * _BLOCK : -_BLOCK], default=0), max(sizes[-_BLOCK:])
    left_out = _BLOCK * last * before / (before - last) if last < before else mp.inf
    return left_out + _ADDED * max(sizes) * mp.eps


def integral(function: Function, low: Any, high: Any, way: int) -> tuple[Any, Any]:
    """The integral by quadrature, and its error; a WideError where the integrand is not seen, as a
    peak between the places where it is evaluated."""
    sizes, middle = [mp.zero], (2 * low + high) / 3
    if not mp.isfinite(middle):
        middle = low + 1 if mp.isfinite(low) else high - 1 if mp.isfinite(high) else mp.one

    def recorded(x: Any) -> Any:
        sizes.append(abs(found := function(x)))
        return found

    try:
        found, error = mp.quad(recorded, [low, *[middle] * way, high], error=True)
    except (mp.NoConvergence, UndefinedError, *NO_VALUE):  # elsewhere it may be defined
        raise WideError("quadrature fails") from None
    seen = min(mp.one, max(sizes))
    if not error < seen / 10**4:
        raise WideError("quadrature does not see the integrand")
    return (found if abs(found) > TRUSTED * seen else mp.zero), error
