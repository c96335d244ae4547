"""Temperatures at which glasses freeze, by the names that their subjects have outside.

Rooms of mathematics name no paper; who checks a formula imports no arrays.
"""

from glassproof.numerics.layered_spins.temperature import transition_temperature

layered_sk_temperature = transition_temperature
