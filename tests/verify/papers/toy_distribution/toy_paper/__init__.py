"""A paper that another distribution brings."""
