"""How work is done: arguments checked, random streams, chunks, executors, kernels."""
