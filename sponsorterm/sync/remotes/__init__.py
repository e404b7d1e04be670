"""Remotes: an HTTP endpoint, a shared folder, a single shared file. Each is a set of envelopes.

Here lives how such a set is read and added to, and what can go wrong with it in words.
Nothing here may open an envelope or know whose it is. A remote only grows, but for what
its sender purges. One test, `tests/sync/test_remotes.py`, is the contract of all three.
Start at `base.py`; `opening.py` tells the three apart.
"""

from __future__ import annotations

from sponsorterm.sync.remotes.base import Batch, Odd, Remote, RemoteError
from sponsorterm.sync.remotes.opening import let_in, open_remote, prepare

__all__ = ["Batch", "Odd", "Remote", "RemoteError", "let_in", "open_remote", "prepare"]
