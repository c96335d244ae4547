"""Where a formula must hold, in words."""
