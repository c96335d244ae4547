"""Numbers with their standard errors, as sentences and tables print them."""

from __future__ import annotations

import math


def with_error(value: float, spread: float) -> str:
    """A number and its standard error to two digits, both to the same place; numbers very large or
    small have a power of ten, marked as mathematics.

    >>> with_error(7.98974, 0.0401), with_error(153804.2, 1234.5), with_error(99.96, 0.0998)
    ('7.990 ± 0.040', '153800 ± 1200', '99.96 ± 0.10')
    >>> with_error(1.2345e-9, 2e-11)
    '$(1.234 ± 0.020)·10^-9$'
    """
    if not (math.isfinite(value) and math.isfinite(spread) and spread > 0):
        return f"{value:.6g} ± {spread:.6g}"
    largest = max(abs(value), spread)
    power = math.floor(math.log10(largest))
    power = 0 if -4 <= power <= 6 else power
    unit = 10.0**power
    places = 1 - int(f"{spread / unit:.1e}".partition("e")[2])
    shown = [f"{round(part / unit, places):.{max(places, 0)}f}" for part in (value, spread)]
    text = " ± ".join(shown)
    return f"$({text})·10^{power}$" if power else text
