"""Rules: what follows from what is known, as small pure functions.

Here live what a shared copy holds, clocks and milestones, presence, the alerts of the
dashboard and their order, and the little pictures of days. No file, socket, clock or
screen may enter: time is a parameter, words live in `strings`. Start at `flags.py` (a
table, one rule a function), or at `sharing.py` for what leaves a person's hands.
"""
