"""Coming back, from Today, to what an entry left open: how it is now, and what is to be told.

What only a key needs is imported by the key: this is on the way to the first frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sponsorterm.strings import day as words
from sponsorterm.tui.screens.day import DayScreen

if TYPE_CHECKING:
    from sponsorterm.records.entry import Entry
    from sponsorterm.services.day.today import Today


class ComingBack(DayScreen):
    """A screen with lines to come back to."""

    def come_back(self, name: str, facts: Today) -> bool:
        """Come back to the entry of this id; whether it is one to come back to."""
        for entry in facts.checks:
            if entry.id == name:
                self._ask_now(entry)
                return True
        for entry in facts.untold:
            if entry.id == name:
                self._ask_told(entry)
                return True
        return False

    def _ask_now(self, entry: Entry) -> None:
        from sponsorterm.services.entries.followups import answer_after
        from sponsorterm.services.entries.reading import prompt_of
        from sponsorterm.tui.widgets.ask_scale import AskScale

        def keep(strength: int | None) -> None:
            if strength is None:
                return
            kept = self.attempt(lambda: answer_after(self.session, entry, strength))
            if kept is not None:
                self.app.filed()
                self.changed(words.AFTER_KEPT)

        prompt = prompt_of(self.session.pack, entry.kind, "after")
        if prompt is None:
            self.open_edit(entry)
        else:
            self.app.push_screen(AskScale(prompt, words.HOW_IS_IT_NOW), keep)

    def _ask_told(self, entry: Entry) -> None:
        from sponsorterm.services.entries.followups import to_be_told, told
        from sponsorterm.tui.widgets.choose import Choose

        def chosen(what: str | None) -> None:
            if what == "open":
                self.open_edit(entry)
            elif what == "told":
                self.attempt(lambda: told(self.session, entry, self.session.today))
                self.app.filed()
                self.changed(words.TOLD_KEPT)

        question = to_be_told(entry, self.session.today)
        self.app.push_screen(Choose(question, words.TOLD), chosen)

    def open_edit(self, entry: Entry) -> None:
        """Open an entry of mine in the form it was written with."""
        from sponsorterm.services.entries.drafts import edit_draft

        draft = self.attempt(lambda: edit_draft(self.session, entry))
        if draft is not None:
            self.open_draft(draft)
