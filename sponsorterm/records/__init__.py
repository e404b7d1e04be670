"""Records: what a person writes, as kinds, and how each save becomes bytes and a name.

Here live the kinds (one Struct a file in `kinds/`), the TOML codec with its limits, text
cleaning, revision ids and heads, and civil days. No file, socket, key or clock may enter:
bytes come in, values go out. Start at `codec.py`, then read `kinds/inventory.py`.
"""
