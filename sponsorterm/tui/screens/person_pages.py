"""The pages of one sponsee, as lines. A line's key says what it stands for: `task:<record>`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from textual.content import Content

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Amends, Comment, SignOff, Step, Worksheet
from sponsorterm.services.entries.reading import summary_line
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links import talk
from sponsorterm.services.links.agreement_terms import terms_of
from sponsorterm.services.links.calls import Spoken
from sponsorterm.services.links.milestones import Marked
from sponsorterm.services.sponsor.overview import Overview, overview
from sponsorterm.services.sponsor.sponsor_notes import private_notes
from sponsorterm.services.steps.assignments import assigned_by_me
from sponsorterm.services.steps.instructions import instructions
from sponsorterm.services.steps.progress import sponsee_steps
from sponsorterm.services.steps.sign_offs import given_by_me
from sponsorterm.services.steps.written_work import Sheet, written_work
from sponsorterm.strings import kinds
from sponsorterm.strings import sponsees as entry_words
from sponsorterm.strings import working as words
from sponsorterm.strings.dates import date_of, day_of
from sponsorterm.strings.moments import brief_day
from sponsorterm.strings.steps import SHORT_STATES, standing
from sponsorterm.tui.marks import Marks
from sponsorterm.tui.screens.calls import call_line
from sponsorterm.tui.screens.thread_lines import thread_line
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.lines import Cell, Column, Line
from sponsorterm.tui.widgets.plain import said

COLUMNS = (Column(1), Column(0, least=16), Column(24, rank=1, right=True))
"""A mark, what it is, and how it stands: the columns of every page but the entries."""
ENTRY_COLUMNS = (
    Column(1),
    Column(10),
    Column(14, rank=2),
    Column(0, least=12),
    Column(6, rank=1, right=True, snug=True),
)
NARROW_ENTRY_COLUMNS = (Column(1), Column(6), *ENTRY_COLUMNS[2:])
"""With days in brief."""
SHOWN = 400
"""Entries listed, newest first: more than a year of evenings."""
SHEET_STATES = {"draft": "draft", **SHORT_STATES}


@dataclass(frozen=True, slots=True)
class Pages:
    """Makes the lines of each page for one sponsee, read anew whenever one is shown."""

    session: Session
    link: LinkView
    marks: Marks
    airy: bool
    """There is room for a blank line above a heading."""

    # ── Entries ──────────────────────────────────────────────────────────────────────

    def entries(self, entries: Sequence[Entry]) -> list[Line]:
        """What they shared, the newest first; an edited one says so."""
        read = talk.read_marks(self.session)
        talked = talk.talked_about(self.session)
        return [
            self._entry(
                entry,
                new=read.get(entry.record) != entry.id,
                talked=(entry.record, entry.id) in talked,
            )
            for entry in entries[:SHOWN]
        ]

    def _entry(self, entry: Entry, *, new: bool, talked: bool) -> Line:
        state = entry_words.IS_TALKED if talked else entry_words.IS_NEW if new else ""
        if entry.revisions > 1 and not talked:
            state = entry_words.IS_EDITED
        return Line(
            f"entry:{entry.record}",
            (
                said(self.marks.unread if new else self.marks.blank),
                self._day(entry, STRONG if new else ""),
                said(kinds.name(entry.kind)),
                said(entry_summary(entry)),
                said(state, ACCENT if new else MUTED),
            ),
        )

    def _day(self, entry: Entry, style: str) -> Cell:
        today = self.session.today
        return said(day_of(entry.day, today), style), said(brief_day(entry.day, today), style)

    # ── Notes ────────────────────────────────────────────────────────────────────────

    def notes(self) -> list[Line]:
        """The threads of the two."""
        today = self.session.today
        found = talk.threads(self.session, self.link.record)
        made = (thread_line(thread, today, self.marks) for thread in found)
        return [Line(f"thread:{line.key}", line.cells) for line in made]

    # ── Steps and work ───────────────────────────────────────────────────────────────

    def steps(self) -> list[Line]:
        """The steps they shared with my word on each, and all I gave them to do."""
        said_of = self._signs()
        told = instructions(self.session, self.link)
        shared = [
            v for v in sponsee_steps(self.session, self.link.record) if v.entry or v.number in told
        ]
        lines = []
        for view in shared:
            sign = said_of.get(view.entry.record if view.entry else "")
            stands = standing(view.state, view.method, None) if view.entry else ""
            how = words.SIGN_STATES[sign] if sign else stands
            mark = self.marks.tick if sign == "done" else self.marks.unchosen
            title = f"{view.number:>2}  {view.title}"
            lines.append(self._line(f"step:{view.number}", title, how, mark))
            if view.number in told:
                text = told[view.number].text.split("\n", 1)[0]
                lines.append(self._line(f"instruct:{view.number}", f"    {text}", "", muted=True))
        if said_of.get(None):
            ready = words.SIGN_STATES["ready_to_sponsor"]
            lines.append(self._line("ready:", ready, "", self.marks.tick))
        return [*lines, *self._headed(words.OPEN_WORK, self._tasks())]

    def _signs(self) -> dict[str | None, str]:
        """My newest word on each record."""
        found: dict[str | None, str] = {}
        for entry in given_by_me(self.session, self.link):
            if isinstance(entry.body, SignOff):
                found.setdefault(entry.body.about, entry.body.state)
        return found

    def _tasks(self) -> list[Line]:
        found = assigned_by_me(self.session, self.link)
        found.sort(key=lambda task: not task.open)
        return [self._task(task) for task in found]

    def _task(self, task: Any) -> Line:
        """One assignment, its state, and the day it is due while it is open."""
        state = words.TASK_STATES[task.state]
        if task.due and task.open:
            state = f"{state}, {words.due(task.due, self.session.today)}"
        mark = (
            self.marks.unread
            if task.state == "submitted"
            else (self.marks.unchosen if task.open else self.marks.tick)
        )
        title = task.body.title or task.body.library or ""
        return self._line(f"task:{task.entry.record}", title, state, mark, muted=not task.open)

    # ── Together ─────────────────────────────────────────────────────────────────────

    def together(self) -> list[Line]:
        """What is agreed, open, ahead and behind."""
        found = overview(self.session, self.link)
        return [
            *self._headed(words.CALL, self._agenda(found), words.NO_POINTS, "point:"),
            *self._headed(words.AGREED, self._agreed(found)),
            *self._headed(
                words.OPEN_WORK, [self._task(t) for t in found.tasks], words.NO_WORK, "assign:"
            ),
            *self._headed(words.MILESTONES, [self._milestone(m) for m in found.milestones]),
            *self._headed(
                words.CALLS, [self._call(c) for c in found.calls], words.NO_CALLS, "call:"
            ),
            *self._headed(words.HANDLED, list(self._handled(found))),
            *self._headed(words.STARTED, list(self._started(found))),
        ]

    def _agenda(self, found: Overview) -> list[Line]:
        return [
            self._line(
                f"agenda:{point.entry.id}",
                (point.entry.body.subject or point.text)  # type: ignore[attr-defined]
                if point.entry.kind == "note"
                else point.text,
                point.name,
                self.marks.unchosen,
            )
            for point in found.agenda
        ]

    def _agreed(self, found: Overview) -> list[Line]:
        agreed = found.agreed
        lines = [
            self._line(f"agreement:{term.key}", f"{term.title}: {term.now}", "")
            for term in terms_of(agreed.in_force)
            if term.now
        ]
        waiting = (
            (agreed.theirs, words.THEY_PROPOSE),
            (agreed.mine, words.I_PROPOSE),
            (agreed.declined, words.DECLINED),
        )
        for proposal, text in waiting:
            if proposal is not None:
                lines.append(self._line("agreement:", text, "", self.marks.unread))
        return lines or [self._line("agreement:", words.NO_AGREEMENT, "", muted=True)]

    def _milestone(self, marked: Marked) -> Line:
        ahead = marked.upcoming
        today = self.session.today
        when = words.chip(marked.chip_on, today) if marked.chip_on else words.in_days(ahead.days)
        mark = self.marks.tick if marked.chip_on else self.marks.unchosen
        text = f"{ahead.milestone.label}, {date_of(ahead.on, today)}  {marked.label}"
        return self._line(milestone_key(marked), text, when, mark)

    def _call(self, call: Spoken) -> Line:
        text = call_line(call, self.session.today)
        return self._line(f"call:{call.entry.id}", text, words.minutes(call.body.minutes))

    def _handled(self, found: Overview) -> Iterator[Line]:
        for flag, ack in found.row.handled:
            done = words.ACTIONS[ack.action]
            if ack.until:
                done = f"{done} {words.until(ack.until, self.session.today)}"
            text = f"{flag.reason}  ({ack.note})" if ack.note else flag.reason
            yield self._line(f"handled:{flag.key}", text, done, muted=True)

    def _started(self, found: Overview) -> Iterator[Line]:
        today, begun = self.session.today, found.beginning
        if begun.since:
            yield self._line("began:link", words.linked(begun.since, today), "", muted=True)
        for entry in begun.entries:
            text = f"{day_of(entry.day, today)}  {kinds.name(entry.kind)}  {entry_summary(entry)}"
            yield self._line(f"first:{entry.record}", text, "", muted=True)
        if begun.agreed_on:
            text = words.first_agreed(begun.agreed_on, today)
            yield self._line("began:agreed", text, "", muted=True)

    # ── Written work ─────────────────────────────────────────────────────────────────

    def written(self) -> list[Line]:
        """Sheets, amends and the plan for hard moments."""
        found = written_work(self.session, self.link)
        said_of, heard = self._signs(), self._heard()
        return [
            *self._headed(words.SHEETS, [self._sheet(s, said_of, heard) for s in found.sheets]),
            *self._headed(words.AMENDS, [self._amends(entry, heard) for entry in found.amends]),
            *self._headed(words.PLAN, [self._plan(entry) for entry in found.plans]),
        ]

    def _heard(self) -> Counter[str]:
        """How many comments there are on each record of theirs, mine and theirs."""
        found = [
            *self.session.store.entries(kinds={Comment.KIND}, link=self.link.record),
            *self.session.store.entries(space=self.link.record, kinds={Comment.KIND}),
        ]
        return Counter(entry.body.about for entry in found if isinstance(entry.body, Comment))

    def _sheet(self, sheet: Sheet, said_of: dict[str | None, str], heard: Counter[str]) -> Line:
        sign = said_of.get(sheet.entry.record) if sheet.entry else None
        about = [*sheet.rows, *([sheet.entry] if sheet.entry else [])]
        facts = [
            SHEET_STATES.get(sheet.state, sheet.state.replace("_", " ")),
            words.SIGN_STATES[sign] if sign else "",
        ]
        inside = [
            words.turn(sheet.round),
            words.rows(len(sheet.rows)) if sheet.rows else "",
            words.comments(sum(heard[entry.record] for entry in about)),
        ]
        text = "  ".join(filter(None, (sheet.title, *inside)))
        mark = self.marks.tick if sign == "done" else self.marks.unchosen
        return self._line(f"sheet:{sheet.key}", text, ", ".join(filter(None, facts)), mark)

    def _amends(self, entry: Entry, heard: Counter[str]) -> Line:
        body = entry.body
        assert isinstance(body, Amends)
        text = "  ".join(filter(None, (body.person or "?", words.comments(heard[entry.record]))))
        state = (body.state or "listed").replace("_", " ")
        if body.planned_for and body.state == "planned":
            state = f"{state}, {date_of(body.planned_for, self.session.today)}"
        mark = self.marks.flag if body.unsafe == "yes" else self.marks.blank
        return self._line(f"entry:{entry.record}", text, state, mark)

    def _plan(self, entry: Entry) -> Line:
        text = f"{day_of(entry.day, self.session.today)}  {entry_summary(entry)}"
        return self._line(f"entry:{entry.record}", text, "")

    # ── Private ──────────────────────────────────────────────────────────────────────

    def private(self) -> list[Line]:
        """Notes that never leave my own devices."""
        return [
            self._line(
                f"private:{note.entry.record}",
                "  ".join(filter(None, (note.body.subject, note.text.split("\n", 1)[0]))),
                day_of(note.entry.day, self.session.today),
                self.marks.pinned if note.body.pinned else self.marks.blank,
            )
            for note in private_notes(self.session, self.link)
        ]

    # ── Lines ────────────────────────────────────────────────────────────────────────

    def _line(
        self, key: str, text: str, right: str, mark: str = "", *, muted: bool = False
    ) -> Line:
        cells = (
            said(mark or self.marks.blank, ACCENT),
            said(text, MUTED if muted else ""),
            said(right, MUTED),
        )
        return Line(key, cells)

    def _headed(
        self, title: str, lines: list[Line], none: str = "", key: str = "none:"
    ) -> list[Line]:
        """Lines under a heading, or what to do when there are none."""
        if not lines and not none:
            return []
        found = lines or [self._line(key, none, "", muted=True)]
        blank = [Line(f"blank:{title}", (Content(),), heading=True)] if self.airy else []
        return [*blank, Line(f"heading:{title}", (Content(title),), heading=True), *found]


def milestone_key(marked: Marked) -> str:
    """What a milestone's line is known by."""
    milestone = marked.upcoming.milestone
    return f"milestone:{marked.clock.record}-{milestone.unit}-{milestone.n}"


def entry_summary(entry: Entry) -> str:
    """An entry in one line; of a step, which one and how it stands."""
    body = entry.body
    if isinstance(body, Step):
        stands = standing(body.state or "not_started", body.method, None)
        return entry_words.step_line(body.step, stands)
    if isinstance(body, Worksheet):
        return entry_words.sheet_line(body.sheet, body.state or "draft")
    return summary_line(entry)
