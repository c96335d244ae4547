"""A whole LaTeX source in: its equations in their context. Nothing is run, nothing is written."""
