"""The command line: one verb a thing a person does, each in a file of its own in `verbs/`.

Here live the root that imports a verb only when it is asked for, the page verbs print on,
the questions they ask, and the one place that turns errors into a line and an exit code.
No rule, no file and no socket of its own may enter: verbs call `services`. `status` and
`log` stay light: nothing here imports textual, rich or httpx. Start at `root.py`.
"""

from __future__ import annotations

from sponsorterm.cli.root import run

__all__ = ["run"]
