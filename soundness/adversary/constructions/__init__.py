"""Formulas that are true by construction, a room for each kind of notation."""
