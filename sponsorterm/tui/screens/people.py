"""People: everybody one is linked with, how the sync stands, and what each can see."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.records.text import one_line
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.syncing.private_space import (
    private_places,
    private_state,
    sync_everything,
)
from sponsorterm.services.syncing.rounds import SyncReport
from sponsorterm.services.syncing.safety import safety
from sponsorterm.services.syncing.standing import states
from sponsorterm.strings import devices_screen, doctor, leaving, locking, safekeeping
from sponsorterm.strings import people_screen as words
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.doctor import DoctorScreen
from sponsorterm.tui.screens.pairing import PairingActions
from sponsorterm.tui.theme import ACCENT, KEY, MUTED, STRONG
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Headings, Line, Lines
from sponsorterm.tui.widgets.plain import Plain, lines, said

COLUMNS = (
    Column(10, heading=words.COLUMN_WHO),
    Column(7, rank=1, heading=words.COLUMN_ROLE),
    Column(0, heading=words.COLUMN_SYNC, least=14),
    Column(25, rank=2, heading=words.COLUMN_SEES),
)


class PeopleScreen(PairingActions):
    """The links, the live ones first."""

    AREA: ClassVar[str] = "people"
    CSS_PATH = sheet("people")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sync", words.KEY_SYNC),
        Binding("h", "doctor", doctor.KEY),
        Binding("d", "devices", devices_screen.KEY),
        Binding("b", "safekeeping", safekeeping.KEY),
    ]

    def body(self) -> ComposeResult:
        """The list, or how to begin."""
        yield Plain(id="empty")
        yield Plain(id="heading")
        yield Headings(COLUMNS)
        yield Lines(COLUMNS, id="links")
        yield Plain(id="own")
        yield Hints(id="keys")

    def fill(self) -> None:
        """Every link as it stands now."""
        links = sorted(self.session.links(live_only=False), key=lambda link: not link.live)
        sync = {state.link: state.words for state in states(self.session)}
        self.set_class(not links, "-empty")
        self.query_one("#empty", Plain).show(_empty())
        self.query_one("#heading", Plain).show(said(words.heading(len(links)), STRONG))
        self.query_one("#links", Lines).show(
            [_line(link, sync.get(link.record, "")) for link in links]
        )
        self.query_one("#own", Plain).show(_own(self.session))
        start = [("enter", words.HINT_OPEN)] if links else []
        end = [("s", words.HINT_SYNC), ("h", doctor.HINT)] if links else []
        usual = [("i", words.HINT_INVITE), ("c", words.HINT_JOIN)]
        more = [("d", devices_screen.HINT), ("b", safekeeping.HINT), ("L", locking.HINT_LOCK)]
        self.query_one(Hints).show([*start, *usual, *end, *more])

    @on(Lines.Chosen, "#links")
    def _open(self, event: Lines.Chosen) -> None:
        from sponsorterm.tui.screens.link import LinkScreen

        self.app.push_screen(LinkScreen(event.key))

    def action_devices(self) -> None:
        """Show my own devices, and whether everything is backed up."""
        from sponsorterm.tui.screens.devices import DevicesScreen

        self.app.push_screen(DevicesScreen())

    def action_safekeeping(self) -> None:
        """Show what keeps everything, and what keeps others out."""
        from sponsorterm.tui.screens.safekeeping import SafekeepingScreen

        self.app.push_screen(SafekeepingScreen())

    @work(exclusive=True, group="sync")
    async def action_sync(self) -> None:
        """One round with everybody, now."""
        reports = await self.in_thread(sync_everything)
        if reports is not None:
            self.say(told(reports))

    @work(exclusive=True, group="sync")
    async def action_doctor(self) -> None:
        """Look at everything, and show how each thing is."""
        from sponsorterm.services.doctor import examine

        found = await self.in_thread(
            lambda session: examine(session.home, session.clock, online=self.app.online)
        )
        if found is not None:
            self.say("")
            self.app.push_screen(DoctorScreen(found))


def told(reports: list[SyncReport]) -> str:
    """What a round did: the first trouble, or that all went well."""
    trouble = next((f"{r.name}: {one_line(r.trouble, r.hint)}" for r in reports if r.trouble), "")
    return trouble or words.SYNCED


def _line(link: LinkView, sync: str) -> Line:
    waits = link.state in ("invited", "confirming")
    style = ACCENT if waits else "" if link.live else MUTED
    return Line(
        link.record,
        (
            said(link.name, STRONG if link.live else ""),
            said(words.SHORT_ROLES[link.role]),
            said(how_it_stands(link, sync), style),
            said(_sees(link)),
        ),
    )


def how_it_stands(link: LinkView, sync: str) -> str:
    """The state of a link, and of its sync while there is one."""
    if not link.live:
        body = link.body
        if link.state == "ended":
            return leaving.how_ended(body.who_ended, [place.where for place in body.places])
        return words.STATES[link.state]
    return words.paused(sync) if link.state == "paused" else sync


def _sees(link: LinkView) -> str:
    if not link.live:
        return ""
    return words.SEES_WORDS[link.default_level] if link.is_sponsor else words.SEES_SPONSEE


def _own(session: Session) -> Content:
    """How my own devices stand, and whether everything is backed up."""
    found = safety(session)
    places = len(private_places(session))
    line = devices_screen.own_line(places, private_state(session).words, found.sentence)
    return said(line, "" if found.backed_up else MUTED)


def _empty() -> Content:
    return lines(
        said(words.EMPTY, STRONG),
        Content(),
        said(words.EMPTY_ABOUT),
        Content(),
        Content.assemble(("i", KEY), "  ", words.KEY_INVITE.lower()),
        Content.assemble(("c", KEY), "  ", words.HINT_JOIN),
    )
