"""Taking away what I wrote: back from others, out of my list, out of the trash."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from sponsorterm.records.entry import Entry
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import delete, share, shares
from sponsorterm.strings import leaving as words
from sponsorterm.strings.screens import short_day
from sponsorterm.tui.screens.writing import WritingScreen
from sponsorterm.tui.widgets.dialogs import Confirm


class TakingAway(WritingScreen):
    """A screen on which an entry of mine can be meant."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "unshare", words.KEY_UNSHARE),
        Binding("x", "delete", words.KEY_DELETE),
        Binding("t", "trash", words.KEY_TRASH),
    ]

    def taken(self) -> Entry | None:
        """The entry that is meant, if there is one."""
        raise NotImplementedError

    def action_unshare(self) -> None:
        """Take it back from all who hold it, after asking."""
        if (entry := self.taken()) is None:
            return
        held = shares(self.session, entry.record)
        if not held:
            self.say(words.NOBODY_HOLDS_IT)
            return
        names = [each.name for each in held]
        back = {each.link: Sharing("private") for each in held}

        def sure(yes: bool | None) -> None:
            if yes:
                self.write(lambda: share(self.session, entry.record, back), words.withdrawn(names))

        self.app.push_screen(Confirm(words.unshare(names), words.UNSHARE_ABOUT), sure)

    def action_delete(self) -> None:
        """Delete it, after asking."""
        if (entry := self.taken()) is None:
            return
        held = [each.name for each in shares(self.session, entry.record)]

        def sure(yes: bool | None) -> None:
            if yes and self.write(lambda: delete(self.session, entry.record), words.IN_TRASH):
                self.gone()

        day = short_day(entry.day)
        self.app.push_screen(Confirm(words.agree_delete(day), words.delete_about(held)), sure)

    def action_trash(self) -> None:
        """Show what was deleted."""
        from sponsorterm.tui.screens.trash import TrashScreen

        self.app.push_screen(TrashScreen())

    def gone(self) -> None:
        """The entry is no more."""
