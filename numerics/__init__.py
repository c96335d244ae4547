"""Numbers from derivations, samples from nature."""

if __name__ != "glassproof.numerics":
    raise ImportError("this package is imported as glassproof.numerics")
