"""Reach out: whom to turn to in a hard moment. It needs no session, no network and no width."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from sponsorterm.services.day.hard_moments import form_of, open_plan, went_over
from sponsorterm.services.day.reach_out import ReachOut, Row, Section, choose_country, reach_out
from sponsorterm.services.entries.drafts import FormDraft, open_draft
from sponsorterm.services.entries.filing import ask_for_call
from sponsorterm.services.home.session import LinkView
from sponsorterm.strings import reach_out as words
from sponsorterm.strings import screens
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import AskLine
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, lines, said

TODAY, NOW = "t", "n"
"""When a call is asked for, in a choice."""


class ReachOutScreen(ScreenBase[None]):
    """The emergency number first, then people, then lines, then the plan."""

    CSS_PATH = sheet("reach_out")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "ask_for_call", words.KEY_ASK),
        Binding("u", "urge", words.KEY_URGE),
        Binding("p", "plan", words.KEY_PLAN),
        Binding("v", "went_over", words.KEY_WENT_OVER),
        Binding("a", "add", words.KEY_ADD),
        Binding("C", "country", words.KEY_COUNTRY),
    ]
    _sponsors: Sequence[LinkView] = ()

    def body(self) -> ComposeResult:
        """One page that scrolls; where it is wide, numbers left and the rest right."""
        with Page(id="page"):
            yield Plain(id="emergency")
            with Vertical(id="columns"):
                with Vertical(id="numbers"):
                    yield Plain(classes="section")
                    yield Plain(classes="section")
                with Vertical(id="more"):
                    yield Plain(classes="section")
                    yield Plain(classes="section")
                    yield Plain(classes="section")
        yield Hints()

    def on_mount(self) -> None:
        """Show it whether or not there is a session."""
        self.show_state()
        self.fill()

    def fill(self) -> None:
        """The page as the services make it; a section that says nothing takes no room."""
        found = reach_out(self.app.session if self.app.is_set_up else None, self.app.home)
        self._sponsors = found.sponsors
        self.query_one("#emergency", Plain).show(
            lines(said(found.emergency, f"{ACCENT} {STRONG}"), said(found.beside, MUTED))
        )
        for place, section in zip(
            self.query(".section").results(Plain), found.sections, strict=True
        ):
            place.display = bool(section.rows)
            place.show(_section(section))
        self.query_one(Hints).show(self._hints(found))

    def _hints(self, found: ReachOut) -> list[tuple[str, str]]:
        if not self.app.is_set_up:
            return []
        ask = [("c", words.HINT_ASK)] if found.sponsors else []
        return [
            ("u", words.HINT_URGE),
            *ask,
            ("p", words.HINT_PLAN),
            ("a", words.HINT_ADD),
            ("C", words.HINT_COUNTRY),
        ]

    def show_state(self) -> None:
        """Nothing stands above the first line but what this page is."""
        self.header.show_parts(screens.REACH_OUT_TITLE, "", "")

    # ── A call ───────────────────────────────────────────────────────────────────────

    def action_ask_for_call(self) -> None:
        """Ask a sponsor for a call. It is an entry like any other: it rings nowhere."""
        options = [
            (str(number), f"{when}{link.record}", words.ask(link.name, when == NOW))
            for number, (link, when) in enumerate(product(self._sponsors, (TODAY, NOW)), 1)
        ]
        if options:
            self.app.push_screen(Choose(words.ASK, options, words.RINGS_NOWHERE), self._asked)

    def _asked(self, choice: str | None) -> None:
        if choice is None:
            return
        when, link = choice[0], choice[1:]
        filed = self.attempt(lambda: ask_for_call(self.session, link, now=when == NOW))
        if filed is not None:
            self.app.filed(filed.given)
            self.changed(words.asked(filed.given))

    # ── What was prepared ────────────────────────────────────────────────────────────

    def action_urge(self) -> None:
        """Sit an urge out."""
        if self.app.is_set_up:
            from sponsorterm.tui.screens.urge import UrgeScreen

            self.app.push_screen(UrgeScreen(), self._written)

    def action_plan(self) -> None:
        """Write the plan, or change it."""
        if self.app.is_set_up:
            self._open(self.attempt(lambda: open_plan(self.session)))

    def action_went_over(self) -> None:
        """The plan still fits."""
        if self.app.is_set_up:
            filed = self.attempt(lambda: went_over(self.session))
            if filed is not None:
                self.app.filed(filed.given)
                self.changed(words.WENT_OVER)

    def action_add(self) -> None:
        """Note somebody to reach."""
        if self.app.is_set_up:
            self._open(self.attempt(self._new_contact))

    def _new_contact(self) -> FormDraft:
        return open_draft(self.session, form_of(self.session, "contact").key, self.session.today)

    def _open(self, draft: FormDraft | None) -> None:
        from sponsorterm.tui.screens.form import FormScreen

        if draft is not None:
            self.app.push_screen(FormScreen(draft), self._written)

    def _written(self, message: str | None) -> None:
        self.changed(message or "")

    # ── The country ──────────────────────────────────────────────────────────────────

    def action_country(self) -> None:
        """Ask for two letters."""
        if self.app.is_set_up:
            standing = self.session.profile.country or ""
            ask = AskLine(words.WHICH_COUNTRY, words.COUNTRY_HOW, value=standing, length=2)
            self.app.push_screen(ask, self._chosen)

    def _chosen(self, code: str | None) -> None:
        if code is not None and self.attempt(lambda: self._choose(code)):
            self.changed()

    def _choose(self, code: str) -> bool:
        choose_country(self.session, code)
        return True


def _section(section: Section) -> Content:
    heading = [said(section.heading, STRONG)] if section.heading else []
    return lines(*heading, *map(_row, section.rows))


def _row(row: Row) -> Content:
    """The number first, who answers beside it, and beneath it what is known of them."""
    parts = (said(row.number, f"{ACCENT} {STRONG}"), said(row.name, "" if row.number else MUTED))
    first = Content("  ").join([part for part in parts if part])
    about = said(row.about, MUTED if row.number or not row.name else "")
    return lines(*(part for part in (first, about) if part))
