"""Words of the page that is kept nowhere."""

from __future__ import annotations

TITLE = "Write, and let it go"
ABOUT = (
    "Nothing you type here is kept: no draft, no file, no record. When you leave, it is gone. "
    "A recording of the terminal, or tmux's history, would still have it."
)
PLACE = "whatever has to come out"
LEAVE = "shred it"
GONE = "Gone. It was kept nowhere."
NOTHING = "Nothing was written."
KEY_SHRED = "Shred it, and leave"
HELP = "What stands here is only on the screen and in memory. Esc, then q, shreds it."

SHRED = (
    "Write something that is kept nowhere: no draft, no file, no record. It is gone when you "
    "leave. A line with only a full stop, or Ctrl-D, ends it."
)
BEGIN = "Write. A line with only . ends it, and all of it is gone then."
