"""What every screen shares: header, footer, messages, and reading again when data changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, getters
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from sponsorterm.records.entry import MINE, Entry
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.text import one_line
from sponsorterm.services.errors import ServiceError
from sponsorterm.store.errors import StoreError
from sponsorterm.strings import doctor
from sponsorterm.strings import screens as words
from sponsorterm.tui.app import PAINT_SECONDS, SponsortermApp
from sponsorterm.tui.marks import Marks
from sponsorterm.tui.widgets.footer import FooterLine
from sponsorterm.tui.widgets.header import HeaderLine

if TYPE_CHECKING:
    from sponsorterm.services.home.session import Session

SAID = (ServiceError, StoreError, BadRecord)
"""Errors whose words are meant for a person."""


def in_one_line(error: Exception) -> str:
    """What happened and what to do, side by side."""
    return one_line(str(error), getattr(error, "hint", ""))


Result = TypeVar("Result")
Given = TypeVar("Given")


class ScreenBase(Screen[Result]):
    """A screen with a header and a footer around its `body`.

    `fill` reads all that is shown; it runs when the screen comes to the front and something
    changed since, and must leave alone what a person is typing.
    """

    AREA: ClassVar[str] = ""
    """The area whose name is lit in the footer."""
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("q", words.BACK),)
    """Keys and words for the footer of a screen that is no area."""
    HELP: ClassVar[str] = ""
    """A few lines for the help page: what this screen is for."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave_field", words.KEY_LEAVE_FIELD, show=False),
    ]

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As Textual's, but without painting the whole screen whenever the focus moves."""

    app = getters.app(SponsortermApp)
    header = getters.query_one(HeaderLine)
    footer = getters.query_one(FooterLine)

    def __init__(self) -> None:
        super().__init__()
        self._shown_version = -1

    def compose(self) -> ComposeResult:
        """Header, body, footer."""
        yield HeaderLine()
        yield from self.body()
        yield FooterLine(self.AREA, self.KEYS)

    def body(self) -> ComposeResult:
        """What stands between header and footer."""
        return iter(())

    def fill(self) -> None:
        """Read everything shown from the session, and show it."""

    @property
    def session(self) -> Session:
        """The opened home."""
        return self.app.session

    @property
    def marks(self) -> Marks:
        """The marks to draw with."""
        return self.app.marks

    def catch_up(self) -> None:
        """Fill again if anything changed since this screen last did."""
        if self._shown_version == self.app.version or not self.app.is_set_up:
            return
        if not (self.is_mounted and self.is_attached):
            return  # not whole yet, or on its way out: a look for others' writes came between
        self._shown_version = self.app.version
        self.attempt(self.fill)
        self.show_state()
        self.footer.show_areas(self.app.areas)

    def show_state(self) -> None:
        """Say in the header who this is, what day, and how the sync stands."""
        day = words.short_day(self.session.today)
        broken = len(self.session.store.problems())
        state = doctor.needs_a_look(broken) if broken else self.app.sync.words
        self.header.show_parts(self.session.profile.name, day, state)

    def on_screen_resume(self) -> None:
        """Catch up when this screen comes to the front; the app sees to the very first."""
        if self.app.painted:
            self.catch_up()
        self.set_timer(PAINT_SECONDS, self.app.paint)

    def _on_timer_update(self) -> None:
        """Lay out and repaint in one go, where Textual would send the same screen twice.

        Nothing public lies between the two; `tests/tui/test_bytes.py` counts what it saves.
        """
        if self._layout_required and self._repaint_required:
            self._dirty_widgets.add(self)
            self._repaint_required = False
        super()._on_timer_update()

    def attempt(self, do: Callable[[], Given]) -> Given | None:
        """Do something that may fail in words; say them in the footer and return None then."""
        try:
            return do()
        except SAID as error:
            self.say(self.words_of(error))
            return None

    def words_of(self, error: Exception) -> str:
        """What an error says to a person. Of one nobody foresaw only its kind is told."""
        return in_one_line(error) if isinstance(error, SAID) else type(error).__name__

    def day_that_came(self, text: str | None) -> date | None:
        """The day that was typed; of one that is none, or still to come, the footer tells."""
        from sponsorterm.services.entries.forms import parse_date

        if not text:
            return None
        try:
            day = parse_date(text.strip())
        except ValueError as error:
            self.say(str(error))
            return None
        if day > self.session.today:
            self.say(words.NOT_YET)
            return None
        return day

    def has_read(self, entries: Iterable[Entry]) -> None:
        """Mark read what stands here; other screens show it when they come to the front."""
        from sponsorterm.services.links.talk import mark_seen

        new: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.space != MINE and not entry.mark:
                new[entry.space].append(entry)
        for link, found in new.items():
            mark_seen(self.session, link, found)
        if new:
            self.app.version += 1
            self.app.filed()

    def changed(self, message: str = "") -> None:
        """This screen wrote something: show it everywhere, and say so."""
        self.app.data_changed()
        self.say(message)

    def say(self, message: str) -> None:
        """Show this in the footer until the next key."""
        self.footer.say(message)

    def on_key(self, _event: events.Key) -> None:
        """Take the last message away."""
        self.footer.say("")

    def on_resize(self) -> None:
        """Header and footer choose their parts by width."""
        self.header.refresh()
        self.footer.refresh()

    def action_copy_text(self) -> None:
        """Ctrl-C copies what is selected; who meant to leave by it is told the key for that."""
        try:
            super().action_copy_text()
        except SkipAction:
            self.say(words.HOW_TO_LEAVE)

    def action_leave_field(self) -> None:
        """Out of a text field, so that keys are keys again; else back."""
        if getattr(self.focused, "TYPING", False):
            self.leave_field()
        else:
            self.escape()

    def escape(self) -> None:
        """What Esc does outside a text field: back, where there is something behind."""
        if len(self.app.screen_stack) > 1:
            self.app.action_leave()

    def leave_field(self) -> None:
        """Where the focus goes when a text field is left: nowhere, unless a screen knows better."""
        self.set_focus(None)
