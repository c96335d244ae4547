"""Verdicts made readable: terminal, LaTeX, web."""
