"""Classical ensembles of random matrices: the semicircle law, extreme eigenvalues."""
