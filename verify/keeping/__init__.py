"""What survives a run: evidence, fingerprints, the ledger."""
