"""Layered spin glasses as numbers: temperatures, edges, replica symmetry, samples of nature."""
