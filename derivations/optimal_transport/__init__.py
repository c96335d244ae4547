"""Distances between laws by couplings and by duality."""
