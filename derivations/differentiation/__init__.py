"""Derivatives evaluated by rule, of numeric and of symbolic order."""
