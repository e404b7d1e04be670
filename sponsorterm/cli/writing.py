"""The ways to an entry (questions, an editor, a pipe), and the one way it is filed."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.lines import Interrupted, Lines, TerminalLines
from sponsorterm.cli.names import short_name
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.sending import send
from sponsorterm.cli.sharing import LastLook, asked_for, sharing_of
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.kinds import Body
from sponsorterm.services.entries.drafts import FormDraft, discard_draft, load_draft, save_draft
from sponsorterm.services.entries.filing import Prepared, file
from sponsorterm.services.entries.forms import Answers
from sponsorterm.services.entries.making import prepare_draft
from sponsorterm.services.entries.reading import choices
from sponsorterm.services.home.session import Session
from sponsorterm.strings import cli as common
from sponsorterm.strings import cli_log as words
from sponsorterm.strings import cli_template as template_words
from sponsorterm.strings import clocks, filing
from sponsorterm.wire import MAX_PAYLOAD

if TYPE_CHECKING:
    from sponsorterm.cli.editor import Desk


@dataclass
class Entry:
    """One entry being written: its draft, and what the command line said of sharing it."""

    call: Invocation
    session: Session
    draft: FormDraft
    shares: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    sync: bool | None = None
    only: str = ""
    """The one field to be asked for, when it is not the whole form."""

    def take_in(self, *, editor: bool, piped: bool) -> ExitCode:
        """In the way that was asked for; somebody who pipes something in need not say so."""
        if editor:
            return self.by_editor()
        return self.by_pipe() if piped or not sys.stdin.isatty() else self.by_questions()

    def by_questions(self) -> ExitCode:
        """A question a line, then the last look, then it is filed.

        Raises:
            Stop: the person left (the draft is kept), or nobody is there to be asked.
        """
        if self.call.no_input:
            raise Stop(common.NOBODY_TO_ASK, words.PIPE_HINT, ExitCode.USAGE)
        page, draft = self.call.talk, self.draft
        page.title(draft.form.title, common.on(draft.day))
        if draft.answers.values:
            page.text(words.CHANGES if draft.edits else words.GOES_ON, tone="accent")
        page.text(words.KEYS_PLAIN if page.plain else words.KEYS, tone="soft")
        with TerminalLines() as lines:
            prepared = self._ask(lines)
        return self._file(prepared)

    def by_editor(self) -> ExitCode:
        """In the person's own editor; then the last look if they are there for it.

        Raises:
            Stop: the editor failed, or the person left; it says where the text is.
        """
        from sponsorterm.cli.editor import desk

        text = self.page()
        with TerminalLines() as lines:
            with desk(self.session.home, self.call.environment, text) as page:
                self._answer(self._understood(page, lines))
                save_draft(self.session, self.draft)
            prepared = self._ask(lines) if self.call.interactive else self._prepared()
        return self._file(prepared)

    def by_pipe(self) -> ExitCode:
        """As TOML from standard input.

        Raises:
            BadRecord: it cannot be used; nothing was filed.
            Stop: a draft of that day is kept, and only its writer can say which is meant.
        """
        from sponsorterm.cli.template import answers_of

        begun = load_draft(self.session, self.draft.key)
        if begun is not None and begun.answers.values:
            hint = words.or_let_it_go(self._how_to_go_on())
            raise Stop(words.DRAFT_STANDS, hint, ExitCode.NEEDS_A_PERSON)
        data = sys.stdin.buffer.read(MAX_PAYLOAD + 1)
        try:
            text = data.decode()
        except UnicodeDecodeError:
            raise BadRecord(template_words.SOURCE, "", template_words.NOT_TEXT) from None
        self._answer(answers_of(self.session.pack, self.draft.form, text))
        return self._file(self._prepared())

    def _understood(self, desk: Desk, lines: Lines) -> Answers:
        """What the person wrote, the editor opened again until it can be understood."""
        from sponsorterm.cli.template import answers_of

        while True:
            text = desk.edit()
            try:
                return answers_of(self.session.pack, self.draft.form, text)
            except BadRecord as error:
                kept = template_words.kept_at(str(desk.path))
                if not self.call.interactive:
                    raise Stop(str(error), kept, ExitCode.BAD_DATA) from None
                self.call.talk.text(str(error), tone="accent")
            try:
                left = lines.ask(template_words.AGAIN).strip().lower() == "q"
            except Interrupted:
                left = True
            if left:
                raise Stop(template_words.LEFT, kept, ExitCode.INTERRUPTED)

    def page(self) -> str:
        """The draft as a page of TOML, to be filled in."""
        from sponsorterm.cli.template import page_of

        return page_of(self.session.pack, self.draft, partial(choices, self.session))

    def _answer(self, answers: Answers) -> None:
        """Take answers that came all at once. What the form does not ask for stays."""
        for field, value in self.draft.answers.beside():
            answers.set(field, value)
        self.draft.answers = answers
        self.draft.page, self.draft.field = len(self.draft.form.groups), ""

    def _ask(self, lines: Lines) -> Prepared:
        """The questions that are open and the last look, back and forth until it is to be filed."""
        from sponsorterm.cli.guided import Guide  # what is piped in is asked for nothing

        guide = Guide(self.session, self.draft, self.call.talk, lines, self.only)
        try:
            while True:
                guide.ask_all()
                prepared = self._prepared()
                if self.call.yes:
                    return prepared
                look = LastLook(self.session, self.draft, self.call.talk, lines, prepared)
                if look.take():
                    return look.prepared
                guide.go_back()
        except Interrupted:
            hint = self._how_to_go_on()
            raise Stop(words.DRAFT_KEPT, hint, ExitCode.INTERRUPTED) from None

    def _how_to_go_on(self) -> str:
        draft, session = self.draft, self.session
        for entry in session.store.entries(record=draft.record) if draft.edits else ():
            return words.edit_on(short_name(entry))
        return words.go_on(draft.form.key, draft.day, session.today)

    def _prepared(self) -> Prepared:
        """The entry and its copies. What the command line said of sharing counts once.

        Raises:
            BadRecord: the one answer that is needed is missing.
            UnknownAnswer: an answer to be held back is none. Nothing may be filed then.
        """
        draft = self.draft
        if missing := draft.answers.missing():
            raise BadRecord(draft.form.key, missing[0].field, template_words.NEEDED)
        sharing = sharing_of(self.session, draft)
        draft.sharing = asked_for(self.session, sharing, self.shares, self.held)
        self.shares = self.held = ()
        return prepare_draft(self.session, draft, draft.sharing)

    def _file(self, prepared: Prepared) -> ExitCode:
        """Keep the very bytes that were looked at, then let the draft go."""
        file(self.session, prepared)
        discard_draft(self.session, self.draft)
        alone = all(copy.level == "withdrawn" for copy in prepared.copies)
        self.call.page.done(words.SAVED_ALONE if alone else words.SAVED)
        if prepared.listed:
            self.call.page.done(filing.LISTED)
        changed = [copy.name for copy in prepared.copies if not copy.unchanged]
        code = send(self.call, self.session, changed, self.sync)
        return self._gently(prepared.revision.body) or code

    def _gently(self, body: Body) -> ExitCode:
        """Where the entry tells of a use: offer to write it on the clock; never do so unasked."""
        from sponsorterm.services.day.clocks import concerned

        view = concerned(self.session, body, self.draft.day)
        if view is None:
            return ExitCode.DONE
        if not self.call.interactive or self.call.yes:
            self.call.talk.text(clocks.wrote_used(self.draft.day), tone="soft")
            return ExitCode.DONE
        if self.call.asks(clocks.ASK_FLOW).lower() not in ("y", "yes"):
            return ExitCode.DONE
        from sponsorterm.cli.setback import set_back

        return set_back(self.call, self.session, view, self.draft.day, None, note=False)
