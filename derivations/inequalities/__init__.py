"""Inequalities: proofs that a formula is nowhere negative on a domain."""
