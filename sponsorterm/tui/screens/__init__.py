"""One screen a file, each filled from `services` and drawn by its own sheet in `styles/`.

A screen says which area it belongs to, yields its middle in `body()` and reads everything it
shows in `fill()`; header, footer and messages come from `base.py`. No widget meant for reuse
and no programme text may enter. Start at `base.py`, then `today.py`.
"""
