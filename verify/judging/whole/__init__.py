"""What follows for a paper as a whole: roots, conventions that explain, the recommendation."""
