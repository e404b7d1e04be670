"""Amends an entry says are owed, and what an entry asks to be come back to."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Amends, Answer, Inventory, KeptBack, SpotCheck
from sponsorterm.services.day.today import today
from sponsorterm.services.entries import followups
from sponsorterm.services.entries.drafts import edit_draft, open_draft
from sponsorterm.services.entries.filing import delete, file, shares
from sponsorterm.services.entries.making import prepare_draft
from sponsorterm.services.entries.reading import history
from sponsorterm.services.home.session import Session
from tests.services.conftest import Pair, Wrist

OWED = {
    "answers.amends.value": "yes",
    "answers.amends.who": "J.",
    "answers.amends.text": "call",
    "answers.amends.by": date(2026, 11, 22),
}


def written(session: Session, form: str, answers: dict[str, object]) -> Entry:
    draft = open_draft(session, form, session.today)
    for field, value in answers.items():
        draft.answers.set(field, value)
    file(session, prepare_draft(session, draft, {}))
    return session.store.entries(record=draft.record)[0]


def ledger(session: Session) -> list[Amends]:
    found = [entry.body for entry in session.store.entries(kinds={"amends"})]
    return [body for body in found if isinstance(body, Amends)]


def test_amends_owed_at_night_stand_on_the_list(sam: Session) -> None:
    entry = written(sam, "nightly_full", {"mood": 3, **OWED})
    assert ledger(sam) == [
        Amends(
            pack="general", person="J.", plan="call", planned_for=date(2026, 11, 22), state="listed"
        )
    ]
    (record,) = (each.record for each in sam.store.entries(kinds={"amends"}))
    assert isinstance(entry.body, Inventory)
    assert entry.body.amends_ids == [record]


def test_changing_the_night_makes_no_second_line_and_touches_not_the_first(sam: Session) -> None:
    entry = written(sam, "nightly_full", {"mood": 3, **OWED})
    (line,) = sam.store.entries(kinds={"amends"})
    assert isinstance(line.body, Amends)
    sam.save(replace(line.body, state="made"), record=line.record)
    draft = edit_draft(sam, entry)
    draft.answers.set("answers.amends.who", "K.")
    assert prepare_draft(sam, draft, {}).listed is None
    file(sam, prepare_draft(sam, draft, {}))
    assert [(each.person, each.state) for each in ledger(sam)] == [("J.", "made")]
    (night,) = history(sam)
    assert isinstance(night.body, Inventory)
    assert night.body.amends_ids == [line.record]


def test_a_line_that_was_deleted_does_not_come_back(sam: Session) -> None:
    entry = written(sam, "nightly_full", {"mood": 3, **OWED})
    (line,) = sam.store.entries(kinds={"amends"})
    delete(sam, line.record)
    file(sam, prepare_draft(sam, edit_draft(sam, entry), {}))
    assert ledger(sam) == []


def test_no_and_nothing_owe_nothing(sam: Session) -> None:
    for said in ({"answers.amends.value": "no"}, {"answers.amends.who": "J."}, {}):
        written(sam, "nightly_full", {"mood": 3, **said})
    assert ledger(sam) == []


def test_a_spot_check_owes_too(sam: Session) -> None:
    entry = written(sam, "spot_check", {"amends.value": "yes", "amends.who": "J."})
    (line,) = sam.store.entries(kinds={"amends"})
    assert isinstance(entry.body, SpotCheck)
    assert entry.body.amends_id == line.record
    assert entry.body.amends == Answer(value="yes", who="J.")


# ── Half an hour later ───────────────────────────────────────────────────────────────


def test_a_spot_check_is_come_back_to_after_half_an_hour_until_it_is_said(
    sam: Session, clock: Wrist
) -> None:
    entry = written(sam, "spot_check", {"intensity": 8})
    clock.pass_(minutes=29)
    assert followups.checks(sam) == []
    clock.pass_(minutes=1)
    assert [each.id for each in today(sam).checks] == [entry.id]
    followups.answer_after(sam, entry, 0)
    assert followups.checks(sam) == []
    (now,) = history(sam, kinds={"spot_check"})
    assert isinstance(now.body, SpotCheck)
    assert (now.body.intensity, now.body.after, now.revisions) == (8, 0, 2)


def test_it_is_let_be_after_half_a_day(sam: Session, clock: Wrist) -> None:
    written(sam, "spot_check", {"intensity": 8})
    clock.pass_(hours=12, minutes=1)
    assert followups.checks(sam) == []


def test_what_a_sponsor_holds_changes_by_no_second_look(pair: Pair) -> None:
    sam, link = pair.sam, pair.to_maria.record
    draft = open_draft(sam, "spot_check", sam.today)
    draft.answers.set("intensity", 8)
    from sponsorterm.services.entries.drafts import Sharing

    file(sam, prepare_draft(sam, draft, {link: Sharing("full")}))
    before = shares(sam, draft.record)[0]
    followups.answer_after(sam, sam.store.entries(record=draft.record)[0], 2)
    after = shares(sam, draft.record)[0]
    assert after.payload == before.payload
    assert not after.current


# ── To be told ───────────────────────────────────────────────────────────────────────


def kept(whom: str | None = "M.") -> Inventory:
    return Inventory(period="nightly", mode="full", kept_back=KeptBack(flag="yes", tell=whom))


def test_what_is_kept_back_stays_until_it_is_told(sam: Session, clock: Wrist) -> None:
    for ago in (40, 3):
        sam.save(kept(), day=sam.today - timedelta(days=ago))
    sam.save(kept("Dr. B."), day=sam.today)
    assert [followups.to_be_told(each, sam.today) for each in followups.untold(sam)] == [
        "Tell Dr. B.",
        "Tell M.",
    ]
    followups.told(sam, followups.untold(sam)[1], sam.today)
    assert [followups.to_be_told(each, sam.today) for each in today(sam).untold] == ["Tell Dr. B."]
    told = [followups.kept_back(each) for each in history(sam) if each.revisions > 1]
    assert told == [KeptBack(flag="yes", tell="M.", told=sam.today)] * 2


def test_nobody_named_is_still_to_be_told(sam: Session) -> None:
    sam.save(kept(None))
    (night,) = followups.untold(sam)
    assert followups.to_be_told(night, sam.today) == "Something to tell somebody"
