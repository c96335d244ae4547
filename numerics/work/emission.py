"""Python source from derived expressions: constants that are emitted, not typed again.

A module of emitted functions needs no algebra to be imported; a test emits it again and compares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sympy as sp
from sympy.printing.pycode import PythonCodePrinter


def function_source(
    name: str, arguments: Sequence[sp.Symbol], values: Mapping[str, sp.Expr], says: str
) -> str:
    """The source of ``name(arguments)``, which returns the ``values`` as a tuple of floats.

    ``says`` is its docstring, to which the names of the values are appended. What several values
    share is computed once.

    >>> x, y = sp.symbols("x y")
    >>> space = {}
    >>> exec("import math" + chr(10) + function_source("f", [x, y], {"root": sp.sqrt(x * y)}, "A."),
    ...      space)
    >>> space["f"](2, 8)
    (4.0,)
    """
    printer = PythonCodePrinter({"fully_qualified_modules": True})
    shared, results = sp.cse(list(values.values()), symbols=sp.numbered_symbols("s"))
    lines = [
        f"def {name}({', '.join(f'{argument}: float' for argument in arguments)})"
        " -> tuple[float, ...]:",
        f'    """{says}\n\n    Returns ({", ".join(values)}).\n    """',
        *(f"    {symbol} = {printer.doprint(value)}" for symbol, value in shared),
        "    return (",
        *(f"        {printer.doprint(result)}," for result in results),
        "    )",
    ]
    return "\n".join(lines) + "\n"
