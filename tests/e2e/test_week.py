"""The week of `week.py`, played by two people at hand over an endpoint that is a process."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from sponsorterm.records.kinds import Clock, Place
from sponsorterm.services.entries.holding import choose_hold
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.links import people
from tests.e2e import in_terminals, week
from tests.e2e.at_hand import Sponsee, Sponsor
from tests.e2e.conftest import EndpointProcess, home_at, screens
from tests.services.conftest import Wrist

MONDAY = date(2026, 11, 16)


def test_a_week_of_two_people(tmp_path: Path, endpoint: EndpointProcess) -> None:
    clock = Wrist(at_nine(MONDAY))
    with (
        set_up(home_at(tmp_path / "sam"), SetupAnswers("Sam", zone="UTC"), clock) as sam,
        set_up(home_at(tmp_path / "maria"), SetupAnswers("Maria", zone="UTC"), clock) as maria,
    ):
        sponsee, sponsor = Sponsee(sam), Sponsor(maria)

        def wind(day: date) -> None:
            clock.now = at_nine(day)
            for each in (sponsee, sponsor):
                each.sync.wake()

        days = week.Days(MONDAY, wind)
        link(sam, maria, endpoint, days)
        for each in (sponsee, sponsor):
            each.sync.start()
        try:
            week.play(sponsee, sponsor, days)
        finally:
            for each in (sponsee, sponsor):
                each.sync.stop()


def test_a_week_in_two_terminals(tmp_path: Path, endpoint: EndpointProcess) -> None:
    homes = tmp_path / "sam", tmp_path / "maria"
    with (
        set_up(home_at(homes[0]), SetupAnswers("Sam", zone="UTC")) as sam,
        set_up(home_at(homes[1]), SetupAnswers("Maria", zone="UTC")) as maria,
    ):
        days = week.Days(sam.today)
        link(sam, maria, endpoint, days)
    with screens(homes[0], columns=40, rows=20) as phone, screens(homes[1]) as laptop:
        laptop.wait_for("Tonight")
        laptop.send("5")
        laptop.wait_for("who needs a look first")
        phone.wait_for("Tonight")
        sponsee = in_terminals.Sponsee(homes[0], "Maria", phone)
        sponsor = in_terminals.Sponsor(homes[1], "Sam", laptop)
        try:
            week.play(sponsee, sponsor, days)
        except AssertionError as error:
            phone.catch_up()
            laptop.catch_up()
            error.add_note(f"Sam's screen:\n{phone.text()}\nMaria's:\n{laptop.text()}")
            raise


def link(sam: Session, maria: Session, endpoint: EndpointProcess, days: week.Days) -> None:
    """Sam, with two clocks, becomes Maria's sponsee; what either files leaves at once."""
    sam.save(Clock(label="alcohol", start=days.dry_since, primary=True))
    sam.save(Clock(label="nicotine", start=days.smoke_free_since))
    for each in (sam, maria):
        choose_hold(each, "now")
    place = Place(kind="http", where=endpoint.url)
    invite = people.start_invite(maria, "Sam", "sponsee", place, endpoint.code)
    joined = people.join(sam, invite.join_text)
    people.poll_invite(maria, invite.link)
    people.confirm(maria, invite.link, same=True)
    people.confirm(sam, joined.link, same=True, level="full")


def at_nine(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)
