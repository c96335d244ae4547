"""Roots of polynomial systems, followed, certified and isolated."""
