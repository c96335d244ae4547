"""Where two formulas are held against each other: points that see, and what they say."""
