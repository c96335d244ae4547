"""Limits by expansions in powers, logarithms and exponentials, with remainders that are proven."""
