"""Random variables of known laws: draws, and means of draws with their errors."""
