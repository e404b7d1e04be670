"""A row that was kept is the row that would be made anew, whatever came, was done or passed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from sponsorterm.records.codec import encode
from sponsorterm.records.entry import MINE, Entry
from sponsorterm.records.ids import derived_record_id
from sponsorterm.records.kinds import (
    Acceptance,
    Agreement,
    Amends,
    Assignment,
    Body,
    Checkin,
    Clock,
    Inventory,
    KeptBack,
    Link,
    Note,
    Place,
    Presence,
    Progress,
    SafetyPlan,
    SignOff,
    Step,
    Withdrawn,
    Worksheet,
)
from sponsorterm.records.revision import Header
from sponsorterm.rules.dashboard import Row
from sponsorterm.services.entries.filing import delete
from sponsorterm.services.home.programme import choose_pack
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.links import agreements, talk
from sponsorterm.services.sponsor import alerts
from sponsorterm.services.sponsor.dashboard import dashboard, row_of
from sponsorterm.services.steps import assignments, sign_offs
from sponsorterm.services.syncing.rounds import name_of
from sponsorterm.store.index import discard
from tests.nights import ROUNDS
from tests.services.conftest import Wrist, make_home

STEPS = 60
OF_MINE = {"note", "seen", "assignment", "alert_ack", "agreement", "acceptance", "sign_off"}
Act = Callable[["Sponsor"], None]


class Sponsor:
    """Maria, who sponsors Sam and Jo; what the two give comes as a sync would bring it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = Random(seed)
        self.clock = Wrist()
        self.home = make_home(folder)
        self.session = set_up(self.home, SetupAnswers("Maria", zone="UTC"), self.clock)
        self.numbers = count()
        for name in ("Sam", "Jo"):
            self.session.save(_link(name, self.clock.now))

    def one_of(self, choices: Any) -> Any:
        return self.random.choice(choices)

    def link(self) -> LinkView:
        return self.one_of(self.session.links())

    def received(self, link: LinkView, *kinds: str) -> list[Entry]:
        return self.session.store.entries(space=link.record, kinds=kinds or None)

    # ── What comes ───────────────────────────────────────────────────────────────────

    def receive(self) -> None:
        """Something new, or another version of what came before; sometimes it is taken back."""
        link = self.link()
        body = self.one_of(GIVEN)(self, link)
        known = self.received(link, body.KIND)
        before = self.one_of(known) if known and self.random.random() < 0.5 else None
        level = self.one_of(["full", "full", "full", "numbers", "withdrawn"])
        day = self.session.today - timedelta(days=self.one_of([-1, 0, 0, 0, 1, 2, 3, 5, 20, 40]))
        header = Header(
            kind=body.KIND,
            record=before.record if before else derived_record_id("it", str(next(self.numbers))),
            supersedes=[before.id] if before else [],
            at=self.clock.now if level == "full" else None,
            day=day,
            level=level,
        )
        told = Withdrawn() if level == "withdrawn" else body
        self.session.store.receive(link.record, encode(header, told))

    def be_told_how_much_there_is(self) -> None:
        self.hear(self.link(), missing=self.one_of([0, 0, 0, 2]))

    def hear(self, link: LinkView, missing: int) -> None:
        """A presence note of today comes."""
        live = self.session.store.tally(link.record)
        here = sum(live.values()) - live.get(Presence.KIND, 0) + missing
        header = Header(
            kind=Presence.KIND,
            record=derived_record_id("it", str(next(self.numbers))),
            day=self.session.today,
            level="full",
        )
        note = Presence(count=here, digest=self.session.store.digest(link.record))
        self.session.store.receive(link.record, encode(header, note))

    # ── What is done ─────────────────────────────────────────────────────────────────

    def mark(self) -> None:
        link = self.link()
        unread = talk.unread(self.session, [link]) or self.received(link)
        talk.mark_seen(self.session, link.record, unread[:2], talked=self.one_of([True, False]))

    def assign(self) -> None:
        due = self.session.today + timedelta(days=self.one_of([-5, 3]))
        assignments.assign(self.session, self.link(), Assignment(title="Three lines", due=due))

    def look_at_work(self) -> None:
        link = self.link()
        for task in assignments.assigned_by_me(self.session, link)[:1]:
            assignments.look_at(self.session, link, task, self.one_of(["another_look", "done"]))

    def acknowledge(self) -> None:
        row = self.one_of(dashboard(self.session).rows)
        for flag in row.flags[:1]:
            link = self.session.link(row.link)
            until = self.session.today + timedelta(days=1)
            action = self.one_of(["ok", "called", "snooze"])
            alerts.acknowledge(self.session, link, flag, action, until=until)

    def agree(self) -> None:
        link = self.link()
        proposal = agreements.agreement(self.session, link).theirs
        if proposal and self.random.random() < 0.8:
            agreements.answer(self.session, link, proposal, self.one_of(["yes", "no"]))
        else:
            agreements.propose(self.session, link, _agreement(self, link))

    def sign(self) -> None:
        link = self.link()
        for sheet in self.received(link, Worksheet.KIND)[:1]:
            sign_offs.sign_off(self.session, link, sheet, SignOff(state="done"))

    def take_back(self) -> None:
        mine = self.session.store.entries(space=MINE, kinds=OF_MINE)
        if mine:
            delete(self.session, self.one_of(mine).record)

    def change_the_link(self) -> None:
        link = self.link()
        changes = self.one_of([{"name": "Samuel"}, {"cadence": "weekly"}, {"state": "paused"}])
        body = msgspec.structs.replace(link.body, **changes)
        self.session.save(body, record=link.record)

    # ── What passes ──────────────────────────────────────────────────────────────────

    def wait(self) -> None:
        self.clock.pass_(hours=self.one_of([1, 3, 12, 30]))

    def sync(self) -> None:
        self.go_well(self.link(), self.clock.now)

    def go_well(self, link: LinkView, at: datetime) -> None:
        """A sync with them goes through."""
        assert link.body.space
        self.session.ledger.went_well(link.body.space, name_of(link.body.places[0]), at)

    def work_another_programme(self) -> None:
        choose_pack(self.session, self.one_of(["general", "secular", "family"]))

    def live_elsewhere(self) -> None:
        zone = self.one_of(["UTC", "Pacific/Auckland", "America/Los_Angeles"])
        profile = msgspec.structs.replace(self.session.profile, zone=zone)
        self.session.save(profile, record=self.session.profile_record)

    # ── What must hold ───────────────────────────────────────────────────────────────

    def anew(self) -> list[Row]:
        """The rows as they are when nothing of them was kept."""
        store = self.session.store
        found = store.conclusions([link.record for link in self.session.links()])
        store.conclude([replace(each, rests_on="") for each in found.values()])
        return dashboard(self.session).rows


def _link(name: str, now: datetime) -> Link:
    return Link(
        name=name,
        role="sponsee",
        state="active",
        space=derived_record_id("space", name),
        direction="a",
        root="5a" * 32,
        copy_key="5b" * 32,
        purge_key="5c" * 32,
        places=[Place(kind="http", where="http://127.0.0.1:9")],
        cadence="daily",
        since=now.date() - timedelta(days=100),
    )


def _agreement(maria: Sponsor, _: LinkView) -> Agreement:
    today = maria.session.today
    pause = maria.one_of([None, today])
    return Agreement(
        cadence=maria.one_of(["daily", "weekly", "none"]),
        meetings=maria.one_of([None, 3]),
        alerts=maria.one_of([{}, {"hard_days": 1}]),
        alerts_off=maria.one_of([[], ["silent"]]),
        paused_from=pause,
        paused_to=pause and today + timedelta(days=2),
    )


def _inventory(maria: Sponsor, _: LinkView) -> Inventory:
    by = maria.session.today + timedelta(days=1)
    return Inventory(
        period="nightly",
        mode="full",
        mood=maria.one_of([None, 1, 2, 2, 5]),
        craving=maria.one_of([None, 0, 6, 9]),
        used=maria.one_of([None, "yes", "no"]),
        kept_back=maria.one_of([None, KeptBack(flag="yes", by=by)]),
    )


def _checkin(maria: Sponsor, _: LinkView) -> Checkin:
    ask = maria.one_of([None, "Which page?"])
    return Checkin(need_call=maria.one_of([None, "none", "today", "now"]), ask=ask, mood=3)


def _clock(maria: Sponsor, _: LinkView) -> Clock:
    start = maria.session.today - timedelta(days=maria.one_of([29, 365, 3]))
    return Clock(label="Sober", start=start, primary=True)


def _step(maria: Sponsor, _: LinkView) -> Step:
    return Step(pack="general", step=maria.one_of([1, 2]), state=maria.one_of(["working", "done"]))


def _amends(maria: Sponsor, _: LinkView) -> Amends:
    return Amends(person="Ed", state="planned", planned_for=maria.session.today)


def _progress(maria: Sponsor, link: LinkView) -> Progress:
    given = assignments.assigned_by_me(maria.session, link)
    about = maria.one_of(given).entry.record if given else derived_record_id("none")
    return Progress(about=about, state=maria.one_of(["doing", "submitted"]))


def _acceptance(maria: Sponsor, link: LinkView) -> Body:
    proposal = agreements.agreement(maria.session, link).mine
    if proposal is None:
        return _agreement(maria, link)
    return Acceptance(about=proposal.record, revision=proposal.id, accepted="yes")


def _sheet(maria: Sponsor, _: LinkView) -> Worksheet:
    return Worksheet(pack="general", sheet="list", state=maria.one_of(["draft", "submitted"]))


GIVEN: tuple[Callable[[Sponsor, LinkView], Body], ...] = (
    *(_inventory, _inventory, _checkin, _clock, _step, _amends, _progress),
    *(_agreement, _acceptance, _acceptance, _sheet),
    lambda *_: Note(body="A word"),
    lambda *_: SafetyPlan(),
)
ACTS: tuple[Act, ...] = (
    *(Sponsor.receive,) * 8,
    *(Sponsor.wait,) * 3,
    *(Sponsor.be_told_how_much_there_is, Sponsor.mark, Sponsor.assign, Sponsor.look_at_work),
    *(Sponsor.acknowledge, Sponsor.agree, Sponsor.sign, Sponsor.take_back, Sponsor.sync),
    *(Sponsor.change_the_link, Sponsor.work_another_programme, Sponsor.live_elsewhere),
)


@pytest.mark.parametrize("seed", range(3 * ROUNDS))
def test_what_is_kept_is_what_would_be_made_anew(tmp_path: Path, seed: int) -> None:
    maria = Sponsor(tmp_path / "maria", seed)
    with maria.session:
        for _ in range(STEPS):
            maria.one_of(ACTS)(maria)
            kept = dashboard(maria.session).rows
            assert kept == maria.anew()
    discard(maria.home.index)
    with Session.open(maria.home, maria.clock) as again:
        assert dashboard(again).rows == kept


def test_a_sync_on_a_later_day_makes_more_known(tmp_path: Path) -> None:
    maria = Sponsor(tmp_path / "maria", seed=0)
    with maria.session:
        link = maria.link()
        maria.hear(link, missing=0)
        for ago in (1, 0):
            day = maria.session.today - timedelta(days=ago)
            maria.go_well(link, maria.clock.now - timedelta(days=ago))
            assert row_of(maria.session, link.record).arrival.known_until == day
