"""One question of a form: its words, and whatever its type is answered with.

A new type of prompt is one more builder in `_BUILDERS`; a new question needs nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from sponsorterm.program import Choice, Prompt
from sponsorterm.services.entries.forms import pair_of, parse_time, said_pair
from sponsorterm.strings import widgets as words
from sponsorterm.tui.theme import MUTED, STRONG
from sponsorterm.tui.widgets.aliases import AliasesField, AliasField, Names
from sponsorterm.tui.widgets.answers import AnswerWidget, Flags, Pick, Scale, Tick, YesNo
from sponsorterm.tui.widgets.fields import LineField, LinesField, TextField
from sponsorterm.tui.widgets.plain import Plain, lines, said

Get = Callable[[str], Any]
"""The value of a field now, or None."""


class PromptBox(Vertical):
    """A question with its answer. It knows nothing of drafts or records: it tells what changed."""

    DEFAULT_CSS = """
    PromptBox { height: auto; margin-bottom: 1; }
    PromptBox LineField, PromptBox TextField { margin-left: 2; }
    PromptBox .label { margin-left: 2; color: $muted; }
    """

    class Answered(Message):
        """A field got a value, or lost it (None)."""

        def __init__(self, field: str, value: Any) -> None:
            super().__init__()
            self.field = field
            self.value = value

    class Entered(Message):
        """The focus came to a part of this question."""

        def __init__(self, field: str) -> None:
            super().__init__()
            self.field = field

    def __init__(
        self, prompt: Prompt, choices: Sequence[Choice], get: Get, names: Names = tuple
    ) -> None:
        super().__init__()
        self.prompt = prompt
        self.names = names
        self._choices = choices
        self._get = get
        self._fields: dict[Widget, str] = {}

    def compose(self) -> ComposeResult:
        """The question, the hint, the answer."""
        yield Plain(_question(self.prompt))
        yield from _BUILDERS[self.prompt.type](self)

    def widget_for(self, field: str) -> Widget | None:
        """The part that answers this field; the first part for the prompt as a whole."""
        for widget, name in self._fields.items():
            if name == field or field == self.prompt.field:
                return widget
        return None

    @on(AnswerWidget.Answered)
    def _chosen(self, event: AnswerWidget.Answered) -> None:
        event.stop()
        self._tell(event.widget, event.widget.value)

    @on(Input.Changed)
    def _line_changed(self, event: Input.Changed) -> None:
        event.stop()
        text = event.value.strip()
        if not text or not isinstance(event.input, DateField | TimeField | NumberField):
            self._tell(event.input, text or None)
        elif (value := event.input.meant()) is not None:
            self._tell(event.input, value)

    @on(Input.Submitted)
    def _line_done(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next()

    @on(TextArea.Changed)
    def _text_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        area = event.text_area
        if isinstance(area, LinesField):
            self._tell(area, area.items() or None)
        else:
            self._tell(area, area.text if area.text.strip() else None)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tell which field the person is at, so that a draft resumes there."""
        if field := self._fields.get(event.widget):
            self.post_message(self.Entered(field))

    def _tell(self, widget: Widget, value: Any) -> None:
        field = self._fields[widget]
        if value != self._get(field):
            self.post_message(self.Answered(field, value))

    def fills(self, widget: Widget, part: str = "") -> Widget:
        """Note which field a widget answers."""
        self._fields[widget] = f"{self.prompt.field}.{part}" if part else self.prompt.field
        return widget

    def value(self, part: str = "") -> Any:
        """What a field holds now."""
        return self._get(f"{self.prompt.field}.{part}" if part else self.prompt.field)

    def choices(self) -> Sequence[Choice]:
        """What there is to choose from."""
        return self._choices


class DateField(LineField):
    """A day, written as 2026-11-20."""

    def meant(self) -> date | None:
        """The day typed, or None while it is none."""
        try:
            return date.fromisoformat(self.value.strip())
        except ValueError:
            return None


class TimeField(LineField):
    """A time of day, written as 21:05."""

    def meant(self) -> str | None:
        """The time typed, or None while it is none."""
        try:
            return parse_time(self.value.strip())
        except ValueError:
            return None


class NumberField(LineField):
    """A whole number between two others."""

    def __init__(self, low: int, high: int, value: int | None) -> None:
        super().__init__("" if value is None else str(value), length=len(str(high)))
        self.restrict = r"[0-9]*"
        self._low = low
        self._high = high

    def meant(self) -> int | None:
        """The number typed, or None while it is out of range."""
        number = int(self.value)
        return number if self._low <= number <= self._high else None


class PairsField(LinesField):
    """Ifs with their thens, a pair a line; a line that is none yet says nothing."""

    def __init__(self, pairs: Sequence[Mapping[str, str]], most: int) -> None:
        super().__init__([said_pair(pair) for pair in pairs], most)

    def items(self) -> Sequence[Any]:
        """The pairs that are whole."""
        whole = []
        for line in super().items():
            with suppress(ValueError):
                whole.append(pair_of(line))
        return whole


def _question(prompt: Prompt) -> Content:
    title = Content.assemble(said(prompt.title, STRONG))
    if prompt.required:
        title = Content.assemble(title, ("  " + words.NEEDED, MUTED))
    return lines(title, said(prompt.about, MUTED)) if prompt.about else title


def _scale(box: PromptBox) -> Iterator[Widget]:
    p = box.prompt
    yield box.fills(Scale(p.low, p.high, p.low_word, p.high_word, box.value()))


def _yes_no(box: PromptBox) -> Iterator[Widget]:
    yield box.fills(YesNo(box.value()))


def _pick(box: PromptBox) -> Iterator[Widget]:
    yield box.fills(Pick(box.choices(), box.value()))


def _tick(box: PromptBox) -> Iterator[Widget]:
    yield box.fills(Tick(box.choices(), box.value(), box.prompt.max_items))


def _flags(box: PromptBox) -> Iterator[Widget]:
    yield box.fills(Flags(box.choices(), box.value()))


def _text(box: PromptBox) -> Iterator[Widget]:
    yield box.fills(TextField(box.value() or "", placeholder=words.IN_WORDS))


def _line(box: PromptBox) -> Iterator[Widget]:
    yield box.fills(LineField(box.value() or "", placeholder=words.ONE_LINE))


def _lines(box: PromptBox) -> Iterator[Widget]:
    yield box.fills(LinesField(box.value() or [], box.prompt.max_items))


def _pairs(box: PromptBox) -> Iterator[Widget]:
    yield box.fills(PairsField(box.value() or [], box.prompt.max_items))


def _person(box: PromptBox) -> Iterator[Widget]:
    yield box.fills(AliasField(box.value() or "", box.names, placeholder=words.WHO))


def _people(box: PromptBox) -> Iterator[Widget]:
    yield box.fills(AliasesField(box.value() or [], box.prompt.max_items, box.names))


def _time(box: PromptBox) -> Iterator[Widget]:
    yield box.fills(TimeField(box.value() or "", placeholder=words.AT_TIME, length=5))


def _date(box: PromptBox) -> Iterator[Widget]:
    yield box.fills(_day_field(box.value(), words.A_DAY))


def _number(box: PromptBox) -> Iterator[Widget]:
    yield box.fills(NumberField(box.prompt.low, box.prompt.high, box.value()))


def _answer(box: PromptBox) -> Iterator[Widget]:
    yield box.fills(YesNo(box.value("value")), "value")
    if box.prompt.who:
        yield box.fills(AliasField(box.value("who") or "", box.names, placeholder=words.WHO), "who")
    yield box.fills(TextField(box.value("text") or "", placeholder=words.IN_WORDS), "text")
    if box.prompt.by:
        yield box.fills(_day_field(box.value("by")), "by")


def _kept_back(box: PromptBox) -> Iterator[Widget]:
    yield box.fills(YesNo(box.value("flag")), "flag")
    yield box.fills(AliasField(box.value("tell") or "", box.names, placeholder=words.TELL), "tell")
    yield box.fills(_day_field(box.value("by")), "by")
    yield box.fills(_day_field(box.value("told"), words.TOLD_ON), "told")


def _day_field(day: date | str | None, placeholder: str = words.BY_DAY) -> DateField:
    return DateField(str(day) if day else "", placeholder=placeholder, length=10)


_BUILDERS: dict[str, Callable[[PromptBox], Iterator[Widget]]] = {
    "scale": _scale,
    "tristate": _yes_no,
    "choice": _pick,
    "choices": _tick,
    "flags": _flags,
    "text": _text,
    "line": _line,
    "lines": _lines,
    "answer": _answer,
    "kept_back": _kept_back,
    "pairs": _pairs,
    "person": _person,
    "people": _people,
    "date": _date,
    "time": _time,
    "record": _pick,
    "number": _number,
}
