"""Layers of Ising spins with independent couplings between neighbouring layers."""
