"""Step work: progress, worksheets and their rows, amends, and what a sponsor says to them.

Here live the states of a step, sheets on the screen and on paper, handing them in, assignments,
feedback and sign-offs, for whoever works a step and whoever looks at it. No judging of people
may enter: that is `rules`. Start at `progress.py`, then `sheets.py`.
"""
