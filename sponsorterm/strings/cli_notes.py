"""Words of `notes` and `reply`."""

from __future__ import annotations

NOTES = "Threads with the people you are linked with, and pages for yourself."
WITH = "Only threads with this person."
SHOW = "One thread, from its beginning."
SEEN = "Mark what is new in it as read."
WRITE = (
    "Begin a thread with somebody, or without a name a page that only you see. The text is "
    "asked for, or read from standard input; it is never taken from the command line."
)
SUBJECT = "What it is about, in a few words; asked for when left out."
AGENDA = "For the next call."
EDITOR = "Write in $EDITOR instead."
REPLY = (
    "Answer a thread, or comment on an entry, by its short name. The text is asked for, or "
    "read from standard input; it is never taken from the command line."
)
TO = "Whom the comment is for, when more than one person has the entry."
NO_THREADS = "There are no notes yet. Begin one: sponsorterm notes write"
NO_SUBJECT = "(no subject)"

HOW_TO_END = "Write as many lines as you like. An empty line ends the text."
GOES_ON = "Going on with what you kept:"
DRAFT_KEPT = "What you wrote is kept."
GO_ON = "The same command goes on with it."
NO_TEXT = "There is no text."
NO_TEXT_HINT = "Nothing was filed."
PIPE_HINT = "Pipe the text in, or leave out --no-input."
SUBJECT_IS = "Subject (Enter for none): "
KEPT = "Saved here."
KEPT_ALONE = "Saved here. Nobody else sees it."
WHO = "More than one person has this entry, or nobody."
WHO_HINT = "Say whom the comment is for: --to NAME"
NOTHING_OF_THAT_NAME = "There is no thread and no entry of that name."
SEE_NAMES = "See the short names in: sponsorterm notes, and: sponsorterm list"


def unread(count: int) -> str:
    """New blocks."""
    return f"{count} new"


def blocks(count: int) -> str:
    """How long a thread is."""
    return "1 note" if count == 1 else f"{count} notes"
