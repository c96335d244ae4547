"""Instruments for the losses of networks: curvature, cuts, symmetries, families of solutions."""
