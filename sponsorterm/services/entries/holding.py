"""Choosing how long what one gives waits before it leaves."""

from __future__ import annotations

import re

from msgspec.structs import replace

from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Session
from sponsorterm.strings import services as words

_HOUR = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]")
MOST_MINUTES = 1440


def choose_hold(session: Session, how: str) -> None:
    """Keep the choice: `now`, a number of minutes, or an hour of the day (`07:00`).

    Raises:
        ServiceError: it is none of these.
        StoreError: it could not be kept.
    """
    said = how.strip().lower()
    minutes, until = 0, None
    if _HOUR.fullmatch(said):
        until = said.zfill(5)
    elif said.isdecimal() and said.isascii() and int(said) <= MOST_MINUTES:
        minutes = int(said)
    elif said != "now":
        raise ServiceError(words.NO_HOLD, words.NO_HOLD_HINT)
    changed = replace(session.profile, hold=minutes, hold_until=until)
    session.save(changed, record=session.profile_record)
