"""A referee's own formula: checks, hints, claims files, assertions for tests."""
