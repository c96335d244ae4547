"""Expansions of functions at finite points, at poles and towards infinity, by family."""
