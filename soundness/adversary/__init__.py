"""Questions made to mislead the judge, each with a truth that does not come from it."""
