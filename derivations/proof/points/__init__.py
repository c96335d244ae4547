"""The values of formulas at points: balls, and what is known exactly."""
