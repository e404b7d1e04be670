"""The sponsor's side: who needs a look, the walk through it, one person whole.

Here live the facts the rules may look at, the dashboard, triage, the overview, private notes,
the summary that is handed over, and the mirror in which a sponsee sees the same flags. No
threshold may enter: those are `rules.limits`. Start at `dashboard.py`, then `facts.py`.
"""
