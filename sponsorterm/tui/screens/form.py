"""A form of the programme: a group of questions a page, then what each sponsor will see.

The pack decides what is asked; this screen only walks through it. Every change is in the draft
at once and on disk within a breath, so that a dropped line resumes at the same field.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from sponsorterm.program import Group
from sponsorterm.records.errors import BadRecord
from sponsorterm.rules.amends import check
from sponsorterm.rules.sharing import still_held
from sponsorterm.services.entries.drafts import FormDraft, Sharing, discard_draft, save_draft
from sponsorterm.services.entries.filing import Prepared, default_sharing, file, standing_sharing
from sponsorterm.services.entries.forms import Answers, fields
from sponsorterm.services.entries.making import prepare_draft
from sponsorterm.services.entries.reading import choices
from sponsorterm.services.entries.reviewing import answer
from sponsorterm.services.entries.searching import used_names
from sponsorterm.services.home.session import LinkView
from sponsorterm.strings import filing as words
from sponsorterm.strings import screens
from sponsorterm.tui.keeper import CHANGES, SECONDS, Keeper
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.base import ScreenBase
from sponsorterm.tui.screens.sharing import Preview, SharePanel
from sponsorterm.tui.theme import MUTED, STRONG
from sponsorterm.tui.widgets.go import Go
from sponsorterm.tui.widgets.plain import Plain, lines, said
from sponsorterm.tui.widgets.prompts import PromptBox


class FormScreen(ScreenBase[str]):
    """A draft being answered. It ends with what to say about the filing, or with nothing."""

    AUTO_FOCUS = ""
    CSS_PATH = sheet("form")
    HELP: ClassVar[str] = words.HELP
    STAYS: ClassVar[tuple[str, str]] = (words.STAYS_HERE, words.STAYS_WHY)
    """The last page, when nobody is to be given the entry: that, and why."""
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("< >", words.PAGE),
        ("F", words.END),
        ("q", words.LEAVE),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("greater_than_sign,pagedown", "turn(1)", words.KEY_NEXT_PAGE),
        Binding("less_than_sign,pageup", "turn(-1)", words.KEY_LAST_PAGE),
        Binding("F", "last", words.KEY_LAST),
        Binding("q", "leave", words.KEY_LEAVE),
        Binding("X", "discard", words.KEY_DISCARD),
    ]

    def __init__(self, draft: FormDraft) -> None:
        super().__init__()
        self._draft = draft
        self._links: list[LinkView] = []
        self._keeper = Keeper(self._copy, self._save)

    # ── Pages ────────────────────────────────────────────────────────────────────────

    def body(self) -> ComposeResult:
        """One page at a time."""
        yield VerticalScroll(id="page", can_focus=False)

    async def on_mount(self) -> None:
        """Go on where the draft was left."""
        self.app.keepers.append(self.keep)
        self._links = self.sponsors()
        if not self._draft.sharing:
            start = standing_sharing(self.session, self._draft.record)
            self._draft.sharing = start if self._draft.edits else default_sharing(self.session)
        live = {link.record for link in self._links}
        for gone in self._draft.sharing.keys() - live:
            del self._draft.sharing[gone]
        await self._show(self._draft.page, self._draft.field)

    def sponsors(self) -> list[LinkView]:
        """Who may be given the entry."""
        return [link for link in self.session.links() if link.is_sponsor]

    def on_unmount(self) -> None:
        """Nothing more to keep."""
        self.app.keepers.remove(self.keep)

    @property
    def _groups(self) -> list[Group]:
        return self._draft.form.groups

    @property
    def _pages(self) -> int:
        return len(self._groups) + max(1, len(self._links))

    def show_state(self) -> None:
        """The header tells which form, for which day, and how far."""
        day = screens.near_day(self._draft.day, self.session.today)
        progress = words.progress(self._draft.page + 1, self._pages)
        self.header.show_parts(self._draft.form.title, day, progress)

    async def _show(self, number: int, field: str = "") -> None:
        """Show a page; the focus goes to `field` if it is there, else to the first answer."""
        self._draft.page = min(max(0, number), self._pages - 1)
        page = self.query_one("#page", VerticalScroll)
        async with self.batch():
            await page.remove_children()
            await page.mount_all(self._page())
        page.scroll_home(animate=False)
        self.show_state()
        self._focus(field)

    def _page(self) -> list[Widget]:
        number = self._draft.page
        last = number == self._pages - 1
        way_on = Go(words.FILE if last else words.NEXT_PAGE)
        if number < len(self._groups):
            return [*self._questions(self._groups[number]), way_on]
        if not self._links:
            return [Plain(lines(said(self.STAYS[0], STRONG), said(self.STAYS[1]))), way_on]
        link = self._links[number - len(self._groups)]
        sharing = self._draft.sharing.get(link.record, Sharing(link.default_level))
        self._draft.sharing[link.record] = sharing
        return [SharePanel(self.session.pack, link, sharing, self._preview(link)), way_on]

    def _preview(self, link: LinkView) -> Preview:
        """Makes this entry with the copy for one link."""
        return lambda sharing: self._prepared({link.record: sharing})

    def _prepared(self, sharing: dict[str, Sharing]) -> Prepared:
        """The entry and its copies. What was held back and is answered no longer is forgotten."""
        draft = self._draft
        body = draft.answers.body(self.session.pack)
        still = {
            link: replace(choice, held=still_held(body, choice.held))
            for link, choice in sharing.items()
        }
        return prepare_draft(self.session, draft, still)

    def _questions(self, group: Group) -> list[Widget]:
        heading = said(group.title, STRONG)
        if group.about:
            heading = lines(heading, said(group.about, MUTED))
        names = partial(used_names, self.session)
        asked = (
            PromptBox(prompt, choices(self.session, prompt), self._draft.answers.get, names)
            for prompt in group.prompts
        )
        return [Plain(heading, classes="heading"), *asked]

    def _focus(self, field: str) -> None:
        """To a field, else to the first one: at once, so that no key is lost; into sight later."""
        boxes = (box.widget_for(field) for box in self.query(PromptBox))
        first = (widget for widget in self.query("#page *") if widget.focusable)
        wanted = next((widget for widget in boxes if widget is not None), None)
        self.set_focus(wanted or next(first, None), scroll_visible=False)
        if wanted is not None:
            self.call_after_refresh(wanted.scroll_visible, animate=False)

    def leave_field(self) -> None:
        """Out of a text field one stands at the way on."""
        self.query_one(Go).focus()

    def escape(self) -> None:
        """Esc once too often leaves no form."""

    async def action_turn(self, by: int) -> None:
        """The page after or before."""
        if 0 <= self._draft.page + by < self._pages:
            self._draft.field = ""
            await self._show(self._draft.page + by)
            self._touched()

    async def action_last(self) -> None:
        """Past what is left open, to what others will see; there, to the way on."""
        left = len(self._groups) - self._draft.page
        if left > 0:
            await self.action_turn(left)
        else:
            self.leave_field()

    @on(Go.Pressed)
    async def _go_on(self) -> None:
        if self._draft.page < self._pages - 1:
            await self.action_turn(1)
        else:
            await self._file()

    # ── The draft ────────────────────────────────────────────────────────────────────

    @on(PromptBox.Answered)
    async def _answered(self, event: PromptBox.Answered) -> None:
        followed = answer(self.session, self._draft, event.field, event.value)
        self._touched()
        page = self._groups[self._draft.page].prompts
        if followed & {prompt.field for prompt in page}:
            await self._show(self._draft.page, event.field)

    @on(PromptBox.Entered)
    def _entered(self, event: PromptBox.Entered) -> None:
        if self._draft.field != event.field:
            self._draft.field = event.field
            self._touched()

    @on(SharePanel.Changed)
    def _shared_otherwise(self, event: SharePanel.Changed) -> None:
        self._draft.sharing[event.link] = event.sharing
        self._touched()

    def _touched(self) -> None:
        """Something is to be kept: soon, or at once when much has gathered."""
        self._keeper.touch()
        if self._keeper.waiting == 1:
            self.set_timer(SECONDS, self._keep_soon)
        elif self._keeper.waiting >= CHANGES:
            self._keep_soon()

    def _keep_soon(self) -> None:
        if self._keeper.waiting:
            self.run_worker(self._keep_in_thread(self._keeper.snapshot()), group="drafts")

    async def _keep_in_thread(self, write: Callable[[], None]) -> None:
        try:
            await asyncio.to_thread(write)
        except Exception as error:
            self.say(words.draft_not_kept(self.words_of(error)))

    def keep(self) -> None:
        """Write the draft now, and return when it is on disk."""
        self.attempt(self._keeper.snapshot())

    def _copy(self) -> FormDraft:
        answers = Answers(self._draft.form, self._draft.answers.values)
        return dataclasses.replace(self._draft, answers=answers, sharing=dict(self._draft.sharing))

    def _save(self, draft: FormDraft) -> None:
        save_draft(self.session, draft)

    # ── The end ──────────────────────────────────────────────────────────────────────

    def action_leave(self) -> None:
        """Leave it for later: the draft keeps everything, and where one was."""
        if self._keeper.waiting:
            self.keep()
        self.app.data_changed()
        self.dismiss(words.DRAFT_KEPT)

    def action_discard(self) -> None:
        """Let the draft go, after asking."""
        from sponsorterm.tui.widgets.dialogs import Confirm

        self.app.push_screen(Confirm(words.DISCARD, words.DISCARD_ABOUT), self._discard)

    def _discard(self, sure: bool | None) -> None:
        if sure:
            self._keeper.close()
            self.attempt(lambda: discard_draft(self.session, self._draft))
            self.app.data_changed()
            self.dismiss(words.DISCARDED)

    async def _file(self) -> None:
        missing = self._draft.answers.missing()
        if missing:
            await self._return_to(missing[0].field, words.still_open(missing[0].title))
            return
        try:
            check(self._draft.answers.body(self.session.pack))
        except BadRecord as error:
            await self._return_to(error.field, words.does_not_fit(error.expected))
            return
        message = self.attempt(self._filed)
        if message is not None:
            self.app.data_changed()
            self.dismiss(message)
            self._gently()

    def _gently(self) -> None:
        """Where the entry tells of a use: offer to write it on the clock."""
        from sponsorterm.services.day.clocks import concerned

        body, day = self._draft.answers.body(self.session.pack), self._draft.day
        if (view := concerned(self.session, body, day)) is not None:
            from sponsorterm.tui.screens.setback import SetbackScreen

            self.app.push_screen(SetbackScreen(view.record, day))

    def _filed(self) -> str:
        """File it, and say how that went."""
        prepared = self._prepared(self._draft.sharing)
        filed = file(self.session, prepared)
        self._keeper.close()
        discard_draft(self.session, self._draft)
        self.app.filed(filed.given)
        profile = self.session.profile
        said = words.filed(filed.given, profile.hold, profile.hold_until)
        return f"{said} {words.LISTED}" if prepared.listed else said

    async def _return_to(self, field: str, message: str) -> None:
        """Go to the page that asks for a field, and say why."""
        for number, group in enumerate(self._groups):
            for prompt in group.prompts:
                if field in (prompt.field, *fields(prompt)):
                    await self._show(number, prompt.field)
        self.say(message)
