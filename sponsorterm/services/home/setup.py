"""The first minute: a home, a profile, and a clock if the person wants one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from os import environ
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sponsorterm.program import PackError, UnknownKey
from sponsorterm.records.kinds import Clock, Profile
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.doors import own_seed
from sponsorterm.services.home.programme import find_pack
from sponsorterm.services.home.session import Clock as Now
from sponsorterm.services.home.session import Session, wall_clock
from sponsorterm.store.home import Home
from sponsorterm.store.store import Store
from sponsorterm.strings import services as words


@dataclass(frozen=True, slots=True)
class SetupAnswers:
    """All that set-up asks. Only the name has no default, and an alias is a good name."""

    name: str
    zone: str = ""
    country: str | None = None
    pack: str = "general"
    count_from: Literal[0, 1] = 0
    start: date | None = None
    clock_label: str = words.FIRST_CLOCK


def is_set_up(home: Home) -> bool:
    """Whether somebody has set up this home; one left without a profile was only begun.

    Raises:
        StoreError: the folder cannot be used.
    """
    if not home.exists():
        return False
    with Store.open(home) as store:
        return store.count(kinds={Profile.KIND}) > 0


def set_up(home: Home, answers: SetupAnswers, clock: Now = wall_clock) -> Session:
    """Make a home and open it.

    Raises:
        ServiceError: there is one already, or an answer cannot be used. Nothing was made.
        BadRecord: an answer breaks its limits.
        StoreError: the folder cannot be used.
    """
    if is_set_up(home):
        raise ServiceError(words.SET_UP_BEFORE, words.SET_UP_BEFORE_HINT)
    profile = _profile(home, answers)
    home.create()
    store = Store.open(home, now=clock)
    session = Session(home, store, clock)
    session.__dict__["zone"] = ZoneInfo(profile.zone)
    session.save(profile, day=clock().astimezone(ZoneInfo(profile.zone)).date())
    own_seed(session)
    if answers.start is not None:
        label = answers.clock_label
        session.save(
            Clock(label=label, start=answers.start, count_from=answers.count_from, primary=True)
        )
    return session


def counts_days(home: Home, pack: str) -> bool:
    """Whether this programme has one asked for a day to count from.

    One that cannot be used is complained of when the home is made.
    """
    try:
        return find_pack(home, pack).clock
    except (UnknownKey, PackError):
        return True


def guess_zone() -> str:
    """The machine's zone by name (Europe/Berlin), or UTC when it has none."""
    named = environ.get("TZ", "").lstrip(":")
    candidates = [named, _linked_zone()]
    return next((name for name in candidates if name and _is_zone(name)), "UTC")


def _profile(home: Home, answers: SetupAnswers) -> Profile:
    zone = answers.zone or guess_zone()
    if not answers.name.strip():
        raise ServiceError(words.NAME_NEEDED, words.NAME_HINT)
    if not _is_zone(zone):
        raise ServiceError(words.NO_SUCH_ZONE, words.NO_SUCH_ZONE_HINT)
    try:
        find_pack(home, answers.pack)
    except (UnknownKey, PackError) as error:
        raise ServiceError(str(error).strip("'\"")) from None
    return Profile(
        name=answers.name.strip(),
        zone=zone,
        country=answers.country.upper() if answers.country else None,
        pack=answers.pack,
        count_from=answers.count_from,
    )


def _linked_zone() -> str:
    _, _, name = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")
    return name


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
