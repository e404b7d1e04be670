from __future__ import annotations

from collections.abc import Iterator

import pytest

from sponsorterm.cli.outcome import Stop
from sponsorterm.cli.page import Page
from sponsorterm.cli.sharing import LastLook, asked_for, sharing_of
from sponsorterm.rules.sharing import UnknownAnswer
from sponsorterm.services.entries.drafts import FormDraft, Sharing, load_draft, open_draft
from sponsorterm.services.entries.filing import Prepared, file, shares
from sponsorterm.services.entries.making import prepare_draft
from sponsorterm.services.errors import UnknownPerson
from sponsorterm.services.home.session import Session
from sponsorterm.services.links.people import start_invite
from tests.cli.conftest import Person
from tests.cli.script import Script

ANSWERS = {
    "mood": 4,
    "craving": 2,
    "halt": {"tired": True},
    "done_well": "walked home",
    "answers": {"fear": {"value": "yes", "text": "the rent"}},
}


@pytest.fixture
def session(linked: tuple[Person, Person]) -> Iterator[Session]:
    with linked[0].session() as opened:
        yield opened


@pytest.fixture
def draft(session: Session) -> FormDraft:
    made = open_draft(session, "nightly_full", session.today)
    for field, value in ANSWERS.items():
        made.answers.set(field, value)
    made.sharing = sharing_of(session, made)
    return made


def look(session: Session, draft: FormDraft, *lines: str, width: int = 80) -> LastLook:
    page = Page(width=width, colour=False, plain=False)
    prepared = prepare_draft(session, draft, draft.sharing)
    return LastLook(session, draft, page, Script(lines), prepared)


def text_of(prepared: Prepared) -> str:
    return prepared.copies[0].payload.decode()


def test_what_was_looked_at_is_byte_for_byte_what_is_kept_for_them(
    session: Session, draft: FormDraft, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = look(session, draft, "3", "v", "")
    assert taken.take()
    file(session, taken.prepared)
    [held] = shares(session, draft.record)
    assert held.payload == taken.prepared.copies[0].payload
    printed = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert [line for line in held.payload.decode().splitlines() if line not in printed] == []


def test_the_level_is_chosen_by_a_digit_and_kept_in_the_draft(
    session: Session, draft: FormDraft
) -> None:
    taken = look(session, draft, "2", "")
    assert taken.take()
    assert "walked home" not in text_of(taken.prepared)
    kept = load_draft(session, draft.key)
    assert kept is not None
    assert [choice.level for choice in kept.sharing.values()] == ["numbers"]


def test_nothing_is_given_at_the_first_level(
    session: Session, draft: FormDraft, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = look(session, draft, "1", "")
    assert taken.take()
    assert taken.prepared.copies == ()
    assert "Maria sees nothing" in capsys.readouterr().out


def test_single_answers_are_held_back_and_given_again_by_their_numbers(
    session: Session, draft: FormDraft, capsys: pytest.CaptureFixture[str]
) -> None:
    first = look(session, draft, "3", "h", "1 4", "")
    assert first.take()
    held = next(iter(draft.sharing.values())).held
    assert len(held) == 2
    assert "mood =" not in text_of(first.prepared)
    assert "Stays with you:" in capsys.readouterr().out
    again = look(session, draft, "h", "1,4", "")
    assert again.take()
    assert next(iter(draft.sharing.values())).held == ()
    assert "mood = 4" in text_of(again.prepared)


@pytest.mark.parametrize("wrong", ["99", "x", "0"])
def test_a_wrong_number_holds_nothing_back(session: Session, draft: FormDraft, wrong: str) -> None:
    taken = look(session, draft, "3", "h", wrong, "")
    assert taken.take()
    assert next(iter(draft.sharing.values())).held == ()


def test_back_leads_to_the_questions(session: Session, draft: FormDraft) -> None:
    assert not look(session, draft, "<").take()


def test_a_solo_person_is_told_that_it_stays(
    sam: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    with sam.session() as session:
        draft = open_draft(session, "nightly_quick", session.today)
        draft.answers.set("mood", 3)
        assert look(session, draft, "").take()
    assert "stays here" in capsys.readouterr().out


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_look_fits(
    session: Session, draft: FormDraft, width: int, capsys: pytest.CaptureFixture[str]
) -> None:
    look(session, draft, "3", "h", "2", "v", "", width=width).take()
    assert max(map(len, capsys.readouterr().out.splitlines())) <= width


def test_a_held_answer_that_is_gone_no_longer_stops_anything(
    session: Session, draft: FormDraft
) -> None:
    link = next(iter(draft.sharing))
    draft.sharing[link] = Sharing("full", ("answers.fear", "mood"))
    draft.answers.set("answers.fear", None)
    assert sharing_of(session, draft)[link].held == ("mood",)


def test_a_part_of_an_answer_stays_held_back(session: Session, draft: FormDraft) -> None:
    link = next(iter(draft.sharing))
    draft.sharing[link] = Sharing("full", ("halt.tired", "answers.fear.text"))
    draft.sharing = sharing_of(session, draft)
    copy = text_of(prepare_draft(session, draft, draft.sharing))
    assert "tired" not in copy
    assert "rent" not in copy


def test_the_command_line_sets_level_and_what_is_held(session: Session, draft: FormDraft) -> None:
    asked = asked_for(session, draft.sharing, ["mar=full"], ["done_well"])
    assert list(asked.values()) == [Sharing("full", ("done_well",))]


@pytest.mark.parametrize("share", ["Maria", "Maria=all", "=full", "Maria="])
def test_a_share_of_another_form_is_refused(session: Session, draft: FormDraft, share: str) -> None:
    with pytest.raises(Stop, match="NAME="):
        asked_for(session, draft.sharing, [share], [])


def test_nobody_of_that_name_is_given_anything(session: Session, draft: FormDraft) -> None:
    with pytest.raises(UnknownPerson):
        asked_for(session, draft.sharing, ["Bob=full"], [])


def test_an_entry_is_never_given_to_a_sponsee(linked: tuple[Person, Person]) -> None:
    with linked[1].session() as session, pytest.raises(Stop, match="sponsor"):
        asked_for(session, {}, ["Sam=full"], [])


def test_an_invitation_that_nobody_took_up_gets_nothing(sam: Person, draft: FormDraft) -> None:
    with sam.session() as session:
        start_invite(session, "Ruth", "sponsor")
        assert len(sharing_of(session, draft)) == 1


def test_an_answer_that_is_not_there_stops_the_filing(session: Session, draft: FormDraft) -> None:
    draft.sharing = asked_for(session, draft.sharing, ["Maria=full"], ["answers.feer"])
    with pytest.raises(UnknownAnswer):
        prepare_draft(session, draft, draft.sharing)
