"""Linear algebra on one thread, as sums that are to come out the same everywhere need it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from threadpoolctl import ThreadpoolController

_NAMES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@contextmanager
def one_thread() -> Iterator[None]:
    """BLAS and OpenMP on one thread, also libraries that are loaded meanwhile.

    Those that are there are asked; those to come read the environment, and keep what they read.

    >>> from threadpoolctl import threadpool_info
    >>> with one_thread():
    ...     import scipy.linalg
    ...     {library["num_threads"] for library in threadpool_info()}
    {1}
    """
    missing = [name for name in _NAMES if name not in os.environ]
    os.environ.update(dict.fromkeys(missing, "1"))
    try:
        with _libraries(len(sys.modules)).limit(limits=1):
            yield
    finally:
        for name in missing:
            os.environ.pop(name, None)


@lru_cache(maxsize=1)
def _libraries(_modules: int) -> ThreadpoolController:
    """Those that are there; they come with modules, and are looked for again when some came."""
    return ThreadpoolController()
