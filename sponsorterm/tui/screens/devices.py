"""One's own devices: where they meet, whether all is backed up, adding one, shutting one out."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.records.text import one_line
from sponsorterm.services.home.session import Session
from sponsorterm.services.syncing import devices, handover
from sponsorterm.services.syncing.devices import OwnDevice
from sponsorterm.services.syncing.private_space import (
    add_private_place,
    private_places,
    private_state,
    sync_private,
)
from sponsorterm.services.syncing.rounds import SyncReport
from sponsorterm.services.syncing.safety import safety
from sponsorterm.strings import cli_devices, people_screen
from sponsorterm.strings import devices_screen as words
from sponsorterm.strings.dates import date_of, moment_of
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.handover import OfferScreen
from sponsorterm.tui.screens.pairing import Left, PlaceQuestions
from sponsorterm.tui.screens.recovery import WordsScreen
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.dialogs import AskLine, Confirm
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.lines import Column, Headings, Line, Lines
from sponsorterm.tui.widgets.plain import Plain, lines, said

COLUMNS = (
    Column(0, heading=words.COLUMN_NAME, least=12),
    Column(16, heading=words.COLUMN_STATE),
    Column(12, rank=1, heading=words.COLUMN_SINCE),
)


class DevicesScreen(PlaceQuestions):
    """The list of devices, and beneath it where everything is and whether it is backed up."""

    CSS_PATH = sheet("devices")
    HELP: ClassVar[str] = words.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "words", words.KEY_WORDS),
        Binding("p", "place", words.KEY_PLACE),
        Binding("a", "add", words.KEY_ADD),
        Binding("x", "revoke", words.KEY_REVOKE),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._devices: list[OwnDevice] = []

    def body(self) -> ComposeResult:
        """The list, how things stand, and the keys."""
        yield Plain(id="heading")
        yield Headings(COLUMNS)
        yield Lines(COLUMNS, id="devices")
        yield Plain(id="standing")
        yield Hints(
            [
                ("w", words.HINT_WORDS),
                ("p", words.HINT_PLACE),
                ("a", words.HINT_ADD),
                ("x", words.HINT_REVOKE),
            ]
        )

    def fill(self) -> None:
        """Every device as it stands now."""
        self._devices = devices.own_devices(self.session)
        self.query_one("#heading", Plain).show(said(words.heading(len(self._devices)), STRONG))
        self.query_one("#devices", Lines).show([self._line(each) for each in self._devices])
        self.query_one("#standing", Plain).show(_standing(self.session))

    def action_words(self) -> None:
        """Show the twelve words, to be written down."""
        self.app.push_screen(WordsScreen())

    @work(exclusive=True, group="devices")
    async def action_place(self) -> None:
        """Ask for a place, and keep everything there from now on."""
        with suppress(Left):
            place = await self.ask_place(words.WHERE, own=True)
            code = ""
            if place.kind == "http":
                question = AskLine(people_screen.REGISTRATION, people_screen.REGISTRATION_ABOUT)
                code = await self.app.push_screen_wait(question) or ""

            def add(session: Session) -> list[SyncReport]:
                add_private_place(session, place, code.strip() or None)
                return sync_private(session)

            reports = await self.in_thread(add)
            if reports is not None:
                trouble = [one_line(r.trouble, r.hint) for r in reports if r.trouble]
                self.say(trouble[0] if trouble else words.PLACE_ADDED)

    @work(exclusive=True, group="devices")
    async def action_add(self) -> None:
        """Offer a new device everything."""
        offered = await self.in_thread(handover.offer)
        if offered is not None:
            self.say("")
            self.app.push_screen(OfferScreen(offered))

    @work(exclusive=True, group="devices")
    async def action_revoke(self) -> None:
        """Shut out the device the cursor is on, after asking."""
        chosen = self.query_one("#devices", Lines).key
        device = next((each for each in self._devices if each.device == chosen), None)
        if device is None:
            return
        with suppress(Left):
            question = Confirm(words.revoke_question(device.name), words.REVOKE_ABOUT)
            if not await self.ask(question):
                return

            def shut_out(session: Session) -> list[str]:
                return devices.revoke(session, device)

            later = await self.in_thread(shut_out)
            if later is not None:
                self.say(later[0] if later else words.revoked(device.name))

    def _line(self, device: OwnDevice) -> Line:
        session = self.session
        seen = moment_of(device.last_seen, session.now) if device.last_seen else ""
        state = cli_devices.REVOKED if device.revoked else seen
        name = said(device.name, MUTED if device.revoked else STRONG)
        since = said(date_of(device.since, session.today), MUTED)
        return Line(
            device.device,
            (name, said(cli_devices.THIS_ONE if device.this else state), since),
        )


def _standing(session: Session) -> Content:
    """Where everything is and how that stands, and whether it is backed up."""
    state = private_state(session)
    places = [
        said(cli_devices.kept_at(place.where, state.words)) for place in private_places(session)
    ]
    found = safety(session)
    safe = said(found.sentence, "" if found.backed_up else ACCENT)
    return lines(*(places or [said(words.NOWHERE)]), safe)
