"""Sync: two people come to share a space, and what each of them sends reaches the other.

Here live pairing (`pairing.py`, `drops.py`), the engine that makes two sets of envelopes
equal (`engine.py`), what it remembers (`ledger.py`) and the three remotes (`remotes/`).
No screen, no use case and no cryptography of its own may enter; httpx only in
`remotes/connection.py`. Start at `engine.py`, then read `remotes/base.py`.
"""
