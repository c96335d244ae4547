"""The paper on general activation functions."""
