"""Sitting an urge out: how strong it is, how long it has been, and nothing that moves by itself."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from sponsorterm.services.day.hard_moments import begin_urge, end_urge, minutes_of, note_peak, urge
from sponsorterm.services.entries.drafts import FormDraft
from sponsorterm.strings import hard_moments as words
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.plain import Plain, lines, said

TEN = "x"
"""The key for a strength of ten."""


class UrgeScreen(ScreenBase[str]):
    """A strength to begin with; then Space for the minutes, until it has gone."""

    CSS_PATH = sheet("reach_out")
    HELP: ClassVar[str] = words.URGE_HELP
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("q", words.HINT_LEAVE),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "elapsed", words.KEY_ELAPSED),
        Binding("e", "end", words.KEY_END),
        *(
            Binding(key, f"strength({strength})", words.KEY_BEGIN, show=not strength)
            for strength, key in enumerate([*"0123456789", TEN])
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._draft: FormDraft | None = None
        self._ending = False

    def body(self) -> ComposeResult:
        """What an urge is, where it stands, which keys there are."""
        with VerticalScroll(id="urge", can_focus=False):
            yield Plain(said(words.URGE_ABOUT), id="told")
            yield Plain(id="standing")
            yield Plain(id="keys")
        yield Hints()

    def on_mount(self) -> None:
        """Go on with the one that is being sat out."""
        self.show_state()
        self._draft = urge(self.session)
        self._show()

    def show_state(self) -> None:
        """The header says what this is, and nothing of how it goes."""
        self.header.show_parts(words.URGE, "", "")

    def action_strength(self, strength: int) -> None:
        """Begin at this strength; later, note that it has grown, or how it ended."""
        if self._draft is None:
            self._draft = self.attempt(lambda: begin_urge(self.session, strength))
        elif self._ending:
            self._end(self._draft, strength)
            return
        else:
            draft = self._draft
            self.attempt(lambda: note_peak(self.session, draft, strength))
            self.say(words.PEAK_KEPT)
        self._show()

    def action_elapsed(self) -> None:
        """Say how long it has been: on a key, and never by itself."""
        if self._draft is not None:
            self.say(words.elapsed(minutes_of(self.session, self._draft)))

    def action_end(self) -> None:
        """It has gone: ask how strong it is now."""
        if self._draft is not None:
            self._ending = True
            self._show()

    def on_key(self, event: events.Key) -> None:
        """The message stays for the key that asked for it."""
        if event.key != "space":
            super().on_key(event)

    def _end(self, draft: FormDraft, strength: int) -> None:
        from sponsorterm.tui.screens.form import FormScreen

        self.attempt(lambda: end_urge(self.session, draft, strength))
        self.app.push_screen(FormScreen(draft), self.dismiss)

    def _show(self) -> None:
        draft, hints = self._draft, list[tuple[str, str]]()
        more = Content()
        if draft is None or self._ending:
            standing = said(words.URGE_ENDED if draft else words.URGE_BEGIN, STRONG)
        else:
            begun = words.began(f"{draft.started:%H:%M}", draft.answers.get("start"))
            standing = said(begun, f"{ACCENT} {STRONG}")
            told = (words.URGE_RUNS, words.URGE_PEAK, words.URGE_END)
            more = lines(*(said(text, MUTED) for text in told))
            hints = [("space", words.HINT_ELAPSED), ("e", words.HINT_END)]
        self.query_one("#standing", Plain).show(standing)
        self.query_one("#keys", Plain).show(more)
        self.query_one(Hints).show(hints)
