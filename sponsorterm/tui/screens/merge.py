"""A record that two of my devices wrote apart: both versions, what differs, and the choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.rules.merging import Merged
from sponsorterm.services.entries import merging
from sponsorterm.services.entries.merging import Field, Question, Settled, Version
from sponsorterm.services.entries.reading import shown
from sponsorterm.strings import merging as common
from sponsorterm.strings import merging_screen as words
from sponsorterm.strings.dates import moment_of
from sponsorterm.strings.screens import short_day
from sponsorterm.tui.editor import edited
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import AskText, Confirm, PageDialog
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, lines, said

COLUMNS = (Column(1), Column(least=10), Column(least=14))
BY_HAND = "*"
"""Stands where a version's number would, for what was written here."""


class MergeScreen(ScreenBase[bool]):
    """One line a field that differs, with the version it is taken from; below, every version."""

    CSS_PATH = sheet("merge")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "other", words.KEY_OTHER),
        Binding("w", "whole", words.KEY_WHOLE),
        Binding("e", "write", words.KEY_WRITE),
        Binding("E", "editor", words.KEY_EDITOR),
        Binding("v", "view", words.KEY_VIEW),
        Binding("K", "keep", words.KEY_KEEP),
    ]

    def __init__(self, record: str) -> None:
        super().__init__()
        self._record = record
        self._question: Question | None = None
        self._picks: dict[str, int] = {}
        self._written: dict[str, str] = {}

    def body(self) -> ComposeResult:
        """Which versions there are, the fields, the one under the cursor in full, the keys."""
        yield Plain(id="versions")
        yield Lines(COLUMNS, id="fields")
        with Page(id="detail", can_focus=False):
            yield Plain(id="values")
        yield Hints(id="keys")

    def fill(self) -> None:
        """Read both again; what was chosen so far stays while they are the same two."""
        found = merging.question(self.session, self._record)
        if self._question is None or found.revisions != self._question.revisions:
            self._picks = {
                field.difference.field: found.picks.get(field.difference.field, 0)
                for field in found.fields
            }
            self._written = {}
        self._question = found
        self.query_one("#versions", Plain).show(self._head(found))
        self.query_one("#keys", Hints).show(words.HINTS if found.fields else words.HINTS_WHOLE)
        self._show_fields()

    # ── What is shown ────────────────────────────────────────────────────────────────

    def _head(self, found: Question) -> Content:
        day = short_day(found.versions[-1].revision.day)
        parts = [said(words.title(common.kind(found.kind), day), STRONG)]
        if len(found.versions) > 1:
            for number, version in enumerate(found.versions, 1):
                parts.append(said(f"{number}  {self._where(version)}", ACCENT))
        parts += [said(common.gave(each.name, each.levels), MUTED) for each in found.apart]
        return lines(*parts)

    def _where(self, version: Version) -> str:
        at = version.revision.header.at
        assert at is not None
        return common.where(
            version.device, moment_of(at, self.session.now), deleted=version.deleted
        )

    def _show_fields(self) -> None:
        found = self._question
        if found is None:
            return
        rows = [self._field_line(field) for field in found.fields]
        if not found.fields:
            rows = [
                Line(str(place), (said(str(place + 1), ACCENT), said(self._where(each))))
                for place, each in enumerate(found.versions)
            ]
        self.query_one("#fields", Lines).show([self._padded(row) for row in rows])
        self._show_values()

    def _padded(self, row: Line) -> Line:
        """As many cells as there are columns."""
        blank = (Content(),) * (len(COLUMNS) - len(row.cells))
        return Line(row.key, (*row.cells, *blank))

    def _field_line(self, field: Field) -> Line:
        name = field.difference.field
        if name in self._written:
            cells = (BY_HAND, field.title, self._written[name])
        else:
            place = self._picks[name]
            cells = (str(place + 1), field.title, field.values[place] or common.NOT_ANSWERED)
        mark, title, value = cells
        return Line(name, (said(mark, ACCENT), said(title, MUTED), said(_first_line(value))))

    @on(Lines.Moved, "#fields")
    def _show_values(self) -> None:
        """Every version of what stands under the cursor."""
        found = self._question
        if found is None:
            return
        field = self._field()
        parts: list[Content] = []
        if field is not None:
            if (text := self._written.get(field.difference.field)) is not None:
                parts += [said(f"{BY_HAND}  {words.WRITTEN}", ACCENT), said(text)]
            for number, (version, value) in enumerate(
                zip(found.versions, field.values, strict=True), 1
            ):
                parts += [said(f"{number}  {version.device}", ACCENT)]
                parts += [said(value or common.NOT_ANSWERED)]
        elif key := self.query_one("#fields", Lines).key:
            parts = self._lines(found.versions[int(key)])
        self.query_one("#values", Plain).show(lines(*parts))

    def _lines(self, version: Version) -> list[Content]:
        parts: list[Content] = []
        for line in merging.lines_of(self.session, version):
            parts += [said(line.label, MUTED), said(line.value)]
        return parts

    def _field(self) -> Field | None:
        """The field under the cursor, where fields can be taken one by one."""
        key = self.query_one("#fields", Lines).key
        fields = self._question.fields if self._question else ()
        return next((field for field in fields if field.difference.field == key), None)

    # ── Choosing ─────────────────────────────────────────────────────────────────────

    @on(Lines.Chosen, "#fields")
    def action_other(self) -> None:
        """Take this field from the next version; a version as a whole where there are none."""
        field = self._field()
        if field is None:
            self._take(self.query_one("#fields", Lines).key)
            return
        name = field.difference.field
        if self._written.pop(name, None) is None:
            self._picks[name] = (self._picks[name] + 1) % len(field.values)
        self._show_fields()

    def action_whole(self) -> None:
        """Choose one version and all of it."""
        found = self._question
        if found is None:
            return
        if len(found.versions) == 1:
            self._take("0")
            return
        options = [
            (str(place + 1), str(place), self._where(each))
            for place, each in enumerate(found.versions)
        ]
        self.app.push_screen(Choose(words.WHICH, options), lambda key: self._take(key or ""))

    def _take(self, key: str) -> None:
        found = self._question
        if found is not None and key:
            self._settle(lambda: merging.take(self.session, found, int(key)))

    def action_write(self) -> None:
        """Write this field anew, beginning with what it says now."""
        field = self._field()
        if field is None or not field.is_text:
            self.say(words.NOT_A_TEXT)
            return
        name = field.difference.field
        start = self._written.get(name)
        if start is None:
            start = str(field.difference.values[self._picks[name]] or "")

        def written(text: str | None) -> None:
            if text is not None and text.strip():
                self._written[name] = text
                self._show_fields()

        self.app.push_screen(AskText(field.title, words.WRITE_HOW, value=start), written)

    def action_editor(self) -> None:
        """Write all of it in the person's own editor."""
        found = self._question
        if found is None or not found.can_be_written:
            self.say(common.NOT_MIXED)
            return
        start = merging.as_text(found, self._mixed(found))
        text = self.attempt(lambda: edited(self.app, self.app.home, start))
        if text is not None:
            self._settle(
                lambda: merging.settle(self.session, found, merging.from_text(text + "\n"))
            )

    def _mixed(self, found: Question) -> Merged:
        return merging.mix(found, self._picks, written=self._written)

    def action_view(self) -> None:
        """Show how it will be kept, and what each person will hold of it."""
        settled = self.attempt(self._chosen)
        if settled is None:
            return
        parts = self._told(settled.prepared.revision.payload)
        for copy in settled.prepared.copies:
            parts += [Content(), said(common.will_hold(copy.name, copy.level), ACCENT)]
            parts += self._told(copy.payload)
        self.app.push_screen(PageDialog(words.VIEW, lines(*parts)))

    def _told(self, payload: bytes) -> list[Content]:
        parts = []
        for line in shown(self.session.pack, payload):
            parts += [said(line.label, MUTED), said(line.value)]
        return parts

    def action_keep(self) -> None:
        """Keep it as it stands on the screen, after a last look."""
        self._settle(self._chosen)

    def _chosen(self) -> Settled:
        found = self._question
        assert found is not None
        if found.fields:
            return merging.settle(self.session, found, self._mixed(found))
        return merging.take(self.session, found, int(self.query_one("#fields", Lines).key or "0"))

    def _settle(self, make: Callable[[], Settled]) -> None:
        """Ask once more, with what others will hold, then keep it."""
        settled = self.attempt(make)
        if settled is None:
            return
        told = [common.will_hold(copy.name, copy.level) for copy in settled.prepared.copies]

        def answered(sure: bool | None) -> None:
            if sure:
                self._keep(settled)

        self.app.push_screen(Confirm(words.KEEP, " ".join([*told, *settled.asks])), answered)

    def _keep(self, settled: Settled) -> None:
        given = self.attempt(lambda: merging.keep(self.session, settled))
        if given is None:
            return
        self.app.filed(given)
        self.dismiss(True)


def _first_line(text: str) -> str:
    return text.strip().split("\n", 1)[0]
