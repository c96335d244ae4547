"""The judge judged: mutated and rewritten formulas, and the tests of nature under the truth."""
