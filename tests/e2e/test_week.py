"""The week of `week.py`, played by two people at hand over an endpoint that is a process."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from sponsorterm.records.kinds import Clock, Place
from sponsorterm.services import people
from sponsorterm.services.setup import SetupAnswers, set_up
from tests.e2e import week
from tests.e2e.at_hand import Sponsee, Sponsor
from tests.e2e.conftest import EndpointProcess, home_at
from tests.services.conftest import Wrist


def test_a_week_of_two_people(tmp_path: Path, endpoint: EndpointProcess) -> None:
    clock = Wrist(at_nine(week.MONDAY))
    with (
        set_up(home_at(tmp_path / "sam"), SetupAnswers("Sam", zone="UTC"), clock) as sam,
        set_up(home_at(tmp_path / "maria"), SetupAnswers("Maria", zone="UTC"), clock) as maria,
    ):
        for label, start in (("alcohol", week.DRY_SINCE), ("nicotine", week.SMOKING_SINCE)):
            sam.save(Clock(label=label, start=start, primary=label == "alcohol"))
        place = Place(kind="http", where=endpoint.url)
        invite = people.start_invite(maria, "Sam", "sponsee", place, endpoint.code)
        joined = people.join(sam, invite.join_text)
        people.poll_invite(maria, invite.link)
        people.confirm(maria, invite.link, same=True)
        people.confirm(sam, joined.link, same=True, level="full")
        both = (Sponsee(sam), Sponsor(maria))

        def morning_of(day: date) -> None:
            clock.now = at_nine(day)
            for each in both:
                each.sync.wake()

        for each in both:
            each.sync.start()
        try:
            week.play(both[0], both[1], morning_of)
        finally:
            for each in both:
                each.sync.stop()


def at_nine(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)
