"""Whether a form is zero although its polynomial is not, and proofs by cases."""
