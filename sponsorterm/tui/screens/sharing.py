"""What one sponsor will see: the level, each answer given or held back, and the very copy.

What is shown is no picture of the copy. It is the copy, made anew at every change, read back
from the bytes that would be sent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from sponsorterm.program import Choice, Pack
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import Prepared, PreparedCopy, prepare_share, share, shares
from sponsorterm.services.entries.reading import Line, shown
from sponsorterm.services.home.session import LinkView
from sponsorterm.strings import filing as words
from sponsorterm.tui.marks import marks_for
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import SAID, ScreenBase
from sponsorterm.tui.theme import MUTED, STRONG
from sponsorterm.tui.widgets.answers import AnswerWidget, Pick
from sponsorterm.tui.widgets.dialogs import PageDialog
from sponsorterm.tui.widgets.go import Go
from sponsorterm.tui.widgets.plain import Plain, lines, said

_INDENT = 4
"""Cells before an answer: the cursor, and the mark that tells whether it is given."""

Preview = Callable[[Sharing], Prepared]
"""Makes the entry and its copy for one link at this sharing, and keeps nothing."""


class Given(AnswerWidget):
    """One answer of the copy. Space holds it back; its words stay in sight, marked so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,x", "hold", words.KEY_HOLD),
        Binding("backspace,delete", "hold", words.KEY_HOLD, show=False),
    ]

    def __init__(self, line: Line, *, held: bool) -> None:
        super().__init__(held)
        self.line = line

    def render(self) -> Content:
        """The question, then the answer as it will be read."""
        marks = marks_for(self)
        held = bool(self.value)
        mark = marks.unchosen if held else marks.chosen
        word = said(f"  {words.HELD_BACK}", MUTED) if held else Content()
        room = self.size.width - _INDENT
        label = Content.assemble(said(self.line.label, MUTED if held else STRONG), word)
        value = said(self.line.value, MUTED if held else "")
        first, *rest = [*label.wrap(room), *value.wrap(room)]
        beneath = (Content.assemble(" " * _INDENT, row) for row in rest)
        return lines(Content.assemble(self.gutter_mark(), f"{mark} ", first), *beneath)

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """The rows the question and the answer take, wrapped."""
        room = max(1, width - _INDENT)
        label = f"{self.line.label}  {words.HELD_BACK}"
        return len(said(label).wrap(room)) + len(said(self.line.value).wrap(room))

    def action_hold(self) -> None:
        """Hold it back, or give it after all."""
        self.answer(not self.value)


class SharePanel(Vertical):
    """The choices for one link and what they lead to."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("v", "raw", words.KEY_RAW)]

    class Changed(Message):
        """Another level, or another answer held back."""

        def __init__(self, link: str, sharing: Sharing) -> None:
            super().__init__()
            self.link = link
            self.sharing = sharing

    def __init__(self, pack: Pack, link: LinkView, sharing: Sharing, preview: Preview) -> None:
        super().__init__()
        self._pack = pack
        self._link = link
        self._sharing = sharing
        self._preview = preview

    def compose(self) -> ComposeResult:
        """The level first, then the copy."""
        levels = [Choice(key, title) for key, title in words.LEVELS]
        yield Plain(said(words.what_they_see(self._link.name), STRONG))
        yield Pick(levels, self._sharing.level)
        yield Vertical(id="copy")

    async def on_mount(self) -> None:
        """Show what the choices so far lead to."""
        await self._show_copy()

    @on(AnswerWidget.Answered)
    async def _chosen(self, event: AnswerWidget.Answered) -> None:
        event.stop()
        if isinstance(event.widget, Given):
            held = {*self._sharing.held} ^ {event.widget.line.field}
            self._sharing = Sharing(self._sharing.level, tuple(sorted(held)))
        elif event.widget.value is None:
            event.widget.answer(self._sharing.level)
            return
        elif event.widget.value != self._sharing.level:
            self._sharing = Sharing(event.widget.value, self._sharing.held)
        else:
            return
        self.post_message(self.Changed(self._link.record, self._sharing))
        if not isinstance(event.widget, Given):
            await self._show_copy()

    def action_raw(self) -> None:
        """Show the bytes themselves."""
        copy = self._copy(self._preview(self._sharing))
        text = copy.payload.decode() if copy else words.NO_COPY
        self.app.push_screen(PageDialog(words.RAW_TITLE, said(text)))

    def _copy(self, prepared: Prepared) -> PreparedCopy | None:
        """The copy as it would be sent, if there is to be one."""
        return next((copy for copy in prepared.copies if copy.link == self._link.record), None)

    async def _show_copy(self) -> None:
        place = self.query_one("#copy", Vertical)
        try:
            prepared = self._preview(self._sharing)
            made = self._copy_widgets(prepared, self._copy(prepared))
        except SAID as error:
            made = [Plain(said(str(error)))]
        async with self.batch():
            await place.remove_children()
            await place.mount_all(made)

    def _copy_widgets(self, prepared: Prepared, copy: PreparedCopy | None) -> list[Widget]:
        if copy is None or copy.level == "withdrawn":
            text = words.withdrawn(self._link.name) if copy else words.GETS_NOTHING
            return [Plain(said(text))]
        given = {line.field: line for line in shown(self._pack, copy.payload)}
        whole = shown(self._pack, prepared.revision)
        made: list[Widget] = [Plain(said(words.HOLD_HINT, MUTED))]
        stays = []
        for line in whole:
            if line.field in given or line.field in self._sharing.held:
                held = line.field in self._sharing.held
                made.append(Given(given.get(line.field, line), held=held))
            else:
                stays.append(line.label)
        if stays:
            made.append(Plain(said(words.stays(stays), MUTED)))
        if copy.unchanged:
            made.append(Plain(said(words.unchanged(self._link.name), MUTED)))
        return made


class ShareScreen(ScreenBase[str]):
    """Give an entry that is already kept, change what was given, or take it back."""

    CSS_PATH = sheet("form")
    HELP: ClassVar[str] = words.HELP_SHARE
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("q", words.LEAVE_AS_IS),)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("F", "way_on", words.KEY_WAY_ON)]

    def __init__(self, record: str, link: LinkView) -> None:
        super().__init__()
        self._record = record
        self._link = link
        self._sharing = Sharing(link.default_level)

    def body(self) -> ComposeResult:
        """The panel, and the way on."""
        for held in shares(self.session, self._record):
            if held.link == self._link.record:
                self._sharing = Sharing("full" if held.level == "full" else "numbers", held.held)
        with VerticalScroll(id="page", can_focus=False):
            yield SharePanel(self.session.pack, self._link, self._sharing, self._preview)
            yield Go(words.SHARE_SO)

    def action_way_on(self) -> None:
        """Past the answers."""
        self.query_one(Go).focus()

    @on(SharePanel.Changed)
    def _changed(self, event: SharePanel.Changed) -> None:
        self._sharing = event.sharing

    @on(Go.Pressed)
    def _share(self) -> None:
        sharing = {self._link.record: self._sharing}
        filed = self.attempt(lambda: share(self.session, self._record, sharing))
        if filed is not None:
            self.app.filed(filed.given)
            self.app.data_changed()
            self.dismiss(words.shared(filed.given))

    def _preview(self, sharing: Sharing) -> Prepared:
        return prepare_share(self.session, self._record, {self._link.record: sharing})
