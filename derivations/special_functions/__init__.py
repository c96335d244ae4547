"""Special functions with explicit bounds: log Gamma."""
