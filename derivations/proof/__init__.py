"""Proofs of identities: domains, canonical form, balls, derivations; knows no model."""
