"""Formulas in LaTeX, read strictly and cut into lines."""
