"""The spectrum of the block Gaussian matrix in numbers: density, edges, log-potential."""
