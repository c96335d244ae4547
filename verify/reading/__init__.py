"""Formulas and conditions in: SymPy syntax and LaTeX, within limits, without evaluating code."""
