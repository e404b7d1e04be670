"""What a sponsor received is kept as long as the two agreed, and no longer."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sponsorterm.records.kinds import Agreement, Body, Checkin, Clock, Inventory, Note
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import file, prepare
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import talk
from sponsorterm.services.links.agreements import agreement, answer, propose
from sponsorterm.services.links.retention import keep_days, let_go, sweep_received
from sponsorterm.services.sponsor.dashboard import dashboard
from sponsorterm.services.syncing.rounds import name_of, sync_all
from tests.services.conftest import Wrist
from tests.services.pairing import meet

CANARY = "pike-under-the-bridge"


def linked(maria: Session, sam: Session, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o700)
    meet(maria, sam, "folder", shared, None)


def share(session: Session, body: Body, ago: int) -> None:
    day = session.today - timedelta(days=ago)
    sharing = {session.links()[0].record: Sharing("full")}
    file(session, prepare(session, body, day=day, sharing=sharing))


def rounds(*sessions: Session) -> None:
    for session in (*sessions, *sessions):
        sync_all(session)


def settle(maria: Session, sam: Session, days: int) -> None:
    propose(maria, maria.links()[0], Agreement(cadence="daily", keep_days=days))
    rounds(maria, sam)
    proposal = agreement(sam, sam.links()[0]).theirs
    assert proposal
    answer(sam, sam.links()[0], proposal, "yes")
    rounds(sam, maria)


def kept(session: Session) -> set[int]:
    """How many days ago the entries were that are here."""
    link = session.links()[0].record
    found = session.store.entries(space=link, kinds={"inventory", "checkin"})
    return {(session.today - entry.day).days for entry in found}


def test_older_entries_leave_the_sponsors_devices_and_nothing_is_missed(
    two: tuple[Session, Session], tmp_path: Path, clock: Wrist
) -> None:
    sam, maria = two
    linked(maria, sam, tmp_path)
    for ago in (0, 1, 29, 30, 31, 60):
        share(sam, Inventory(period="nightly", mode="full", mood=3, better=CANARY), ago)
    share(sam, Checkin(mood=2), 90)
    share(sam, Clock(label="Sober", start=sam.today - timedelta(days=400)), 400)
    talk.write_note(sam, sam.links()[0].record, body="An old word")
    rounds(sam, maria)
    assert kept(maria) == {0, 1, 29, 30, 31, 60, 90}
    assert keep_days(maria, maria.links()[0]) is None
    settle(maria, sam, 30)
    assert keep_days(sam, sam.links()[0]) == 30
    assert kept(maria) == {0, 1, 29, 30}
    assert kept_mine(sam) == {0, 1, 29, 30, 31, 60, 90}, "the sponsee keeps all of it"
    link = maria.links()[0]
    assert maria.store.count(space=link.record, kinds={Clock.KIND, Note.KIND}) == 2
    assert let_go(maria, link) >= 3
    rounds(sam, maria)
    talk.mark_seen(maria, link.record, talk.unread(maria))
    row = dashboard(maria).rows[0]
    assert row.arrival.state == "in_step"
    files = list((maria.home.records / link.record).rglob("*inventory*"))
    assert len(files) == 4
    space, place = link.body.space or "", name_of(link.body.places[0])
    maria.ledger.forget(space, place, maria.ledger.seen(space))
    assert dashboard(maria).rows[0].arrival.state == "missing", "what was let go of is not kept"


def test_a_day_later_the_next_one_goes(
    two: tuple[Session, Session], tmp_path: Path, clock: Wrist
) -> None:
    sam, maria = two
    linked(maria, sam, tmp_path)
    share(sam, Inventory(period="nightly", mode="quick", mood=3), 0)
    rounds(sam, maria)
    settle(maria, sam, 1)
    clock.pass_(days=1)
    assert sweep_received(maria) == 0
    clock.pass_(days=1)
    assert sweep_received(maria) >= 1
    assert kept(maria) == set()


def kept_mine(session: Session) -> set[int]:
    found = session.store.entries(kinds={"inventory", "checkin"})
    return {(session.today - entry.day).days for entry in found}
