"""What travels: rounds of sync, one's own devices, and whether all would survive a loss.

Here live places and how they stand, a round by hand and those in the background, the private
space, adding and restoring devices, and erasing. Nothing may enter that looks into what a
record says. Start at `rounds.py`, then `standing.py`; the protocol is the room `sync`.
"""
