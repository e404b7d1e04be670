"""Sponsees: everybody one sponsors, who needs a look first, and why, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from sponsorterm.rules.dashboard import Row
from sponsorterm.rules.strip import spark
from sponsorterm.services.dashboard import Dashboard, Look, dashboard
from sponsorterm.strings import sponsees as words
from sponsorterm.strings.dates import moment_of
from sponsorterm.strings.moments import age, brief_day
from sponsorterm.strings.people_screen import HINT_JOIN, KEY_JOIN
from sponsorterm.tui.marks import picture
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.pairing import PairingActions
from sponsorterm.tui.screens.walk import Walk, WalkScreen, screen_for
from sponsorterm.tui.theme import ACCENT, KEY, MUTED, STRONG
from sponsorterm.tui.widgets.fields import LineField
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Headings, Line, Lines
from sponsorterm.tui.widgets.plain import Plain, lines, said

COLUMNS = (
    Column(12, heading=words.WHO),
    Column(0, heading=words.WHY, least=28),
    Column(5, rank=1, heading=words.LAST, right=True),
    Column(14, rank=2, heading=words.STRIP),
    Column(7, rank=3, heading=words.MOOD),
    Column(9, rank=4, heading=words.STEP),
    Column(7, rank=5, heading=words.CRAVING, right=True),
    Column(6, rank=6, heading=words.NEW, right=True),
)
NARROW = (
    Column(10, heading=words.WHO),
    Column(0, heading=words.WHY, least=16),
    Column(5, rank=1, heading=words.LAST, right=True),
)
"""The first three, in less room."""
NARROW_WIDTH = 60
URGENT = "$error bold"
MARK_STYLES = {"!": URGENT, "~": ACCENT}
LAST_WEEK = 7


class SponseesScreen(WalkScreen, PairingActions):
    """The dashboard. What comes in while it is open never moves the row under the cursor."""

    AREA: ClassVar[str] = "sponsees"
    AUTO_FOCUS: ClassVar[str | None] = "#rows"
    CSS_PATH = sheet("sponsees")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", words.KEY_FILTER),
        Binding("i", "invite", words.KEY_INVITE),
        Binding("c", "join", KEY_JOIN),
    ]

    def __init__(self) -> None:
        super().__init__(Walk())
        self._rows: list[Row] = []
        self._settle = True

    def body(self) -> ComposeResult:
        """How many and how old, the filter when it is wanted, the list, the keys."""
        yield Plain(id="empty")
        yield Plain(id="heading")
        yield LineField(placeholder=words.FILTER, id="filter")
        yield Headings(COLUMNS)
        yield Lines(COLUMNS, id="rows")
        yield Plain(id="none")
        yield Hints(
            [
                ("n", words.HINT_NEXT),
                ("enter", words.HINT_OPEN),
                ("slash", words.HINT_FILTER),
            ]
        )

    def on_screen_resume(self) -> None:
        """Coming back, everybody stands where their need puts them."""
        self._settle = True
        super().on_screen_resume()
        if self._rows:
            self._show_rows()
        self._settle = False

    def on_resize(self) -> None:
        """Fewer columns where there is less room."""
        super().on_resize()
        self.query_one("#rows", Lines).columns = NARROW if self.narrow else COLUMNS

    @property
    def narrow(self) -> bool:
        """Whether there is room for three columns only."""
        return self.app.size.width < NARROW_WIDTH

    def fill(self) -> None:
        """Ask for the rows anew."""
        board = dashboard(self.session)
        self._rows = board.rows
        self.set_class(not board.rows, "-empty")
        self.query_one("#empty", Plain).show(_empty())
        self.query_one("#heading", Plain).show(self._heading(board))
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = self.query_one("#filter", LineField).value.strip().casefold()
        fits = [row for row in self._rows if wanted in f"{row.name} {row.reason}".casefold()]
        shown = self.query_one("#rows", Lines)
        if not self._settle:
            fits = held_in_place(fits, shown.key, shown.cursor)
        shown.show([self._line(row) for row in fits])
        none = self.query_one("#none", Plain)
        none.display = bool(self._rows) and not fits
        none.show(said(words.NO_MATCH, MUTED))

    # ── Keys ─────────────────────────────────────────────────────────────────────────

    @on(Lines.Chosen, "#rows")
    def _open(self, event: Lines.Chosen) -> None:
        from sponsorterm.tui.screens.person import PersonScreen

        self.app.push_screen(PersonScreen(event.key, self.walk))

    def show_look(self, look: Look) -> None:
        """Show it above the list, so that leaving it comes back here."""
        self.app.push_screen(screen_for(look, self.walk))

    def action_filter(self) -> None:
        """Type what to show."""
        self.add_class("-filtering")
        self.query_one("#filter", LineField).focus()

    @on(Input.Changed, "#filter")
    def _filtered(self) -> None:
        self._show_rows()

    @on(Input.Submitted, "#filter")
    def _to_rows(self) -> None:
        self.query_one("#rows", Lines).focus()

    def escape(self) -> None:
        """Show everybody again."""
        if self.has_class("-filtering"):
            self.leave_field()
        else:
            super().escape()

    def leave_field(self) -> None:
        """Take the filter away and go to the list."""
        self.query_one("#filter", LineField).value = ""
        self.remove_class("-filtering")
        self.query_one("#rows", Lines).focus()

    def action_invite(self) -> None:
        """Invite somebody one sponsors."""
        self.invite("sponsee")

    # ── How it looks ─────────────────────────────────────────────────────────────────

    def _heading(self, board: Dashboard) -> Content:
        now = self.session.now
        synced = words.NEVER_SYNCED
        if board.as_of is not None:
            synced = words.synced(moment_of(board.as_of, now))
        order = "" if self.narrow else f"{words.BY_NEED}   "
        return Content.assemble(
            said(words.heading(len(board.rows)), STRONG), "   ", said(order + synced, MUTED)
        )

    def _line(self, row: Row) -> Line:
        """One sponsee as a line. Few changes of style: each costs forty bytes on the way."""
        quiet = "" if row.mark != " " else MUTED
        return Line(
            row.link,
            (
                Content.assemble((row.mark, MARK_STYLES.get(row.mark, "")), " ", said(row.name)),
                said(row.reason or words.NOTHING, quiet),
                said(self._last(row)),
                said(picture(row.strip, self.marks)),
                said(picture(spark(row.moods[-LAST_WEEK:], 1, 5), self.marks)),
                self._step(row),
                said(_latest(row.cravings)),
                said(words.new(row.unread) if row.unread else "", ACCENT),
            ),
        )

    def _last(self, row: Row) -> str:
        if row.last_at is not None:
            return age(self.session.now - row.last_at)
        return brief_day(row.last, self.session.today) if row.last else ""

    def _step(self, row: Row) -> Content:
        if row.step is None:
            return Content()
        done, total = row.tasks_done or 0, row.tasks_total or 0
        left = self.marks.empty * (total - done)
        return Content.assemble(str(row.step).rjust(2), " ", self.marks.filed * done, (left, MUTED))


def held_in_place(rows: Sequence[Row], link: str, place: int) -> list[Row]:
    """The rows by need, but for one that stays at its place as long as the cursor is on it."""
    rest = [row for row in rows if row.link != link]
    return [*rest[:place], *(row for row in rows if row.link == link), *rest[place:]]


def _latest(values: Sequence[int | None]) -> str:
    """The newest value of the two weeks."""
    return next((str(value) for value in reversed(values) if value is not None), "")


def _empty() -> Content:
    return lines(
        said(words.EMPTY, STRONG),
        Content(),
        said(words.EMPTY_ABOUT),
        Content(),
        Content.assemble(("i", KEY), "  ", words.EMPTY_DO),
        Content.assemble(("c", KEY), "  ", HINT_JOIN),
    )
