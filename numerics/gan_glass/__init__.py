"""The glass of two players in numbers: Theta, expected counts, sampled critical points."""
