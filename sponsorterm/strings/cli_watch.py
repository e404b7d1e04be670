"""Words of `watch` and `remind`."""

from __future__ import annotations

WATCH = (
    "Stay and sync, and run a command of yours for each new flag: a call asked for, a setback. It "
    "is told ids and levels in SPONSORTERM_ALERT, _LEVEL, _LINK and _RECORDS, never a name or a "
    "word of anybody's. A flag is told once."
)
EXEC = "The command, as a shell understands it."
LEVEL = "Flags of this level and louder: 1 is the loudest, 4 only informs."
ONCE = "Look once and end, for a timer; nothing is synced."
COMMAND_FAILED = "The command did not go well. The flag counts as told all the same."
NO_SHELL = "There is no shell to run the command with."
NO_SHELL_HINT = "Look at the SHELL of this machine, then try again."

REMIND = (
    "Say in a line what waits today: whether the inventory is filed, how many of your sponsees "
    "need a look. No name is said, so that it may stand in a notification. Exit code 0: nothing "
    "waits, 3: something does."
)
FILED = "Today is filed."
NOT_FILED = "Today is not filed yet. A line is enough."
NOBODY = "Nobody needs a look."


def waiting(need: int, new: int, *, sponsors: bool, filed: bool) -> list[str]:
    """What waits, a line each."""
    lines = [FILED if filed else NOT_FILED]
    if sponsors:
        lines.append(f"{need} {'needs' if need == 1 else 'need'} a look." if need else NOBODY)
    if new:
        lines.append(f"{new} new {'entry' if new == 1 else 'entries'}.")
    return lines
