"""One sponsee: why they need a look, and page by page what there is between the two of us."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content

from sponsorterm.records.entry import Entry
from sponsorterm.rules.dashboard import Row
from sponsorterm.services.links import talk
from sponsorterm.services.links.agreements import terms
from sponsorterm.services.sponsor.dashboard import Person, person
from sponsorterm.services.sponsor.overview import clock_line, fortnight
from sponsorterm.services.steps.assignments import assigned_by_me
from sponsorterm.services.steps.progress import current_step
from sponsorterm.services.steps.written_work import Sheet, written_work
from sponsorterm.strings import sponsees as words
from sponsorterm.strings import working
from sponsorterm.strings.dates import day_of
from sponsorterm.tui.marks import ASCII
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.flag_lines import flag_lines
from sponsorterm.tui.screens.notes import COLUMNS as NOTE_COLUMNS
from sponsorterm.tui.screens.notes import NotesWithScreen
from sponsorterm.tui.screens.person_acts import PersonActions
from sponsorterm.tui.screens.person_pages import COLUMNS, ENTRY_COLUMNS, NARROW_ENTRY_COLUMNS, Pages
from sponsorterm.tui.screens.received import ReceivedScreen
from sponsorterm.tui.screens.rows import RowsScreen
from sponsorterm.tui.screens.walk import Walk
from sponsorterm.tui.theme import ACCENT, KEY, MUTED, STRONG
from sponsorterm.tui.widgets.hints import Hint, Hints
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.parts import Beside, Part
from sponsorterm.tui.widgets.plain import Plain, said

PAGES = {
    "entries": ("E", working.ENTRIES),
    "steps": ("S", working.STEPS),
    "notes": ("N", working.NOTES),
    "together": ("T", working.TOGETHER),
    "written": ("W", working.WRITTEN),
    "private": ("P", working.PRIVATE),
}
"""Each page with its letter and its title. A capital changes the page, a small letter acts."""
EMPTY = {
    "entries": words.NO_ENTRIES,
    "steps": working.NO_STEPS,
    "notes": words.NO_NOTES,
    "together": "",
    "written": working.NO_WRITTEN,
    "private": working.NO_PRIVATE,
}
HINTS: dict[str, tuple[Hint, ...]] = {
    "entries": (
        ("enter", words.HINT_OPEN),
        ("space", words.HINT_SEEN),
        ("c", words.HINT_COMMENT),
        ("t", words.HINT_TALKED),
    ),
    "steps": (
        ("enter", words.HINT_OPEN),
        ("y", working.HINT_SIGN),
        ("a", working.HINT_ASSIGN),
        ("i", working.HINT_INSTRUCT),
    ),
    "notes": (("enter", words.HINT_OPEN), ("w", words.HINT_WRITE)),
    "together": (
        ("space", working.HINT_TICK),
        ("g", working.HINT_POINT),
        ("l", working.HINT_CALL),
        ("o", words.HINT_AGREED),
        ("a", working.HINT_ASSIGN),
    ),
    "written": (
        ("enter", words.HINT_OPEN),
        ("c", words.HINT_COMMENT),
        ("y", working.HINT_SIGN),
    ),
    "private": (
        ("v", working.HINT_PRIVATE),
        ("enter", working.HINT_CHANGE),
        ("x", working.HINT_DELETE),
    ),
}
MORE_HINTS: tuple[Hint, ...] = (
    ("n", words.HINT_NEXT),
    ("l", working.HINT_CALL),
    ("w", words.HINT_WRITE),
    ("o", words.HINT_AGREED),
)
WIDE = 100
"""From here on the overview stands beside the list, not above it."""
ROOMY = 76
"""From here on the pictures stand beside the reasons, which have so many cells:"""
REASONS = 46
PANE = 47
"""Cells of the overview beside the list, its border with them."""
NARROW = 60
"""Below this only the page one is on is named."""


class PersonScreen(PersonActions):
    """One person. Beneath the overview stands one page of what there is between the two."""

    CSS_PATH = sheet("sponsees")
    HELP: ClassVar[str] = words.HELP_PERSON
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "side(1)", working.KEY_PAGES),
        Binding("left,h", "side(-1)", working.KEY_PAGES, show=False),
        *(Binding(key, f"page('{name}')", title) for name, (key, title) in PAGES.items()),
        Binding("w", "write_note", words.KEY_WRITE),
    ]

    def __init__(self, link: str, walk: Walk) -> None:
        super().__init__(link, walk)
        self._page = next(iter(PAGES))
        self._opened: Person | None = None

    def body(self) -> ComposeResult:
        """The overview, and one of the pages."""
        with Container(id="sides"):
            with VerticalScroll(id="overview", can_focus=False):
                yield Plain(id="about")
            with Vertical(id="side"):
                yield Plain(id="tabs")
                yield Plain(id="private-head")
                yield Lines(id="rows")
                yield Plain(id="none")
        yield Hints(id="keys")

    def fill(self) -> None:
        """Ask for all of it anew."""
        opened = self._opened = person(self.session, self.link)
        self.query_one("#about", Plain).show(*self._overview(opened))
        self._show_tabs(opened)
        rows = self.query_one("#rows", Lines)
        made = self._made(opened)
        rows.columns = self._columns()
        rows.show(made)
        rows.display = bool(made)
        none = self.query_one("#none", Plain)
        none.display = not made
        none.show(said(EMPTY[self._page], MUTED))
        private = self._page == "private"
        self.set_class(private, "-private")
        self.query_one("#private-head", Plain).show(said(working.PRIVATE_HEAD, ACCENT))
        hints = HINTS[self._page]
        known = {key for key, _ in hints}
        more = [hint for hint in MORE_HINTS if hint[0] not in known]
        self.query_one(Hints).show([*hints, *more])

    def _made(self, opened: Person) -> list[Line]:
        pages = Pages(self.session, self.view, self.marks, self.app.size.width >= WIDE)
        if self._page == "entries":
            return pages.entries(opened.entries)
        made: list[Line] = getattr(pages, self._page)()
        return made

    def _columns(self) -> tuple[Column, ...]:
        if self._page == "entries":
            return NARROW_ENTRY_COLUMNS if self.app.size.width < NARROW else ENTRY_COLUMNS
        return NOTE_COLUMNS if self._page == "notes" else COLUMNS

    # ── What the cursor is on ────────────────────────────────────────────────────────

    @property
    def kind(self) -> str:
        """What sort of thing it is."""
        return self.query_one("#rows", Lines).key.partition(":")[0]

    @property
    def ref(self) -> str:
        """Which one."""
        return self.query_one("#rows", Lines).key.partition(":")[2]

    def meant(self) -> Entry | None:
        """The entry, where the cursor is on one, or on a sheet or a step that was shared."""
        if self.kind in ("entry", "first"):
            found = self.session.store.entries(space=self.link, record=self.ref)
            return found[0] if found else None
        return self.about_to_sign()

    def about_to_sign(self) -> Entry | None:
        """The copy of the step or the sheet the cursor is on."""
        if self.kind == "sheet" and (found := self._sheet(self.ref)) is not None:
            return found.entry
        if self.kind == "step" and self._opened is not None:
            views = (view for view in self._opened.steps if str(view.number) == self.ref)
            return next((view.entry for view in views), None)
        return None

    def _sheet(self, key: str) -> Sheet | None:
        found = written_work(self.session, self.view).sheets
        return next((each for each in found if each.key == key), None)

    # ── Keys ─────────────────────────────────────────────────────────────────────────

    def on_resize(self) -> None:
        """The overview, the names of the pages and the columns are laid out by width."""
        super().on_resize()
        if self._opened is not None:
            self.query_one("#about", Plain).show(*self._overview(self._opened))
            self._show_tabs(self._opened)
            self.query_one("#rows", Lines).columns = self._columns()

    def action_side(self, by: int) -> None:
        """The page after or before."""
        names = list(PAGES)
        self.action_page(names[(names.index(self._page) + by) % len(names)])

    def action_page(self, name: str) -> None:
        """Another page of this person, from its top."""
        self._page = name
        self.fill()
        rows = self.query_one("#rows", Lines)
        rows.action_edge(-1)
        rows.focus()

    @on(Lines.Chosen, "#rows")
    def _open(self, event: Lines.Chosen) -> None:
        kind, _, ref = event.key.partition(":")
        if kind in ("entry", "first"):
            self.app.push_screen(ReceivedScreen(self.link, ref, self.walk))
        elif kind == "thread":
            self.app.push_screen(NotesWithScreen(self.link, ref))
        elif kind == "sheet":
            self._open_sheet(ref)
        elif kind == "step" and (entry := self.about_to_sign()) is not None:
            self.app.push_screen(ReceivedScreen(self.link, entry.record, self.walk))
        elif kind == "task":
            self._open_task(ref)
        elif kind == "private" and (note := self.private_meant()) is not None:
            self.change_private(note)
        else:
            self._do(kind)

    def _do(self, kind: str) -> None:
        """What Enter does on a line that stands for an act."""
        acts: dict[str, Callable[[], object]] = {
            "agreement": self.action_agree,
            "instruct": self.action_instruct,
            "point": self.action_point,
            "assign": self.action_assign,
            "call": self.action_call,
            "agenda": self.action_seen,
            "milestone": self.action_seen,
            "ready": self.action_ready,
        }
        if kind in acts:
            acts[kind]()

    def _open_task(self, record: str) -> None:
        found = assigned_by_me(self.session, self.view)
        task = next((each for each in found if each.entry.record == record), None)
        if task is not None:
            self.judge_task(self.view, task)

    def _open_sheet(self, key: str) -> None:
        found = self._sheet(key)
        if found is not None and not found.rows and found.entry is not None:
            self.app.push_screen(ReceivedScreen(self.link, found.entry.record, self.walk))
        elif found is not None:
            self.app.push_screen(RowsScreen(self.link, key, self.walk))

    def action_write_note(self) -> None:
        """Write to them, with their threads in sight."""
        screen = NotesWithScreen(self.link)
        self.app.push_screen(screen)
        screen.call_after_refresh(screen.action_new)

    # ── How it looks ─────────────────────────────────────────────────────────────────

    def _overview(self, opened: Person) -> Sequence[Part]:
        """Who, why, how the last two weeks were, where they are, what was agreed."""
        flags = flag_lines(opened.row.flags, self.marks) or [said(words.NOTHING, MUTED)]
        why = [self._head(opened.row), *flags]
        pictures, standing = self._pictures(opened.row), self._standing(opened)
        width = self.app.size.width
        if width >= WIDE:
            return [*why, Content(), *pictures, Content(), *standing]
        # Where it stands above the list, every line it takes is one the list has not.
        if width < NARROW and self._page != "entries":
            return [self._head(opened.row)]
        if width < ROOMY:
            return [*why, *pictures, *standing]
        if len(why) > len(pictures) + len(standing):
            return [Beside(why, REASONS, [*pictures, *standing], gap=2)]
        return [Beside(why, REASONS, pictures, gap=2), *standing]

    def _head(self, row: Row) -> Content:
        clock = clock_line(self.session, row)
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
        agreed = words.AGREED[terms(self.session, opened.link).cadence]
        return [*parts, said(f" {self.marks.dot} ".join(filter(None, (agreed, here))), MUTED)]

    def _pictures(self, row: Row) -> list[Content]:
        """Two weeks in three lines."""
        return [
            Content.assemble((title.ljust(9), MUTED), said(drawn))
            for title, drawn in fortnight(row, in_ascii=self.marks is ASCII)
        ]

    def _show_tabs(self, opened: Person) -> None:
        threads = talk.threads(self.session, self.link)
        counts = {"entries": len(opened.entries), "notes": len(threads)}
        parts = [
            self._tab(name, *named, counts.get(name, 0))
            for name, named in PAGES.items()
            if name == self._page or self.app.size.width >= NARROW
        ]
        narrow = self.app.size.width < NARROW
        room = self.app.size.width - (PANE if self.app.size.width >= WIDE else 0) - 4
        loose = sum(part.cell_length for part in parts) + 3 * len(parts) - 3 <= room
        row = Content("   " if loose else "  ").join(parts)
        if narrow:
            ends = ((f"{self.marks.left} ", MUTED), (f" {self.marks.right}", MUTED))
            row = Content.assemble(ends[0], row, ends[1])
        self.query_one("#tabs", Plain).show(row)

    def _tab(self, name: str, key: str, title: str, count: int) -> Content:
        here = name == self._page
        style = KEY if here else MUTED
        text = said(words.tab(title, count), f"{KEY} underline" if here else MUTED)
        return Content.assemble((key, style), " ", text)
