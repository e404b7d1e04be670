"""Words of `triage`."""

from __future__ import annotations

TRIAGE = (
    "Walk all that nobody has read and all that is flagged, across all sponsees. At a terminal "
    "each is shown and a letter says what to do; else the one it is at is printed. It goes on "
    "where it stopped, here and on the screens."
)
LIST = "All that waits for a look, with the name to deal with each by."
NEXT = "Go on to the next, and print it."
SEEN = "Mark an entry seen; they will see that with the next sync."
TALKED = "Note that you have spoken about it."
COMMENT = "Write beside an entry; the text is asked for or read from standard input."
DEAL = "Keep what you did about a flag, for you alone: called, messaged, ok, or snooze."
UNTIL = "The morning a snooze ends on, as in 2026-12-01."
NOTE = "A word about it."
CALL = "Note a call for both of you; a flag it was about is dealt with."
MINUTES = "How long it was."
UNDO = "Take the last act back."

NOTHING = "Nothing waits for a look."
ALL_SHOWN = "That was all. It begins anew with what is still open: sponsorterm triage"
NO_ENTRY = "This is a flag, not an entry."
NO_ENTRY_HINT = "deal with it: sponsorterm triage deal"
NO_FLAG = "This is an entry, not a flag."
NO_FLAG_HINT = "mark it seen: sponsorterm triage seen"
NEEDS_UNTIL = "A snooze needs a day to come."
NEEDS_UNTIL_HINT = "as in 2026-12-01"
ASK_ENTRY = "s seen, t talked about it, c comment, l log a call, n next, u undo, q leave"
ASK_FLAG = "c called, l log a call, m messaged, o in hand, s not now, n next, u undo, q leave"
ASK_UNTIL = "Until when? t tomorrow, 3 in three days, w in a week, or a day as in 2026-12-01"
NO_SUCH_LETTER = "That letter does nothing here."
