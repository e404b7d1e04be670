"""The marks that stand beside words, in Unicode and in plain ASCII."""

from __future__ import annotations

from dataclasses import dataclass

from textual.dom import DOMNode


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
    bars: str


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
    bars="▁▂▃▄▅▆▇█",
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
    bars="12345678",
)


def marks_for(node: DOMNode) -> Marks:
    """The marks of the app a widget or screen belongs to."""
    found = getattr(node.app, "marks", UNICODE)
    assert isinstance(found, Marks)
    return found


def bar(value: float | None, low: float, high: float, marks: Marks) -> str:
    """One cell for a value between `low` and `high`; a blank when there is none."""
    if value is None:
        return marks.blank
    share = (value - low) / (high - low)
    last = len(marks.bars) - 1
    return marks.bars[min(last, max(0, round(share * last)))]
