"""Answers given by single keys: a scale, yes or no, one of several, some of several.

Nothing is chosen until a person chooses, and Backspace always takes an answer back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from sponsorterm.program import Choice
from sponsorterm.strings import widgets as words
from sponsorterm.tui.marks import marks_for
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.plain import lines, said

GUTTER = 2
CHOSEN = f"{ACCENT} {STRONG}"
_TIGHT = 2


class AnswerWidget(Widget, can_focus=True):
    """One answer. `value` has the shape a record keeps, or is None while nothing is chosen."""

    DEFAULT_CSS = "AnswerWidget { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j,enter", "app.focus_next", words.KEY_NEXT_FIELD),
        Binding("up,k", "app.focus_previous", words.KEY_LAST_FIELD),
        Binding("backspace,delete", "clear", words.KEY_CLEAR),
    ]

    class Answered(Message):
        """An answer was given, changed or taken back."""

        def __init__(self, widget: AnswerWidget) -> None:
            super().__init__()
            self.widget = widget

        @property
        def control(self) -> AnswerWidget:
            """Where it was given."""
            return self.widget

    def __init__(self, value: Any = None) -> None:
        super().__init__()
        self.value = value

    def answer(self, value: Any) -> None:
        """Give this answer; None takes it back."""
        self.value = value
        self.refresh()
        self.post_message(self.Answered(self))

    def action_clear(self) -> None:
        """Not answered after all."""
        self.answer(None)

    def gutter_mark(self) -> str:
        """The cursor's mark while this has the focus."""
        return (marks_for(self).cursor if self.has_focus else "").ljust(GUTTER)


class Scale(AnswerWidget):
    """A number from low to high, set by typing it or with left and right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"digit({n})", words.KEY_DIGIT) for n in range(10)),
        Binding("right,l", "move(1)", words.KEY_MORE),
        Binding("left,h", "move(-1)", words.KEY_LESS),
    ]

    def __init__(
        self, low: int, high: int, low_word: str, high_word: str, value: int | None = None
    ) -> None:
        super().__init__(value)
        self._low = low
        self._high = high
        self._ends = words.ends(low, low_word, high, high_word)

    def render(self) -> Content:
        """The numbers, the chosen one in brackets, and what the ends mean."""
        numbers: list[str | tuple[str, str]] = [self.gutter_mark()]
        for number, cells in self._cells():
            chosen = number == self.value
            if cells > _TIGHT:
                shown = f"[{number}]" if chosen else str(number)
                numbers.append((shown.center(cells), CHOSEN if chosen else ""))
            else:
                numbers += [" ", (str(number), f"{CHOSEN} reverse" if chosen else "")]
        return lines(Content.assemble(*numbers), said(" " * GUTTER + self._ends, MUTED))

    def _cells(self) -> Iterator[tuple[int, int]]:
        """Each number and how many cells it has. Where brackets do not fit it has but two."""
        numbers = range(self._low, self._high + 1)
        room = self.size.width - GUTTER - len(str(self._high)) + 1
        cells = next((n for n in (4, 3) if n * len(numbers) <= room), _TIGHT)
        for number in numbers:
            yield number, cells + len(str(number)) - 1

    def action_digit(self, digit: int) -> None:
        """Set the number; a 0 after a 1 makes a ten where there is a ten."""
        if digit == 0 and self.value == 1 and self._high >= 10:
            digit = 10
        if self._low <= digit <= self._high:
            self.answer(digit)

    def action_move(self, by: int) -> None:
        """One more or one less; from no answer to the low end."""
        wanted = self._low if self.value is None else self.value + by
        self.answer(min(self._high, max(self._low, wanted)))

    def on_click(self, event: events.Click) -> None:
        """Take the number that was clicked."""
        place = GUTTER
        for number, cells in self._cells():
            place += cells
            if event.y == 0 and event.x < place:
                self.answer(number)
                return


class YesNo(AnswerWidget):
    """Yes, no, or not answered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "set('yes')", words.KEY_YES),
        Binding("n", "set('no')", words.KEY_NO),
        Binding("space", "turn", words.KEY_TURN),
    ]

    def render(self) -> Content:
        """Both answers, and which is meant."""
        marks = marks_for(self)
        parts: list[Content | tuple[str, str]] = [Content(self.gutter_mark())]
        for key, title in (("yes", words.YES), ("no", words.NO)):
            chosen = self.value == key
            mark = marks.chosen if chosen else marks.unchosen
            parts += [(f"{mark} {title}", CHOSEN if chosen else ""), Content("    ")]
        return Content.assemble(*parts)

    def action_set(self, value: str) -> None:
        """Answer with this."""
        self.answer(value)

    def action_turn(self) -> None:
        """Yes, then no, then not answered."""
        after = {None: "yes", "yes": "no", "no": None}
        self.answer(after[self.value])

    def on_click(self, event: events.Click) -> None:
        """Take the answer that was clicked."""
        self.answer("yes" if event.x < GUTTER + len(words.YES) + 4 else "no")


class _Options(AnswerWidget):
    """Several options in as many columns as fit, with a cursor among them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "step(1)", words.KEY_DOWN),
        Binding("up,k", "step(-1)", words.KEY_UP),
        Binding("right,l", "move(1)", words.KEY_MORE),
        Binding("left,h", "move(-1)", words.KEY_LESS),
        Binding("space", "choose", words.KEY_CHOOSE),
        *(Binding(str(n), f"digit({n})", words.KEY_DIGIT) for n in range(1, 10)),
    ]

    def __init__(self, options: Sequence[Choice], value: Any = None) -> None:
        super().__init__(value)
        self.options = tuple(options)
        self.place = 0
        self._cell = max(len(choice.title) + len(choice.about) for choice in options) + 8

    def title(self, choice: Choice) -> str:
        """What stands behind the mark."""
        return choice.title

    def mark(self, choice: Choice) -> tuple[str, str]:
        """The mark of an option, and its style."""
        raise NotImplementedError

    def toggle(self, choice: Choice) -> None:
        """Choose this option, or no longer."""
        raise NotImplementedError

    def columns(self, width: int) -> int:
        """How many options stand side by side."""
        return max(1, min(4, (width - GUTTER) // self._cell)) if len(self.options) > 4 else 1

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """The rows the options need at this width."""
        return -(-len(self.options) // self.columns(width))

    def render(self) -> Content:
        """The options, row by row."""
        columns = self.columns(self.size.width)
        rows = [
            Content.assemble(*(self._shown(n, columns) for n in range(start, start + columns)))
            for start in range(0, len(self.options), columns)
        ]
        return lines(*rows)

    def _shown(self, number: int, columns: int) -> Content:
        if number >= len(self.options):
            return Content()
        choice = self.options[number]
        here = self.has_focus and number == self.place
        mark, style = self.mark(choice)
        pointer = marks_for(self).cursor if here else " "
        room = self._cell - 3 if columns > 1 else max(1, self.size.width - GUTTER - 2)
        about = said(f"  {choice.about}", MUTED) if choice.about else Content()
        text = Content.assemble(said(f"{mark} {self.title(choice)}", style), about)
        text = text.truncate(room, ellipsis=True)
        return Content.assemble(f"{pointer} ", text.pad_right(room - text.cell_length), " ")

    def action_move(self, by: int) -> None:
        """To the option beside; past an end to the field beside."""
        place = self.place + by
        if 0 <= place < len(self.options):
            before, self.place = self.place, place
            self._draw(before, place)
        elif abs(by) == 1 and self.columns(self.size.width) > 1:
            return
        elif by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def action_step(self, by: int) -> None:
        """To the option above or beneath."""
        self.action_move(by * self.columns(self.size.width))

    def action_choose(self) -> None:
        """Choose the option under the cursor, or no longer."""
        self.toggle(self.options[self.place])

    def action_digit(self, digit: int) -> None:
        """Choose an option by its number."""
        if digit <= len(self.options):
            before, self.place = self.place, digit - 1
            self._draw(before)
            self.action_choose()

    def answer(self, value: Any) -> None:
        """Give this answer, and draw no more than has to be."""
        before, self.value = self.value, value
        if isinstance(self, Pick) or value is None or before is None:
            self.refresh()
        else:
            self._draw(self.place)
        self.post_message(self.Answered(self))

    def on_click(self, event: events.Click) -> None:
        """Choose the option that was clicked."""
        columns = self.columns(self.size.width)
        place = event.y * columns + min(columns - 1, event.x // self._cell)
        if place < len(self.options):
            before, self.place = self.place, place
            self._draw(before)
            self.action_choose()

    def _draw(self, *places: int) -> None:
        """Draw the rows these options stand in."""
        columns = self.columns(self.size.width)
        for row in {place // columns for place in places}:
            self.refresh(Region(0, row, self.size.width, 1))


class Pick(_Options):
    """One of several."""

    def title(self, choice: Choice) -> str:
        """The key that chooses it, and its title."""
        number = self.options.index(choice) + 1
        return f"{number} {choice.title}" if number < 10 else choice.title

    def mark(self, choice: Choice) -> tuple[str, str]:
        """Filled when chosen."""
        marks = marks_for(self)
        chosen = choice.key == self.value
        return (marks.chosen, CHOSEN) if chosen else (marks.unchosen, "")

    def toggle(self, choice: Choice) -> None:
        """Choose it; choosing it again takes it back."""
        self.answer(None if choice.key == self.value else choice.key)


class Tick(_Options):
    """Some of several: the keys of those that are ticked, in the order they are listed."""

    def __init__(
        self, options: Sequence[Choice], value: Sequence[str] | None = None, most: int = 0
    ) -> None:
        super().__init__(options, list(value) if value else None)
        self._most = most

    def mark(self, choice: Choice) -> tuple[str, str]:
        """A tick, or a dot."""
        marks = marks_for(self)
        ticked = choice.key in (self.value or ())
        return (marks.tick, CHOSEN) if ticked else (marks.empty, "")

    def toggle(self, choice: Choice) -> None:
        """Tick it, or no longer."""
        ticked = set(self.value or ()) ^ {choice.key}
        known = [option.key for option in self.options if option.key in ticked]
        kept = known + [key for key in self.value or () if key in ticked and key not in known]
        if not self._most or len(kept) <= self._most:
            self.answer(kept or None)


class Flags(_Options):
    """Several yes-or-no questions side by side; each may stay open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "set(True)", words.KEY_YES),
        Binding("n", "set(False)", words.KEY_NO),
    ]

    def __init__(self, options: Sequence[Choice], value: Mapping[str, bool] | None = None) -> None:
        super().__init__(options, dict(value) if value else None)

    def title(self, choice: Choice) -> str:
        """Its title, and the word no where that is the answer."""
        said_no = (self.value or {}).get(choice.key) is False
        return f"{choice.title}: {words.NO}" if said_no else choice.title

    def mark(self, choice: Choice) -> tuple[str, str]:
        """A tick, a stroke, or a dot while it is open."""
        marks = marks_for(self)
        answer = (self.value or {}).get(choice.key)
        if answer is None:
            return marks.empty, ""
        return (marks.tick, CHOSEN) if answer else (marks.rule, "")

    def toggle(self, choice: Choice) -> None:
        """Yes, then no, then open."""
        now = (self.value or {}).get(choice.key)
        self._keep(choice, {None: True, True: False, False: None}[now])

    def action_set(self, answer: bool) -> None:
        """Answer the one under the cursor."""
        self._keep(self.options[self.place], answer)

    def _keep(self, choice: Choice, answer: bool | None) -> None:
        kept = {key: value for key, value in (self.value or {}).items() if key != choice.key}
        if answer is not None:
            kept[choice.key] = answer
        self.answer(kept or None)
