"""What a sponsor does on somebody's page: call, assign, sign off, instruct, note for oneself."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import ClassVar, cast

from textual import work
from textual.binding import Binding, BindingType

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import SignOff
from sponsorterm.services.entries.filing import delete
from sponsorterm.services.links import milestones, talk
from sponsorterm.services.sponsor.sponsor_notes import (
    PrivateNote,
    change_private_note,
    private_notes,
    write_private_note,
)
from sponsorterm.services.steps import sign_offs
from sponsorterm.services.steps.instructions import instruct, instructions
from sponsorterm.strings import sponsees as entry_words
from sponsorterm.strings import working as words
from sponsorterm.tui.screens.agreement import AgreementScreen
from sponsorterm.tui.screens.calls import CallActions
from sponsorterm.tui.screens.pairing import Left
from sponsorterm.tui.screens.person_pages import milestone_key
from sponsorterm.tui.screens.received import ReceivedActions
from sponsorterm.tui.screens.seen_by import SummaryScreen
from sponsorterm.tui.screens.tasks import TaskQuestions
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import AskLine, Confirm


class PersonActions(ReceivedActions, TaskQuestions, CallActions):
    """The acts. `kind` and `ref` tell what stands under the cursor: `task` and a record id."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "assign", words.KEY_ASSIGN),
        Binding("g", "point", words.KEY_POINT),
        Binding("y", "sign", words.KEY_SIGN),
        Binding("i", "instruct", words.KEY_INSTRUCT),
        Binding("R", "ready", words.KEY_READY),
        Binding("v", "private", words.KEY_PRIVATE),
        Binding("x", "delete", words.KEY_DELETE),
        Binding("o", "agree", entry_words.KEY_AGREED),
        Binding("H", "summary", words.KEY_SUMMARY),
    ]

    @property
    def kind(self) -> str:
        """What sort of thing the cursor is on."""
        raise NotImplementedError

    @property
    def ref(self) -> str:
        """Which one."""
        raise NotImplementedError

    def step_meant(self) -> int | None:
        """The step under the cursor, where one is."""
        return int(self.ref) if self.kind in ("step", "instruct") else None

    # ── The agenda ───────────────────────────────────────────────────────────────────

    def action_point(self) -> None:
        """Put a point on the agenda of the next call."""

        def written(text: str | None) -> None:
            if text and text.strip():
                note = partial(
                    talk.write_note, self.session, self.link, body=text.strip(), agenda=True
                )
                self.write(note, words.POINT_KEPT)

        self.app.push_screen(AskLine(words.POINT, words.POINT_ABOUT), written)

    def action_seen(self) -> None:
        """Mark what the cursor is on: an entry seen, a point spoken about, a chip given."""
        if self.kind == "agenda":
            for point in talk.agenda_with(self.session, self.link):
                if point.entry.id == self.ref:
                    self.write(partial(talk.tick, self.session, point), words.TICKED)
        elif self.kind == "milestone":
            self._chip()
        else:
            super().action_seen()

    def _chip(self) -> None:
        for marked in milestones.milestones(self.session, self.view):
            if milestone_key(marked) != f"milestone:{self.ref}":
                continue
            give = milestones.take_chip_back if marked.chip_on else milestones.give_chip
            done = words.CHIP_BACK if marked.chip_on else words.CHIP_GIVEN
            self.write(partial(give, self.session, self.view, marked), done)

    # ── Work ─────────────────────────────────────────────────────────────────────────

    def action_assign(self) -> None:
        """Give something to do, for the step under the cursor first."""
        self.assign_to(self.view, self.step_meant())

    def action_instruct(self) -> None:
        """Say how the step under the cursor is to be worked."""
        step = self.step_meant()
        if step is None:
            return
        told = instructions(self.session, self.view).get(step)
        self.ask_text(
            words.instruct(step),
            words.INSTRUCT_ABOUT,
            f"instruct-{step}-{self.link}",
            lambda text: instruct(self.session, self.view, step, text.text),
            message=words.INSTRUCTED,
            start=told.text if told else "",
        )

    def about_to_sign(self) -> Entry | None:
        """The copy of a step or a sheet the cursor is on."""
        raise NotImplementedError

    @work(exclusive=True, group="sign")
    async def action_sign(self) -> None:
        """Give my word on a step or a sheet, or take it back."""
        entry = self.about_to_sign()
        if entry is None:
            return
        with suppress(Left):
            state = await self.ask(Choose(words.SIGN_QUESTION, words.SIGN))
            if state == "undo":
                self._unsign(entry.record)
            elif state == "another_look":
                self._sign_again(entry)
            else:
                body = SignOff(state="done" if state == "done" else "reviewed", step=_step(entry))
                self.write(
                    lambda: sign_offs.sign_off(self.session, self.view, entry, body),
                    words.SIGNED_NOW,
                )

    def _sign_again(self, entry: Entry) -> None:
        def keep(text: str) -> None:
            body = SignOff(state="another_look", step=_step(entry), text=text)
            sign_offs.sign_off(self.session, self.view, entry, body)

        self.ask_text(
            words.WHY_AGAIN,
            "",
            f"sign-{entry.record}",
            lambda text: keep(text.text),
            message=words.SIGNED_NOW,
        )

    def _unsign(self, about: str | None) -> None:
        for sign in sign_offs.given_by_me(self.session, self.view):
            if cast(SignOff, sign.body).about == about:
                undo = partial(sign_offs.undo, self.session, self.view, sign)
                self.write(undo, words.SIGN_BACK)
                return
        self.say(words.NOT_SIGNED)

    def action_ready(self) -> None:
        """Say that they are ready to sponsor, or take that back."""
        signs = sign_offs.given_by_me(self.session, self.view)
        is_ready = any(cast(SignOff, sign.body).about is None for sign in signs)

        def sure(yes: bool | None) -> None:
            if yes and is_ready:
                self._unsign(None)
            elif yes:
                ready = partial(sign_offs.ready_to_sponsor, self.session, self.view)
                self.write(ready, words.READY_NOW)

        question = words.READY_BACK if is_ready else words.READY
        self.app.push_screen(Confirm(question, words.READY_ABOUT), sure)

    # ── For myself ───────────────────────────────────────────────────────────────────

    def action_private(self) -> None:
        """Write a note that never leaves my own devices."""
        self.ask_text(
            words.for_name(self.view.name),
            words.PRIVATE_ABOUT,
            f"private-{self.link}",
            lambda text: write_private_note(
                self.session, self.view, text.text, text.subject.strip()
            ),
            message=words.PRIVATE_KEPT,
            subject=True,
        )

    def private_meant(self) -> PrivateNote | None:
        """The private note under the cursor."""
        found = private_notes(self.session, self.view) if self.kind == "private" else []
        return next((note for note in found if note.entry.record == self.ref), None)

    def change_private(self, note: PrivateNote) -> None:
        """Write one anew."""
        subject = note.body.subject or ""
        self.ask_text(
            words.for_name(self.view.name),
            words.PRIVATE_ABOUT,
            f"private-{note.entry.record}",
            lambda text: change_private_note(self.session, note, text.text, subject),
            message=words.PRIVATE_KEPT,
            start=note.text,
        )

    def action_delete(self) -> None:
        """Delete the private note under the cursor, after asking."""
        note = self.private_meant()
        if note is None:
            return

        def sure(yes: bool | None) -> None:
            if yes:
                gone = partial(delete, self.session, note.entry.record)
                self.write(gone, words.DELETED)

        self.app.push_screen(Confirm(words.DELETE_PRIVATE), sure)

    # ── Other pages ──────────────────────────────────────────────────────────────────

    def action_agree(self) -> None:
        """Show what the two agreed, term by term."""
        self.app.push_screen(AgreementScreen(self.link))

    def action_summary(self) -> None:
        """Show a summary to hand over."""
        self.app.push_screen(SummaryScreen(self.link))


def _step(entry: Entry) -> int | None:
    step = getattr(entry.body, "step", None)
    return step if isinstance(step, int) else None
