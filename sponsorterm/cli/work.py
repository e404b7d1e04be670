"""Step work at a command line: written like any entry, but kept for oneself.

It is shared by a verb of its own, with a look at the very copy.
"""

from __future__ import annotations

import sys

from sponsorterm.cli.guided import Guide
from sponsorterm.cli.lines import Interrupted, Lines
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.writing import Entry
from sponsorterm.records.errors import BadRecord
from sponsorterm.rules.amends import Unadvised
from sponsorterm.services.entries.drafts import discard_draft
from sponsorterm.services.entries.filing import Prepared, file
from sponsorterm.services.entries.forms import prompts
from sponsorterm.services.steps.rows import prepare_work
from sponsorterm.strings import cli_log as words
from sponsorterm.strings import cli_template as template_words
from sponsorterm.strings import cli_work as work_words


class WorkEntry(Entry):
    """A sheet, a row or an amends being written."""

    def write(self, source: tuple[str, ...]) -> ExitCode:
        """By a pipe when there is one, else by questions.

        Raises:
            Stop: something else than `-` was given, or the person left; the draft is kept.
        """
        if source not in ((), ("-",)):
            raise Stop(words.NEVER_ARGUMENTS, words.NEVER_ARGUMENTS_HINT, ExitCode.USAGE)
        return self.by_pipe() if source or not sys.stdin.isatty() else self.by_questions()

    def _ask(self, lines: Lines) -> Prepared:
        guide = Guide(self.session, self.draft, self.call.talk, lines)
        try:
            while True:
                guide.ask_all()
                try:
                    return self._prepared()
                except Unadvised as error:
                    self.call.talk.text(str(error), tone="accent")
                    self._stand_at(error.field)
        except Interrupted:
            raise Stop(words.DRAFT_KEPT, work_words.SAME_AGAIN, ExitCode.INTERRUPTED) from None

    def _stand_at(self, field: str) -> None:
        """Ask for this field next.

        Raises:
            Unadvised: the form does not ask for it.
        """
        groups = self.draft.form.groups
        if all(prompt.field != field for prompt in prompts(self.draft.form)):
            raise Unadvised
        self.draft.field = field
        self.draft.page = next(
            number
            for number, group in enumerate(groups)
            if any(prompt.field == field for prompt in group.prompts)
        )

    def _prepared(self) -> Prepared:
        draft = self.draft
        if missing := draft.answers.missing():
            raise BadRecord(draft.form.key, missing[0].field, template_words.NEEDED)
        return prepare_work(self.session, draft)

    def _file(self, prepared: Prepared) -> ExitCode:
        file(self.session, prepared)
        discard_draft(self.session, self.draft)
        self.call.page.done(work_words.KEPT)
        return ExitCode.DONE
