"""One sheet of step work: its table or its pages, how it stands, what was said to it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from sponsorterm.program import Prompt
from sponsorterm.services.entries.drafts import FormDraft
from sponsorterm.services.entries.forms import values_of
from sponsorterm.services.entries.reading import choices, shown, value_at
from sponsorterm.services.steps import rows as work
from sponsorterm.services.steps.feedback import Said
from sponsorterm.services.steps.sheets import SheetView
from sponsorterm.strings import sheet_screen as words
from sponsorterm.strings import sheets as common
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.sheet_actions import SheetActions
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.cell import CellEditor, Then
from sponsorterm.tui.widgets.grid import Grid, GridColumn, GridRow
from sponsorterm.tui.widgets.hints import Hint, Hints
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, lines, said

_BRIEF = ("scale", "number", "tristate", "date", "time")
_EDITOR = 46
"""Cells a cell being written takes at least, where there are so many."""


class SheetScreen(SheetActions):
    """A sheet with a table; or, when it has none, its pages to read."""

    CSS_PATH = sheet("sheet")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pages", words.KEY_PAGES, show=False),
        Binding("n", "new_row", words.KEY_NEW),
        Binding("x", "delete_row", words.KEY_DELETE),
        Binding("J", "move_row(1)", words.KEY_DOWN),
        Binding("K", "move_row(-1)", words.KEY_UP),
        Binding("c", "turn", words.KEY_TURN),
    ]

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self._view: SheetView | None = None
        self._drafts: dict[str, FormDraft] = {}
        self._deleted: list[str] = []
        self._editor: CellEditor | None = None

    # ── What it shows ────────────────────────────────────────────────────────────────

    @property
    def view(self) -> SheetView:
        """The sheet as it was read last."""
        return self._view or super().view

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.query_one(Grid)

    @property
    def _columns(self) -> list[Prompt]:
        return self.view.sheet.columns

    def body(self) -> ComposeResult:
        """How it stands, the table or the pages, the cell in full, the keys."""
        columns = self.session.pack.worksheet(self._key).columns
        yield Plain(id="standing")
        if columns:
            with Vertical(id="table"):
                yield Grid([GridColumn(p.title, p.type in _BRIEF) for p in columns], id="grid")
            yield Plain(id="cell")
        else:
            with Page(id="reading"):
                yield Plain(id="answers")
        yield Hints(id="keys")

    def fill(self) -> None:
        """Read the sheet, and show it."""
        self._view = None
        self._view = view = super().view
        self.query_one("#keys", Hints).show(self._hints(view))
        if view.sheet.columns:
            self._drafts = work.drafts_of(self.session, view)
            if self._editor is not None:
                self._drafts[self._editor.draft.record] = self._editor.draft
            self._show_rows()
        else:
            self.query_one("#answers", Plain).show(self._pages(view))
        self._show_standing()
        self._mark_read(view)

    def _show_rows(self, key: str = "") -> None:
        known = [row.record for row in self.view.rows]
        begun = [record for record in self._drafts if record not in known]
        self.grid.show([self._grid_row(record) for record in [*known, *begun]], key)
        self._show_cell()

    def _grid_row(self, record: str) -> GridRow:
        draft, row = self._drafts.get(record), self.view.row(record)
        values = draft.answers.values if draft else values_of(row.body) if row else {}
        cells = tuple(value_at(self.session.pack, prompt, values) for prompt in self._columns)
        mark = self.marks.unread if row and row.said else " "
        if draft and not (self._editor and self._editor.draft is draft):
            mark = self.marks.draft
        return GridRow(record, cells, mark)

    def _show_standing(self) -> None:
        view = self.view
        standing = common.standing(view.state, view.body.method, changed=view.changed)
        title = Content.assemble(said(view.sheet.title, STRONG), "   ", said(standing, ACCENT))
        if view.sheet.columns:
            turned = words.BY_ROW if self.grid.by_row else words.BY_COLUMN
            count = f"   {words.rows(len(view.rows))}   {self.marks.dot}   {turned}"
            title = Content.assemble(title, said(count, MUTED))
        about = [said(view.sheet.about, MUTED)] if view.sheet.about else []
        heard = [_heard(each) for each in view.said[:2]]
        self.query_one("#standing", Plain).show(lines(title, *about, *heard))

    @on(Grid.Moved)
    def _show_cell(self) -> None:
        """The cell under the cursor in full, and what was said to its row."""
        if not self.grid.rows:
            self.query_one("#cell", Plain).show(said(words.EMPTY, MUTED))
            return
        prompt = self._columns[self.grid.column]
        value = self.grid.rows[self.grid.row].cells[self.grid.column]
        row = self.view.row(self.grid.key)
        heard = [_heard(each) for each in (row.said if row else ()) if _is_about(each, prompt)]
        shown_value = said(value) if value else said(prompt.about, MUTED)
        parts = [said(prompt.title, STRONG), shown_value, *heard]
        self.query_one("#cell", Plain).show(lines(*parts))

    def _pages(self, view: SheetView) -> Content:
        """The answers on the pages, one beneath the other."""
        if view.entry is None:
            return said(words.EMPTY_PAGES, MUTED)
        parts = []
        for line in shown(self.session.pack, self.session.store.revision(view.entry.id)):
            if line.field.startswith("answers."):
                parts += [said(line.label, MUTED), said(line.value), Content()]
        return lines(*parts) if parts else said(words.EMPTY_PAGES, MUTED)

    def _mark_read(self, view: SheetView) -> None:
        """What stands on the screen is read."""
        heard = [each for row in view.rows for each in row.said] + list(view.said)
        self.has_read(each.entry for each in heard)

    def _hints(self, view: SheetView) -> list[Hint]:
        if not view.sheet.columns:
            first = [("enter", words.HINT_PAGES)]
        else:
            first = [
                ("enter", words.HINT_WRITE),
                ("n", words.HINT_NEW),
                ("c", words.HINT_TURN),
                *([("p", words.HINT_PAGES)] if view.sheet.groups else []),
            ]
        rest = [
            ("S", words.HINT_SUBMIT),
            ("m", words.HINT_DONE),
            ("u", words.HINT_UNDO),
            ("P", words.HINT_PRINT),
        ]
        return [*first, *rest, *([("x", words.HINT_DELETE)] if view.sheet.columns else [])]

    # ── Rows ─────────────────────────────────────────────────────────────────────────

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A sheet without a table has no rows."""
        if action in ("new_row", "delete_row", "move_row", "turn"):
            return bool(self.session.pack.worksheet(self._key).columns)
        return super().check_action(action, parameters)

    async def action_new_row(self) -> None:
        """Begin a row, in its first cell."""
        draft = work.new_row(self.session, self.view)
        self._drafts[draft.record] = draft
        self._show_rows(draft.record)
        self.grid.move_to(len(self.grid.rows) - 1, 0)
        await self._write()

    def action_delete_row(self) -> None:
        """Delete the row under the cursor; undo brings it back."""
        record = self.grid.key
        row = self.view.row(record)
        if draft := self._drafts.get(record):
            work.drop(self.session, draft)
        if row is not None and self.write(
            lambda: work.remove_row(self.session, row), words.DELETED
        ):
            self._deleted.append(record)
        elif record:
            self.changed(words.NEW_ROW_KEPT_OUT)

    def action_undo(self) -> None:
        """Bring the row back that was deleted last; else undo the sheet's last change."""
        if not self._deleted:
            super().action_undo()
            return
        record = self._deleted.pop()
        self.write(lambda: work.bring_back(self.session, record), words.BROUGHT_BACK)

    def action_move_row(self, by: int) -> None:
        """Move the row under the cursor."""
        record = self.grid.key
        if self.view.row(record) is not None:
            self.write(lambda: work.move_row(self.session, self.view, record, by))

    def action_turn(self) -> None:
        """Go down the columns, or along the rows."""
        self.grid.turn(by_row=not self.grid.by_row)
        self._show_standing()

    # ── Cells ────────────────────────────────────────────────────────────────────────

    @on(Grid.Chosen)
    async def _write(self) -> None:
        """Write in the cell under the cursor."""
        if not self.grid.rows or self._editor is not None:
            return
        prompt = self._columns[self.grid.column]
        row = self.view.row(self.grid.key)
        draft = self._drafts.get(self.grid.key)
        if draft is None:
            assert row is not None
            draft = work.row_draft(self.session, self.view, row)
        self._editor = editor = CellEditor(draft, prompt, choices(self.session, prompt))
        place = self.grid.place_of_cursor()
        width = min(self.grid.size.width, max(_EDITOR, self.grid.size.width // 2))
        editor.styles.width = width
        editor.styles.offset = (max(0, min(place.x - 2, self.grid.size.width - width)), place.y - 1)
        async with self.batch():
            await self.query_one("#table", Vertical).mount(editor, before=0)

    @on(CellEditor.Done)
    async def _written(self, event: CellEditor.Done) -> None:
        """Keep the row, and go on."""
        self.grid.focus()
        self._close()
        record, new = event.draft.record, self.view.row(event.draft.record) is None
        kept = True
        if event.changed or new:
            kept = self._keep(event.draft)
        there = any(row.key == record for row in self.grid.rows)
        if kept and there:
            await self._go_on(event.then)

    def _close(self) -> None:
        """Take the editor away: out of sight first, for what is gone cannot be drawn any more."""
        if self._editor is not None:
            self._editor.display = False
            self.call_after_refresh(self._editor.remove)
            self._editor = None

    def _keep(self, draft: FormDraft) -> bool:
        """Keep a row; whether it is one now. What is refused is not kept, and that is said."""
        try:
            filed = self.attempt(lambda: (work.keep_row(self.session, draft),))
        finally:
            self._drafts.pop(draft.record, None)
        if filed is None:
            work.drop(self.session, draft)
            self._show_rows()
            return False
        self.app.filed()
        self.changed("" if filed[0] else words.NEW_ROW_KEPT_OUT)
        return filed[0] is not None

    async def _go_on(self, then: Then) -> None:
        """To the next cell, down the column or along the row; past the end to a new row."""
        row, column = self.grid.row, self.grid.column
        last_row = row == len(self.grid.rows) - 1
        across = {"right": 1, "left": -1}.get(then, 1 if then == "next" and self.grid.by_row else 0)
        if then == "stay":
            return
        if across:
            if 0 <= column + across < len(self._columns):
                self.grid.move_to(row, column + across)
                await self._write()
        elif not last_row:
            self.grid.move_to(row + 1, column)
            await self._write()
        elif column == 0:
            await self.action_new_row()


def _heard(each: Said) -> Content:
    """What somebody said, and who."""
    found = common.FOUND.get(each.state, "")
    text = ". ".join(part for part in (found, each.text) if part)
    return Content.assemble(said(f"{each.name}: ", ACCENT), said(text))


def _is_about(each: Said, prompt: Prompt) -> bool:
    """Whether it is about the row as a whole, or about this answer."""
    return each.field in ("", prompt.field)
