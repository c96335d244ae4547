"""The judge: what a claim is, what counts as evidence, and which verdict follows."""
