"""What travels: rounds of sync, one's own devices, and whether all would survive a loss.

Here live places and their state, a round by hand and those in the background, the private
space, adding and restoring devices, and erasing. Nothing may enter that looks into what a
record says. Start at `rounds.py`; the protocol itself is the room `sync`.
"""
