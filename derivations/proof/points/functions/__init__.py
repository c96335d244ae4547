"""Balls of functions, by family: each room declares values, and where there is none."""
