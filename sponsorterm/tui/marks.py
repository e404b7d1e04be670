"""The marks that stand beside words, in Unicode and in plain ASCII."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.color import Color
from textual.dom import DOMNode
from textual.filter import LineFilter

from sponsorterm.rules.strip import figures, in_ascii, spark


@dataclass(frozen=True, slots=True)
class Marks:
    """One set of marks. Every mark is one cell wide, so that columns stay columns."""

    cursor: str
    tick: str
    empty: str
    chosen: str
    unchosen: str
    flag: str
    pinned: str
    unread: str
    draft: str
    dot: str
    left: str
    right: str
    rule: str
    upright: str
    filed: str
    covered: str
    excused: str
    blank: str


UNICODE = Marks(
    cursor="▸",
    tick="✓",
    empty="·",
    chosen="●",
    unchosen="○",
    flag="!",
    pinned="▪",
    unread="•",
    draft="◦",
    dot="·",
    left="‹",
    right="›",
    rule="─",
    upright="│",
    filed="━",
    covered="─",
    excused="·",
    blank=" ",
)

ASCII = Marks(
    cursor=">",
    tick="x",
    empty=".",
    chosen="@",
    unchosen="o",
    flag="!",
    pinned="^",
    unread="*",
    draft="~",
    dot="-",
    left="<",
    right=">",
    rule="-",
    upright="|",
    filed="#",
    covered="-",
    excused=".",
    blank=" ",
)


_PLAIN = str.maketrans(
    {
        **dict.fromkeys("─━╌┄", "-"),
        **dict.fromkeys("│┃", "|"),
        **dict.fromkeys("╭╮╰╯┌┐└┘├┤┬┴┼", "+"),
        **dict.fromkeys("▁▂▃▄▅▆▇█▔▊▎", " "),
        **dict.fromkeys("“”", '"'),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("·–—", "-"),
        "…": ".",
    }
)


class AsciiOnly(LineFilter):
    """Turns what is drawn around the words into ASCII: rules, corners, scrollbars, dots.

    It is the last thing before the terminal. People's own letters stay as they are.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """One cell for one cell."""
        return [
            Segment(text.translate(_PLAIN), style, control) for text, style, control in segments
        ]


def marks_for(node: DOMNode) -> Marks:
    """The marks of the app a widget or screen belongs to."""
    found = getattr(node.app, "marks", UNICODE)
    assert isinstance(found, Marks)
    return found


def picture(strip: str, marks: Marks) -> str:
    """A strip as `rules.strip` draws it, in the marks that are wanted."""
    return strip if marks is UNICODE else in_ascii(strip)


def curve(values: Sequence[float | None], low: float, high: float, marks: Marks) -> str:
    """A bar a value on the scale from `low` to `high`; in ASCII the values themselves."""
    return spark(values, low, high) if marks is UNICODE else figures(values)
