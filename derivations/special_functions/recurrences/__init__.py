"""Recurrences in order and parameters, by which functions of neighbouring orders become two."""
