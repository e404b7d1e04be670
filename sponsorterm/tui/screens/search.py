"""Search: words and filters over the list, and what is found beneath, opened in place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from sponsorterm.records.entry import Entry
from sponsorterm.services.entries.forms import parse_date
from sponsorterm.services.entries.reading import SHOWN
from sponsorterm.services.entries.searching import SUGGESTED, Filters, find, used_names
from sponsorterm.strings import kinds
from sponsorterm.strings import search as words
from sponsorterm.tui.screens.inventory import InventoryScreen
from sponsorterm.tui.theme import MUTED
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import AskLine
from sponsorterm.tui.widgets.fields import LineField
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Headings, Lines
from sponsorterm.tui.widgets.plain import Plain, said


class SearchScreen(InventoryScreen):
    """A list of what fits. Letters go into the words until Enter or Esc."""

    AREA: ClassVar[str] = ""
    HELP: ClassVar[str] = words.HELP
    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "words", words.KEY_WORDS),
        Binding("K", "kind", words.KEY_KIND),
        Binding("F", "days", words.KEY_DAYS),
        Binding("P", "person", words.KEY_PERSON),
        Binding("T", "trait", words.KEY_TRAIT),
        Binding("C", "clear", words.KEY_CLEAR),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._wanted = Filters(mine=True)

    def body(self) -> ComposeResult:
        """The words, the filters, what is found, the keys."""
        yield LineField(placeholder=words.WORDS, id="words")
        yield Plain(id="filters")
        yield from self.panes()
        yield Hints(words.HINTS)

    def _read(self) -> list[Entry]:
        return [] if self._wanted.empty else find(self.session, self._wanted, self._limit)

    def _show_weeks(self) -> None:
        """No calendar here: what is found is not spread over the days."""

    def _show_state(self, number: int) -> None:
        """What is looked for, and how much of it there is."""
        wanted, pack = self._wanted, self.session.pack
        titles = {trait.key: trait.title for trait in pack.traits}
        trait = titles.get(wanted.trait, wanted.trait)
        kind = next(iter(wanted.kinds), "")
        told = words.filters(kind, wanted.since, wanted.until, wanted.person, trait)
        count = words.NOTHING_ASKED if wanted.empty else words.found(number, self._limit)
        self.query_one("#filters", Plain).show(
            said(" · ".join(part for part in (told, count) if part), MUTED)
        )
        self.query_one("#state", Plain).display = False
        self.query_one(Headings).display = bool(number)

    @on(Input.Changed, "#words")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._look(words=event.value.strip())

    @on(Input.Submitted, "#words")
    def _done(self, event: Input.Submitted) -> None:
        event.stop()
        self.leave_field()

    def _look(self, **changed: Any) -> None:
        """Look for something else from now on."""
        self._wanted = replace(self._wanted, **changed)
        self.attempt(self.fill)

    def action_words(self) -> None:
        """Back to the words."""
        self.query_one("#words", LineField).focus()

    def action_clear(self) -> None:
        """Everything again."""
        self.query_one("#words", LineField).value = ""
        self._look(words="", kinds=(), since=None, until=None, person="", trait="")
        self.action_words()

    def action_kind(self) -> None:
        """Choose among the kinds there are."""
        there = [kind for kind in SHOWN if self.session.store.count(kinds={kind})]
        named = sorted((kinds.name(kind), kind) for kind in there)
        options = [("a", "", words.ANY_KIND), *(("", kind, name) for name, kind in named)]

        def chosen(kind: str | None) -> None:
            if kind is not None:
                self._narrow(kinds=(kind,) if kind else ())

        self.app.push_screen(Choose(words.WHICH_KIND, options), chosen)

    def action_days(self) -> None:
        """Choose how far back, or ask for two days."""
        spans = (*words.DAYS, words.A_YEAR)
        options = [(letter, str(days), text) for letter, text, days in spans]
        letter, text = words.A_SPAN
        options.append((letter, letter, text))

        def chosen(days: str | None) -> None:
            if days == letter:
                self.app.push_screen(AskLine(words.SPAN, words.SPAN_HOW, length=21), self._between)
            elif days is not None:
                back = timedelta(days=int(days) - 1)
                since = self.session.today - back if int(days) else None
                self._narrow(since=since, until=None)

        self.app.push_screen(Choose(words.WHICH_DAYS, options), chosen)

    def _between(self, text: str | None) -> None:
        try:
            days: list[date | None] = [parse_date(day) for day in (text or "").split()[:2]]
        except ValueError as error:
            self.say(str(error))
            return
        if days:
            since, until = (*days, None)[:2]
            self._narrow(since=since, until=until)

    def action_person(self) -> None:
        """Ask for an alias, with those used before in sight."""
        about = words.PERSON_HOW
        if names := used_names(self.session)[:SUGGESTED]:
            about = f"{about} {words.used_before(names)}"

        def given(name: str | None) -> None:
            if name is not None:
                self._narrow(person=name.strip())

        dialog = AskLine(words.WHICH_PERSON, about, value=self._wanted.person)
        self.app.push_screen(dialog, given)

    def action_trait(self) -> None:
        """Choose among the programme's traits."""
        options = [("a", "", words.ANY_TRAIT)]
        options += [("", trait.key, trait.title) for trait in self.session.pack.traits]

        def chosen(trait: str | None) -> None:
            if trait is not None:
                self._narrow(trait=trait)

        self.app.push_screen(Choose(words.WHICH_TRAIT, options), chosen)

    def _narrow(self, **changed: Any) -> None:
        """Filter by something, and stand at what is found."""
        self._look(**changed)
        self.query_one("#list", Lines).focus()
