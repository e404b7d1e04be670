"""A flag on the walk: why somebody needs a look, what that rests on, and what was done before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.rules.dashboard import Row
from sponsorterm.rules.facts import Flag
from sponsorterm.services.entries.reading import summary_line
from sponsorterm.services.sponsor.alerts import rests_on
from sponsorterm.services.sponsor.dashboard import row_of
from sponsorterm.services.sponsor.overview import fortnight
from sponsorterm.services.sponsor.triage import Stop
from sponsorterm.strings import kinds
from sponsorterm.strings import sponsees as sponsee_words
from sponsorterm.strings import triage as words
from sponsorterm.strings.dates import day_of
from sponsorterm.strings.screens import short_day
from sponsorterm.tui.marks import ASCII
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.dealing import DealingScreen
from sponsorterm.tui.screens.sponsees import MARK_STYLES
from sponsorterm.tui.screens.walk import Walk
from sponsorterm.tui.theme import MUTED, STRONG
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.parts import OneRow, Part, hanging
from sponsorterm.tui.widgets.plain import Plain, said

INDENT = Content("  ")
RESTING = 5
"""Entries shown under a flag, the newest first."""


class FlagScreen(DealingScreen):
    """One flag of one sponsee."""

    CSS_PATH = sheet("sponsees")
    HELP: ClassVar[str] = words.HELP_FLAG
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "person", words.KEY_PERSON)]

    def __init__(self, stop: Stop, walk: Walk) -> None:
        super().__init__(stop.link, walk)
        self._stop = stop
        self._row: Row | None = None

    def body(self) -> ComposeResult:
        """The flag, then what the keys do."""
        with Page(id="reading"):
            yield Plain(id="entry")
        yield Hints(
            [
                ("A", words.HINT_ACT),
                ("n", sponsee_words.HINT_NEXT),
                ("enter", words.HINT_PERSON),
                ("u", words.HINT_UNDO),
            ]
        )

    def flag_meant(self) -> Flag | None:
        """The flag, unless it is not up any more."""
        flags = self._row.flags if self._row else ()
        return next((f for f in flags if f.name_on(self.link) == self._stop.name), None)

    def action_deal(self) -> None:
        """Deal with it once: what is done is taken back before it is done otherwise."""
        if self.flag_meant() is None:
            self.say(words.GONE)
        else:
            super().action_deal()

    def action_person(self) -> None:
        """Open the person."""
        from sponsorterm.tui.screens.person import PersonScreen

        self.app.push_screen(PersonScreen(self.link, self.walk))

    def fill(self) -> None:
        """Read again how they stand."""
        self._row = row_of(self.session, self.link)
        if self._row is not None:
            self.query_one("#entry", Plain).show(*self._parts(self._row))

    def _parts(self, row: Row) -> Iterator[Part]:
        up, flag = self.flag_meant(), self._stop.flag
        assert flag is not None
        counter = self.walk.counter(self._stop.name)
        yield Content.assemble(said(row.name, STRONG), "   ", said(counter, MUTED))
        yield Content()
        mark = "!" if flag.level == 1 else "~"
        loud = MARK_STYLES[mark]
        if up is None:
            yield said(words.GONE, MUTED)
        else:
            yield hanging(said(f"{mark} ", loud), said(up.reason, loud))
        yield from self._resting(flag)
        yield from self._also(row, up)
        yield Content()
        yield from self._pictures(row)

    def _resting(self, flag: Flag) -> Iterator[Part]:
        found = rests_on(self.session, self.link, flag)[:RESTING]
        if found:
            yield Content()
            yield said(words.RESTS_ON, MUTED)
        for entry in found:
            told = f"{short_day(entry.day)}, {kinds.name(entry.kind)}  "
            yield OneRow(
                Content.assemble(INDENT, said(told + " ".join(summary_line(entry).split())))
            )

    def _also(self, row: Row, up: Flag | None) -> Iterator[Part]:
        others = [flag.reason for flag in row.flags if flag is not up]
        if others:
            yield Content()
            yield said(words.ALSO, MUTED)
        yield from (hanging(INDENT, said(reason)) for reason in others)
        if row.handled:
            yield Content()
            yield said(words.BEFORE, MUTED)
        for flag, ack in row.handled:
            until = day_of(ack.until, self.session.today) if ack.until else ""
            told = words.handled(flag.reason, ack.action, until, ack.note or "")
            yield hanging(INDENT, said(told))

    def _pictures(self, row: Row) -> Iterator[Content]:
        for title, drawn in fortnight(row, in_ascii=self.marks is ASCII):
            yield Content.assemble((title.ljust(9), MUTED), said(drawn))
