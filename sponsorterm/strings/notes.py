"""Words of the notes: threads with somebody, and pages for oneself."""

from __future__ import annotations

HELP = (
    "Notes between you and one other person, and private pages. You can change only what you "
    "wrote yourself. What stands on the agenda waits for the next call. "
    "A private page never leaves your own devices."
)


EMPTY = "No notes yet."
EMPTY_ABOUT = (
    "A note is a thread with one person, or a page for you alone. "
    "Put on the agenda, it waits for your next call."
)
EMPTY_KEY = "n"
EMPTY_DO = "write the first one"

KEY_NEW = "A new note"
KEY_REPLY = "Reply"
KEY_EDIT = "Change a block of yours"
KEY_EDITOR = "Change it in your own editor"
KEY_PIN = "Pin the thread on top, or let it go"
KEY_AGENDA = "On the agenda of the next call, or off it"
KEY_LIST = "Back to the threads"
KEY_LIST_OR_QUIT = "Back to the threads, or quit"

HINT_OPEN = "open"
HINT_NEW = "new"
HINT_REPLY = "reply"
HINT_EDIT = "edit"
HINT_EDITOR = "in $EDITOR"
HINT_PIN = "pin"
HINT_AGENDA = "agenda"
HINT_BACK = "threads"

TO_WHOM = "Who is it for?"
ONLY_ME = "only me: a private page"
NEW = "A new note"
CHANGE = "Change what you wrote"

PRIVATE = "A private page. Only you, on your own devices."
NEW_MARK = "new"
AGENDA_MARK = "on the agenda"
PINNED_MARK = "pinned"
EDITED_MARK = "changed later"

NOT_YOURS = "Only its author can change it. Press r to reply."
PIN_NEEDS_BLOCK = "A thread is pinned by a block of yours: reply first."
PINNED = "Pinned on top."
UNPINNED = "No longer pinned."
ON_AGENDA = "On the agenda of the next call."
OFF_AGENDA = "Off the agenda."
CHANGED = "Changed. What stood there before is kept in its history."
UNCHANGED = "Nothing was changed."
KEPT = "Kept here, for you alone."


def with_whom(name: str) -> str:
    """Whom a thread is with."""
    return f"with {name}"


def to(name: str) -> str:
    """A new note to somebody."""
    return f"A note to {name}"


def reply_to(name: str) -> str:
    """A reply."""
    return f"Reply to {name}"


def sent(name: str, online: bool) -> str:
    """A note was kept, and where it goes."""
    return f"Saved here. On its way to {name}." if online else f"Saved here, for {name}."


def link_ended(name: str) -> str:
    """A thread that can be read and no longer written to."""
    return f"The link with {name} has ended: this can be read, and nothing can be added."


def many_new(count: int) -> str:
    """How many blocks were not read yet."""
    return f"{count} new"
