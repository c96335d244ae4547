"""Networks as pure functions of one flat vector of parameters."""
