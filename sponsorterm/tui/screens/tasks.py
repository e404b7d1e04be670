"""Assignments as questions: what the one says who gave it, and what the other."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import cast

from msgspec.structs import replace
from textual import work

from sponsorterm.records.kinds import Assignment
from sponsorterm.rules.assignments import Task
from sponsorterm.services.entries.filing import shares
from sponsorterm.services.entries.forms import parse_date
from sponsorterm.services.entries.reading import SHOWN, summary_line
from sponsorterm.services.entries.writing import Writing, keep_text
from sponsorterm.services.home.session import LinkView
from sponsorterm.services.links import talk
from sponsorterm.services.steps import assignments
from sponsorterm.services.steps.assignments import Given, Told
from sponsorterm.strings import kinds
from sponsorterm.strings import working as words
from sponsorterm.strings import writing as writing_words
from sponsorterm.strings.dates import day_of
from sponsorterm.tui.screens.pairing import Left, OnlineScreen
from sponsorterm.tui.screens.writing import WriteText
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import AskLine

OWN = "."
"""The letter, and the choice, for one's own words."""
NINE = 9
"""Entries that are offered to show what came of something: each has a digit."""


class TaskQuestions(OnlineScreen):
    """A screen on which an assignment can be meant."""

    @work(exclusive=True, group="task")
    async def answer_task(self, link: LinkView, task: Task) -> None:
        """Say how far I am with something I was asked to do."""
        with suppress(Left):
            say = await self.ask(Choose(task.body.title or "", words.TELL, task.body.detail or ""))
            if say == "submitted":
                self._hand_in(link, task)
            elif say == "entry":
                await self._hand_in_entry(link, task)
            else:
                told = cast(Told, say)
                self.write(lambda: assignments.tell(self.session, link, task, told), words.NOTED)

    def _hand_in(self, link: LinkView, task: Task) -> None:
        self.ask_text(
            words.WHAT_CAME,
            task.body.title or "",
            f"task-{task.entry.record}",
            lambda text: assignments.tell(self.session, link, task, "submitted", text.text),
            message=words.HANDED_IN,
        )

    async def _hand_in_entry(self, link: LinkView, task: Task) -> None:
        """Choose among the last entries they can see."""
        known = self.session.store.entries(kinds=SHOWN - {Assignment.KIND}, limit=50)
        given = [
            entry
            for entry in known
            if link.record in {share.link for share in shares(self.session, entry.record)}
        ][:NINE]
        if not given:
            self.say(words.NOTHING_SHARED)
            return
        today = self.session.today
        options = [
            (
                str(number),
                entry.record,
                f"{day_of(entry.day, today)}  {kinds.name(entry.kind)}  {summary_line(entry)}",
            )
            for number, entry in enumerate(given, 1)
        ]
        record = await self.ask(Choose(words.WHICH_ENTRY, options))
        entry = next(each for each in given if each.record == record)
        name = talk.shared_name(self.session, link.record, entry)
        self.write(
            lambda: assignments.tell(self.session, link, task, "submitted", result=name),
            words.HANDED_IN,
        )

    @work(exclusive=True, group="task")
    async def judge_task(self, link: LinkView, task: Task) -> None:
        """Say what I find of something I asked for."""
        with suppress(Left):
            about = getattr(task.said.body, "text", None) or "" if task.said else ""
            title = f"{task.body.title or ''}: {words.TASK_STATES[task.state]}"
            result = getattr(task.said.body, "result", None) if task.said else None
            ways = [way for way in words.LOOK if result or way[1] != "result"]
            say = await self.ask(Choose(title, ways, about))
            if say == "another_look":
                self._look_again(link, task)
            elif say == "due":
                await self._move(link, task)
            elif say == "result" and result:
                self._open_result(link, result)
            elif say == "assigned":
                self.write(lambda: assignments.undo_look(self.session, link, task), words.SIGN_BACK)
            else:
                found = cast(Given, say)
                self.write(
                    lambda: assignments.look_at(self.session, link, task, found), words.NOTED
                )

    def _open_result(self, link: LinkView, record: str) -> None:
        """Show the entry that was handed in."""
        from sponsorterm.tui.screens.received import ReceivedScreen
        from sponsorterm.tui.screens.walk import Walk

        self.app.push_screen(ReceivedScreen(link.record, record, Walk()))

    def _look_again(self, link: LinkView, task: Task) -> None:
        self.ask_text(
            words.WHY_AGAIN,
            task.body.title or "",
            f"look-{task.entry.record}",
            lambda text: assignments.look_at(self.session, link, task, "another_look", text.text),
            message=words.NOTED,
        )

    async def _move(self, link: LinkView, task: Task) -> None:
        due = await self.ask_day(task.due)
        self.write(lambda: assignments.change(self.session, link, task, due=due), words.NOTED)

    async def ask_day(self, start: date | None) -> date | None:
        """A day something is due, or none.

        Raises:
            Left: the question was closed.
        """
        about = words.DUE_ABOUT
        while True:
            dialog = AskLine(words.DUE, about, value=start.isoformat() if start else "", length=10)
            text = await self.app.push_screen_wait(dialog)
            if text is None:
                raise Left
            try:
                return parse_date(text.strip()) if text.strip() else None
            except ValueError as error:
                about = str(error)

    @work(exclusive=True, group="task")
    async def assign_to(self, link: LinkView, step: int | None) -> None:
        """Choose out of the library, that of one's own words first, and ask until when."""
        with suppress(Left):
            library = assignments.library(self.session.pack)
            library.sort(key=lambda each: (each.step != step, each.step or 0))
            options = [
                (str(number) if number <= NINE else " ", each.key, _offer(each.step, each.title))
                for number, each in enumerate(library, 1)
            ]
            own = (OWN, OWN, words.OWN_WORDS)
            key = await self.ask(Choose(words.ASSIGN, [own, *options]))
            if key == OWN:
                await self._assign_own(link, step)
                return
            body = assignments.from_library(self.session.pack, key, self.session.today)
            due = await self.ask_day(body.due)
            self._assign(link, body, due)

    async def _assign_own(self, link: LinkView, step: int | None) -> None:
        """Ask for the words, then until when; left in between, the words stay as a draft."""
        key, written = f"assign-{link.record}", list[Writing]()
        about = words.OWN_WORK, words.OWN_WORK_ABOUT
        dialog = WriteText(*about, key, written.append, subject=True, text_needed=False)
        if await self.app.push_screen_wait(dialog) is False:
            self.say(writing_words.DRAFT_KEPT)
        for text in written:
            try:
                due = await self.ask_day(None)
            except Left:
                keep_text(self.session, key, text)
                self.say(writing_words.DRAFT_KEPT)
                return
            if not self._assign(link, _own(text, step), due):
                keep_text(self.session, key, text)

    def _assign(self, link: LinkView, body: Assignment, due: date | None) -> bool:
        return self.write(
            lambda: assignments.assign(self.session, link, replace(body, due=due)),
            words.ASSIGNED,
        )


def _own(text: Writing, step: int | None) -> Assignment:
    """An assignment in one's own words; without a title its first line is that."""
    first, _, rest = text.text.strip().partition("\n")
    if title := text.subject.strip():
        return Assignment(title=title, detail=text.text.strip() or None, step=step)
    return Assignment(title=first, detail=rest.strip() or None, step=step)


def _offer(step: int | None, title: str) -> str:
    return f"{step:>2}  {title}" if step else f"    {title}"
