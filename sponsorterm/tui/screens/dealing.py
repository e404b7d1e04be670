"""Dealing with a flag: what was done about it, until when it is put off, a call noted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import ClassVar, cast

from textual.binding import Binding, BindingType

from sponsorterm.rules.facts import Flag
from sponsorterm.services.sponsor import triage
from sponsorterm.services.sponsor.alerts import Action
from sponsorterm.strings import triage as words
from sponsorterm.strings.dates import day_of
from sponsorterm.tui.screens.walk import Walk, WalkScreen
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import AskLine

CALL = "call"
"""The choice that is no acknowledgement alone."""


class DealingScreen(WalkScreen):
    """A screen about somebody, from which a flag of theirs can be dealt with."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("A", "deal", words.KEY_ACT)]

    def __init__(self, link: str, walk: Walk) -> None:
        super().__init__(walk)
        self.link = link

    def flag_meant(self) -> Flag | None:
        """The flag meant now, if there is one."""
        raise NotImplementedError

    def action_deal(self) -> None:
        """Say what was done. Without a flag there may still have been a call."""
        flag = self.flag_meant()
        if flag is None:
            self._ask_minutes(None)
            return
        self.app.push_screen(
            Choose(words.question(flag.reason), words.ACTIONS),
            lambda action: self._chosen(flag, action),
        )

    def _chosen(self, flag: Flag, action: str | None) -> None:
        if action == CALL:
            self._ask_minutes(flag)
        elif action == "snooze":
            self.app.push_screen(
                Choose(words.UNTIL, words.UNTILS), lambda days: self._put_off(flag, days)
            )
        elif action:
            self._ask_note(flag, cast(Action, action), None)

    def _put_off(self, flag: Flag, days: str | None) -> None:
        if days:
            self._ask_note(flag, "snooze", self.session.today + timedelta(days=int(days)))
        elif days is not None:
            self.app.push_screen(AskLine(words.UNTIL_DAY), lambda text: self._until(flag, text))

    def _until(self, flag: Flag, text: str | None) -> None:
        if text is None:
            return
        try:
            until = date.fromisoformat(text.strip())
        except ValueError:
            until = self.session.today
        if until <= self.session.today:
            self.say(words.BAD_DAY)
        else:
            self._ask_note(flag, "snooze", until)

    def _ask_note(self, flag: Flag, action: Action, until: date | None) -> None:
        told = words.kept(action, day_of(until, self.session.today) if until else "")

        def keep(note: str) -> None:
            triage.acknowledge(self.session, self.link, flag, action, until=until, note=note)

        self._ask(words.NOTE, words.NOTE_ABOUT, lambda note: self.write(lambda: keep(note), told))

    def _ask_minutes(self, flag: Flag | None) -> None:
        self._ask(words.MINUTES, words.MINUTES_ABOUT, lambda text: self._minutes(flag, text))

    def _minutes(self, flag: Flag | None, text: str) -> None:
        if text and not (text.isascii() and text.isdigit()):
            self.say(words.BAD_MINUTES)
            return
        minutes = int(text) if text else None

        def keep(note: str) -> None:
            triage.log_call(self.session, self.link, flag, minutes=minutes, note=note)

        self._ask(
            words.CALL_NOTE,
            words.CALL_NOTE_ABOUT,
            lambda note: self.write(lambda: keep(note), words.CALL_LOGGED),
        )

    def _ask(self, question: str, about: str, answered: Callable[[str], object]) -> None:
        """Ask for a line and go on with it, unless it was left."""

        def closed(text: str | None) -> None:
            if text is not None:
                answered(text.strip())

        self.app.push_screen(AskLine(question, about), closed)
