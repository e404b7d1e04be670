"""An agreement, term by term: what is in force, and beside it what is proposed."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.records.errors import BadRecord
from sponsorterm.records.kinds import Acceptance, Agreement
from sponsorterm.records.kinds.answers import YesNo
from sponsorterm.rules.agreement import Agreed
from sponsorterm.services.links.agreement_terms import Term, terms_of, typed, with_term
from sponsorterm.services.links.agreements import agreement, answer, propose, take_back
from sponsorterm.services.links.talk import unread
from sponsorterm.strings import agreement as term_words
from sponsorterm.strings import working as words
from sponsorterm.strings.sponsees import CADENCES
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.pairing import Left, OnlineScreen
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import AskLine, Confirm
from sponsorterm.tui.widgets.hints import Hint, Hints
from sponsorterm.tui.widgets.lines import Column, Headings, Line, Lines
from sponsorterm.tui.widgets.plain import Plain, lines, said

COLUMNS = (
    Column(19, heading=words.COLUMN_TERM),
    Column(0, heading=words.COLUMN_NOW, least=14),
    Column(0, rank=1, heading=words.COLUMN_PROPOSED, least=26),
)
MAX_TYPED = 1000
NARROW = 60
"""Below this there are two columns."""


class AgreementScreen(OnlineScreen):
    """One agreement. A change is a draft of this page until it is proposed."""

    CSS_PATH = sheet("people")
    HELP: ClassVar[str] = words.HELP_AGREEMENT
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "propose", words.KEY_PROPOSE),
        Binding("a", "answer('yes')", words.KEY_ACCEPT),
        Binding("d", "answer('no')", words.KEY_DECLINE),
        Binding("t", "take_back", words.KEY_TAKE_BACK),
        Binding("q", "leave", words.KEY_LEAVE),
    ]

    def __init__(self, link: str) -> None:
        super().__init__()
        self._link = link
        self._draft: Agreement | None = None

    def body(self) -> ComposeResult:
        """How it stands, the terms, the one under the cursor in full, the keys."""
        yield Plain(id="heading")
        yield Headings(COLUMNS)
        yield Lines(COLUMNS, id="terms")
        yield Plain(id="term")
        yield Hints(id="keys")

    def fill(self) -> None:
        """Show it as it stands now; what was changed on this page stays."""
        found = self._agreed
        self.query_one("#heading", Plain).show(self._head(found))
        self.query_one("#terms", Lines).show([self._line(term) for term in self._terms(found)])
        self._show_term()
        self.query_one(Hints).show(self._hints(found))
        link = self.session.link(self._link)
        self.has_read(unread(self.session, [link], {Agreement.KIND, Acceptance.KIND}))

    def on_resize(self) -> None:
        """Where there is no room beside what is in force, a proposal stands in its place."""
        super().on_resize()
        if self.app.is_set_up:
            self.attempt(self.fill)

    def _line(self, term: Term) -> Line:
        blank = term_words.NOT_AGREED
        now = said(term.now or blank, "" if term.now else MUTED)
        proposed = said(term.proposed or blank, ACCENT) if term.differs else Content()
        if term.differs and self.app.size.width < NARROW:
            now = Content.assemble((f"{self.marks.right} ", ACCENT), proposed)
        return Line(term.key, (said(term.title, MUTED), now, proposed))

    @property
    def _agreed(self) -> Agreed:
        return agreement(self.session, self.session.link(self._link))

    def _proposed(self, found: Agreed) -> Agreement | None:
        """What stands beside what is in force: my draft, else theirs, else mine."""
        if self._draft is not None:
            return self._draft
        proposal = found.theirs or found.mine
        return proposal.body if proposal and isinstance(proposal.body, Agreement) else None

    def _terms(self, found: Agreed) -> list[Term]:
        return terms_of(found.in_force, self._proposed(found))

    # ── Keys ─────────────────────────────────────────────────────────────────────────

    @on(Lines.Chosen, "#terms")
    def _change(self, event: Lines.Chosen) -> None:
        self._ask_term(event.key)

    @work(exclusive=True, group="agreement")
    async def _ask_term(self, key: str) -> None:
        """Ask for one term until it can be read."""
        body = self._proposed(self._agreed) or self._agreed.in_force or self._first
        about, text = term_words.HOW[key], typed(body, key)
        with suppress(Left):
            while True:
                text = await self._asked(key, about, text)
                try:
                    self._draft = with_term(body, key, text)
                except BadRecord as error:
                    about = error.expected
                except ValueError as error:
                    about = str(error)
                else:
                    self.fill()
                    return

    async def _asked(self, key: str, about: str, text: str) -> str:
        """One answer, which may be empty.

        Raises:
            Left: the question was closed.
        """
        title = term_words.TITLES[key]
        dialog = AskLine(title, about, value=text, length=MAX_TYPED)
        chosen = Choose(title, CADENCES, chosen=text) if key == "cadence" else dialog
        answer = await self.app.push_screen_wait(chosen)
        if answer is None:
            raise Left
        return answer

    @property
    def _first(self) -> Agreement:
        """What a first proposal starts from: how often the link says, and nothing else."""
        return Agreement(cadence=self.session.link(self._link).cadence)

    def action_propose(self) -> None:
        """Put it to the other."""
        draft, link = self._draft, self.session.link(self._link)
        if draft is None:
            self.say(words.NOTHING_CHANGED)
        elif self.write(lambda: propose(self.session, link, draft), words.PROPOSED):
            self._draft = None
            self.fill()

    def action_answer(self, say: YesNo) -> None:
        """Say yes or no to the very proposal that is shown."""
        proposal, link = self._agreed.theirs, self.session.link(self._link)
        if proposal is None:
            self.say(words.NO_PROPOSAL)
            return
        self._draft = None
        done = words.ACCEPTED if say == "yes" else words.DECLINED_NOW
        self.write(lambda: answer(self.session, link, proposal, say), done)

    def action_take_back(self) -> None:
        """Take my proposal back, or what was changed on this page."""
        if self._draft is not None:
            self._draft = None
            self.fill()
            self.say(words.TAKEN_BACK)
        elif self._agreed.mine is None:
            self.say(words.NO_PROPOSAL_OF_MINE)
        else:
            link = self.session.link(self._link)
            self.write(lambda: take_back(self.session, link), words.TAKEN_BACK)

    def escape(self) -> None:
        """Back, as `q`."""
        self.action_leave()

    def action_leave(self) -> None:
        """Back; what was changed here and not proposed is let go after a yes."""
        if self._draft is None:
            self.app.action_leave()
        else:
            self._ask_to_leave()

    @work(exclusive=True, group="agreement")
    async def _ask_to_leave(self) -> None:
        with suppress(Left):
            if await self.ask(Confirm(words.LEAVE_DRAFT, words.LEAVE_DRAFT_ABOUT)):
                self.app.action_leave()

    # ── How it looks ─────────────────────────────────────────────────────────────────

    def _head(self, found: Agreed) -> Content:
        name = self.session.link(self._link).name
        state = words.NOTHING_AGREED
        if found.in_force is not None and found.since is not None:
            state = words.in_force(found.since, self.session.today)
        more = ""
        if self._draft is not None:
            more = words.DRAFT
        elif found.theirs is not None:
            more = words.proposed_by(name)
        elif found.mine is not None:
            more = words.waits(name)
        elif found.declined is not None:
            more = words.DECLINED
        title = Content.assemble(said(words.agreement(name), STRONG), "   ", said(state, MUTED))
        return lines(title, said(more, ACCENT)) if more else title

    @on(Lines.Moved, "#terms")
    def _show_term(self) -> None:
        """The term under the cursor in full: it may be longer than its line."""
        key = self.query_one("#terms", Lines).key
        term = next((each for each in self._terms(self._agreed) if each.key == key), None)
        if term is None:
            return
        parts = [said(term_words.HOW[key], MUTED)]
        if term.now:
            parts.append(said(term.now))
        if term.differs:
            text = term.proposed or term_words.NOT_AGREED
            parts.append(
                Content.assemble((f"{words.COLUMN_PROPOSED}: ", ACCENT), said(text, ACCENT))
            )
        self.query_one("#term", Plain).show(lines(*parts))

    def _hints(self, found: Agreed) -> list[Hint]:
        hints = [("enter", words.HINT_CHANGE)]
        if self._draft is not None:
            return [*hints, ("p", words.HINT_PROPOSE), ("t", words.HINT_TAKE_BACK)]
        if found.theirs is not None:
            return [("a", words.HINT_ACCEPT), ("d", words.HINT_DECLINE), *hints]
        return [*hints, ("t", words.HINT_TAKE_BACK)] if found.mine else hints
