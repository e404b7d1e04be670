"""The store: a person's files, kept so that nothing acknowledged is ever lost.

Here live the home and its folders, the write rule (`files.py`), one write-once file a
revision (`shelf.py`), hand edits (`intake.py`, `edits.py`), drafts, the quarantine, and the
index that answers questions and can be deleted at any time. With the lock on, all of it is
sealed by way of a cover (`cover.py`, `lock.py`, `turnover.py`). No socket, no screen and no
rule about what is shared may enter. Start at `store.py`, then read `files.py`.
"""
