"""A sponsor of eight on a morning: twelve entries nobody has read, and three flags."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from sponsorterm.records.codec import encode
from sponsorterm.records.ids import derived_record_id
from sponsorterm.records.kinds import Checkin, Inventory, Link
from sponsorterm.records.revision import Header
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.store.home import Home
from tests.tui.circle import NOW, Wrist

NAMES = ("Ana", "Jo", "Kit", "Lee", "Mika", "Noor", "Pat", "Sam")
UNREAD = 12
FLAGS = 3
EARLIER = timedelta(hours=14)


def build(root: Path, now: datetime = NOW) -> Home:
    """Everybody wrote last evening, four of them twice; three need a look."""
    home = Home.find({"SPONSORTERM_HOME": str(root / "Maria")})
    with set_up(home, SetupAnswers("Maria", zone="UTC"), Wrist(now)) as session:
        for number, name in enumerate(NAMES):
            link = _link(session, name)
            mood = 1 if name == "Jo" else 4
            craving = 9 if name == "Kit" else 1
            evening = Inventory(period="nightly", mode="quick", mood=mood, craving=craving)
            _give(session, link, evening, f"{name} evening")
            if number < UNREAD - len(NAMES):
                asks = "now" if name == "Ana" else None
                checkin = Checkin(mood=4, need_call=asks)
                _give(session, link, checkin, f"{name} asks", EARLIER + timedelta(minutes=5))
    return home


def _link(session: Session, name: str) -> str:
    link = Link(
        name=name,
        role="sponsee",
        state="active",
        space=derived_record_id("space", name),
        direction="a",
        root="5a" * 32,
        copy_key="5a" * 32,
        purge_key="5a" * 32,
        since=session.today - timedelta(days=400),
    )
    return session.save(link).record


def _give(
    session: Session, link: str, body: Checkin | Inventory, label: str, ago: timedelta = EARLIER
) -> None:
    header = Header(
        kind=body.KIND,
        record=derived_record_id(label),
        day=session.today,
        at=session.now - ago,
        level="full",
    )
    session.store.receive(link, encode(header, body))
