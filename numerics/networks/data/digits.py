"""The 1797 digits of 8 x 8 pixels that scikit-learn ships."""

from __future__ import annotations

from functools import cache

import numpy as np

from glassproof.numerics.networks.data.data_set import DataSet
from glassproof.numerics.networks.extra import sklearn_datasets


@cache
def digits() -> DataSet:
    """All digits, inputs (1797, 64) with entries in [-1, 1], labels 0 to 9.

    Source: E. Alpaydin and C. Kaynak, Optical recognition of handwritten digits (UCI, 1998), its
    test set, as shipped with scikit-learn.

    >>> digits().inputs.shape
    (1797, 64)
    """
    found = sklearn_datasets.load_digits()
    inputs = np.asarray(found.data / 8 - 1, np.float32)
    return DataSet(inputs, np.asarray(found.target, np.int32), 10)
