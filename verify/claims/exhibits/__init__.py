"""What a paper shows: figures on a canvas, tables, explorers, displays in notebooks."""
