"""Every question of every programme in line mode: asked, shown, found, exported, read in again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from sponsorterm.cli.guided import Guide
from sponsorterm.cli.lines import TAKE_BACK
from sponsorterm.cli.page import Page
from sponsorterm.cli.questions import questions_of
from sponsorterm.cli.template import answers_of, page_of
from sponsorterm.program import Form
from sponsorterm.records.ids import new_record_id
from sponsorterm.records.kinds import Body
from sponsorterm.services.entries.drafts import FormDraft
from sponsorterm.services.entries.filing import file
from sponsorterm.services.entries.forms import Answers
from sponsorterm.services.entries.making import prepare_draft
from sponsorterm.services.entries.reading import choices, revision_of, told
from sponsorterm.services.entries.searching import Filters, find
from sponsorterm.services.export.exporting import export
from sponsorterm.services.export.importing import import_records
from sponsorterm.services.home.programme import choose_pack
from sponsorterm.services.home.session import Session
from tests.answering import (
    Offered,
    forms_of_all_packs,
    full,
    least,
    line_of,
    things_to_name,
    words_of,
)
from tests.cli.conftest import Person
from tests.cli.script import Script

QUIET = Page(width=80, colour=False, plain=False, aside=True)
Wanted = Callable[[Form, Offered], Answers]


def fresh(session: Session, form: Form) -> FormDraft:
    return FormDraft(Answers(form), session.today, new_record_id(), session.now)


def asked(session: Session, wanted: Answers) -> FormDraft:
    """A draft answered a line a question."""
    draft = fresh(session, wanted.form)
    lines = []
    given = Answers(wanted.form, wanted.values)
    for question in questions_of(wanted.form):
        if question.applies(given):
            offered = choices(session, question.prompt) if question.offers else []
            line = line_of(question.field, wanted.get(question.field), offered)
            lines.append(line or (TAKE_BACK if wanted.form.kind == "review" else ""))
    Guide(session, draft, QUIET, Script(lines)).ask_all()
    return draft


def check_shown(session: Session, record: str, wanted: Answers) -> None:
    """Each answer stands in the entry, each word leads to it, and nothing else stands there."""
    (entry,) = session.store.entries(record=record)
    lines = told(session, revision_of(session, entry))
    values = " ".join(line.value for line in lines)
    for word in words_of(wanted):
        assert word in values, (wanted.form.key, word)
        assert record in {found.record for found in find(session, Filters(word))}, word
    for prompt in wanted.form.prompts():
        there = any(f"{line.field}.".startswith(f"{prompt.field}.") for line in lines)
        assert there == wanted.answered(prompt), (wanted.form.key, prompt.field)


def test_every_answer_goes_all_the_way_and_an_absent_one_stays_absent(
    sam: Person, person: Callable[[str], Person], tmp_path: Path
) -> None:
    filed: dict[str, Body] = {}
    ways: tuple[Wanted, ...] = (full, least)
    with sam.session() as session:
        things_to_name(session)
        offer = partial(choices, session)
        for pack, form in forms_of_all_packs():
            if session.pack.key != pack.key:
                choose_pack(session, pack.key)
            for want in ways:
                wanted = want(form, offer)
                draft = asked(session, wanted)
                assert draft.answers.values == wanted.values, form.key
                written = page_of(session.pack, draft, offer)
                again = answers_of(session.pack, form, written)
                assert again.body(session.pack) == wanted.body(session.pack), form.key
                revision = file(session, prepare_draft(session, draft, {})).revision
                filed[draft.record] = revision.body
                check_shown(session, draft.record, wanted)
        export(session, tmp_path / "out")
    with person("Other").session() as other:
        assert import_records(other, tmp_path / "out").troubles == []
        there = {entry.record: entry.body for entry in other.store.entries()}
        assert {record: there[record] for record in filed} == filed
