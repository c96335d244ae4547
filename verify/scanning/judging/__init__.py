"""What a scan says of the equations that were read."""
