"""Opening, from Today, what others gave.

What only a key needs is imported by the key: this is on the way to the first frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sponsorterm.strings import news as words
from sponsorterm.tui.screens.coming_back import ComingBack

if TYPE_CHECKING:
    from sponsorterm.services.day.news import News
    from sponsorterm.tui.screens.base import ScreenBase


class Arrivals(ComingBack):
    """A screen with news on it."""

    async def open_news(self, news: News) -> None:
        """Go where it leads; that screen marks read what it shows."""
        if news.leads == "thread":
            await self.app.action_area("notes")
        elif screen := self._screen_for(news):
            self.app.push_screen(screen)
        else:
            self._read(news)

    def _screen_for(self, news: News) -> ScreenBase[None] | None:
        link = news.link.record
        match news.leads:
            case "task":
                from sponsorterm.tui.screens.assignment import AssignmentScreen

                return AssignmentScreen(link, news.ref)
            case "agreement":
                from sponsorterm.tui.screens.agreement import AgreementScreen

                return AgreementScreen(link)
            case "step":
                from sponsorterm.tui.screens.step import StepScreen

                return StepScreen(int(news.ref))
            case "entry":
                return self._entry_screen(news)
            case "clocks":
                from sponsorterm.tui.screens.clocks import ClocksScreen

                return ClocksScreen()
            case "calls":
                from sponsorterm.tui.screens.calls import CallsScreen

                return CallsScreen(link)
        return None

    def _entry_screen(self, news: News) -> ScreenBase[None] | None:
        """The page of an entry that was written to: mine, or theirs."""
        from sponsorterm.tui.screens.entry import EntryScreen
        from sponsorterm.tui.screens.received import ReceivedScreen
        from sponsorterm.tui.screens.walk import Walk

        for entry in self.session.store.entries(record=news.ref):
            return EntryScreen(entry)
        return ReceivedScreen(news.link.record, news.ref, Walk())

    def _read(self, news: News) -> None:
        """It says all there is by itself."""
        self.attempt(lambda: self.has_read([news.entry]))
        self.changed(words.READ)
