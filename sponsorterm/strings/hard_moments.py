"""Words of the plan for hard moments and of sitting out an urge."""

from __future__ import annotations

from sponsorterm.strings import kinds

NO_PLAN = "There is no plan for hard moments yet."

URGE = "Sit it out"
URGE_ABOUT = (
    "An urge rises, stands and goes; many are gone within half an hour. Nothing has to be done "
    "about it now but to wait, best beside somebody or on the phone."
)
URGE_BEGIN = "How strong is it now? 0 is not at all, 10 is the strongest there is."
URGE_RUNS = "Press Space to see how long it has been. Nothing moves here by itself."
URGE_PEAK = "If it grows, press how strong it is now, 0 to 9, or x for 10."
URGE_END = "When it has gone: e, and how strong it is then."
URGE_ENDED = "How strong is it now?"
URGE_HELP = (
    "The timer runs on while this page is closed, or the line drops. Nothing is shared but by "
    "you, on the last page of the form that follows."
)
KEY_BEGIN = "Begin the timer at this strength, or note that it has grown"
KEY_ELAPSED = "How long has it been?"
KEY_END = "It has gone"
HINT_ELAPSED = "how long"
HINT_END = "it has gone"
HINT_LEAVE = "leave it running"
A_STRENGTH = "A number from 0 to 10."
PEAK_KEPT = "Noted."


def no_form(pack: str, kind: str) -> str:
    """A programme of one's own that left something out."""
    return f"{pack} has no form for: {kinds.name(kind)}."


def began(time: str, strength: int) -> str:
    """When the timer was started."""
    return f"Begun at {time}, at {strength} of 10."


def elapsed(minutes: int) -> str:
    """How long it has been."""
    if minutes == 0:
        return "Less than a minute so far."
    return f"{minutes} minute{'' if minutes == 1 else 's'} so far."
