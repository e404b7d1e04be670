"""One sponsee: why they need a look, what they shared, their steps, the notes between us."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Step
from sponsorterm.records.kinds.link import Cadence
from sponsorterm.rules.dashboard import Row
from sponsorterm.rules.strip import spark
from sponsorterm.services import talk
from sponsorterm.services.dashboard import Person, person
from sponsorterm.services.people import set_cadence
from sponsorterm.services.reading import summary_line
from sponsorterm.services.steps import current_step
from sponsorterm.strings import kinds
from sponsorterm.strings import sponsees as words
from sponsorterm.strings.dates import date_of, day_of
from sponsorterm.strings.steps import standing
from sponsorterm.tui.marks import picture
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.notes import COLUMNS as NOTE_COLUMNS
from sponsorterm.tui.screens.notes import NotesWithScreen, thread_line
from sponsorterm.tui.screens.received import ReceivedActions, ReceivedScreen
from sponsorterm.tui.screens.sponsees import MARK_STYLES
from sponsorterm.tui.screens.steps import COLUMNS as STEP_COLUMNS
from sponsorterm.tui.screens.steps import step_line
from sponsorterm.tui.screens.walk import Walk
from sponsorterm.tui.theme import ACCENT, KEY, MUTED, STRONG
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.hints import Hint, Hints
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.plain import Plain, lines, said

ENTRY_COLUMNS = (
    Column(1),
    Column(10),
    Column(9, rank=2),
    Column(0, least=12),
    Column(6, rank=1, right=True),
)
SIDES = ("entries", "steps", "notes")
WIDE = 100
"""From here on the overview stands beside the list, not above it."""
ROOMY = 76
"""From here on the pictures stand beside the reasons, in columns this far apart:"""
REASONS = 48
SHOWN = 400
"""Entries listed, newest first: more than a year of evenings."""


class PersonScreen(ReceivedActions):
    """One person. Beneath the overview stand their entries, their steps or the notes."""

    CSS_PATH = sheet("sponsees")
    HELP: ClassVar[str] = words.HELP_PERSON
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "side(1)", words.KEY_SIDE),
        Binding("left,h", "side(-1)", words.KEY_SIDE),
        Binding("w", "write_note", words.KEY_WRITE),
        Binding("o", "agree", words.KEY_AGREED),
    ]

    def __init__(self, link: str, walk: Walk) -> None:
        super().__init__(link, walk)
        self._side = SIDES[0]
        self._entries: dict[str, Entry] = {}
        self._opened: Person | None = None

    def body(self) -> ComposeResult:
        """The overview, and one of the three sides."""
        with Container(id="sides"):
            with VerticalScroll(id="overview", can_focus=False):
                yield Plain(id="about")
            with Vertical(id="side"):
                yield Plain(id="tabs")
                yield Lines(id="rows")
                yield Plain(id="none")
        yield Hints(id="keys")

    def fill(self) -> None:
        """Ask for all of it anew."""
        opened = self._opened = person(self.session, self.link)
        self._entries = {entry.id: entry for entry in opened.entries}
        self.query_one("#about", Plain).show(self._overview(opened))
        threads = talk.threads(self.session, self.link)
        self.query_one("#tabs", Plain).show(self._tabs(len(opened.entries), len(threads)))
        rows = self.query_one("#rows", Lines)
        if self._side == "entries":
            rows.columns, made = ENTRY_COLUMNS, self._entry_lines(opened.entries)
        elif self._side == "steps":
            given = [view for view in opened.steps if view.entry is not None]
            rows.columns, made = STEP_COLUMNS, [step_line(view, self.marks) for view in given]
        else:
            today = self.session.today
            rows.columns = NOTE_COLUMNS
            made = [thread_line(thread, today, self.marks) for thread in threads]
        rows.show(made)
        rows.display = bool(made)
        empty = "" if made else words.EMPTY_TABS[self._side]
        none = self.query_one("#none", Plain)
        none.display = not made
        none.show(said(empty, MUTED))
        self.query_one(Hints).show(self._hints())

    # ── Keys ─────────────────────────────────────────────────────────────────────────

    def meant(self) -> Entry | None:
        """The entry under the cursor, while entries are shown."""
        return self._entries.get(self.query_one("#rows", Lines).key)

    def on_resize(self) -> None:
        """The overview is laid out by width."""
        super().on_resize()
        if self._opened is not None:
            self.query_one("#about", Plain).show(self._overview(self._opened))

    def action_side(self, by: int) -> None:
        """Entries, steps, notes."""
        self._side = SIDES[(SIDES.index(self._side) + by) % len(SIDES)]
        self.fill()

    @on(Lines.Chosen, "#rows")
    def _open(self, event: Lines.Chosen) -> None:
        if self._side == "entries":
            record = self._entries[event.key].record
            self.app.push_screen(ReceivedScreen(self.link, record, self.walk))
        elif self._side == "notes":
            self.app.push_screen(NotesWithScreen(self.link, event.key))

    def action_write_note(self) -> None:
        """Write to them, with their threads in sight."""
        screen = NotesWithScreen(self.link)
        self.app.push_screen(screen)
        screen.call_after_refresh(screen.action_new)

    def action_agree(self) -> None:
        """Note how often the two of us agreed to hear from them."""

        def agreed(cadence: str | None) -> None:
            for _letter, known, _words in words.CADENCES:
                if cadence == known:
                    self._agree(cast(Cadence, known))

        self.app.push_screen(
            Choose(words.HOW_OFTEN, words.CADENCES, chosen=self.view.cadence), agreed
        )

    def _agree(self, cadence: Cadence) -> None:
        self.write(lambda: set_cadence(self.session, self.link, cadence), words.AGREEMENT_KEPT)

    # ── How it looks ─────────────────────────────────────────────────────────────────

    def _overview(self, opened: Person) -> Content:
        """Who, why, how the last two weeks were, where they are, what was agreed."""
        why = [self._head(opened.row), *self._flags(opened.row)]
        pictures, standing = self._pictures(opened.row), self._standing(opened)
        width = self.app.size.width
        if width >= WIDE:
            return Content("\n\n").join([lines(*why), lines(*pictures), lines(*standing)])
        # Where it stands above the list, every line it takes is one the list has not.
        if width >= ROOMY:
            return lines(*_beside(why, pictures), *standing)
        return lines(*why, *pictures, *standing)

    def _head(self, row: Row) -> Content:
        clock = ""
        if row.clock is not None:
            terms = self.session.pack.terms
            unit = terms.day_word if row.clock.current == 1 else terms.days_word
            since = date_of(row.clock.since, self.session.today)
            clock = words.days_since(row.clock.current, unit, since)
        return Content.assemble(said(row.name, STRONG), "   ", said(clock, MUTED))

    def _standing(self, opened: Person) -> list[Content]:
        parts = []
        at = current_step(opened.steps)
        if at is not None:
            text = words.at_step(at.number, at.title, at.tasks_done, len(at.tasks))
            parts.append(said(text))
        arrival = opened.row.arrival
        until = day_of(arrival.known_until, self.session.today) if arrival.known_until else ""
        here = words.here(arrival.state, arrival.missing, until)
        agreed = words.AGREED[opened.link.cadence]
        return [*parts, said(f" {self.marks.dot} ".join(filter(None, (agreed, here))), MUTED)]

    def _flags(self, row: Row) -> list[Content]:
        marks = {1: "!", 2: "~", 3: "~", 4: self.marks.dot}
        return [
            Content.assemble(
                (marks[flag.level], MARK_STYLES.get(marks[flag.level], MUTED)),
                " ",
                said(flag.reason),
            )
            for flag in row.flags
        ] or [said(words.NOTHING, MUTED)]

    def _pictures(self, row: Row) -> list[Content]:
        """Two weeks in three lines."""
        drawn = [(words.STRIP, row.strip)]
        if any(value is not None for value in row.moods):
            drawn.append((words.MOOD, spark(row.moods, 1, 5)))
        if any(value is not None for value in row.cravings):
            drawn.append((words.CRAVING, spark(row.cravings, 0, 10)))
        return [
            Content.assemble((title.ljust(9), MUTED), said(picture(line, self.marks)))
            for title, line in drawn
        ]

    def _tabs(self, entries: int, notes: int) -> Content:
        titles = {
            "entries": words.tab(words.ENTRIES, entries),
            "steps": words.STEPS,
            "notes": words.tab(words.NOTES, notes),
        }
        parts = []
        for side in SIDES:
            here = side == self._side
            mark = self.marks.chosen if here else self.marks.unchosen
            parts.append(said(f"{mark} {titles[side]}", KEY if here else MUTED))
        return Content("   ").join(parts)

    def _entry_lines(self, entries: list[Entry]) -> list[Line]:
        read = talk.read_marks(self.session)
        talked = talk.talked_about(self.session)
        return [
            self._entry_line(
                entry,
                new=read.get(entry.record) != entry.id,
                talked=(entry.record, entry.id) in talked,
            )
            for entry in entries[:SHOWN]
        ]

    def _entry_line(self, entry: Entry, *, new: bool, talked: bool) -> Line:
        state = words.IS_TALKED if talked else words.IS_NEW if new else ""
        return Line(
            entry.id,
            (
                said(self.marks.unread if new else self.marks.blank),
                said(day_of(entry.day, self.session.today), STRONG if new else ""),
                said(kinds.name(entry.kind)),
                said(_summary(entry)),
                said(state, ACCENT if new else ""),
            ),
        )

    def _hints(self) -> list[Hint]:
        own = [
            ("enter", words.HINT_OPEN),
            ("space", words.HINT_SEEN),
            ("c", words.HINT_COMMENT),
            ("t", words.HINT_TALKED),
        ]
        other = [("n", words.HINT_NEXT), ("w", words.HINT_WRITE), ("o", words.HINT_AGREED)]
        return [*own, *other] if self._side == "entries" else [*own[:1], *other]


def _beside(left: Sequence[Content], right: Sequence[Content]) -> Iterator[Content]:
    """Two columns of lines side by side."""
    for one, other in zip_longest(left, right, fillvalue=Content()):
        cut = one.truncate(REASONS - 2, ellipsis=True)
        yield Content.assemble(cut, " " * (REASONS - cut.cell_length), other)


def _summary(entry: Entry) -> str:
    """An entry in one line; of a step, which one and how it stands."""
    body = entry.body
    if isinstance(body, Step):
        return words.step_line(body.step, standing(body.state or "not_started", body.method, None))
    return summary_line(entry)
