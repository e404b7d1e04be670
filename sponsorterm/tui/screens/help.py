"""Help for what has the focus: what this place is for, and what every key does here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual.app import App
from textual.content import Content
from textual.screen import Screen

from sponsorterm.strings import screens as words
from sponsorterm.tui.theme import KEY, STRONG
from sponsorterm.tui.widgets.dialogs import PageDialog
from sponsorterm.tui.widgets.plain import lines, said

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
    "backspace": "Bksp",
    "delete": "Del",
}
_OWN = ("app.focus_next", "app.focus_previous", "screen.copy_text", "help_quit")
"""Textual's own bindings, which say themselves in other words."""
_WIDTH = 12

Group = dict[str, list[str]]
"""Keys by what they do."""


class HelpScreen(PageDialog):
    """The keys of the screen beneath, those of the focused part first."""

    def __init__(self, beneath: Screen[Any]) -> None:
        super().__init__(words.HELP_TITLE, _page(beneath))


def _page(beneath: Screen[Any]) -> Content:
    focused = beneath.focused
    about = [getattr(node, "HELP", "") for node in (focused, beneath)]
    if getattr(focused, "TYPING", False):
        about.append(words.HELP_TYPING)
    here, everywhere = _keys(beneath)
    parts = [part for text in about if text for part in (said(text), Content())]
    heading = Content.styled(words.HELP_EVERYWHERE, STRONG)
    return lines(*parts, *_rows(here), Content(), heading, *_rows(everywhere))


def _keys(beneath: Screen[Any]) -> tuple[Group, Group]:
    """The bindings that work now: those of this place, and those of the app."""
    here: Group = {}
    everywhere: Group = {}
    for key, (node, binding, enabled, _tooltip) in beneath.active_bindings.items():
        if enabled and binding.show and binding.action not in _OWN:
            group = everywhere if isinstance(node, App) else here
            group.setdefault(binding.description, []).append(_NAMES.get(key, key))
    return here, everywhere


def _rows(group: Group) -> Iterator[Content]:
    for description, keys in group.items():
        shown = " ".join(key.replace("ctrl+", "^") for key in keys)
        yield Content.assemble((shown.ljust(_WIDTH), KEY), " ", said(description))
