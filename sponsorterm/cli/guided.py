"""A form asked question by question, a line each; the draft on disk is never a line behind."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property, partial

from sponsorterm.cli.columns import Cell, flat
from sponsorterm.cli.lines import TAKE_BACK, Interrupted, Lines
from sponsorterm.cli.page import Page
from sponsorterm.cli.questions import (
    Question,
    how_to_answer,
    place_of,
    questions_of,
    said,
    value_of,
)
from sponsorterm.program import Choice
from sponsorterm.records.errors import BadRecord
from sponsorterm.services.entries.drafts import FormDraft, save_draft
from sponsorterm.services.entries.reading import choices
from sponsorterm.services.entries.reviewing import answer
from sponsorterm.services.entries.searching import SUGGESTED, used_names
from sponsorterm.services.home.session import Session
from sponsorterm.store.errors import StoreError
from sponsorterm.strings import cli_log as words
from sponsorterm.strings.search import used_before

BACK = "<"
HELP = "?"
PROMPT = "> "


class Guide:
    """Leads through one draft."""

    def __init__(
        self, session: Session, draft: FormDraft, page: Page, lines: Lines, only: str = ""
    ) -> None:
        self.session = session
        self.draft = draft
        self.page = page
        self.lines = lines
        self.questions = [
            each for each in questions_of(draft.form) if not only or only in each.names
        ]
        self._heading = -1

    def ask_all(self) -> None:
        """Ask from where the person was, to the end.

        Raises:
            Interrupted: they left; the draft holds all they said.
            StoreError: the draft could not be kept.
        """
        at = self._start()
        while at < len(self.questions):
            move = self._ask(self.questions[at])
            at = self._next(at, move) if move else at
            if at == len(self.questions) and (missing := self.draft.answers.missing()):
                self.page.text(words.NEEDED, tone="accent")
                at = place_of(self.questions, missing[0].field)
        self.draft.page, self.draft.field = len(self.draft.form.groups), ""
        self._keep()

    def _start(self) -> int:
        """Where the person was; behind the end only with all that is needed."""
        if self.draft.page < len(self.draft.form.groups):
            return place_of(self.questions, self.draft.field)
        missing = self.draft.answers.missing()
        return place_of(self.questions, missing[0].field) if missing else len(self.questions)

    def go_back(self) -> None:
        """From behind the end to the last question."""
        last = max(
            (at for at, each in enumerate(self.questions) if each.applies(self.draft.answers)),
            default=0,
        )
        self._stand_at(self.questions[last])
        self._heading = -1

    def _next(self, at: int, move: int) -> int:
        """The nearest question in this direction that is worth asking."""
        found = at + move
        while 0 <= found < len(self.questions):
            if self.questions[found].applies(self.draft.answers):
                return found
            found += move
        return at if move < 0 else found

    def _ask(self, question: Question) -> int:
        """Ask one question: 1 to go on, -1 to go back, 0 to ask again."""
        self._stand_at(question)
        self._show(question)
        before = self.draft.answers.get(question.field)
        standing = self._on_the_line(question)
        try:
            text = self.lines.ask(PROMPT, standing, partial(self._take_half, question)).strip()
        except Interrupted as left:
            self._take_half(question, left.typed)
            raise
        self.draft.answers.set(question.field, before)
        return self._heed(question, text)

    def _take_half(self, question: Question, typed: str) -> None:
        """Keep what stands on the line and may be the beginning of an answer."""
        if typed.strip() and typed.strip() not in (BACK, HELP, TAKE_BACK):
            with suppress(ValueError, StoreError):
                self._take(question, typed.strip())

    def _on_the_line(self, question: Question) -> str:
        """The words to be gone on with: an answer in one's own words that fits on a line."""
        standing = self.draft.answers.get(question.field) or ""
        return standing if question.free and "\n" not in standing else ""

    def _heed(self, question: Question, text: str) -> int:
        if text == BACK:
            return -1
        if text == HELP:
            self.page.text(words.HELP, tone="soft")
            return 0
        if not text:
            return 0 if self._is_needed(question) else 1
        try:
            self._take(question, "" if text == TAKE_BACK else text)
        except BadRecord:
            self.page.text(words.TOO_MUCH, tone="accent")
            return 0
        except ValueError as error:
            self.page.text(words.not_understood(str(error)), tone="accent")
            return 0
        return 1

    def _take(self, question: Question, text: str) -> None:
        """Take a line as the answer and keep it; an empty one takes the answer back.

        Raises:
            ValueError: it does not fit, and what stood there before still does.
        """
        answers = self.draft.answers
        before = answers.get(question.field)
        value = value_of(question, text, self._offered(question)) if text else None
        answers.set(question.field, value)
        try:
            answers.body(self.session.pack)
        finally:
            answers.set(question.field, before)
        answer(self.session, self.draft, question.field, value)
        self._keep()

    def _is_needed(self, question: Question) -> bool:
        needed = question.prompt.required and not self.draft.answers.answered(question.prompt)
        if needed:
            self.page.text(words.NEEDED, tone="accent")
        return needed

    def _stand_at(self, question: Question) -> None:
        self.draft.field, self.draft.page = question.field, question.page
        self._keep()

    def _keep(self) -> None:
        save_draft(self.session, self.draft)

    def _show(self, question: Question) -> None:
        """The question, how it is answered, and the answer that stands."""
        self._show_heading(question.page)
        self.page.line()
        self.page.text(question.title, tone="title")
        if question.prompt.about and question.leads:
            self.page.text(question.prompt.about, indent=2, tone="soft")
        self._show_choices(question)
        if how := how_to_answer(question):
            self.page.text(how, indent=2, tone="soft")
        if question.names_somebody and self._names:
            self.page.text(used_before(self._names), indent=2, tone="soft")
        standing = self.draft.answers.get(question.field)
        if standing is not None and not (self.lines.edits and self._on_the_line(question)):
            value = said(question, standing, self._offered(question))
            self.page.text(words.stands(value), indent=2)

    def _show_heading(self, number: int) -> None:
        if number == self._heading:
            return
        self._heading = number
        group = self.draft.form.groups[number]
        progress = words.progress(number + 1, len(self.draft.form.groups))
        self.page.line()
        self.page.spread(Cell(group.title, "accent"), Cell(progress, "soft"))
        if group.about:
            self.page.text(group.about, tone="soft")

    def _show_choices(self, question: Question) -> None:
        if not question.offers:
            return
        offered = self._offered(question)
        labels = [words.choice(at, flat(each.title)) for at, each in enumerate(offered, 1)]
        if not labels:
            self.page.text(words.NOTHING_TO_NAME, indent=2, tone="soft")
        elif question.prompt.type in ("choices", "record"):
            self.page.grid(labels, indent=2)
        else:
            self.page.spread(*map(Cell, labels), indent=2)

    @cached_property
    def _names(self) -> list[str]:
        """Aliases to be used again."""
        return used_names(self.session)[:SUGGESTED]

    def _offered(self, question: Question) -> list[Choice]:
        """What a question offers here."""
        return choices(self.session, question.prompt) if question.offers else []
