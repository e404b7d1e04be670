"""A page that scrolls with the same keys a list moves by."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from sponsorterm.strings import widgets as words


class Page(VerticalScroll):
    """Text to scroll through."""

    DEFAULT_CSS = "Page { scrollbar-size-vertical: 1; overflow-x: hidden; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", words.KEY_DOWN, show=False),
        Binding("k", "scroll_up", words.KEY_UP, show=False),
        Binding("space", "page_down", words.KEY_PAGE_DOWN, show=False),
    ]
