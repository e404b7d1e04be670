"""What Today and Inventory share: the keys that open a form of the programme for a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual.binding import Binding, BindingType

from sponsorterm.services.drafts import MODES, FormDraft, open_draft
from sponsorterm.services.forms import parse_date
from sponsorterm.strings import day as words
from sponsorterm.tui.screens.writing import WritingScreen
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import AskLine


class DayScreen(WritingScreen):
    """A screen from which a day is written down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", f"write('{MODES['full']}')", words.KEY_FULL),
        Binding("Q", f"write('{MODES['quick']}')", words.KEY_QUICK),
        Binding("w", "write_other", words.KEY_OTHER),
        Binding("y", "write_yesterday", words.KEY_YESTERDAY),
        Binding("d", "write_day", words.KEY_DAY),
    ]

    def action_write(self, form: str) -> None:
        """Open a form for today."""
        self.open_form(form, self.session.today)

    def action_write_yesterday(self) -> None:
        """Open the inventory of the day before."""
        self.open_form(MODES["full"], self.session.today - timedelta(days=1))

    def action_write_day(self) -> None:
        """Ask for a day, and open its inventory."""
        self.app.push_screen(
            AskLine(words.WHICH_DAY, words.WHICH_DAY_HOW, length=10), self._for_day
        )

    def action_write_other(self) -> None:
        """Choose among all forms of the programme."""
        options = [
            (str(number), form.key, form.title)
            for number, form in enumerate(self.session.pack.forms, 1)
        ]

        def opened(key: str | None) -> None:
            if key:
                self.action_write(key)

        self.app.push_screen(Choose(words.WHICH_FORM, options), opened)

    def open_form(self, form: str, day: date) -> None:
        """Open a form for a day: its draft, its entry, or an empty one."""
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
        if not text:
            return
        try:
            day = parse_date(text.strip())
        except ValueError as error:
            self.say(str(error))
            return
        if day > self.session.today:
            self.say(words.NOT_YET)
        else:
            self.open_form(MODES["full"], day)
