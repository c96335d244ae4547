"""The supersymmetric route to the quartic: graded averages, the action and its saddle points."""
