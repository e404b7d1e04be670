"""What is given waits a little, and taken back in that time no word of it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from sponsorterm.records.kinds import Checkin, Inventory
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import file, prepare, share
from sponsorterm.services.entries.holding import choose_hold
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Session
from sponsorterm.services.sponsor.dashboard import dashboard
from sponsorterm.services.syncing.rounds import sync_link
from tests.endpoint.living import Live
from tests.services.conftest import Wrist
from tests.services.pairing import meet

NIGHT = Inventory(period="nightly", mode="quick", mood=3)


@pytest.fixture
def met(two: tuple[Session, Session], tmp_path: Path, endpoint: Live) -> tuple[Session, Session]:
    sam, maria = two
    meet(maria, sam, "folder", tmp_path / "shared", endpoint)
    round_(sam, "asked")
    round_(maria, "asked")
    return sam, maria


def round_(session: Session, why: str = "going_round") -> None:
    for report in sync_link(session, session.links()[0], why=why):  # type: ignore[arg-type]
        assert not report.trouble


def give(session: Session, body: Inventory | Checkin) -> str:
    link = session.links()[0].record
    filed = file(session, prepare(session, body, sharing={link: Sharing("full")}))
    return filed.revision.header.record


def arrived(session: Session, kind: str = "inventory") -> int:
    round_(session)
    return session.store.count(space=session.links()[0].record, kinds={kind})


def test_it_waits_its_minutes_and_then_goes(met: tuple[Session, Session], clock: Wrist) -> None:
    sam, maria = met
    give(sam, NIGHT)
    round_(sam)
    assert arrived(maria) == 0
    clock.pass_(minutes=5)
    round_(sam)
    assert arrived(maria) == 1


def test_asked_for_or_on_leaving_it_goes_at_once(met: tuple[Session, Session]) -> None:
    sam, maria = met
    give(sam, NIGHT)
    round_(sam, "leaving")
    assert arrived(maria) == 1
    give(sam, NIGHT)
    round_(sam, "asked")
    assert arrived(maria) == 2


def test_what_went_when_asked_is_not_held_again(met: tuple[Session, Session]) -> None:
    # A screen that goes round by itself, and `sync` typed beside it, say the same of it.
    sam, _ = met
    give(sam, NIGHT)
    round_(sam, "asked")
    told = sam.store.names()
    for why in ("going_round", "asked", "going_round"):
        round_(sam, why)
    assert sam.store.names() == told


def test_taken_back_in_time_no_word_of_it_leaves(
    met: tuple[Session, Session], clock: Wrist
) -> None:
    sam, maria = met
    record = give(sam, NIGHT)
    round_(sam)
    share(sam, record, {sam.links()[0].record: Sharing("private")})
    clock.pass_(minutes=6)
    round_(sam)
    assert arrived(maria) == 0
    # That it was taken back is told all the same: another device may have sent it meanwhile.
    link = maria.links()[0].record
    entries = maria.store.entries(space=link, kinds={"inventory"}, withdrawn=True)
    assert {entry.level for entry in entries} == {"withdrawn"}
    assert all(len(maria.store.revisions(e.record, link)) == 1 for e in entries)


def test_a_call_asked_for_goes_at_once(met: tuple[Session, Session]) -> None:
    sam, maria = met
    give(sam, Checkin(need_call="now"))
    round_(sam)
    assert arrived(maria, "checkin") == 1


def test_what_waits_is_not_said_to_be_on_its_way(met: tuple[Session, Session]) -> None:
    sam, maria = met
    give(sam, NIGHT)
    round_(sam)
    round_(maria)
    assert dashboard(maria).rows[0].arrival.missing == 0


@pytest.mark.parametrize(
    ("how", "minutes", "until"),
    [("now", 0, None), ("30", 30, None), ("07:00", 0, "07:00"), ("7:30", 0, "07:30")],
)
def test_how_long_is_chosen(
    two: tuple[Session, Session], how: str, minutes: int, until: str | None
) -> None:
    choose_hold(two[0], how)
    assert (two[0].profile.hold, two[0].profile.hold_until) == (minutes, until)


@pytest.mark.parametrize("how", ["", "-1", "1441", "25:00", "tomorrow", "٣"])
def test_what_is_no_time_is_refused(two: tuple[Session, Session], how: str) -> None:
    with pytest.raises(ServiceError):
        choose_hold(two[0], how)
