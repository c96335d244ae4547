"""Training of pairs of adversaries on digits together, beside one after the other.

Sixteen pairs of the sixty of a sweep, in batches of eight, for one pass of twenty: the sweep takes
75 times as long.
The textbook trains one pair after the other, compiled as ours is. Points are passes of a pair over
the data; both ways use every core that there is. Operations are those of matrix products alone, two
for each product of numbers.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from benchmarks.record import OURS, PAIR, TEXTBOOK, record
from glassproof.numerics.networks.data.digits import digits
from glassproof.numerics.networks.extra import jax, jnp, key
from glassproof.numerics.networks.training.adversarial import Adversarial, _run, train_pairs

PAIRS_TRAINED, ALONE, SIZE = 16, 2, 2000
HOW = Adversarial(epochs=1)
NOISES = np.geomspace(1e-5, 1e2, PAIRS_TRAINED)
WORK = "16 pairs on digits, a pass"


def products(jaxpr: Any) -> int:
    """Operations of the matrix products in a computation, loops as often as they run."""
    total = 0
    for equation in jaxpr.eqns:
        inner = [v for v in equation.params.values() if hasattr(v, "eqns") or hasattr(v, "jaxpr")]
        times = equation.params.get("length", 1)
        total += times * sum(products(getattr(v, "jaxpr", v)) for v in inner)
        if equation.primitive.name == "dot_general":
            ((contracted, _), _) = equation.params["dimension_numbers"]
            shape = equation.invars[0].aval.shape
            inside = math.prod(shape[axis] for axis in contracted)
            total += 2 * inside * equation.outvars[0].aval.size
    return total


@cache
def _images() -> Any:
    return jnp.asarray(digits().inputs.reshape(-1, 8, 8, 1))


@cache
def operations() -> int:
    """Of one pass of one pair."""
    run = _run(HOW, len(digits()))
    return products(jax.make_jaxpr(run)(key(0), jnp.float32(1), _images()).jaxpr)


def bench_together(benchmark: Any) -> None:
    """All pairs as one computation."""

    def sweep() -> None:
        train_pairs(digits(), HOW, range(PAIRS_TRAINED), sigma_z=NOISES)

    benchmark.pedantic(sweep, rounds=2, warmup_rounds=1)
    record(benchmark, work=WORK, way=PAIR, points=PAIRS_TRAINED,
           operations=PAIRS_TRAINED * operations(),
           examples=PAIRS_TRAINED * HOW.batch * (len(digits()) // HOW.batch))  # fmt: skip


def bench_one_after_the_other(benchmark: Any) -> None:
    """One pair at a time, all steps of a pass compiled as one."""
    alone = jax.jit(_run(HOW, len(digits())))

    def train() -> None:
        for k in range(ALONE):
            jax.block_until_ready(alone(key(k, "pair"), jnp.float32(1), _images()))

    benchmark.pedantic(train, rounds=3, warmup_rounds=1)
    record(benchmark, work=WORK, way=TEXTBOOK, points=ALONE)


def bench_matrix_product(benchmark: Any) -> None:
    """The peak: one large matrix product in single precision, on every core."""
    factor = jnp.asarray(np.random.default_rng(0).standard_normal((SIZE, SIZE)), jnp.float32)
    product = jax.jit(lambda x: x @ x)
    benchmark.pedantic(lambda: product(factor).block_until_ready(), rounds=10, warmup_rounds=1)
    record(benchmark, work="matrix product, single precision, all cores", way=OURS, points=1,
           operations=2 * SIZE**3)  # fmt: skip
