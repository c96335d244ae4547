"""Rules for single functions: what they are made of, gamma, complex conjugates."""
