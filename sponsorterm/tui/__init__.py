"""The screens: what a person sees and presses, in Textual.

Here live the app with its seven areas (`app.py`, `areas.py`), the screens, the widgets they are
made of, and the look (`theme.py`, `marks.py`; rules in `styles/`). No rule and no I/O of its own
may enter: screens ask `services` and show the answer. Start at `app.py`, then `screens/base.py`.
"""
