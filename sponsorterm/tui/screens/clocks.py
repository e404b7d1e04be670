"""The days one counts: each clock with its whole line, its milestones, and who sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from sponsorterm.records.kinds import Milestone
from sponsorterm.rules.clocks import spans
from sponsorterm.services.day import clocks
from sponsorterm.services.day.clocks import ClockView, MilestoneView
from sponsorterm.services.entries.filing import Filed, shares
from sponsorterm.services.links.talk import unread
from sponsorterm.strings import clocks as words
from sponsorterm.strings.dates import date_of
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import AskLine
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, lines, said

_COLUMNS = (Column(0, least=12), Column(7, right=True), Column(26, rank=1))


class ClocksScreen(ScreenBase[None]):
    """The clocks, and the one under the cursor in full."""

    CSS_PATH = sheet("clocks")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", words.KEY_ADD),
        Binding("b", "setback", words.KEY_SETBACK),
        Binding("r", "restart", words.KEY_RESTART),
        Binding("f", "past", words.KEY_PAST),
        Binding("e", "rename", words.KEY_NAME),
        Binding("d", "correct_start", words.KEY_START),
        Binding("m", "chip", words.KEY_CHIP),
        Binding("x", "let_be", words.KEY_LET_BE),
        Binding("P", "primary", words.KEY_PRIMARY),
        Binding("0,1", "count_from", words.KEY_COUNT, show=False),
        Binding("s", "share", words.KEY_SHARE),
    ]
    HINTS = (
        ("b", words.HINT_SETBACK),
        ("r", words.HINT_RESTART),
        ("a", words.HINT_ADD),
        ("f", words.HINT_PAST),
        ("m", words.HINT_CHIP),
        ("s", words.HINT_SHARE),
        ("P", words.HINT_PRIMARY),
        ("0", words.HINT_COUNT),
        ("e", words.HINT_NAME),
        ("d", words.HINT_START),
    )

    def body(self) -> ComposeResult:
        """The list, and beside or beneath it the whole line of one."""
        yield Plain(id="heading")
        with Vertical(id="clocks"):
            yield Lines(_COLUMNS, id="list")
            with Page(id="page", can_focus=False):
                yield Plain(id="clock")
        yield Hints(self.HINTS)

    def fill(self) -> None:
        """All clocks, the cursor where it was."""
        found = clocks.clocks(self.session)
        self.query_one("#heading", Plain).show(said(words.TITLE if found else words.NONE, STRONG))
        self.query_one("#clocks").display = bool(found)
        self.query_one(Lines).show([self._line(view) for view in found])
        self._show()
        sponsors = [link for link in self.session.links() if link.is_sponsor]
        self.has_read(unread(self.session, sponsors, {Milestone.KIND}))

    # ── What stands there ────────────────────────────────────────────────────────────

    @property
    def _view(self) -> ClockView | None:
        """The clock under the cursor."""
        key = self.query_one(Lines).key
        found = clocks.clocks(self.session)
        return next((view for view in found if view.record == key), None)

    @on(Lines.Moved)
    def _show(self) -> None:
        view = self._view
        self.query_one("#clock", Plain).show(self._whole(view) if view else Content())

    def _line(self, view: ClockView) -> Line:
        ahead = view.next
        coming = words.ahead(ahead.milestone.label, ahead.days) if ahead else ""
        label = said(view.label, STRONG if view.body.primary else "")
        return Line(
            view.record,
            (label, said(str(view.count.current), ACCENT), said(coming, MUTED)),
        )

    def _whole(self, view: ClockView) -> Content:
        parts = (self._counts(view), self._history(view), self._milestones(view), self._seen(view))
        return Content("\n\n").join([part for part in parts if part])

    def _counts(self, view: ClockView) -> Content:
        count, today, terms = view.count, self.session.today, self.session.pack.terms
        if count.open:
            told = words.since_open(count.since, count.total, count.longest, today)
            return lines(said(view.label, STRONG), said(told, MUTED), said(words.STILL_OPEN))
        unit = terms.day_word if count.current == 1 else terms.days_word
        told = words.in_all(count.since, count.total, count.longest, count.first, today)
        return lines(
            said(view.label, STRONG),
            said(words.counted(count.current, unit, view.body.count_from), ACCENT),
            said(told, MUTED),
        )

    def _history(self, view: ClockView) -> Content:
        today = self.session.today
        known = list(spans(view.body, today))
        if len(known) < 2:
            return Content()
        rows = []
        for begin, end in reversed(known):
            now = (begin, end) == known[-1] and not view.count.open
            text = words.span(begin, end, today, now=now)
            earlier = f"  {words.EARLIER}" if end <= view.body.start else ""
            long = words.days(max((end - begin).days, 0))
            rows.append(Content.assemble(said(text), said(f"  {long}{earlier}", MUTED)))
        return lines(said(words.HISTORY, STRONG), *rows)

    def _milestones(self, view: ClockView) -> Content:
        found = clocks.milestones(self.session, view)
        rows = [self._milestone(one) for one in found]
        return lines(said(words.MILESTONES, STRONG), *rows) if rows else Content()

    def _milestone(self, one: MilestoneView) -> Content:
        today = self.session.today
        mark = self.marks.empty if one.days > 0 else self.marks.tick
        told = words.milestone(one.milestone.label, one.on, today, one.days)
        note = words.chip(one.chip_on, today) if one.chip_on else ""
        note = note or (words.NOT_SPOKEN_OF if one.dismissed else "")
        return Content.assemble(
            (f"{mark} ", MUTED if one.days > 0 else ACCENT), said(told), said(f"  {note}", MUTED)
        )

    def _seen(self, view: ClockView) -> Content:
        held = shares(self.session, view.record)
        told = [words.sees(each.name, each.level, current=each.current) for each in held]
        rows = [said(text, MUTED) for text in told or [words.ONLY_MINE]]
        return lines(said(words.SHARED, STRONG), *rows)

    # ── Keys ─────────────────────────────────────────────────────────────────────────

    def action_add(self) -> None:
        """Begin a clock: a name, then a day."""

        def named(label: str | None) -> None:
            if label:
                self._ask_day(words.ASK_START, lambda day: self._added(label, day))

        self.app.push_screen(AskLine(words.ASK_LABEL, words.ASK_LABEL_HOW), named)

    def _added(self, label: str, day: date) -> Filed:
        filed = clocks.add_clock(self.session, label, day)
        self.changed(words.ADDED)
        return filed

    def action_setback(self) -> None:
        """Write a setback down, gently."""
        if (view := self._view) is not None:
            from sponsorterm.tui.screens.setback import SetbackScreen

            self.app.push_screen(SetbackScreen(view.record, self.session.today), self._back)

    def _back(self, message: str | None) -> None:
        self.changed(message or "")

    def action_restart(self) -> None:
        """Choose the day to begin again."""
        if (view := self._view) is not None:
            record = view.record
            self._ask_day(
                words.ASK_RESTART,
                lambda day: self._keep(clocks.restart(self.session, record, day)),
            )

    def action_past(self) -> None:
        """Fill in an earlier time: two days."""
        if (view := self._view) is None:
            return
        record = view.record

        def begun(start: date) -> None:
            self._ask_day(
                words.ASK_PAST_END,
                lambda end: self._keep(clocks.fill_in(self.session, record, start, end)),
                value="",
            )

        self._ask_day(words.ASK_PAST_START, begun, value="")

    def action_rename(self) -> None:
        """Give the clock another name."""
        if (view := self._view) is None:
            return
        record = view.record

        def named(label: str | None) -> None:
            if label and (
                filed := self.attempt(lambda: clocks.rename(self.session, record, label))
            ):
                self._keep(filed)

        self.app.push_screen(AskLine(words.ASK_LABEL, words.ASK_LABEL_HOW, value=view.label), named)

    def action_correct_start(self) -> None:
        """Put right the day the clock counts from."""
        if (view := self._view) is not None:
            record = view.record
            self._ask_day(
                words.ASK_NEW_START,
                lambda day: self._keep(clocks.correct_start(self.session, record, day)),
                value=view.body.start.isoformat(),
            )

    def action_chip(self) -> None:
        """Note that a chip was given, and when."""
        self._choose(words.ASK_CHIP, lambda one: one.days <= 0, self._chip)

    def _chip(self, record: str, key: str) -> None:
        def given(day: date) -> None:
            clocks.mark_milestone(self.session, record, key, chip_on=day)
            self.changed(words.KEPT)

        self._ask_day(words.VERB_CHIP, given)

    def action_let_be(self) -> None:
        """Let a milestone be."""

        def let_be(record: str, key: str) -> None:
            self.attempt(lambda: clocks.mark_milestone(self.session, record, key, dismissed=True))
            self.changed(words.KEPT)

        self._choose(words.ASK_LET_BE, lambda one: one.days > 0, let_be)

    def action_primary(self) -> None:
        """Let this be the first clock."""
        if (view := self._view) is not None:
            record = view.record
            self.attempt(lambda: clocks.set_primary(self.session, record))
            self.changed(words.KEPT)

    def action_count_from(self) -> None:
        """Count the first day the other way."""
        if (view := self._view) is not None:
            other = 0 if view.body.count_from else 1
            self._keep(clocks.set_count_from(self.session, view.record, 1 if other else 0))

    def action_share(self) -> None:
        """Show it to a sponsor: the very copy first."""
        from sponsorterm.tui.screens.sharing import ShareScreen

        sponsors = [link for link in self.session.links() if link.is_sponsor]
        view = self._view
        if view is None or not sponsors:
            self.say(words.NO_SPONSOR if view else "")
            return
        record = view.record
        options = [(str(n), link.record, link.name) for n, link in enumerate(sponsors, 1)]

        def chosen(link: str | None) -> None:
            if link:
                self.app.push_screen(ShareScreen(record, self.session.link(link)), self._back)

        if len(sponsors) == 1:
            chosen(sponsors[0].record)
        else:
            self.app.push_screen(Choose(words.SHARED, options), chosen)

    # ── Asking ───────────────────────────────────────────────────────────────────────

    def _ask_day(
        self, question: str, do: Callable[[date], object], *, value: str | None = None
    ) -> None:
        """Ask for a day that has come, and do something with it."""
        standing = date.isoformat(self.session.today) if value is None else value

        def asked(text: str | None) -> None:
            if (day := self.day_that_came(text)) is not None:
                self.attempt(lambda: do(day))

        self.app.push_screen(AskLine(question, words.DAY_HOW, value=standing, length=10), asked)

    def _choose(
        self,
        question: str,
        among: Callable[[MilestoneView], bool],
        do: Callable[[str, str], None],
    ) -> None:
        """Choose one of the milestones of this clock."""
        view = self._view
        found = [one for one in clocks.milestones(self.session, view) if among(one)] if view else []
        if view is None or not found:
            self.say(words.NO_MILESTONE)
            return
        record = view.record
        options = [
            (
                str(n) if n < 10 else "",
                one.milestone.key,
                f"{one.milestone.label}, {date_of(one.on, self.session.today)}",
            )
            for n, one in enumerate(found, 1)
        ]

        def chosen(key: str | None) -> None:
            if key:
                do(record, key)

        self.app.push_screen(Choose(question, options), chosen)

    def _keep(self, filed: Filed) -> None:
        self.app.filed(filed.given)
        self.changed(words.KEPT)
