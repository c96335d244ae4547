"""Sums, products and integrals that have no value, with the reason."""
