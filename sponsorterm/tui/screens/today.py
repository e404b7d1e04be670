"""Today: the one thing to do tonight, what waits, and where things stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from sponsorterm.services.entries.followups import to_be_told
from sponsorterm.strings import clocks as clock_words
from sponsorterm.strings import day as words
from sponsorterm.strings import merging as kinds
from sponsorterm.strings import merging_screen as merging
from sponsorterm.strings import reach_out, working
from sponsorterm.strings.dates import date_of
from sponsorterm.strings.screens import near_day, short_day
from sponsorterm.tui.marks import curve
from sponsorterm.tui.screens.arrivals import Arrivals
from sponsorterm.tui.screens.weeks import weeks_strip
from sponsorterm.tui.theme import ACCENT, KEY, MUTED, STRONG
from sponsorterm.tui.widgets.lines import Line, Lines
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.parts import Part, hanging
from sponsorterm.tui.widgets.plain import Plain, lines, said

if TYPE_CHECKING:
    from sponsorterm.records.entry import Entry
    from sponsorterm.services.day.clocks import ClockView
    from sponsorterm.services.day.today import Today

TASK = "task:"
"""Begins the key of a line that stands for an assignment."""


class TodayScreen(Arrivals):
    """The first screen. The eye lands on what is to be done; the rest stands quietly by."""

    AREA: ClassVar[str] = "today"
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "go_on", words.KEY_GO_ON),
        Binding("t", "clocks", clock_words.KEY_CLOCKS),
        Binding("enter", "waiting", words.KEY_OPEN_WAITING),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._facts: Today | None = None

    def body(self) -> ComposeResult:
        """Two columns, or one beneath the other where it is narrow."""
        with Page(id="page"):
            yield Plain(id="left")
            with Vertical(id="right"):
                yield Plain(id="waiting-title")
                yield Lines(id="waiting")
                yield Plain(id="rest")
            yield Plain(id="weeks")

    def fill(self) -> None:
        """Ask once, show everything."""
        from sponsorterm.services.day.today import today

        facts = today(self.session)
        self._facts = facts
        self._show("#left", *_apart([self._tonight(facts)], [self._clocks(facts)]))
        self._show("#weeks", self._weeks(facts))
        rest = (self._agenda(facts), self._good(facts), [_plan(facts)], [_safe(facts)])
        self._show("#rest", *_apart(*rest))
        self._show_waiting(facts)

    def _show(self, place: str, *parts: Part) -> None:
        """Fill a place, and give it no room when there is nothing to say."""
        plain = self.query_one(place, Plain)
        plain.display = any(parts)
        plain.show(*parts)

    # ── Left ─────────────────────────────────────────────────────────────────────────

    def _tonight(self, facts: Today) -> Content:
        parts = [said(words.TONIGHT, f"{ACCENT} {STRONG}"), self._state(facts), Content()]
        if facts.draft is not None and not facts.filed:
            day = near_day(facts.draft.day, facts.day)
            parts.append(_keys(("o", words.go_on(day))))
        first = words.CHANGE_IT if facts.filed else words.WRITE_IT
        parts.append(_keys(("i", first), ("Q", words.QUICK)))
        parts += [_keys(("y", words.YESTERDAY), ("d", words.ANOTHER_DAY))]
        parts += [_keys(("w", words.OTHER), ("t", clock_words.HINT_CLOCKS))]
        parts += [_keys(("/", words.SEARCH), ("W", words.SHRED))]
        if facts.first_days:
            parts += [Content(), said(words.FIRST_DAYS)]
        return lines(*parts)

    def _state(self, facts: Today) -> Content:
        if facts.filed is not None:
            return Content.assemble(
                f"{words.INVENTORY}  ", (f"{self.marks.tick} {words.FILED}", STRONG)
            )
        state = Content.assemble(f"{words.INVENTORY}  ", (words.NOT_FILED, STRONG))
        if facts.last_entry is None:
            return lines(state, said(words.FIRST_ENTRY, MUTED))
        if (facts.day - facts.last_entry).days > 1:
            day = near_day(facts.last_entry, facts.day)
            return lines(state, said(words.last_entry(day), MUTED))
        return state

    def _clocks(self, facts: Today) -> Content:
        shown = [self._clock(clock, facts) for clock in facts.clocks]
        return Content("\n\n").join(shown) if shown else Content()

    def _clock(self, clock: ClockView, facts: Today) -> Content:
        terms = self.session.pack.terms
        count = clock.count
        unit = terms.day_word if count.current == 1 else terms.days_word
        since = date_of(count.since, facts.day)
        if count.open:
            return lines(
                said(clock.label, STRONG),
                said(
                    clock_words.since_open(count.since, count.total, count.longest, facts.day),
                    MUTED,
                ),
            )
        parts = [
            Content.assemble(
                (str(count.current), STRONG),
                said(words.counted(unit, clock.label, since)),
            )
        ]
        if more := words.in_all(count.total, count.longest, count.current):
            parts.append(said(more, MUTED))
        if clock.next is not None:
            on = date_of(clock.next.on, clock.next.on)
            text = words.next_milestone(clock.next.milestone.label, on, clock.next.days)
            parts.append(said(text, MUTED))
        return lines(*parts)

    def _weeks(self, facts: Today) -> Content:
        if facts.last_entry is None:
            return Content()
        bars: list[Content | tuple[str, str]] = []
        for name, values, low, high in (
            (words.MOOD, facts.mood, 1, 5),
            (words.CRAVING, facts.craving, 0, 10),
        ):
            if any(value is not None for value in values):
                drawn = curve(values, low, high, self.marks)
                bars += [(f"{name} ", MUTED), said(f"{drawn}   ")]
        room = self.size.width - 4
        heading = Content.styled(words.WEEKS, STRONG)
        return lines(heading, Content.assemble(*bars), weeks_strip(self.session, room, self.marks))

    # ── Right ────────────────────────────────────────────────────────────────────────

    def _show_waiting(self, facts: Today) -> None:
        found = [Line(news.entry.id, (said(news.text),)) for news in facts.news]
        found += [Line(record, (self._undecided(record),)) for record in facts.undecided]
        found += [Line(entry.id, (self._check(entry, facts),)) for entry in facts.checks]
        found += [Line(entry.id, (said(to_be_told(entry, facts.day)),)) for entry in facts.untold]
        found += self._asked()
        title = said(words.counted_heading(words.WAITING, len(found)), STRONG)
        if found:
            title = Content("   ").join([title, _keys(("Enter", words.OPEN_WAITING))])
        none = [] if found else [said(words.NOTHING_WAITS, MUTED)]
        if not found and not self.session.links(live_only=False):
            none = [said(words.SOLO, MUTED)]
        self._show("#waiting-title", lines(title, *none))
        waiting = self.query_one("#waiting", Lines)
        waiting.display = bool(found)
        waiting.show(found)

    def _check(self, entry: Entry, facts: Today) -> Content:
        """A moment that is half an hour old."""
        at = getattr(entry.body, "at", None) or near_day(entry.day, facts.day)
        return said(words.now_after(at))

    def _asked(self) -> list[Line]:
        """What a sponsor waits for."""
        from sponsorterm.services.steps.assignments import asked_of_me

        found = []
        for link, task in asked_of_me(self.session):
            when = working.due(task.due, self.session.today) if task.due else ""
            state = working.TASK_STATES[task.state] if task.state == "another_look" else when
            text = working.asked(task.body.title or "", state)
            found.append(Line(f"{TASK}{link.record}:{task.entry.record}", (said(text),)))
        return found

    def _undecided(self, record: str) -> Content:
        """A record that two devices wrote apart, and its day where it has one."""
        for entry in self.session.store.entries(record=record, withdrawn=True):
            return said(merging.waits(kinds.kind(entry.kind), short_day(entry.day)))
        return said(merging.waits(kinds.DELETED, ""))

    def _agenda(self, facts: Today) -> list[Part]:
        from sponsorterm.services.entries.reading import in_short

        if not facts.sponsors and not facts.agenda:
            return []
        title = words.counted_heading(words.FOR_THE_CALL, len(facts.agenda))
        points = [self._point(in_short(block.entry)) for block in facts.agenda]
        none = said(words.NOTHING_FOR_THE_CALL, MUTED)
        return [said(title, STRONG), *(points or [none])]

    def _good(self, facts: Today) -> list[Part]:
        if not facts.good:
            return []
        return [said(words.GOOD_THINGS, STRONG), *map(self._point, facts.good)]

    def _point(self, text: str) -> Part:
        return hanging(said(f"{self.marks.dot} "), said(text))

    # ── Keys ─────────────────────────────────────────────────────────────────────────

    def action_waiting(self) -> None:
        """To what waits; Enter opens it there."""
        waiting = self.query_one("#waiting", Lines)
        if waiting.display:
            waiting.focus()

    def action_clocks(self) -> None:
        """The days that are counted."""
        from sponsorterm.tui.screens.clocks import ClocksScreen

        self.app.push_screen(ClocksScreen())

    def action_go_on(self) -> None:
        """Go on with the draft, where it was left."""
        if self._facts is not None and self._facts.draft is not None:
            self.open_draft(self._facts.draft)

    @on(Lines.Chosen, "#waiting")
    async def _open_waiting(self, event: Lines.Chosen) -> None:
        if event.key.startswith(TASK):
            from sponsorterm.tui.screens.assignment import AssignmentScreen

            link, _, record = event.key.removeprefix(TASK).partition(":")
            self.app.push_screen(AssignmentScreen(link, record))
            return
        if self._facts is not None and event.key in self._facts.undecided:
            from sponsorterm.tui.screens.merge import MergeScreen

            self.app.push_screen(MergeScreen(event.key), self._merged)
            return
        if self._facts is not None and self.come_back(event.key, self._facts):
            return
        for news in self._facts.news if self._facts is not None else ():
            if news.entry.id == event.key:
                await self.open_news(news)

    def _merged(self, done: bool | None) -> None:
        if done:
            self.changed(merging.SETTLED)

    def on_resize(self) -> None:
        """More weeks fit a wider screen."""
        if self._facts is not None:
            self._show("#weeks", self._weeks(self._facts))


def _plan(facts: Today) -> Content:
    """A nudge when the plan for hard moments was not gone over for long."""
    if facts.plan is None or not facts.plan.due:
        return Content()
    return said(reach_out.plan_waits(facts.plan.looked_on, facts.day), MUTED)


def _safe(facts: Today) -> Content:
    return said(facts.safety.sentence, MUTED)


def _apart(*groups: Sequence[Part]) -> list[Part]:
    """Those that say something, with a blank line between them."""
    told = [group for group in groups if any(group)]
    return [part for group in told for part in (Content(), *group)][1:]


def _keys(*pairs: tuple[str, str]) -> Content:
    """Keys and what they do, side by side."""
    return Content("   ").join(
        [Content.assemble((key, KEY), " ", (word, "")) for key, word in pairs]
    )
