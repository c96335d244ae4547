"""How maps move points and tails: Lipschitz constants, concentration with explicit constants."""
