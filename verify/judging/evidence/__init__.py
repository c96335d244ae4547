"""Evidence for a claim, by kind: formulas, relations, laws of a limit, nature, studies."""
