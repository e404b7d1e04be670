"""Sponsees: everybody one sponsors, who needs a look first, and why, in words."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from sponsorterm.rules.dashboard import Group, Row, fits, in_groups
from sponsorterm.services.sponsor.dashboard import Dashboard, dashboard_by_and_by
from sponsorterm.services.sponsor.triage import Place
from sponsorterm.strings import sponsees as words
from sponsorterm.strings import triage
from sponsorterm.strings.dates import moment_of
from sponsorterm.strings.moments import age
from sponsorterm.strings.people_screen import HINT_JOIN, KEY_JOIN
from sponsorterm.strings.reasons import BRIEF
from sponsorterm.tui.marks import curve, picture
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import SAID
from sponsorterm.tui.screens.pairing import PairingActions
from sponsorterm.tui.screens.walk import Walk, WalkScreen, screen_for
from sponsorterm.tui.theme import ACCENT, KEY, MUTED, STRONG
from sponsorterm.tui.widgets.fields import LineField
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Headings, Line, Lines, widest
from sponsorterm.tui.widgets.plain import Plain, lines, said

WIDE = (
    Column(0, heading=words.WHY, least=26),
    Column(5, rank=1, heading=words.LAST, right=True),
    Column(14, rank=2, heading=words.STRIP),
    Column(7, rank=3, heading=words.MOOD),
    Column(7, rank=6, heading=words.CRAVING, right=True),
    Column(8, rank=5, heading=words.STEP),
    Column(14, rank=4, heading=words.WAITING),
)
NARROW = (
    Column(0, heading=words.WHY, least=BRIEF),
    Column(5, rank=1, heading=words.LAST, right=True),
)
"""What stands beside the names, and where there is less room."""
WHO = 12
"""Cells that a mark and a name take at most."""
NARROW_WIDTH = 60
ROOMY = 72
"""From here on the heading says how they are sorted."""
URGENT = "$error bold"
MARK_STYLES = {"!": URGENT, "~": ACCENT}
LAST_WEEK = 7
BREATH = 0.005
"""Seconds between judging some and judging more: a key passes through many hands until it has
done its work, and each of them needs a turn."""
BAR = 5
"""Cells that the tasks of a step are drawn in."""

LIST_KEYS, WALK_KEYS = (
    frozenset(each.key for each in Binding.make_bindings(one.BINDINGS))
    for one in (Lines, WalkScreen)
)
"""Keys that need the rows that are shown; those that need to know of everybody."""

View = Literal["groups", "folded", "list"]
VIEWS: tuple[View, ...] = ("groups", "folded", "list")
"""In groups; the same with those for whom nothing waits folded away; one list."""
FOLDED: frozenset[Group] = frozenset({"calm", "paused"})


class SponseesScreen(WalkScreen, PairingActions):
    """The dashboard. What comes in while it is open is shown where it stands: no row moves.

    They are put in order when the screen comes to the front, when `r` asks for it, and when
    another filter or view is chosen.
    """

    AREA: ClassVar[str] = "sponsees"
    AUTO_FOCUS: ClassVar[str | None] = "#rows"
    CSS_PATH = sheet("sponsees")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", words.KEY_FILTER),
        Binding("g", "view", words.KEY_VIEW),
        Binding("r", "settle", words.KEY_SETTLE),
        Binding("i", "invite", words.KEY_INVITE),
        Binding("c", "join", KEY_JOIN),
    ]

    def __init__(self) -> None:
        super().__init__(Walk())
        self._rows: dict[str, Row] = {}
        self._lines: dict[str, Line] = {}
        self._view: View = VIEWS[0]
        self._order: list[str] = []
        self._headings: dict[str, Line] = {}
        self._as_of: datetime | None = None
        self._stays = False
        self._reading = False
        self._kept: list[str] = []

    def body(self) -> ComposeResult:
        """How many and how old, the filter when it is wanted, the list, the keys."""
        yield Plain(id="empty")
        yield Plain(id="heading")
        yield LineField(placeholder=words.FILTER, id="filter")
        yield Headings()
        yield Lines(id="rows")
        yield Plain(id="none")
        yield Hints(
            [
                ("n", words.HINT_NEXT),
                ("enter", words.HINT_OPEN),
                ("slash", words.HINT_FILTER),
                ("g", words.HINT_VIEW),
                ("u", triage.HINT_UNDO),
            ]
        )

    def on_screen_resume(self) -> None:
        """Coming back, everybody stands where their need puts them, and the walk is left."""
        self.walk.place, self._stays = None, False
        super().on_screen_resume()
        if not (self._stays or self._reading):
            self.action_settle()

    def on_resize(self) -> None:
        """Fewer columns where there is less room."""
        super().on_resize()
        self._set_columns()
        if self._rows:
            self._show_rows()

    def _set_columns(self) -> None:
        """As wide as all names ask for, so that no filter and no scrolling moves a column."""
        who = Column(min(widest(self._lines.values(), 0), WHO), heading=words.WHO)
        columns = (who, *(NARROW if self.narrow else WIDE))
        self.query_one("#rows", Lines).columns = columns
        self.query_one(Headings).columns = columns

    @property
    def narrow(self) -> bool:
        """Whether there is room for three columns only."""
        return self.app.size.width < NARROW_WIDTH

    def fill(self) -> None:
        """Ask for the rows anew. Where many are to be judged, keys are answered in between."""
        if self._reading:
            return  # it reads anew at its end
        boards = dashboard_by_and_by(self.session)
        board = next(boards)
        if board is not None:
            self._show_board(board)
            return
        self._reading = True
        if not self._rows:
            self.query_one("#heading", Plain).show(said(words.READING, MUTED))
        self.run_worker(self._read_on(boards))

    async def _read_on(self, boards: Iterator[Dashboard | None]) -> None:
        """Show the rows once all are judged; then do what the keys asked for that need them."""
        version = self.app.version
        try:
            for board in boards:
                if board is None:
                    await sleep(BREATH)
                elif self.query(Lines):  # there are none left once the program is about to end
                    self._show_board(board)
        except SAID as error:
            self.say(self.words_of(error))
        self._reading = False
        kept, self._kept = self._kept, []
        for key in kept if self.is_current else ():
            self.app.simulate_key(key)
        if self.app.version != version:
            self.attempt(self.fill)

    def _show_board(self, board: Dashboard) -> None:
        """Show each row where it stands."""
        self._as_of = board.as_of
        self._rows = {row.link: row for row in board.rows}
        self._lines = {row.link: self._line(row) for row in board.rows}
        self._set_columns()
        self.set_class(not board.rows, "-empty")
        self.query_one("#empty", Plain).show(_empty())
        if self._stays:
            self._show_rows()
        else:
            self.action_settle()

    def action_settle(self) -> None:
        """Put everybody where their need puts them now."""
        self._stays = True
        self._headings = self._made_headings()
        self._order = self._arranged()
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = self._arranged()
        self._order = held_in_place(self._order, wanted, {*self._rows, *self._headings})
        made = self._lines | self._headings
        self.query_one("#rows", Lines).show([made[key] for key in self._order if key in made])
        moved = [key for key in self._order if key in self._rows] != [
            key for key in wanted if key in self._rows
        ]
        self.query_one("#heading", Plain).show(self._heading(moved=moved))
        none = self.query_one("#none", Plain)
        none.display = bool(self._rows) and not self._order
        none.show(said(words.NO_MATCH, MUTED))

    def _fitting(self) -> dict[Group, list[Row]]:
        """Who fits the filter, in groups."""
        wanted = self.query_one("#filter", LineField).value
        return in_groups(row for row in self._rows.values() if fits(row, wanted))

    def _arranged(self) -> list[str]:
        """The keys of the lines in the order of need: links, and groups before their first."""
        keys: list[str] = []
        for group, rows in self._fitting().items():
            if self._view != "list":
                keys.append(group)
            if self._view != "folded" or group not in FOLDED:
                keys += [row.link for row in rows]
        return keys

    def _made_headings(self) -> dict[str, Line]:
        """A line over each group; folded, it tells how many it stands for."""
        return {
            group: Line(
                group,
                (
                    said(
                        words.group(
                            group, len(rows), folded=self._view == "folded" and group in FOLDED
                        )
                    ),
                ),
                heading=True,
            )
            for group, rows in self._fitting().items()
        }

    # ── Keys ─────────────────────────────────────────────────────────────────────────

    def on_key(self, event: events.Key) -> None:
        """While people are being judged, keep the keys that need all of them."""
        super().on_key(event)
        needs_all = event.key in WALK_KEYS or (event.key in LIST_KEYS and not self._rows)
        if self._reading and needs_all:
            event.stop()
            self._kept.append(event.key)

    @on(Lines.Moved, "#rows")
    def _stay(self) -> None:
        """Who is looked at meanwhile stays where they stand."""
        self._stays |= self._reading and bool(self._rows)

    @on(Lines.Chosen, "#rows")
    def _open(self, event: Lines.Chosen) -> None:
        from sponsorterm.tui.screens.person import PersonScreen

        self.app.push_screen(PersonScreen(event.key, self.walk))

    def show_place(self, place: Place) -> None:
        """Show it above the list, so that leaving it comes back here."""
        self.app.push_screen(screen_for(place, self.walk))

    def action_view(self) -> None:
        """The next way to look at the list."""
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self.action_settle()

    def action_filter(self) -> None:
        """Type what to show."""
        self.add_class("-filtering")
        self.query_one("#filter", LineField).focus()

    @on(Input.Changed, "#filter")
    def _filtered(self) -> None:
        self.action_settle()

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

    def _heading(self, *, moved: bool) -> Content:
        """How many there are, how old the data are, and whether the order still holds."""
        synced = words.NEVER_SYNCED
        if self._as_of is not None:
            synced = words.synced(moment_of(self._as_of, self.session.now))
        order = said(words.BY_NEED if self.app.size.width >= ROOMY else "", MUTED)
        parts = [said(words.heading(len(self._rows)), STRONG), order, said(synced, MUTED)]
        if moved:
            parts[1:] = [said(words.MOVED, ACCENT), *([] if self.narrow else parts[2:])]
        return Content("   ").join([part for part in parts if part])

    def _line(self, row: Row) -> Line:
        """One sponsee as a line. Few changes of style: each costs forty bytes on the way."""
        return Line(
            row.link,
            (
                Content.assemble((row.mark, MARK_STYLES.get(row.mark, "")), " ", said(row.name)),
                self._why(row),
                said(self._last(row)),
                said(picture(row.strip, self.marks)),
                said(curve(row.moods[-LAST_WEEK:], 1, 5, self.marks)),
                said(_latest(row.cravings)),
                self._step(row),
                said(words.waiting(*_waiting(row)), ACCENT),
            ),
        )

    def _why(self, row: Row) -> tuple[Content, ...]:
        """The first reason, in full and in brief."""
        if not row.flags:
            return (said(words.PAUSED if row.paused else words.NOTHING, MUTED),)
        style = "" if row.mark.strip() else MUTED
        return said(row.flags[0].reason, style), said(row.flags[0].brief, style)

    def _last(self, row: Row) -> str:
        """How long ago, of a day whose hour is not told in whole days."""
        if row.last_at is not None:
            return age(self.session.now - row.last_at)
        if row.last is None:
            return ""
        return age(self.session.today - row.last) if row.last < self.session.today else words.TODAY

    def _step(self, row: Row) -> Content:
        if row.step is None:
            return Content()
        done = BAR * (row.tasks_done or 0) // row.tasks_total if row.tasks_total else 0
        left = self.marks.empty * (BAR - done)
        return Content.assemble(str(row.step).rjust(2), " ", self.marks.filed * done, (left, MUTED))


def held_in_place(
    standing: Sequence[str], wanted: Sequence[str], there: Collection[str]
) -> list[str]:
    """The lines as they stand, without who is gone; who is wanted and new comes behind them."""
    known = set(standing)
    return [
        *(key for key in standing if key in there),
        *(key for key in wanted if key in there and key not in known),
    ]


def _waiting(row: Row) -> tuple[int, int, int, int]:
    """What waits, and how much else is unread."""
    what = row.waiting
    return what.comments, what.worksheets, what.assignments, row.unread - what.comments


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
