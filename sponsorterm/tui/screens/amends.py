"""The ledger of the amends: whom, how willing, how far, and a gate nobody passes in silence."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds.amends import AmendsState, AmendsWay, Willingness
from sponsorterm.services.entries.drafts import edit_draft, open_draft
from sponsorterm.services.entries.filing import shares
from sponsorterm.services.entries.reading import shown
from sponsorterm.services.entries.writing import Writing
from sponsorterm.services.steps import amends as work
from sponsorterm.services.steps.amends import Owed
from sponsorterm.strings import amends as ledger_words
from sponsorterm.strings import amends_screen as words
from sponsorterm.strings import inventory
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.work_form import WorkForm
from sponsorterm.tui.screens.writing import WritingScreen
from sponsorterm.tui.theme import MUTED, STRONG, WARN
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import Confirm
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, lines, said

_COLUMNS = (
    Column(1),
    Column(0, least=14),
    Column(9, rank=2),
    Column(20, rank=4),
    Column(22, rank=1),
    Column(10, rank=3),
)
_FORM = "amends"

Keep = Callable[[Owed, str], None]
"""Keeps one answer chosen from a few."""


class AmendsScreen(WritingScreen):
    """Everybody on the list, grouped by how far it has come; the one under the cursor in full."""

    CSS_PATH = sheet("amends")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "add", words.KEY_NEW),
        Binding("e", "edit", words.KEY_EDIT),
        Binding("w", "willing", words.KEY_WILLING),
        Binding("t", "state", words.KEY_STATE),
        Binding("y", "way", words.KEY_WAY),
        Binding("f", "flag", words.KEY_FLAG),
        Binding("a", "advice", words.KEY_ADVICE),
        Binding("o", "outcome", words.KEY_OUTCOME),
        Binding("s", "share", words.KEY_SHARE),
        Binding("x", "remove", words.KEY_REMOVE),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._ledger: dict[str, Owed] = {}

    def body(self) -> ComposeResult:
        """The list, the one under the cursor in full, the keys."""
        yield Plain(id="standing")
        with Vertical(id="both"):
            yield Lines(_COLUMNS, id="ledger")
            with Page(id="reading"):
                yield Plain(id="owed")
        yield Hints(
            [
                ("n", words.HINT_NEW),
                ("e", words.HINT_EDIT),
                ("w", words.HINT_WILLING),
                ("t", words.HINT_STATE),
                ("f", words.HINT_FLAG),
                ("a", words.HINT_ADVICE),
                ("s", words.HINT_SHARE),
                ("o", words.HINT_OUTCOME),
            ]
        )

    def fill(self) -> None:
        """Show the ledger."""
        self._ledger = {owed.record: owed for owed in work.ledger(self.session)}
        title = Content.assemble((words.TITLE, STRONG), "   ", said(words.KEPT_HERE, MUTED))
        self.query_one("#standing", Plain).show(title)
        made: list[Line] = []
        for state, group in groupby(self._ledger.values(), key=lambda owed: owed.state):
            found = [self._line(owed) for owed in group]
            heading = said(ledger_words.group(state, len(found)), STRONG)
            made += [Line("", (heading,), heading=True), *found]
        self.query_one("#ledger", Lines).show(made)
        self._show_owed()

    def _line(self, owed: Owed) -> Line:
        body = owed.body
        safety = ledger_words.safety(body.unsafe, body.advice)
        day = body.made_on if owed.state in ("made", "settled") else body.planned_for
        return Line(
            owed.record,
            (
                said(self.marks.flag if owed.closed else self.marks.blank, WARN),
                said(body.person or ledger_words.NOBODY_NAMED),
                said(ledger_words.WILLING.get(body.willing or "", "")),
                said(ledger_words.WAYS.get(body.way or "", ""), MUTED),
                said(safety, WARN if owed.closed else MUTED),
                said(day.isoformat() if day else "", MUTED),
            ),
        )

    @on(Lines.Moved, "#ledger")
    def _show_owed(self) -> None:
        """The one under the cursor in full."""
        owed = self.owed
        if owed is None:
            empty = lines(said(ledger_words.EMPTY, STRONG), said(words.EMPTY_HOW, MUTED))
            self.query_one("#owed", Plain).show(empty)
            return
        held = shares(self.session, owed.record)
        holders = [inventory.held_by(each.name, each.level, each.current) for each in held]
        parts = [said(", ".join(holders) or inventory.ONLY_MINE, MUTED)]
        if owed.closed:
            parts.append(said(ledger_words.UNADVISED, WARN))
        parts.append(Content())
        for line in shown(self.session.pack, self.session.store.revision(owed.entry.id)):
            parts += [said(line.label, MUTED), said(line.value), Content()]
        self.query_one("#owed", Plain).show(lines(*parts))

    @property
    def owed(self) -> Owed | None:
        """The one under the cursor."""
        return self._ledger.get(self.query_one("#ledger", Lines).key)

    @on(Lines.Chosen, "#ledger")
    def action_edit(self) -> None:
        """Change it, in its form."""
        if (owed := self.owed) is not None:
            self._open(owed.entry)

    def action_add(self) -> None:
        """Put somebody on the list."""
        self._open(None)

    def _open(self, entry: Entry | None) -> None:
        def opened() -> WorkForm:
            if entry is None:
                return WorkForm(open_draft(self.session, _FORM, self.session.today))
            return WorkForm(edit_draft(self.session, entry))

        screen = self.attempt(opened)
        if screen is not None:
            self.app.push_screen(screen, lambda message: self.say(message or ""))

    # ── One field at a time ──────────────────────────────────────────────────────────

    def action_willing(self) -> None:
        """Say how willing I am."""

        def keep(owed: Owed, value: str) -> None:
            work.change(self.session, owed.record, willing=cast(Willingness, value))

        self._choose(words.HOW_WILLING, words.WILLING, keep)

    def action_way(self) -> None:
        """Say in which way it is put right."""

        def keep(owed: Owed, value: str) -> None:
            work.change(self.session, owed.record, way=cast(AmendsWay, value))

        self._choose(words.WHICH_WAY, words.WAYS, keep)

    def action_state(self) -> None:
        """Say how far it has come. Behind a closed gate this says what has to come first."""

        def keep(owed: Owed, value: str) -> None:
            work.change(self.session, owed.record, state=cast(AmendsState, value))

        self._choose(words.HOW_FAR, words.STATES, keep)

    def _choose(self, question: str, options: tuple[tuple[str, str, str], ...], keep: Keep) -> None:
        owed = self.owed
        if owed is None:
            return

        def chosen(value: str | None) -> None:
            if value:
                self.write(lambda: keep(owed, value))

        self.app.push_screen(Choose(question, options, owed.body.person or ""), chosen)

    def action_flag(self) -> None:
        """Say that contact could do harm, or no longer."""
        owed = self.owed
        if owed is None:
            return
        unsafe = owed.body.unsafe != "yes"
        back = self.attempt(lambda: (work.flag(self.session, owed.record, unsafe=unsafe),))
        if back is not None:
            said_so = ledger_words.FLAGGED if unsafe else ledger_words.UNFLAGGED
            self.changed(ledger_words.STEPPED_BACK if back[0] else said_so)

    def action_advice(self) -> None:
        """Write down what a sponsor or a professional said."""
        self._write(words.ADVICE, words.ADVICE_ABOUT, "advice")

    def action_outcome(self) -> None:
        """Write down how it went."""
        self._write(words.OUTCOME, words.OUTCOME_ABOUT, "outcome")

    def _write(self, question: str, about: str, field: str) -> None:
        owed = self.owed
        if owed is None:
            return

        def keep(written: Writing) -> None:
            work.change(self.session, owed.record, **{field: written.text})

        self.ask_text(
            question,
            about,
            f"{field}-{owed.record[:16]}",
            keep,
            message=words.WRITTEN,
            start=getattr(owed.body, field) or "",
        )

    def action_share(self) -> None:
        """Say what a sponsor is to have of it, with a look at the very copy."""
        from sponsorterm.tui.screens.sharing import ShareScreen

        owed = self.owed
        sponsors = [link for link in self.session.links() if link.is_sponsor]
        if owed is None:
            return
        if not sponsors:
            self.say(words.NOBODY_LINKED)
            return

        def to(record: str | None) -> None:
            if record:
                screen = ShareScreen(owed.record, self.session.link(record))
                self.app.push_screen(screen, lambda message: self.say(message or ""))

        if len(sponsors) == 1:
            to(sponsors[0].record)
        else:
            options = [(str(n), link.record, link.name) for n, link in enumerate(sponsors, 1)]
            self.app.push_screen(Choose(words.WITH_WHOM, options), to)

    def action_remove(self) -> None:
        """Take somebody off the list, when that is meant."""
        owed = self.owed
        if owed is None:
            return

        def sure(answer: bool | None) -> None:
            if answer:
                self.write(lambda: work.remove(self.session, owed.record), words.REMOVED)

        self.app.push_screen(Confirm(words.REMOVE, words.REMOVE_ABOUT), sure)
