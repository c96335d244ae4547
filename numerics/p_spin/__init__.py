"""The pure p-spin glass at finite size: expected numbers of critical points."""
