"""What a sponsor and a sponsee agree on, ask of each other, and say to it.

Only its author changes a record: the other's word on it (`about`, the record id of a copy on
this link) is a record of the other's own. `link` names whom each is meant for.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from sponsorterm.records.ids import RecordId, RevisionId
from sponsorterm.records.kinds.answers import Hour, Minutes, StepNumber, YesNo
from sponsorterm.records.kinds.base import Body
from sponsorterm.records.kinds.link import Cadence
from sponsorterm.records.text import Key, Line, Text


class Assignment(Body, frozen=True, kw_only=True):
    """Something to be done, out of a programme's library (`library`) or in one's own words."""

    KIND = "assignment"
    NUMBERS = frozenset({"pack", "library", "step", "category", "due", "state"})
    FULL = NUMBERS | {"title", "detail", "sheet"}

    pack: Key | None = None
    library: Key | None = None
    step: StepNumber | None = None
    sheet: Key | None = None
    category: Literal["reading", "writing", "reflection", "action"] | None = None
    title: Line | None = None
    detail: Text | None = None
    due: date | None = None
    state: Literal["assigned", "another_look", "done", "dropped"] | None = None
    link: RecordId | None = None

    @property
    def lingers(self) -> bool:
        """It is still open."""
        return self.state in ("assigned", "another_look")


class Progress(Body, frozen=True, kw_only=True):
    """How far I am with an assignment, as it stood at `revision`.

    `result` is the record id of a copy that shows what came of it.
    """

    KIND = "progress"
    FULL = frozenset({"about", "revision", "state", "text", "result"})

    about: RecordId
    revision: RevisionId | None = None
    state: Literal["doing", "submitted", "dropped"] | None = None
    text: Text | None = None
    result: RecordId | None = None
    link: RecordId | None = None


class SignOff(Body, frozen=True, kw_only=True):
    """What a sponsor finds of a step or a sheet as it stood at `revision`.

    Without `about` it is on the whole: ready to sponsor.
    """

    KIND = "sign_off"
    FULL = frozenset({"about", "revision", "state", "step", "text"})

    about: RecordId | None = None
    revision: RevisionId | None = None
    step: StepNumber | None = None
    state: Literal["another_look", "reviewed", "done", "ready_to_sponsor"]
    text: Text | None = None
    link: RecordId | None = None


class Agreement(Body, frozen=True, kw_only=True):
    """How we keep in touch: proposed by one, in force once the other accepts this revision.

    `alerts` are thresholds in place of the usual ones, by the names of `rules.limits`.
    """

    KIND = "agreement"
    FULL = frozenset(
        {
            "cadence",
            "meetings",
            "hours",
            "zone",
            "channel",
            "no_answer",
            "backup",
            "review_on",
            "alerts",
            "alerts_off",
            "paused_from",
            "paused_to",
            "keep_days",
            "note",
        }
    )

    cadence: Cadence | None = None
    meetings: Annotated[int, Meta(ge=0, le=100)] | None = None
    """A week."""
    hours: Line | None = None
    zone: Line | None = None
    channel: Line | None = None
    no_answer: Text | None = None
    backup: Line | None = None
    review_on: date | None = None
    alerts: dict[Key, Annotated[int, Meta(ge=0, le=10_000)]] = {}
    alerts_off: list[Key] = []
    paused_from: date | None = None
    paused_to: date | None = None
    keep_days: Annotated[int, Meta(ge=1, le=36_525)] | None = None
    """How long a sponsor's devices keep what was shared of a day; without it, always."""
    note: Text | None = None
    link: RecordId | None = None


class Acceptance(Body, frozen=True, kw_only=True):
    """Yes or no to an agreement as it stood at one revision."""

    KIND = "acceptance"
    FULL = frozenset({"about", "revision", "accepted", "text"})

    about: RecordId
    revision: RevisionId
    accepted: YesNo
    text: Text | None = None
    link: RecordId | None = None


class Call(Body, frozen=True, kw_only=True):
    """We spoke: on the record's day, at what time, how long."""

    KIND = "call"
    NUMBERS = frozenset({"at", "minutes"})
    FULL = NUMBERS | {"note"}

    at: Hour | None = None
    minutes: Minutes | None = None
    note: Text | None = None
    link: RecordId | None = None


class SponsorNote(Body, frozen=True, kw_only=True):
    """What a sponsor writes about a sponsee for nobody else. It gives nothing at any level."""

    KIND = "sponsor_note"

    link: RecordId
    subject: Line | None = None
    body: Text | None = None
    tags: list[Line] = []
    pinned: bool | None = None


class AlertAck(Body, frozen=True, kw_only=True):
    """What I did about an alert. It speaks again when it rests on more than `revisions`.

    A snooze lasts until the morning of `until`.
    """

    KIND = "alert_ack"

    link: RecordId
    alert: Key
    action: Literal["called", "messaged", "ok", "snooze"]
    revisions: Annotated[list[RevisionId], Meta(max_length=500)] = []
    about_day: date | None = None
    until: date | None = None
    note: Text | None = None
