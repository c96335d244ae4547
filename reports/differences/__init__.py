"""Two ledgers, or two scans, held against each other claim by claim."""
