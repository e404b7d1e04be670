"""The day of whoever lives here: what is filed and what waits, clocks, and help in hard moments.

Here live the first screen and what a shell prompt asks, clocks and setbacks, the plan and the
timer of an urge, and whom to reach. Nothing about somebody else's days may enter: that is
`sponsor`. Start at `today.py`.
"""
