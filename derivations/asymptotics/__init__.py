"""Growth: expansions with proven orders of their remainders, asymptotic equivalence, O(h)."""
