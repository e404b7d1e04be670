"""The rows of a sheet somebody shared, one beneath the other, each to be answered by itself."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.records.entry import Entry
from sponsorterm.services.entries.reading import revision_of, shown
from sponsorterm.services.links import talk
from sponsorterm.services.steps.written_work import Sheet, written_work
from sponsorterm.strings import sponsees as entry_words
from sponsorterm.strings import working as words
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.received import ReceivedActions, ReceivedScreen
from sponsorterm.tui.screens.walk import Walk
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.passages import Passage, Passages
from sponsorterm.tui.widgets.plain import Plain, lines, said


class RowsScreen(ReceivedActions):
    """A sheet of theirs as a list of its rows, with what was said to each."""

    CSS_PATH = sheet("sponsees")
    HELP: ClassVar[str] = entry_words.HELP_RECEIVED

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", entry_words.HINT_OPEN)]

    def __init__(self, link: str, key: str, walk: Walk) -> None:
        super().__init__(link, walk)
        self._key = key
        self._rows: dict[str, Entry] = {}

    def body(self) -> ComposeResult:
        """What sheet it is, its rows, and what the keys do."""
        yield Plain(id="sheet")
        yield Passages(id="passages")
        yield Hints(
            [
                ("enter", entry_words.HINT_OPEN),
                ("c", entry_words.HINT_COMMENT),
                ("space", entry_words.HINT_SEEN),
                ("n", entry_words.HINT_NEXT),
            ]
        )

    def fill(self) -> None:
        """Read the rows again."""
        found = self._sheet()
        if found is None:
            self.query_one("#sheet", Plain).show(said(entry_words.TAKEN_BACK))
            self.query_one("#passages", Passages).show([])
            return
        self._rows = {row.record: row for row in found.rows}
        facts = (self.view.name, words.turn(found.round), words.rows(len(found.rows)))
        told = f" {self.marks.dot} ".join(filter(None, facts))
        self.query_one("#sheet", Plain).show(lines(said(found.title, STRONG), said(told, MUTED)))
        self.query_one("#passages", Passages).show(
            [self._passage(number, row) for number, row in enumerate(found.rows, 1)]
        )

    def _sheet(self) -> Sheet | None:
        found = written_work(self.session, self.view).sheets
        return next((each for each in found if each.key == self._key), None)

    def _passage(self, number: int, row: Entry) -> Passage:
        """A row: its cells, a line each, and beneath them what was said."""
        new = entry_words.IS_NEW if not row.mark else ""
        head = Content.assemble(said(str(number), STRONG), "  ", said(new, ACCENT))
        cells = [
            Content.assemble(said(f"{line.label}  ", MUTED), said(line.value))
            for line in shown(self.session.pack, revision_of(self.session, row))
        ]
        said_to = [
            said(f"{block.name}: {block.text}", ACCENT)
            for block in talk.comments_on(self.session, row)
        ]
        return Passage(row.record, head, lines(*cells, *said_to))

    def meant(self) -> Entry | None:
        """The row under the cursor."""
        return self._rows.get(self.query_one("#passages", Passages).key)

    def action_open(self) -> None:
        """The row by itself, with all that was said to it."""
        if (row := self.meant()) is not None:
            self.app.push_screen(ReceivedScreen(self.link, row.record, self.walk))
