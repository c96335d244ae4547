"""What follows from the model's definition: exact, in SymPy."""
