"""The footer: one line with the areas, help and Reach out, or the last message in full."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

from sponsorterm.strings import screens as words
from sponsorterm.tui.areas import AREAS, Area
from sponsorterm.tui.theme import ACCENT, KEY, MUTED
from sponsorterm.tui.widgets.plain import said

_NARROW = 60
_MOST_ROWS = 8
"""So many rows a message may take: more would leave nothing of a phone's screen."""


class FooterLine(Widget, can_focus=False):
    """One line that is drawn anew only when the area, the message or the width changes.

    A message that says what to do must be read to its end: it takes the rows it needs.

    Textual's own footer rebuilds itself at every change of focus, which over a slow line is
    most of what a Tab costs.
    """

    def __init__(self, area: str, keys: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.auto_links = False
        self._area = area
        self._keys = tuple(keys)
        self._areas: tuple[Area, ...] = AREAS
        self._message = ""

    def show_areas(self, areas: Sequence[Area]) -> None:
        """Name these areas; the one this line belongs to is among them in any case."""
        named = tuple(area for area in AREAS if area in areas or area.name == self._area)
        if named != self._areas:
            self._areas = named
            self.refresh()

    def say(self, message: str) -> None:
        """Show a message in place of the areas; an empty one brings them back."""
        if message != self._message:
            rows = len(self._rows(self.size.width))
            self._message = message
            self.refresh(layout=len(self._rows(self.size.width)) != rows)

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """The rows the message takes at this width; one without a message."""
        return len(self._rows(width))

    def _rows(self, width: int) -> list[Content]:
        """The message wrapped at words; a mark tells where something of it is left out."""
        room = max(1, width - 2)
        rows = said(self._message, ACCENT).wrap(room)
        if len(rows) > _MOST_ROWS:
            last = rows[_MOST_ROWS - 1].truncate(room - 1)
            rows[_MOST_ROWS - 1 :] = [Content.assemble(last, ("…", ACCENT))]
        return rows

    def render(self) -> Content:
        """The message, or as much of the areas as there is room for."""
        if self._message:
            return Content.assemble(" ", Content("\n ").join(self._rows(self.size.width)))
        width = self.size.width
        if width < _NARROW or not self._area:
            here = self._here()
            return _spread(width, here, self._always(width - here.cell_length))
        for gap, ends in ((2, 22), (1, 21), (1, 13)):
            line = Content(" " * gap).join([self._tab(area) for area in self._areas])
            if line.cell_length + ends <= width:
                break
        else:
            ends = 11
        return _spread(width, Content.assemble(" ", line), self._always(ends))

    def _tab(self, area: Area) -> Content:
        here = area.name == self._area
        link = Style.from_meta({"@click": f"app.area('{area.name}')"})
        return Content.assemble(
            (area.key, KEY if here else MUTED), " ", (area.title, KEY if here else "")
        ).stylize(link)

    def _here(self) -> Content:
        """The area one is in, between the keys that lead to its neighbours."""
        area = next((area for area in AREAS if area.name == self._area), None)
        if area is None:
            return self._own_keys()
        return Content.assemble(
            " ",
            Content.assemble(("<", MUTED)).stylize(_link("app.beside(-1)")),
            " ",
            (area.title, KEY),
            " ",
            Content.assemble((">", MUTED)).stylize(_link("app.beside(1)")),
        )

    def _own_keys(self) -> Content:
        """The keys of a screen that is no area."""
        parts = (Content.assemble(" ", (key, KEY), " ", word) for key, word in self._keys)
        return Content(" ").join(parts)

    def _always(self, room: int) -> Content:
        """Help and Reach out; the last words to go are those of Reach out."""
        help_words = f" {words.HELP}" if room >= 20 else ""
        out_words = f" {words.REACH_OUT}" if room >= 13 else ""
        gap = "  " if room >= 20 else " "
        return Content.assemble(
            Content.assemble(("?", KEY), help_words).stylize(_link("app.help")),
            gap,
            Content.assemble(("!", KEY), out_words).stylize(_link("app.reach_out")),
        )


def _link(action: str) -> Style:
    return Style.from_meta({"@click": action})


def _spread(width: int, left: Content, right: Content) -> Content:
    """One at each end, with at least a blank between."""
    gap = width - left.cell_length - right.cell_length - 1
    return Content.assemble(left, " " * max(1, gap), right)
