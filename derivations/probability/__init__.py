"""Laws of random variables: densities, masses and moments."""
