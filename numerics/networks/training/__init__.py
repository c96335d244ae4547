"""Sweeps of training runs: one batched computation, cut to a memory limit, kept run by run."""
