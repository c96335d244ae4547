"""The paper's figures: their data, their captions."""
