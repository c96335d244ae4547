"""Trained networks as nature: models, data, sweeps of training, instruments for their losses.

JAX comes with the extra ``networks``. These modules can be imported without it; what is missing is
said when something is computed (:mod:`glassproof.numerics.networks.extra`).
"""
