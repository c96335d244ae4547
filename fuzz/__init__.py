"""Longer runs of coverage-guided fuzzing; see ``make fuzz``."""
