"""Who is in the sample, as told in `people/*.toml`: their days, their words, their set pieces."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec
import rtoml
from msgspec import Struct

HERE = Path(__file__).parent


class Profile(Struct, forbid_unknown_fields=True):
    """The one who writes."""

    name: str
    zone: str
    country: str


class Tie(Struct, forbid_unknown_fields=True):
    """The link to the sponsor. From `unread_from` on, the sponsor has read nothing yet."""

    since: date
    cadence: Literal["daily", "weekly"]
    level: Literal["full"]
    synced: str
    unread_from: date


class Clock(Struct, forbid_unknown_fields=True):
    """A clock as it was first written on `day`, or `updated` at a moment."""

    day: date
    label: str
    start: date
    primary: bool | None = None
    setbacks: list[dict[str, Any]] = []
    updated: str | None = None


class Rhythm(Struct, forbid_unknown_fields=True, rename={"begins": "from"}):
    """How often nights are written; from `always_from` on, every night."""

    begins: date
    until: date
    per_week: float
    full: float
    hour: float
    private: float
    numbers: float
    gaps: list[tuple[date, date]]
    always_from: date


class Anchor(Struct, forbid_unknown_fields=True):
    """Where mood and craving stood around a day; between two, a straight line and some noise."""

    day: date
    mood: float
    craving: float


class Night(Struct, forbid_unknown_fields=True):
    """An inventory written by hand."""

    day: date
    at: str
    body: dict[str, Any]
    held: list[str] = []


class Checkin(Struct, forbid_unknown_fields=True):
    """A check-in written by hand; `talked`: the sponsor rang."""

    day: date
    at: str
    body: dict[str, Any]
    talked: bool | None = None


class Step(Struct, forbid_unknown_fields=True):
    """Where the person stands with one step; `at` is the day of its last change."""

    step: int
    state: str
    started: date
    tasks_done: list[str]
    method: str | None = None
    done_on: date | None = None
    note: str | None = None
    at: date | None = None


class Thread(Struct, forbid_unknown_fields=True):
    """Blocks as "Name 2026-11-20 18:10 | text"; `agenda` numbers those to talk about."""

    blocks: list[str]
    subject: str
    step: int | None = None
    pinned: bool | None = None
    private: bool = False
    agenda: list[int] = []


class Comment(Struct, forbid_unknown_fields=True):
    """A comment on the inventory of a day."""

    on: date
    by: str
    at: str
    text: str
    unread: bool = False


class Person(Struct, forbid_unknown_fields=True):
    """One file of `people/`."""

    profile: Profile
    link: Tie | None = None
    clock: list[Clock] = []
    rhythm: Rhythm | None = None
    mood: list[Anchor] = []
    halt: dict[str, float] = {}
    lines: dict[str, list[str]] = {}
    without: list[str] = []
    """Words that do not fit this life, so that no common line with them is taken."""
    actions: dict[str, float] = {}
    step: list[Step] = []
    night: list[Night] = []
    checkin: list[Checkin] = []
    thread: list[Thread] = []
    comment: list[Comment] = []

    @property
    def name(self) -> str:
        """What others call them."""
        return self.profile.name

    def moment(self, text: str) -> datetime:
        """A wall-clock time of theirs with its offset."""
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(self.profile.zone))


def load_person(key: str) -> Person:
    """Read one file of `people/`."""
    raw = rtoml.load(HERE / "people" / f"{key}.toml")
    return msgspec.convert(raw, Person)


def load_common() -> dict[str, list[str]]:
    """Lines anybody may say."""
    return msgspec.convert(rtoml.load(HERE / "common.toml"), dict[str, list[str]])
