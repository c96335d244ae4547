"""What a paper is made of: claims, evidence, experiments."""
