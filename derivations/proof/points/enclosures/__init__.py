"""Sums, products, integrals, limits and derivatives at a point: balls that enclose their values."""
