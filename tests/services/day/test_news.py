"""What others gave: a line for each thing to look at, in words that say what it is."""

from __future__ import annotations

from datetime import timedelta

from sponsorterm.records.kinds import (
    Agreement,
    Assignment,
    Ending,
    Inventory,
    SharedCopy,
    SignOff,
    Worksheet,
)
from sponsorterm.services.day.clocks import add_clock, clocks, milestones
from sponsorterm.services.day.news import News, news
from sponsorterm.services.day.status import unread_by_me
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import file, file_shared, prepare, share
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import agreements, talk
from sponsorterm.services.links import milestones as marking
from sponsorterm.services.links.calls import log_call
from sponsorterm.services.links.leaving import end, hear_the_end
from sponsorterm.services.steps import assignments
from sponsorterm.services.steps.sign_offs import ready_to_sponsor, sign_off
from tests.services.conftest import Pair


def told(session: Session) -> list[News]:
    session.refresh()
    return news(session, unread_by_me(session))


def led(session: Session) -> dict[str, str]:
    """What each line says, and what it leads to."""
    return {each.text: each.leads for each in told(session)}


def given(pair: Pair, kind: str) -> Session:
    """Maria, with all that Sam gave her of a kind come over."""
    pair.carry()
    pair.maria.refresh()
    assert pair.maria.store.entries(space=pair.to_sam.record, kinds={kind})
    return pair.maria


def test_a_proposal_waits_until_it_is_answered_read_or_not(pair: Pair) -> None:
    agreements.propose(pair.maria, pair.to_sam, Agreement(cadence="daily"))
    pair.carry()
    assert led(pair.sam) == {"Maria proposes an agreement": "agreement"}
    talk.see(pair.sam, pair.to_maria, {Agreement.KIND})
    assert led(pair.sam) == {"Maria proposes an agreement": "agreement"}
    proposal = agreements.agreement(pair.sam, pair.to_maria).theirs
    assert proposal
    agreements.answer(pair.sam, pair.to_maria, proposal, "yes")
    assert led(pair.sam) == {}


def test_an_answer_to_a_proposal_is_told_once(pair: Pair) -> None:
    agreements.propose(pair.sam, pair.to_maria, Agreement(cadence="daily"))
    maria = given(pair, Agreement.KIND)
    proposal = agreements.agreement(maria, pair.to_sam).theirs
    assert proposal
    agreements.answer(maria, pair.to_sam, proposal, "no")
    assert talk.unread(maria, kinds={Agreement.KIND}) == []
    pair.carry()
    assert led(pair.sam) == {"Maria declined what you proposed": "agreement"}


def test_a_task_and_the_word_on_it_are_one_thing(pair: Pair) -> None:
    assignments.assign(pair.maria, pair.to_sam, Assignment(title="Write three fears"))
    pair.carry()
    assert led(pair.sam) == {}  # it stands among what is asked
    (task,) = assignments.assigned_to_me(pair.sam, pair.to_maria)
    assignments.tell(pair.sam, pair.to_maria, task, "submitted", "Here they are")
    maria = given(pair, "progress")
    (task,) = assignments.assigned_by_me(maria, pair.to_sam)
    assignments.look_at(maria, pair.to_sam, task, "done")
    pair.carry()
    (only,) = told(pair.sam)
    assert (only.text, only.leads) == ("Write three fears, done", "task")
    assert only.ref == task.entry.record


def test_a_word_on_a_step_on_a_sheet_and_on_the_whole(pair: Pair) -> None:
    full = {pair.to_maria.record: Sharing("full")}
    sheet = Worksheet(pack="general", sheet="resentments", step=4, state="submitted")
    file(pair.sam, prepare(pair.sam, sheet, sharing=full))
    maria = given(pair, "worksheet")
    (entry,) = maria.store.entries(space=pair.to_sam.record, kinds={"worksheet"})
    sign_off(maria, pair.to_sam, entry, SignOff(state="another_look"))
    ready_to_sponsor(maria, pair.to_sam)
    pair.carry()
    assert led(pair.sam) == {
        "Maria would look again at Resentments": "step",
        "Maria finds you ready to sponsor": "nothing",
    }
    assert {each.ref for each in told(pair.sam) if each.leads == "step"} == {"4"}


def test_a_comment_names_the_entry_it_is_about_on_both_sides(pair: Pair) -> None:
    body = Inventory(period="nightly", mode="quick", mood=4)
    file_shared(pair.sam, body, pair.to_maria.record, day=pair.sam.today - timedelta(days=1))
    maria = given(pair, "inventory")
    (theirs,) = maria.store.entries(space=pair.to_sam.record, kinds={"inventory"})
    talk.comment(maria, pair.to_sam.record, theirs, "Well done")
    (mine,) = pair.sam.store.entries(kinds={"inventory"})
    talk.comment(pair.sam, pair.to_maria.record, mine, "Thank you")
    pair.carry()
    (heard,) = told(pair.sam)
    assert (heard.text, heard.leads) == (
        "Maria commented on your inventory, yesterday",
        "entry",
    )
    assert heard.ref == mine.record
    (answer,) = told(maria)
    assert (answer.leads, answer.ref) == ("entry", theirs.record)
    assert answer.text == "Sam commented on their inventory, yesterday"


def test_a_chip_and_a_call_say_what_they_are(pair: Pair) -> None:
    sam, start = pair.sam, pair.sam.today - timedelta(days=30)
    add_clock(sam, "alcohol", start)
    (clock,) = clocks(sam)
    share(sam, clock.record, {pair.to_maria.record: Sharing("full")})
    maria = given(pair, "clock")
    marked = next(m for m in marking.milestones(maria, pair.to_sam) if m.upcoming.days == 0)
    marking.give_chip(maria, pair.to_sam, marked)
    log_call(maria, pair.to_sam, minutes=25)
    pair.carry()
    assert led(sam) == {
        "Maria gave you a chip: 30 days": "clocks",
        "Maria noted a call, today, 25 min": "calls",
    }
    chips = {one.milestone.label: one.chip_on for one in milestones(sam, clock)}
    assert chips["30 days"] == sam.today
    assert chips["24 hours"] is None
    again = next(m for m in marking.milestones(maria, pair.to_sam) if m.chip_on)
    marking.take_chip_back(maria, pair.to_sam, again)
    pair.carry()
    assert not any(one.chip_on for one in milestones(sam, clock))


def left_by_sam(pair: Pair, *, moved: bool = False) -> Session:
    """Maria, who has heard that Sam goes on without this link, or elsewhere."""
    link = pair.to_sam.record
    end(pair.sam, pair.to_maria.record, moved=moved)
    for entry in pair.sam.store.entries(kinds={SharedCopy.KIND}):
        if isinstance(entry.body, SharedCopy) and entry.body.kind == Ending.KIND:
            pair.maria.store.receive(link, entry.body.bytes.encode())
    pair.maria.refresh()
    hear_the_end(pair.maria, link)
    return pair.maria


def test_who_ended_a_link_is_told_once_and_nothing_of_it_leaves(pair: Pair) -> None:
    maria = left_by_sam(pair)
    (left,) = told(maria)
    assert (left.text, left.leads) == ("Sam ended your link, today", "nothing")
    before = maria.store.given(left.link.record)
    talk.mark_seen(maria, left.link.record, [left.entry])
    assert told(maria) == []
    assert maria.store.given(left.link.record) == before


def test_who_only_moves_has_not_left(pair: Pair) -> None:
    assert told(left_by_sam(pair, moved=True)) == []
