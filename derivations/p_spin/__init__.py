"""The pure p-spin glass on one sphere."""
