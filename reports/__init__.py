"""Verdicts made readable: terminal, LaTeX, web."""

if __name__ != "glassproof.reports":
    raise ImportError("this package is imported as glassproof.reports")
