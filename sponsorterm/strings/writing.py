"""Words of the page a text is written on."""

from __future__ import annotations

SUBJECT = "What it is about (may stay empty)"
TEXT = "Write here. Only what you keep is sent."
KEYS = "Tab  keep    Esc  leave a draft"
KEY_KEEP = "Keep it"
KEY_LEAVE = "Leave it; what you wrote stays as a draft"
DRAFT_KEPT = "Kept as a draft. The same key brings it back."
NOTHING_WRITTEN = "There is nothing written yet."
DRAFT_BACK = "Your draft is here again."
UNREADABLE = "this draft cannot be read; it is kept here as it was"
NO_EDITOR = "No editor: set EDITOR to the program you write with."
NOT_HERE = "An editor cannot be opened from here; press e instead."
EDITOR_FAILED = "The editor ended with an error; nothing was changed."
