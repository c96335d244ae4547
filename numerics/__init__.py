"""Numbers from derivations, samples from nature."""
