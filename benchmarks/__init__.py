"""Measurements behind docs/performance.md, each beside the textbook way on the same points."""
