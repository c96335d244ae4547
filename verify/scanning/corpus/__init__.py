"""Many sources: found, scanned side by side, their results in one file."""
