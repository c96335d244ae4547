"""Limits of resolvents and spectra of large random matrices, whatever the matrices are for."""
