"""Small questions at the foot of the screen: yes or no, a line, a text."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from sponsorterm.records.text import MAX_LINE
from sponsorterm.strings import screens
from sponsorterm.strings import widgets as words
from sponsorterm.tui.theme import MUTED, STRONG
from sponsorterm.tui.widgets.fields import LineField, TextField
from sponsorterm.tui.widgets.plain import Plain, said

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """A strip at the foot of the screen. What it asks about stays in sight above it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("exclamation_mark", "app.reach_out", screens.KEY_REACH_OUT, show=False),
        Binding("escape", "leave", words.KEY_LEAVE),
    ]

    def __init__(self, question: str, about: str = "") -> None:
        super().__init__()
        self._question = question
        self._about = about

    def compose(self) -> ComposeResult:
        """The question, then whatever answers it."""
        with Vertical(id="dialog"):
            yield Plain(said(self._question, STRONG))
            if self._about:
                yield Plain(said(self._about, MUTED))
            yield from self.answers()

    def answers(self) -> ComposeResult:
        """What the question is answered with."""
        return iter(())

    def action_leave(self) -> None:
        """Close it without an answer."""
        self.dismiss(None)


class PageDialog(ModalScreen[None]):
    """A page to read, over the screen it is about."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,question_mark,enter", "dismiss", screens.BACK, show=False),
        Binding("exclamation_mark", "app.reach_out", screens.KEY_REACH_OUT, show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]

    def __init__(self, title: str, content: Content) -> None:
        super().__init__()
        self._title = title
        self.content = content

    def compose(self) -> ComposeResult:
        """A title, the page, and how to close it."""
        with VerticalScroll(id="reader"):
            yield Plain(said(self._title, STRONG))
            yield Plain(self.content)
            yield Plain(said(screens.CLOSE, MUTED))

    def action_scroll(self, by: int) -> None:
        """A line on or back."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)


class Confirm(Dialog[bool]):
    """Yes or no. Only `y` means yes; Enter alone does nothing that cannot be taken back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", words.KEY_YES),
        Binding("n,q", "answer(False)", words.KEY_NO),
    ]

    def answers(self) -> ComposeResult:
        """The two keys."""
        yield Plain(Content.styled(screens.CONFIRM_KEYS, MUTED), classes="keys")

    def action_answer(self, answer: bool) -> None:
        """Close with this answer."""
        self.dismiss(answer)


class AskLine(Dialog[str]):
    """One line of text; nothing when it was left."""

    def __init__(
        self, question: str, about: str = "", *, value: str = "", length: int = MAX_LINE
    ) -> None:
        super().__init__(question, about)
        self._value = value
        self._length = length

    def answers(self) -> ComposeResult:
        """The line."""
        yield LineField(self._value, length=self._length)
        yield Plain(Content.styled(screens.TEXT_KEYS, MUTED), classes="keys")

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class AskText(Dialog[str]):
    """A text of several lines; nothing when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "keep", words.KEY_KEEP, priority=True),
        Binding("ctrl+s", "keep", words.KEY_KEEP, priority=True),
    ]

    def __init__(self, question: str, about: str = "", *, value: str = "") -> None:
        super().__init__(question, about)
        self._value = value

    def answers(self) -> ComposeResult:
        """The text, and how to be done with it."""
        yield TextField(self._value)
        yield Plain(Content.styled(screens.LONG_TEXT_KEYS, MUTED), classes="keys")

    def action_keep(self) -> None:
        """Close with the text."""
        self.dismiss(self.query_one(TextField).text)
