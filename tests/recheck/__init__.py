"""The second checker: what it accepts, what it notices, what it imports."""
