"""What holds at every point of a domain: strict signs, continuity, signs on bounded boxes."""
