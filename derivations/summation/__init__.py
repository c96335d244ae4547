"""Sums and products: telescoped, compared by recurrences, or summed to infinity."""
