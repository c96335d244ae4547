"""Equality of formulas that hold sums, products, integrals or limits, by their closed forms."""
