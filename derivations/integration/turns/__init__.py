"""Integrals over turns of the unit circle, and over segments that become half turns."""
