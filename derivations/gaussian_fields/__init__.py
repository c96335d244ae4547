"""Gaussian fields on spheres: derivatives, conditioning, Kac-Rice; knows no model."""
