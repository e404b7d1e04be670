"""What a sponsor does on somebody's page, and what of it the other sees."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from sponsorterm.program import UnknownKey
from sponsorterm.records.kinds import (
    Agreement,
    Amends,
    Answer,
    Body,
    Checkin,
    Clock,
    Inventory,
    Milestone,
    Row,
    SafetyPlan,
    Setback,
    Step,
    Worksheet,
)
from sponsorterm.services.entries.changes import changes
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import file, prepare
from sponsorterm.services.links import talk
from sponsorterm.services.links.agreements import agreement, answer, propose
from sponsorterm.services.links.calls import calls, log_call, take_back_call
from sponsorterm.services.links.milestones import chips, give_chip, milestones, take_chip_back
from sponsorterm.services.sponsor.dashboard import dashboard
from sponsorterm.services.sponsor.overview import overview
from sponsorterm.services.sponsor.sponsor_notes import write_private_note
from sponsorterm.services.sponsor.summary import markdown, only, sections
from sponsorterm.services.steps.assignments import (
    assign,
    assigned_by_me,
    assigned_to_me,
    from_library,
    library,
    look_at,
    tell,
    undo_look,
)
from sponsorterm.services.steps.instructions import instruct, instructions
from sponsorterm.services.steps.sign_offs import trail
from sponsorterm.services.steps.written_work import written_work
from tests.services.conftest import Pair


def share(pair: Pair, body: Body, *, record: str | None = None, level: str = "full") -> str:
    """Sam files something and Maria has it."""
    sharing = {pair.to_maria.record: Sharing(level)}  # type: ignore[arg-type]
    filed = file(pair.sam, prepare(pair.sam, body, record=record, sharing=sharing))
    pair.carry()
    return filed.revision.header.record


def agree(pair: Pair, body: Agreement) -> None:
    """Sam proposes, Maria accepts."""
    propose(pair.sam, pair.to_maria, body)
    pair.carry()
    proposal = agreement(pair.maria, pair.to_sam).theirs
    assert proposal
    answer(pair.maria, pair.to_sam, proposal, "yes")
    pair.carry()


def test_a_call_is_in_both_logs_and_meets_what_was_asked_for(pair: Pair) -> None:
    share(pair, Checkin(need_call="now"))
    assert dashboard(pair.maria).rows[0].flags[0].key == "call_now"
    record = log_call(pair.maria, pair.to_sam, minutes=20, at="18:10", note="His brother.")
    assert "call_now" not in {flag.key for flag in dashboard(pair.maria).rows[0].flags}
    pair.carry()
    for session, link in ((pair.maria, pair.to_sam), (pair.sam, pair.to_maria)):
        (spoken,) = calls(session, link)
        assert (spoken.body.minutes, spoken.body.at, spoken.body.note) == (
            20,
            "18:10",
            "His brother.",
        )
        assert spoken.mine == (session is pair.maria)
    take_back_call(pair.maria, record)
    pair.carry()
    assert calls(pair.sam, pair.to_maria) == []


def test_a_call_of_an_earlier_day_meets_nothing_asked_for_since(pair: Pair) -> None:
    share(pair, Checkin(need_call="now"))
    log_call(pair.maria, pair.to_sam, day=pair.maria.today - timedelta(days=1))
    assert dashboard(pair.maria).rows[0].flags[0].key == "call_now"


def test_a_point_of_the_agenda_is_ticked_off_by_either(pair: Pair) -> None:
    for session, link, text in (
        (pair.sam, pair.to_maria, "The list"),
        (pair.maria, pair.to_sam, "Meetings"),
    ):
        talk.write_note(session, link.record, body=text, agenda=True)
    pair.carry()
    points = talk.agenda_with(pair.maria, pair.to_sam.record)
    assert {point.text for point in points} == {"The list", "Meetings"}
    for point in points:
        talk.tick(pair.maria, point)
    pair.carry()
    for session in (pair.maria, pair.sam):
        assert talk.agenda(session) == []


def test_a_ticked_point_that_is_written_anew_stands_there_again(pair: Pair) -> None:
    talk.write_note(pair.sam, pair.to_maria.record, body="The list", agenda=True)
    pair.carry()
    talk.tick(pair.maria, talk.agenda(pair.maria)[0])
    pair.carry()
    pair.clock.pass_(minutes=1)
    (block,) = talk.threads(pair.sam)[0].blocks
    talk.edit_note(pair.sam, block, "The list, and the letter")
    pair.carry()
    for session in (pair.maria, pair.sam):
        assert [each.text for each in talk.agenda(session)] == ["The list, and the letter"]


def test_an_assignment_out_of_the_library_has_its_words_and_its_day(pair: Pair) -> None:
    today = pair.maria.today
    key = library(pair.maria.pack, 4)[0].key
    body = from_library(pair.maria.pack, key, today)
    assert (body.library, body.step, body.pack) == (key, 4, "general")
    assert body.due
    assert body.due > today
    assert body.title
    with pytest.raises(UnknownKey):
        from_library(pair.maria.pack, "no_such", today)


def test_what_was_said_of_work_handed_in_can_be_taken_back(pair: Pair) -> None:
    assign(pair.maria, pair.to_sam, from_library(pair.maria.pack, "s1_cost", pair.maria.today))
    pair.carry()
    tell(pair.sam, pair.to_maria, assigned_to_me(pair.sam, pair.to_maria)[0], "submitted", "Done")
    pair.carry()
    task = assigned_by_me(pair.maria, pair.to_sam)[0]
    pair.clock.pass_(minutes=1)
    look_at(pair.maria, pair.to_sam, task, "done", "Well thought through")
    pair.carry()
    assert assigned_to_me(pair.sam, pair.to_maria)[0].state == "done"
    pair.clock.pass_(minutes=1)
    undo_look(pair.maria, pair.to_sam, assigned_by_me(pair.maria, pair.to_sam)[0])
    pair.carry()
    assert assigned_to_me(pair.sam, pair.to_maria)[0].state == "submitted"
    assert trail(pair.sam, pair.to_maria) == []


def test_instructions_for_a_step_are_read_and_changed_in_one_place(pair: Pair) -> None:
    def told(step: int) -> str:
        return instructions(pair.sam, pair.to_maria)[step].text

    instruct(pair.maria, pair.to_sam, 4, "Short sessions, never late at night.")
    pair.carry()
    pair.clock.pass_(minutes=1)
    instruct(pair.maria, pair.to_sam, 4, "Short sessions. Call me after each.")
    instruct(pair.maria, pair.to_sam, 5, "Bring the whole list.")
    pair.carry()
    assert [block.text for n, block in instructions(pair.sam, pair.to_maria).items() if n == 4] == [
        "Short sessions. Call me after each."
    ]
    assert set(instructions(pair.maria, pair.to_sam)) == {4, 5}
    thread = next(t for t in talk.threads(pair.sam) if t.subject.startswith("For step 4"))
    talk.reply(pair.sam, thread, "I will.")
    pair.carry()
    assert [block.text for n, block in instructions(pair.sam, pair.to_maria).items() if n == 4] == [
        "Short sessions. Call me after each."
    ]
    with pytest.raises(UnknownKey):
        instruct(pair.maria, pair.to_sam, 40, "no such step")


def test_milestones_ahead_and_just_reached_wait_for_their_chip(pair: Pair) -> None:
    today = pair.sam.today
    share(pair, Clock(label="Sober", start=today - timedelta(days=60), primary=True))
    ahead = milestones(pair.maria, pair.to_sam)
    assert [m.upcoming.milestone.n for m in ahead if m.upcoming.days == 0] == [60]
    assert [m.upcoming.days for m in ahead] == sorted(m.upcoming.days for m in ahead)
    sixty = next(m for m in ahead if m.upcoming.days == 0)
    assert sixty.chip_on is None
    give_chip(pair.maria, pair.to_sam, sixty)
    pair.carry()
    (chip,) = chips(pair.sam)
    assert (chip.n, chip.unit, chip.chip_on) == (60, "days", today)
    (marked,) = [m for m in milestones(pair.maria, pair.to_sam) if m.kept]
    assert isinstance(marked.kept and marked.kept.body, Milestone)
    take_chip_back(pair.maria, pair.to_sam, marked)
    pair.carry()
    assert chips(pair.sam) == []


def test_a_chip_that_was_given_stays_with_the_milestone_it_was_given_for(pair: Pair) -> None:
    def chip_days() -> dict[int, date]:
        found = milestones(pair.maria, pair.to_sam)
        return {one.upcoming.days: one.chip_on for one in found if one.chip_on}

    today = pair.sam.today
    record = share(pair, Clock(label="Sober", start=today - timedelta(days=60)))
    sixty = next(m for m in milestones(pair.maria, pair.to_sam) if m.upcoming.days == 0)
    give_chip(pair.maria, pair.to_sam, sixty)
    corrected = Clock(label="Sober", start=today - timedelta(days=64))
    share(pair, corrected, record=record)
    assert chip_days() == {-4: today}, "the first day was put right"
    begun_anew = replace(corrected, setbacks=[Setback(on=today, restart=today)])
    share(pair, begun_anew, record=record)
    pair.clock.pass_(days=60)
    assert chip_days() == {}, "for these sixty days none was given yet"


def test_an_edited_entry_shows_what_differs_and_nothing_else(pair: Pair) -> None:
    body = Inventory(period="nightly", mode="full", pack="general", mood=3, done_well="A walk")
    record = share(pair, body)
    (entry,) = pair.maria.store.entries(space=pair.to_sam.record, kinds={"inventory"})
    assert changes(pair.maria, entry) == []
    pair.clock.pass_(hours=1)
    share(pair, Inventory(period="nightly", mode="full", pack="general", mood=2), record=record)
    (entry,) = pair.maria.store.entries(space=pair.to_sam.record, kinds={"inventory"})
    (change,) = changes(pair.maria, entry)
    found = [(each.before, each.after) for each in change.fields]
    assert ("A walk", "") in found
    assert len(found) == 2
    assert any(before.startswith("3") and after.startswith("2") for before, after in found)


def test_written_work_is_gathered_by_sheet_and_a_row_can_be_answered(pair: Pair) -> None:
    sheet = pair.maria.pack.worksheets[0]
    share(pair, Worksheet(pack="general", sheet=sheet.key, step=sheet.step, state="submitted"))
    share(pair, Row(pack="general", sheet=sheet.key, place=2, cells={"who": Answer(text="B")}))
    share(pair, Row(pack="general", sheet=sheet.key, place=1, cells={"who": Answer(text="A")}))
    share(pair, Row(pack="other", sheet="of_another_pack", cells={"x": Answer(text="?")}))
    share(pair, Amends(person="K.", state="planned"))
    share(pair, SafetyPlan(signs=["short sleep"]))
    work = written_work(pair.maria, pair.to_sam)
    found = {each.title: each for each in work.sheets}
    assert set(found) == {sheet.title, "of another pack"}
    first = found[sheet.title]
    assert first.state == "submitted"
    assert [row.body.place for row in first.rows if isinstance(row.body, Row)] == [1, 2]
    assert (len(work.amends), len(work.plans)) == (1, 1)
    talk.comment(pair.maria, pair.to_sam.record, first.rows[0], "Say more?", row="who")
    pair.carry()
    own = pair.sam.store.entries(kinds={"worksheet_row"})
    said = {block.text for row in own for block in talk.comments_on(pair.sam, row)}
    assert said == {"Say more?"}


def test_an_overview_tells_what_is_open_and_how_it_began(pair: Pair) -> None:
    share(pair, Inventory(period="nightly", mode="quick", mood=3, craving=1))
    pair.clock.pass_(minutes=1)
    agree(pair, Agreement(cadence="daily"))
    propose(pair.maria, pair.to_sam, Agreement(cadence="weekly"))
    assign(pair.maria, pair.to_sam, from_library(pair.maria.pack, "s1_cost", pair.maria.today))
    log_call(pair.maria, pair.to_sam, minutes=5)
    talk.write_note(pair.sam, pair.to_maria.record, body="The list", agenda=True)
    pair.carry()
    found = overview(pair.maria, pair.to_sam)
    assert found.agreed.in_force
    assert found.agreed.in_force.cadence == "daily"
    assert found.agreed.mine
    assert [task.body.library for task in found.tasks] == ["s1_cost"]
    assert [block.text for block in found.agenda] == ["The list"]
    assert [call.body.minutes for call in found.calls] == [5]
    assert found.beginning.agreed_on == pair.maria.today
    assert next(entry.kind for entry in found.beginning.entries) == "inventory"


def test_a_sponsees_summary_holds_what_is_shared_and_nothing_else(pair: Pair) -> None:
    agree(pair, Agreement(cadence="daily", hours="after *six*"))
    share(pair, Clock(label="Sober", start=date(2026, 1, 1)))
    share(pair, Step(pack="general", step=3, state="done", method="paper"))
    share(pair, Inventory(period="nightly", mode="full", mood=4, craving=1, done_well="a swim"))
    file(
        pair.sam,
        prepare(pair.sam, Inventory(period="nightly", mode="full", better="secret"), sharing={}),
    )
    found = sections(pair.sam, pair.to_maria)
    assert {"clocks", "steps", "agreement", "month", "entries"} == {each.key for each in found}
    whole = markdown(pair.sam, pair.to_maria, found)
    assert "secret" not in whole
    assert "a swim" in whole
    assert r"after \*six\*" in whole
    some = markdown(pair.sam, pair.to_maria, only(found, {"clocks"}))
    assert "Sober" in some
    assert "a swim" not in some


def test_a_sponsors_summary_has_no_word_of_the_sponsee(pair: Pair) -> None:
    agree(pair, Agreement(cadence="daily"))
    share(pair, Inventory(period="nightly", mode="full", mood=4, done_well="a swim"))
    write_private_note(pair.maria, pair.to_sam, "Likes mornings.", "For a stand-in")
    instruct(pair.maria, pair.to_sam, 4, "Short sessions.")
    log_call(pair.maria, pair.to_sam, minutes=5)
    assign(pair.maria, pair.to_sam, from_library(pair.maria.pack, "s1_cost", pair.maria.today))
    found = sections(pair.maria, pair.to_sam)
    assert [each.key for each in found] == ["agreement", "given", "instructions", "calls", "notes"]
    page = markdown(pair.maria, pair.to_sam, found)
    assert "Likes mornings" in page
    assert "a swim" not in page
