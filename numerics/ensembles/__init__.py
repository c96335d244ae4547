"""Random matrices: samples, determinants, means of determinants."""
