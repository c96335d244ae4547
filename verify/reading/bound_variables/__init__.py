"""What binds a variable: sums, integrals, limits, derivatives, with ranges and conditions."""
