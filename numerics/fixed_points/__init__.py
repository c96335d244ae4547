"""Fixed points of smooth maps: one verb that finds them, certificates that prove them."""
