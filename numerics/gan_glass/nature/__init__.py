"""What samples the definition of the glass and knows no derived formula."""
