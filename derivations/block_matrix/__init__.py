"""The block Gaussian matrix: resolvent, branches, support, log-potential, concentration."""
