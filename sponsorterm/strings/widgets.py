"""What the keys of the shared widgets do."""

from __future__ import annotations

KEY_DOWN = "Next line"
KEY_UP = "Line before"
KEY_PAGE_DOWN = "A page on"
KEY_PAGE_UP = "A page back"
KEY_FIRST = "First line"
KEY_LAST = "Last line"
KEY_OPEN = "Open"
KEY_KEEP = "Keep it"
KEY_LEAVE = "Leave it as it was"
KEY_YES = "Yes"
KEY_NO = "No"
KEY_NEXT_FIELD = "Next field"
