"""Means of weights: errors that cover, and refusals."""

import math

import numpy as np
import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.importance import log_mean_weight
from glassproof.numerics.work.streams import stream


@pytest.mark.parametrize(("spread", "largest"), [(0.5, 1.15), (1.0, 1.2), (1.3, 1.4)])
def test_the_error_covers_lognormal_weights(spread, largest):
    """The mean is exp(spread^2/2); 400 samples of 1000."""
    rng = stream(1)
    found = [log_mean_weight(rng.normal(0, spread, 1000)) for _ in range(400)]
    deviations = [(1 - math.exp(spread**2 / 2 - e.value)) / e.standard_error for e in found]
    assert 0.8 < np.std(deviations) < largest


def test_a_sample_without_its_tail_is_refused():
    """log w of standard deviation 4: r^2 = exp(16)."""
    with pytest.raises(DomainError, match="carry the mean"):
        log_mean_weight(stream(2).normal(0, 4, 1000))


def test_weights_that_vanish_do_not_matter():
    logs = np.concatenate([np.zeros(500), np.full(500, -math.inf)])
    found = log_mean_weight(logs)
    assert found.value == pytest.approx(math.log(0.5))
    assert found.effective_draws == pytest.approx(500)
