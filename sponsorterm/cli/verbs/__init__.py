"""The verbs, each imported when it is asked for.

A file holds one verb or a few that belong together: its options, a call of `services`, and
what is printed. `cli/root.py` knows which file holds which. Start at `status.py`.
"""
