"""Exact tests of predictions against sums over samples, by what is predicted."""
