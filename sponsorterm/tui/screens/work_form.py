"""The pages of step work: a form like any other that is kept for oneself."""

from __future__ import annotations

from typing import ClassVar

from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import Prepared
from sponsorterm.services.home.session import LinkView
from sponsorterm.services.steps.rows import prepare_work
from sponsorterm.strings import sheet_screen as words
from sponsorterm.tui.screens.form import FormScreen


class WorkForm(FormScreen):
    """A sheet's pages, or a row. Nobody is given it here, so the last page offers nobody."""

    STAYS: ClassVar[tuple[str, str]] = (words.STAYS, words.STAYS_WHY)

    def sponsors(self) -> list[LinkView]:
        """Nobody."""
        return []

    def _prepared(self, sharing: dict[str, Sharing]) -> Prepared:
        """The entry alone, and what it puts on the amends list."""
        assert not sharing
        return prepare_work(self.session, self._draft)
