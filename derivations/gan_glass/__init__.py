"""The glass of two players on two spheres: covariances, Kac-Rice, complexity, index."""
