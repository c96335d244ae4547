"""Classical ensembles: the semicircle law, extreme eigenvalues, largest entries."""
