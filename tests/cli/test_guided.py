from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from sponsorterm.cli.guided import Guide
from sponsorterm.cli.lines import Interrupted, Watch
from sponsorterm.cli.page import Page
from sponsorterm.cli.questions import questions_of
from sponsorterm.records.kinds import Contact
from sponsorterm.services.entries.drafts import FormDraft, open_draft
from sponsorterm.services.home.session import Session
from tests.cli.conftest import Person
from tests.cli.script import Script

QUIET = Page(width=80, colour=False, plain=False, aside=True)


@pytest.fixture
def session(sam: Person) -> Iterator[Session]:
    with sam.session() as opened:
        yield opened


def ask(session: Session, form: str, *lines: str, typed: str = "") -> FormDraft:
    """Answer a form; the draft as it lies on disk afterwards."""
    draft = open_draft(session, form, session.today)
    with contextlib.suppress(Interrupted):
        Guide(session, draft, QUIET, Script(lines, typed)).ask_all()
    return open_draft(session, form, session.today)


def test_every_question_can_be_answered_in_turn(session: Session) -> None:
    kept = ask(session, "nightly_quick", "4", "n", "2", "1,4", "walked home")
    assert kept.answers.values == {
        "mood": 4,
        "used": "no",
        "craving": 2,
        "halt": {"hungry": True, "tired": True},
        "done_well": "walked home",
    }
    assert kept.page == len(kept.form.groups)


def test_what_is_skipped_is_not_answered(session: Session) -> None:
    assert ask(session, "nightly_quick", "4", "", "", "", "").answers.values == {"mood": 4}


def test_the_one_answer_that_is_needed_is_asked_for_again(session: Session) -> None:
    assert ask(session, "nightly_quick", "", "", "3", "", "", "", "").answers.get("mood") == 3


def test_the_needed_answer_cannot_be_taken_back_and_left(session: Session) -> None:
    kept = ask(session, "nightly_quick", "4", "", "", "", "<", "<", "<", "<", "-", *("",) * 4)
    assert kept.answers.get("mood") is None
    assert kept.field == "mood"


def test_an_answer_that_does_not_fit_changes_nothing(session: Session) -> None:
    kept = ask(session, "nightly_quick", "4", "<", "9")
    assert kept.answers.get("mood") == 4
    assert kept.field == "mood"


def test_back_goes_past_what_is_not_asked(session: Session) -> None:
    kept = ask(session, "nightly_full", "4", "", "", "", "slept", "n", "<")
    assert kept.field == "answers.resentment.value"


def test_back_at_the_first_question_stays_there(session: Session) -> None:
    assert ask(session, "nightly_quick", "<", "<").field == "mood"


def test_an_answer_is_taken_back_by_a_dash(session: Session) -> None:
    kept = ask(session, "nightly_quick", "4", "y", "<", "-")
    assert kept.answers.get("used") is None


def test_a_text_too_long_is_refused_and_what_stood_there_stays(session: Session) -> None:
    kept = ask(session, "nightly_full", "4", "", "", "", "slept", "<", "x" * 10_001)
    assert kept.answers.get("done_well") == "slept"


def test_it_goes_on_where_the_person_was(session: Session) -> None:
    ask(session, "nightly_quick", "4", "n")
    kept = ask(session, "nightly_quick", "7")
    assert kept.answers.values == {"mood": 4, "used": "no", "craving": 7}
    assert kept.field == "halt"


def test_a_half_typed_line_is_kept_and_put_back(session: Session) -> None:
    kept = ask(session, "nightly_quick", "4", "", "", "", typed="went for a wa")
    assert kept.answers.get("done_well") == "went for a wa"
    assert kept.field == "done_well"
    again = Script([])
    with pytest.raises(Interrupted):
        Guide(session, kept, QUIET, again).ask_all()
    assert again.standing == ["went for a wa"]


def test_what_was_half_typed_and_wiped_off_again_is_no_answer(session: Session) -> None:
    class Hesitant(Script):
        def ask(self, prompt: str, standing: str = "", watch: Watch | None = None) -> str:
            if watch is not None:
                watch("never min")
            return super().ask(prompt, standing)

    ask(session, "nightly_quick", "4", "", "", "", "slept")
    draft = open_draft(session, "nightly_quick", session.today)
    draft.page, draft.field = 0, "done_well"
    with pytest.raises(Interrupted):
        Guide(session, draft, QUIET, Hesitant(["<"])).ask_all()
    assert draft.answers.get("done_well") == "slept"


def test_a_half_typed_number_that_does_not_fit_is_let_go(session: Session) -> None:
    assert ask(session, "nightly_quick", typed="44").answers.values == {}


def test_help_is_no_answer(session: Session) -> None:
    kept = ask(session, "nightly_full", "4", "", "", "", "?", "slept")
    assert kept.answers.get("done_well") == "slept"


def test_the_draft_is_never_a_line_behind(session: Session) -> None:
    class Watcher(Script):
        def ask(self, prompt: str, standing: str = "", watch: Watch | None = None) -> str:
            kept = open_draft(session, "nightly_quick", session.today)
            seen.append((kept.field, dict(kept.answers.values)))
            return super().ask(prompt, standing, watch)

    seen: list[tuple[str, dict[str, object]]] = []
    draft = open_draft(session, "nightly_quick", session.today)
    with pytest.raises(Interrupted):
        Guide(session, draft, QUIET, Watcher(["4", "n"])).ask_all()
    assert seen == [
        ("mood", {}),
        ("used", {"mood": 4}),
        ("craving", {"mood": 4, "used": "no"}),
    ]


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_line_runs_over_the_width(
    session: Session, columns: int, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = open_draft(session, "nightly_full", session.today)
    page = Page(width=columns, colour=False, plain=False)
    script = Script(["4", "n", "2", "none", "slept", *("y", "who", "x") * 10])
    with pytest.raises(Interrupted):
        Guide(session, draft, page, script).ask_all()
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) > 40
    assert max(map(len, printed)) <= columns


def test_a_record_is_named_by_its_number(session: Session) -> None:
    contact = session.save(Contact(name="J.")).record
    ways = {"at": "14:30", "contact_id": "1"}
    form = session.pack.form("spot_check")
    lines = [ways.get(question.field, "") for question in questions_of(form)]
    asked = [line for line, each in zip(lines, questions_of(form), strict=True) if each.leads]
    assert ask(session, "spot_check", *asked).answers.values == {
        "at": "14:30",
        "contact_id": contact,
    }


def test_aliases_used_before_are_offered_again(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    session.save(Contact(name="J."))
    ask(session, "meeting")
    assert "J." not in capsys.readouterr().err
    ask(session, "amends", "")
    assert "Used before: J." in capsys.readouterr().err
