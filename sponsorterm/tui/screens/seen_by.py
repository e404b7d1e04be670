"""What a sponsor is shown about me, and a summary of it to hand over."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.services.sponsor.mirror import mirror
from sponsorterm.services.sponsor.summary import Section, markdown, only, sections, text
from sponsorterm.store.files import replace
from sponsorterm.strings import summary as summary_words
from sponsorterm.strings import working as words
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.flag_lines import flag_lines
from sponsorterm.tui.screens.writing import WritingScreen
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.dialogs import AskLine
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, said

LEFT_OUT = frozenset({"entries"})
"""Parts that are in only when they are chosen."""
COLUMNS = (Column(1), Column(24), Column(0))


class MirrorScreen(WritingScreen):
    """The flags I raise with one sponsor, in the words they read."""

    CSS_PATH = sheet("people")
    HELP: ClassVar[str] = words.HELP_MIRROR

    def __init__(self, link: str) -> None:
        super().__init__()
        self._link = link

    def body(self) -> ComposeResult:
        """The flags, and how they come about."""
        with Page(id="page"):
            yield Plain(id="text")

    def fill(self) -> None:
        """Ask the rules again."""
        link = self.session.link(self._link)
        found = flag_lines(mirror(self.session, link), self.marks)
        self.query_one("#text", Plain).show(
            said(words.mirror(link.name), STRONG),
            Content(),
            *(found or [said(words.MIRROR_NONE)]),
            Content(),
            said(words.MIRROR_ABOUT, MUTED),
        )


class SummaryScreen(WritingScreen):
    """The parts of a summary, each in or out, and the page they make."""

    CSS_PATH = sheet("people")
    HELP: ClassVar[str] = words.HELP_SUMMARY
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "take_in", words.KEY_TOGGLE),
        Binding("w", "write", words.KEY_WRITE),
    ]

    def __init__(self, link: str) -> None:
        super().__init__()
        self._link = link
        self._sections: list[Section] = []
        self._out = set(LEFT_OUT)

    def body(self) -> ComposeResult:
        """The parts above, the page below."""
        yield Plain(id="heading")
        yield Lines(COLUMNS, id="parts")
        with Page(id="page"):
            yield Plain(id="text")
        yield Hints([("space", words.HINT_TOGGLE), ("w", words.HINT_WRITE_FILE)])

    def fill(self) -> None:
        """Read what it can be made of."""
        link = self.session.link(self._link)
        self._sections = sections(self.session, link)
        self.query_one("#heading", Plain).show(
            said(summary_words.title(link.name, self.session.today), STRONG)
        )
        self._show()

    def _show(self) -> None:
        tick = {True: self.marks.unchosen, False: self.marks.tick}
        self.query_one("#parts", Lines).show(
            [
                Line(
                    each.key,
                    (
                        said(tick[each.key in self._out], ACCENT),
                        said(each.title, MUTED if each.key in self._out else ""),
                        said(each.lines[0], MUTED),
                    ),
                )
                for each in self._sections
            ]
        )
        link = self.session.link(self._link)
        page = text(self.session, link, self._chosen) if self._sections else words.NO_SUMMARY
        self.query_one("#text", Plain).show(said(page))

    @property
    def _chosen(self) -> list[Section]:
        keys = {each.key for each in self._sections} - self._out
        return only(self._sections, keys)

    @on(Lines.Chosen, "#parts")
    def action_take_in(self) -> None:
        """Take the part under the cursor in, or leave it out."""
        self._out ^= {self.query_one("#parts", Lines).key}
        self._show()

    def action_write(self) -> None:
        """Ask where, and write the page as it is shown."""
        if not self._sections:
            self.say(words.NO_SUMMARY)
            return

        def chosen(place: str | None) -> None:
            if place and place.strip():
                self._write_to(Path(place.strip()).expanduser().absolute())

        name = self.session.link(self._link).name
        start = f"~/{name}-{self.session.today}.md"
        self.app.push_screen(
            AskLine(words.SUMMARY_FILE, words.SUMMARY_FILE_ABOUT, value=start, length=1000), chosen
        )

    def _write_to(self, file: Path) -> None:
        def written() -> bool:
            page = markdown(self.session, self.session.link(self._link), self._chosen)
            replace(file, page.encode())
            return True

        if self.attempt(written):
            self.say(words.written_to(str(file)))
