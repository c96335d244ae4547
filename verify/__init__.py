"""The judge: what a claim is, what counts as evidence, and which verdict follows."""

if __name__ != "glassproof.verify":
    raise ImportError("this package is imported as glassproof.verify")
