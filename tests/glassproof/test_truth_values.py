"""True is no 1: public functions refuse it in place of a number, by the argument's name."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import glassproof as gp

POINT = {"x1": 0.0, "kappa": 0.5, "b": 1.0, "b1": 0.5}
GLASS = {"p": 2, "q": 1, "sigma_z": 1.0}
BOUNDS = {"u_D": 1.0, "u_G": 1.0, "draws": 2, "seed": 0}
CLASSES = {"p": 2, "counts": [3], "covariances": [np.eye(2)], "means": [[1.0, 0.0]]}

CALLS: dict[str, dict[str, Any]] = {
    "density": {"z": 0.5, **POINT},
    "edges": POINT,
    "log_potential": {"x": 0.5, **POINT},
    "theta": {"u_D": 0.0, "u_G": 0.0, **GLASS, "kappa": 0.9},
    "expected_count": {"n_D": 2, "n_G": 2, **GLASS, **BOUNDS},
    "count_critical_points": {"n_D": 2, "n_G": 2, **GLASS, **BOUNDS},
    "gram_equivalent": {"z": 1j, **CLASSES},
    "gram_density": {"x": 1.0, **CLASSES},
    "gram_detection": {"p": 2, "n": 3, "mean": [1.0, 0.0], "covariance": np.eye(2)},
    "outlier": {"theta": 2.0, "s": 1.0},
    "p_spin_count": {"N": 3, "p": 3, "u": -1.0, "field": 0.5, "random_field": 0.0, "digits": 20},
    "layered_sk_temperature": {"widths": [1.0, 1.0], "variances": [1.0]},
}


def with_true(value: Any) -> Any:
    """The same with True for its first number."""
    if isinstance(value, list):
        return [with_true(value[0]), *value[1:]]
    return value.astype(bool) if isinstance(value, np.ndarray) else True


@pytest.mark.parametrize(
    ("name", "argument"), [(name, each) for name, call in CALLS.items() for each in call]
)
def test_true_is_refused(name: str, argument: str) -> None:
    call = CALLS[name]
    with pytest.raises(ValueError, match=argument):
        getattr(gp, name)(**{**call, argument: with_true(call[argument])})
