"""What Today and Inventory share: the keys that open a form of the programme for a day.

What only a key needs is imported by the key: this is on the way to the first frame.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from sponsorterm.strings import day as words
from sponsorterm.tui.screens.base import ScreenBase

if TYPE_CHECKING:
    from sponsorterm.services.entries.drafts import FormDraft


class DayScreen(ScreenBase[None]):
    """A screen from which a day is written down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "write_today('full')", words.KEY_FULL),
        Binding("Q", "write_today('quick')", words.KEY_QUICK),
        Binding("w", "write_other", words.KEY_OTHER),
        Binding("y", "write_yesterday", words.KEY_YESTERDAY),
        Binding("d", "write_day", words.KEY_DAY),
        Binding("slash", "search", words.KEY_SEARCH),
        Binding("W", "shred", words.KEY_SHRED),
    ]

    def action_write_today(self, mode: str) -> None:
        """Open today's inventory, the full or the quick one."""
        self.open_inventory(self.session.today, mode)

    def action_write_yesterday(self) -> None:
        """Open the inventory of the day before."""
        self.open_inventory(self.session.today - timedelta(days=1))

    def action_write_day(self) -> None:
        """Ask for a day, and open its inventory."""
        from sponsorterm.tui.widgets.dialogs import AskLine

        self.app.push_screen(
            AskLine(words.WHICH_DAY, words.WHICH_DAY_HOW, length=10), self._for_day
        )

    def action_write_other(self) -> None:
        """Choose among all forms of the programme."""
        from sponsorterm.tui.widgets.choose import Choose

        options = [
            (str(number), form.key, form.title)
            for number, form in enumerate(self.session.pack.forms, 1)
        ]

        def opened(key: str | None) -> None:
            if key:
                self.open_form(key, self.session.today)

        self.app.push_screen(Choose(words.WHICH_FORM, options), opened)

    def action_search(self) -> None:
        """Look for something in all that was written."""
        from sponsorterm.tui.screens.search import SearchScreen

        self.app.push_screen(SearchScreen())

    def action_shred(self) -> None:
        """Write something that is kept nowhere."""
        from sponsorterm.tui.screens.shred import ShredScreen

        self.app.push_screen(ShredScreen(), self._after)

    def open_inventory(self, day: date, mode: str = "full") -> None:
        """Open the inventory of a day."""
        from sponsorterm.services.entries.drafts import MODES

        self.open_form(MODES[mode], day)

    def open_form(self, form: str, day: date) -> None:
        """Open a form for a day: its draft, its entry, or an empty one."""
        from sponsorterm.services.entries.drafts import open_draft

        draft = self.attempt(lambda: open_draft(self.session, form, day))
        if draft is not None:
            self.open_draft(draft)

    def open_draft(self, draft: FormDraft) -> None:
        """Go on with a draft."""
        from sponsorterm.tui.screens.form import FormScreen

        self.app.push_screen(FormScreen(draft), self._after)

    def _after(self, message: str | None) -> None:
        self.say(message or "")

    def _for_day(self, text: str | None) -> None:
        if (day := self.day_that_came(text)) is not None:
            self.open_inventory(day)
