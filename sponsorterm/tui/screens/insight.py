"""Insight: the long view over one's own entries, without a judgement."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content

from sponsorterm.services.entries.insight import SPANS, Insight, insight
from sponsorterm.strings import insight as words
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens import long_view
from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.theme import KEY, MUTED, STRONG
from sponsorterm.tui.widgets.drawing import Drawing
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, lines, said


class InsightScreen(ScreenBase[None]):
    """A year of days, the curves, what comes up often, and the lines of one's clocks."""

    AREA: ClassVar[str] = "insight"
    CSS_PATH = sheet("insight")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "span(1)", words.KEY_SPAN),
        Binding("left,h", "span(-1)", words.KEY_SPAN),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._span = SPANS[1]

    def body(self) -> ComposeResult:
        """One page; where it is wide, what is counted stands beside the curves."""
        yield Plain(id="empty")
        with Page(id="page"), Container(id="columns"):
            with Vertical(id="left"):
                yield Drawing(id="curves")
                yield Drawing(id="year")
            with Vertical(id="right"):
                yield Drawing(id="counts")
        yield Hints([("right", words.HINT_LONGER), ("left", words.HINT_SHORTER)])

    def fill(self) -> None:
        """Read the entries, and draw."""
        seen = insight(self.session, self._span)
        pack, marks = self.session.pack, self.marks
        self.set_class(not seen.year and not seen.on_this_day, "-empty")
        self.query_one("#empty", Plain).show(_empty())
        self.query_one("#curves", Drawing).show(
            lambda width: lines(
                self._spans(),
                said(words.written(seen.written, seen.days), MUTED),
                Content(),
                *long_view.curves(seen, pack, width, marks),
            )
        )
        self.query_one("#year", Drawing).show(lambda width: long_view.year(seen, width, marks))
        self.query_one("#counts", Drawing).show(lambda width: self._counted(seen, width))

    def action_span(self, by: int) -> None:
        """How far back the curves and counts go."""
        place = SPANS.index(self._span) + by
        if 0 <= place < len(SPANS):
            self._span = SPANS[place]
            self.fill()

    def _counted(self, seen: Insight, width: int) -> Content:
        pack, marks = self.session.pack, self.marks
        return lines(
            *long_view.kept_up(seen),
            *long_view.counts(seen, pack, marks),
            *long_view.moments(seen, pack, marks),
            *long_view.helped(seen, pack),
            *long_view.clocks(seen, width, marks),
            *long_view.on_this_day(seen),
        )

    def _spans(self) -> Content:
        """How far back, the chosen one marked."""
        shown = []
        for span in SPANS:
            here = span == self._span
            mark = self.marks.chosen if here else self.marks.unchosen
            shown.append(said(f"{mark} {words.SPANS[span]}", KEY if here else MUTED))
        return Content("   ").join(shown)


def _empty() -> Content:
    return lines(
        said(words.EMPTY, STRONG),
        Content(),
        said(words.EMPTY_ABOUT),
        Content(),
        Content.assemble((words.EMPTY_KEY, KEY), "  ", words.EMPTY_DO),
    )
