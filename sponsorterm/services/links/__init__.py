"""The two people of a link: how they found each other, what they agreed, what they say.

Here live pairing and ending, the agreement, talk, calls, milestones, and how long what was
given is kept. Nothing may enter that goes to the network: an act is written down here, and
`syncing` carries it. Start at `people.py`, then `talk.py`.
"""
