"""Words for showing entries."""

from __future__ import annotations

YES = "yes"
NO = "no"
VALUES = {
    "not_started": "not started",
    "call": "rather on a call",
    "now": "now",
    "today": "today",
}
"""Stored words that are shown differently."""
PARTS = {
    "value": "yes or no",
    "who": "about whom",
    "text": "in words",
    "tell": "whom to tell",
    "told": "told on",
}
FIELDS = {
    "subject": "About",
    "body": "Text",
    "label": "Counts",
    "start": "Since",
    "count_from": "Counted from",
    "state": "State",
    "done_on": "Done on",
    "submitted_on": "Handed in on",
    "started": "Started",
    "tasks_done": "Tasks done",
    "method": "How",
    "step": "Step",
    "round": "Round",
    "note": "Note",
    "agenda": "For the next call",
    "pinned": "Pinned",
    "setbacks": "Setbacks",
    "primary": "First clock",
    "need_call": "Asked for a call",
}
HIDDEN = frozenset({"link", "thread", "about", "pack", "row", "sheet", "place", "undo_of"})
"""Fields that only the program reads."""
BESIDE = frozenset(
    {
        *("period", "mode", "pack", "amends_ids"),
        *("sheet", "round", "place", "amends_id", "row_id", "undo_of"),
    }
)
"""Fields of a form's record that stand beside its answers and are none."""


def part(key: str) -> str:
    """What stands before one part of a row, such as the days of a setback."""
    return {"on": "on", "restart": "counting again from"}.get(key, f"{key.replace('_', ' ')}:")


def scale(value: object, high: int, low_word: str, high_word: str) -> str:
    """A number on its scale."""
    ends = f" ({low_word} to {high_word})" if low_word and high_word else ""
    return f"{value} of {high}{ends}"


def joined(parts: list[str]) -> str:
    """Parts of one answer, side by side."""
    return " · ".join(parts)


def piece(part: str, value: str) -> str:
    """One part of an answer; a day says which day it is."""
    return f"{part} {value}" if part in ("by", "told") else value


def not_this(title: str) -> str:
    """A flag that was answered with no."""
    return f"not {title.lower()}"


def unknown(field: str) -> str:
    """A key this version does not know."""
    return f"{field} (unknown here)"


def inventory_line(mood: int | None, craving: int | None, text: str) -> str:
    """An inventory in one line."""
    parts = [f"mood {mood}" if mood is not None else ""]
    parts.append(f"craving {craving}" if craving is not None else "")
    parts.append(text)
    return " · ".join(part for part in parts if part)


def checkin_line(mood: int | None, need_call: str | None, text: str) -> str:
    """A check-in in one line."""
    asked = {"now": "asks for a call now", "today": "asks for a call today"}
    parts = [asked.get(need_call or "", ""), f"mood {mood}" if mood is not None else ""]
    parts.append("" if text in ("now", "today") else text)
    return " · ".join(part for part in parts if part) or "a check-in"
