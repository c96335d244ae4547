"""Exact facts of networks of rectified linear units: symmetries, flatness, cuts, random fields."""
