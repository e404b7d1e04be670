"""Help for what has the focus: what this place is for, and what every key does here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, TextArea

from sponsorterm.strings import screens as words
from sponsorterm.tui.theme import KEY, MUTED, STRONG
from sponsorterm.tui.widgets.plain import Plain, lines, said

_NAMES = {
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "question_mark": "?",
    "exclamation_mark": "!",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "space": "Space",
    "pagedown": "PgDn",
    "pageup": "PgUp",
}
_WIDTH = 12


class HelpScreen(ModalScreen[None]):
    """The keys of the screen beneath, those of the focused part first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,question_mark,enter", "dismiss", words.BACK, show=False),
        Binding("exclamation_mark", "app.reach_out", words.KEY_REACH_OUT, show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]

    def __init__(self, beneath: Screen[Any]) -> None:
        super().__init__()
        self._beneath = beneath

    def compose(self) -> ComposeResult:
        """One page that scrolls."""
        with VerticalScroll(id="help"):
            yield Plain(self._page())

    def action_scroll(self, by: int) -> None:
        """A line on or back."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def _page(self) -> Content:
        focused = self._beneath.focused
        about = [getattr(node, "HELP", "") for node in (focused, self._beneath)]
        if isinstance(focused, Input | TextArea):
            about.append(words.HELP_TYPING)
        parts = [Content.styled(words.HELP_TITLE, STRONG), Content()]
        for text in about:
            if text:
                parts += [said(text), Content()]
        here, everywhere = self._keys()
        parts += [*here, Content(), Content.styled(words.HELP_EVERYWHERE, STRONG), Content()]
        parts += [*everywhere, Content(), Content.styled(words.HELP_CLOSE, MUTED)]
        return lines(*parts)

    def _keys(self) -> tuple[list[Content], list[Content]]:
        """The bindings that work now: those of this place, and those of the app."""
        here: dict[str, list[str]] = {}
        everywhere: dict[str, list[str]] = {}
        for key, (node, binding, enabled, _tooltip) in self._beneath.active_bindings.items():
            if enabled and binding.description and not binding.system and binding.show:
                group = everywhere if node is self.app else here
                group.setdefault(binding.description, []).append(_shown(key))
        return list(_rows(here)), list(_rows(everywhere))


def _rows(group: dict[str, list[str]]) -> Iterable[Content]:
    for description, keys in group.items():
        shown = " ".join(keys)
        yield Content.assemble((shown.ljust(_WIDTH), KEY), " ", said(description))


def _shown(key: str) -> str:
    return _NAMES.get(key, key.replace("ctrl+", "^"))
