"""What a ledger holds for a checker that trusts nothing: docs/certificates.md specifies it."""
