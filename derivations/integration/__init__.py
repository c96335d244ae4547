"""Definite integrals: antiderivatives that are proven, residues, and theorems with conditions."""
