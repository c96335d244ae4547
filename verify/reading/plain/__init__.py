"""SymPy syntax: its tokens, its arithmetic, and the forms that bind variables."""
