"""Gram matrices of independent columns in classes: equivalents, densities, samples."""
