"""One cell of a table being written, in its place: any question there is, over the table.

What is typed is a draft on disk within a breath, and a row of its own once the cell is left.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Literal

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea

from sponsorterm.program import Choice, Prompt
from sponsorterm.services.entries.drafts import FormDraft, save_draft
from sponsorterm.services.entries.forms import Answers
from sponsorterm.services.entries.searching import used_names
from sponsorterm.strings import sheet_screen as words
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.keeper import CHANGES, SECONDS, Keeper
from sponsorterm.tui.theme import MUTED
from sponsorterm.tui.widgets.fields import LinesField
from sponsorterm.tui.widgets.plain import Plain
from sponsorterm.tui.widgets.prompts import PromptBox

Then = Literal["next", "right", "left", "stay"]
"""Where to go from a cell that is done."""


class CellEditor(Vertical):
    """A question over the table. It tells when it is done, and where to go then."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done('next')", words.KEY_NEXT, priority=True),
        Binding("tab", "done('right')", words.KEY_RIGHT, priority=True),
        Binding("shift+tab", "done('left')", words.KEY_LEFT, priority=True),
        Binding("escape", "done('stay')", words.KEY_STAY, priority=True),
        Binding("shift+enter,ctrl+j", "new_line", words.KEY_NEW_LINE),
    ]
    DEFAULT_CSS = """
    CellEditor {
        overlay: screen;
        constrain: inside inside;
        height: auto;
        max-height: 16;
        background: $panel;
        border-top: solid $accent;
        padding: 0 1;
        & PromptBox { margin: 0; }
    }
    """

    app = getters.app(SponsortermApp)

    class Done(Message):
        """The cell was left; its draft says what stands in it."""

        def __init__(self, draft: FormDraft, then: Then, *, changed: bool) -> None:
            super().__init__()
            self.draft = draft
            self.then = then
            self.changed = changed

    def __init__(self, draft: FormDraft, prompt: Prompt, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.draft = draft
        self._prompt = prompt
        self._choices = choices
        self._before = draft.answers.get(prompt.field)
        self._keeper = Keeper(self._copy, self._save)

    def compose(self) -> ComposeResult:
        """The question, and how to leave it."""
        names = partial(used_names, self.app.session)
        yield PromptBox(self._prompt, self._choices, self.draft.answers.get, names)
        yield Plain(Content.styled(words.CELL_KEYS, MUTED))

    def on_mount(self) -> None:
        """Be in the answer, behind what stands there."""
        self.app.keepers.append(self.keep)
        self.screen.set_focus(self.query_one(PromptBox).widget_for(self._prompt.field))
        for area in self.query(TextArea):
            area.move_cursor(area.document.end)

    def on_unmount(self) -> None:
        """Nothing more to keep."""
        self.app.keepers.remove(self.keep)

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],
    ) -> bool | None:
        """Enter makes a new line where an answer is a list of them."""
        listed = isinstance(self.screen.focused, LinesField)
        return not (listed and action == "done" and parameters == ("next",))

    def action_done(self, then: Then) -> None:
        """Leave the cell with what stands in it."""
        self._keeper.close()
        changed = self.draft.answers.get(self._prompt.field) != self._before
        self.post_message(self.Done(self.draft, then, changed=changed))

    def action_new_line(self) -> None:
        """A second line in a text."""
        for area in self.query(TextArea):
            area.insert("\n")

    @on(PromptBox.Answered)
    def _answered(self, event: PromptBox.Answered) -> None:
        event.stop()
        self.draft.answers.set(event.field, event.value)
        self.draft.field = event.field
        self._keeper.touch()
        if self._keeper.waiting == 1:
            self.set_timer(SECONDS, self._keep_soon)
        elif self._keeper.waiting >= CHANGES:
            self._keep_soon()

    def _keep_soon(self) -> None:
        if self._keeper.waiting:
            self.run_worker(self._in_thread(self._keeper.snapshot()), exit_on_error=False)

    async def _in_thread(self, write: Callable[[], None]) -> None:
        await asyncio.to_thread(write)

    def keep(self) -> None:
        """Write the draft now, and return when it is on disk."""
        self._keeper.snapshot()()

    def _copy(self) -> FormDraft:
        answers = Answers(self.draft.form, self.draft.answers.values)
        return dataclasses.replace(self.draft, answers=answers)

    def _save(self, draft: FormDraft) -> None:
        save_draft(self.app.session, draft)
