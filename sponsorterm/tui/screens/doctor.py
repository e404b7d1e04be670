"""The doctor's page: how each thing is, and what to do, what needs something first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from sponsorterm.services.doctor import Finding
from sponsorterm.strings import doctor as words
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG, WARN
from sponsorterm.tui.widgets.dialogs import PageDialog
from sponsorterm.tui.widgets.plain import lines, said

STYLES = {"ok": MUTED, "look": ACCENT, "act": WARN}
_ORDER = ("act", "look", "ok")


class DoctorScreen(PageDialog):
    """A line for each finding, and below it what to do."""

    def __init__(self, found: Sequence[Finding]) -> None:
        super().__init__(words.TITLE, _page(found))


def _page(found: Sequence[Finding]) -> Content:
    heading = words.heading(sum(each.level != "ok" for each in found))
    by_need = sorted(found, key=lambda each: _ORDER.index(each.level))
    rows = [row for each in by_need for row in _rows(each)]
    return lines(said(heading, STRONG), Content(), *rows)


def _rows(each: Finding) -> Iterator[Content]:
    level = words.LEVELS[each.level].ljust(4)
    yield Content.assemble((level, STYLES[each.level]), "  ", said(each.says))
    if each.todo:
        yield said(each.todo, MUTED)
