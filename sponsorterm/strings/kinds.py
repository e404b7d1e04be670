"""What each kind of record is called."""

from __future__ import annotations

NAMES = {
    "checkin": "check-in",
    "spot_check": "spot check",
    "morning": "morning plan",
    "debrief": "setback, looked at",
    "worksheet_row": "row of a sheet",
    "gratitude": "good things",
    "readiness": "how ready",
    "balance": "for and against",
    "safety_plan": "plan for hard moments",
    "sign_off": "word on step work",
    "acceptance": "word on the agreement",
    "sponsor_note": "private note",
    "alert_ack": "what was done about an alert",
}
"""Those whose key alone does not say it."""


def name(kind: str) -> str:
    """A kind in words; an unknown one as it is."""
    return NAMES.get(kind, kind)
