"""What follows from the model's definition: exact, in SymPy."""

if __name__ != "glassproof.derivations":
    raise ImportError("this package is imported as glassproof.derivations")
