"""What other people write is shown as text: no markup, no link, no terminal control."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from shutil import copytree
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

import sponsorterm
from sponsorterm.records.kinds import Amends, Clock, Inventory, Note, Place, Row
from sponsorterm.rules.facts import Flag
from sponsorterm.services.doctor import Finding
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import delete, file, prepare
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import people, talk
from sponsorterm.services.links.people import Invite
from sponsorterm.services.sponsor.triage import Stop
from sponsorterm.services.steps.assignments import assigned_to_me
from sponsorterm.services.steps.written_work import written_work
from sponsorterm.services.syncing import handover
from sponsorterm.services.syncing.handover import Offered
from sponsorterm.tui import screens, widgets
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.screens.agreement import AgreementScreen
from sponsorterm.tui.screens.amends import AmendsScreen
from sponsorterm.tui.screens.assignment import AssignmentScreen
from sponsorterm.tui.screens.calls import CallsScreen
from sponsorterm.tui.screens.clocks import ClocksScreen
from sponsorterm.tui.screens.devices import DevicesScreen
from sponsorterm.tui.screens.doctor import DoctorScreen
from sponsorterm.tui.screens.entry import EntryScreen
from sponsorterm.tui.screens.erasing import EraseScreen
from sponsorterm.tui.screens.first_run import FirstRunScreen
from sponsorterm.tui.screens.flag import FlagScreen
from sponsorterm.tui.screens.form import FormScreen
from sponsorterm.tui.screens.giving import GiveScreen
from sponsorterm.tui.screens.handing_in import HandInScreen
from sponsorterm.tui.screens.handover import DeviceDigitsScreen, OfferScreen
from sponsorterm.tui.screens.help import HelpScreen
from sponsorterm.tui.screens.hidden import HiddenScreen
from sponsorterm.tui.screens.insight import InsightScreen
from sponsorterm.tui.screens.inventory import InventoryScreen
from sponsorterm.tui.screens.invite import DigitsScreen, InviteScreen
from sponsorterm.tui.screens.link import LinkScreen
from sponsorterm.tui.screens.lock import AskSecret, LockScreen
from sponsorterm.tui.screens.lock_on import LockOnScreen
from sponsorterm.tui.screens.merge import MergeScreen
from sponsorterm.tui.screens.notes import NotesScreen, NotesWithScreen
from sponsorterm.tui.screens.pairing import AskCode
from sponsorterm.tui.screens.people import PeopleScreen
from sponsorterm.tui.screens.person import PersonScreen
from sponsorterm.tui.screens.printing import PacketScreen
from sponsorterm.tui.screens.reach_out import ReachOutScreen
from sponsorterm.tui.screens.received import ReceivedScreen
from sponsorterm.tui.screens.recovery import WordsScreen
from sponsorterm.tui.screens.restoring import RestoreScreen
from sponsorterm.tui.screens.rows import RowsScreen
from sponsorterm.tui.screens.safekeeping import SafekeepingScreen
from sponsorterm.tui.screens.search import SearchScreen
from sponsorterm.tui.screens.seen_by import MirrorScreen, SummaryScreen
from sponsorterm.tui.screens.setback import SetbackScreen
from sponsorterm.tui.screens.sharing import ShareScreen
from sponsorterm.tui.screens.sheet import SheetScreen
from sponsorterm.tui.screens.shred import ShredScreen
from sponsorterm.tui.screens.sponsees import SponseesScreen
from sponsorterm.tui.screens.step import StepScreen
from sponsorterm.tui.screens.steps import StepsScreen
from sponsorterm.tui.screens.today import TodayScreen
from sponsorterm.tui.screens.trash import TrashScreen
from sponsorterm.tui.screens.urge import UrgeScreen
from sponsorterm.tui.screens.walk import Walk
from sponsorterm.tui.screens.work_form import WorkForm
from sponsorterm.tui.screens.writing import WriteText
from sponsorterm.tui.widgets.ask_scale import AskScale
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import AskText, Confirm, PageDialog
from tests.faults.nasty import FORBIDDEN, SHOWN, fill
from tests.store import pen
from tests.tui.circle import Circle, build, each_size, press, screen_text, shown

pytestmark = pytest.mark.anyio

MARKUP = "[/b] [@click=app.quit]x[/] [red]"
CONTROL = "\x1b[2J\x1b]52;c;aGk=\x07\x9b31m\u202e\u2028"
NASTY = f"{CONTROL}{MARKUP}"


@pytest.fixture(scope="module")
def nasty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Mika writes such things wherever a person can write, and more than this program lets."""
    circle = build(tmp_path_factory.mktemp("nasty"))
    with circle.open("Mika") as mika:
        link = mika.links()[0].record
        body = Inventory(
            period="nightly", mode="full", mood=3, done_well=NASTY, better=NASTY, gratitude=[NASTY]
        )
        filed = file(mika, prepare(mika, body, sharing={link: Sharing("full")}))
        talk.write_note(mika, link, subject=NASTY[:100], body=NASTY)
        entry = mika.store.entries(record=filed.revision.record)[0]
        talk.comment(mika, link, entry, NASTY)
        people.rename(mika, link, NASTY)
    circle.carry("Mika", "Maria")
    with circle.open("Maria") as maria:
        people.rename(maria, maria.link_named("Mika").record, NASTY)
        fill(maria)
        delete(maria, maria.save(Note(body=NASTY)).record)
    with circle.open("Mika") as mika:
        fill(mika)
        before = mika.save(Note(body=NASTY), record=pen.record("apart"))
        for number in range(2):
            payload = pen.note(f"{NASTY} {number}", "apart", after=[before], minutes=number)
            mika.store.save(payload)
    return circle.root


@pytest.fixture
def nasty(nasty_home: Path, tmp_path: Path) -> Circle:
    """A fresh copy of it."""
    return Circle(copytree(nasty_home, tmp_path / "circle"))


async def walked(app: SponsortermApp, pilot: Pilot[None]) -> str:
    """All that is seen at every size, and at the end of the page."""
    seen = []
    async for _size in each_size(pilot):
        seen.append(screen_text(app))
        await press(pilot, "end")
        seen.append(screen_text(app))
    return "\n".join(seen)


WAYS: dict[str, tuple[type[Screen[Any]], str, *tuple[str, ...]]] = {
    "today": (TodayScreen, "Mika"),
    "my days": (InventoryScreen, "Mika", "2"),
    "my entry": (EntryScreen, "Mika", "2", "enter"),
    "its versions": (PageDialog, "Mika", "2", "h"),
    "sharing": (ShareScreen, "Mika", "2", "s", "enter"),
    "the very text": (PageDialog, "Mika", "2", "s", "enter", "v"),
    "a form": (FormScreen, "Mika", "2", "e", "greater_than_sign"),
    "the trash": (TrashScreen, "Maria", "2", "t"),
    "reach out": (ReachOutScreen, "Mika", "exclamation_mark"),
    "what waits": (TodayScreen, "Maria"),
    "sponsees": (SponseesScreen, "Maria", "5"),
    "person": (PersonScreen, "Maria", "5", "enter"),
    "their steps": (PersonScreen, "Maria", "5", "enter", "right"),
    "their notes": (NotesWithScreen, "Maria", "5", "enter", "N", "enter"),
    "entry": (ReceivedScreen, "Maria", "5", "enter", "enter"),
    "notes": (NotesScreen, "Maria", "4", "enter"),
    "whom to": (Choose, "Maria", "4", "n"),
    "people": (PeopleScreen, "Maria", "7"),
    "link": (LinkScreen, "Maria", "7", "enter"),
    "my people": (LinkScreen, "Mika", "7", "enter"),
    "my notes": (NotesScreen, "Mika", "4", "enter"),
    "my steps": (StepsScreen, "Mika", "3"),
    "my step": (StepScreen, "Mika", "3", "enter"),
    "my devices": (DevicesScreen, "Mika", "7", "d"),
    "my insight": (InsightScreen, "Mika", "6"),
}
WORDLESS = {"my insight", "my steps", "reach out"}
"""Where of all that others wrote no word is shown."""


def a_task(session: Session) -> AssignmentScreen:
    """The page of something that was asked of me."""
    link = session.links()[0]
    return AssignmentScreen(link.record, assigned_to_me(session, link)[0].entry.record)


def a_flag(session: Session) -> FlagScreen:
    """What needs a look, wherever it comes from."""
    link = session.links()[0].record
    return FlagScreen(Stop("flag", link, NASTY, flag=Flag("ask", 1, NASTY, NASTY)), Walk())


def a_sheet(session: Session) -> RowsScreen:
    """Somebody's sheet with its rows."""
    link = session.links()[0]
    return RowsScreen(link.record, written_work(session, link).sheets[0].key, Walk())


def a_row(session: Session) -> str:
    """A row of the first table, with such words in it; the key of its sheet."""
    cells = {"who": NASTY[:200], "happened": NASTY, "part_words": NASTY}
    session.save(Row(pack="general", sheet="resentments", cells=cells))
    return "resentments"


def a_packet(session: Session) -> PacketScreen:
    """The sheets of a step, one of them with such words."""
    step = session.pack.worksheet(a_row(session)).step
    assert step is not None
    return PacketScreen(step)


def a_ledger(session: Session) -> AmendsScreen:
    """The amends, one of them with such words."""
    session.save(Amends(pack="general", person=NASTY[:200], harm=NASTY, note=NASTY))
    return AmendsScreen()


SOON = datetime(2026, 11, 22, tzinfo=UTC)
FOLDER = Place(kind="folder", where=NASTY)
BUILT: dict[type[Screen[Any]], Callable[[Session], Screen[Any]]] = {
    Confirm: lambda _: Confirm(NASTY, NASTY),
    AskText: lambda _: AskText(NASTY, NASTY, value=NASTY),
    AskScale: lambda session: AskScale(next(session.pack.forms[0].prompts()), NASTY),
    WriteText: lambda _: WriteText(NASTY, NASTY, "note", lambda _: None, start=NASTY),
    AskCode: lambda _: AskCode(NASTY),
    DoctorScreen: lambda _: DoctorScreen([Finding("links", "act", NASTY, NASTY)]),
    InviteScreen: lambda _: InviteScreen(
        Invite("ab" * 16, NASTY, NASTY, NASTY, NASTY, FOLDER, SOON)
    ),
    DigitsScreen: lambda session: DigitsScreen(
        people.Met(session.links()[0].record, NASTY, "sponsor", NASTY, NASTY, NASTY)
    ),
    OfferScreen: lambda _: OfferScreen(Offered(FOLDER, SOON, NASTY, NASTY)),
    DeviceDigitsScreen: lambda _: DeviceDigitsScreen(handover.Met(NASTY, NASTY)),
    MergeScreen: lambda _: MergeScreen(pen.record("apart")),
    AssignmentScreen: a_task,
    SearchScreen: lambda _: SearchScreen(),
    FlagScreen: a_flag,
    ClocksScreen: lambda _: ClocksScreen(),
    SetbackScreen: lambda session: SetbackScreen(
        session.store.entries(kinds={Clock.KIND})[0].record, session.today
    ),
    RowsScreen: a_sheet,
    CallsScreen: lambda session: CallsScreen(session.links()[0].record),
    AgreementScreen: lambda session: AgreementScreen(session.links()[0].record),
    MirrorScreen: lambda session: MirrorScreen(session.links()[0].record),
    SummaryScreen: lambda session: SummaryScreen(session.links()[0].record),
    GiveScreen: lambda session: GiveScreen(session.links()[0].record),
    SheetScreen: lambda session: SheetScreen(a_row(session)),
    HandInScreen: lambda session: HandInScreen(
        a_row(session), session.links()[0].record, submit=True
    ),
    PacketScreen: a_packet,
    AmendsScreen: a_ledger,
}
"""Screens that a walk does not come to, made with such words for all they are told."""
BARE: set[type[Screen[Any]]] = {
    AskSecret, EraseScreen, FirstRunScreen, HelpScreen, HiddenScreen, LockScreen, LockOnScreen,
    RestoreScreen, SafekeepingScreen, ShredScreen, UrgeScreen, WordsScreen, WorkForm,
}  # fmt: skip
"""Screens that show nothing anybody else wrote; a form of step work is a form, tried above."""


@pytest.mark.parametrize("way", WAYS)
async def test_words_of_others_are_only_words(nasty: Circle, way: str) -> None:
    screen, name, *keys = WAYS[way]
    app = nasty.app(name)
    async with shown(app, *keys) as pilot:
        assert type(app.screen) is screen
        seen = await walked(app, pilot)
        assert app.is_running
        assert not set(seen) & (FORBIDDEN - {"\n"})
        assert way in WORDLESS or SHOWN in seen or "[/b]" in seen


@pytest.mark.parametrize("screen", BUILT, ids=lambda screen: screen.__name__)
async def test_what_a_screen_is_told_is_only_words(
    nasty: Circle, screen: type[Screen[Any]]
) -> None:
    app = nasty.app("Mika")
    async with shown(app) as pilot:
        await app.push_screen(BUILT[screen](app.session))
        seen = await walked(app, pilot)
        assert type(app.screen) is screen
        assert not set(seen) & (FORBIDDEN - {"\n"})
        assert SHOWN in seen or "[/b]" in seen


def test_no_screen_is_left_out() -> None:
    """A new screen needs its line in one of the tables above."""
    for package in (screens, widgets):
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    tried = {screen for screen, *_ in WAYS.values()} | BUILT.keys() | BARE
    assert {screen for screen in below(Screen) if not screen.__subclasses__()} - tried == set()


def below(screen: type[Screen[Any]]) -> Iterator[type[Screen[Any]]]:
    """This program's screens under one of them."""
    for each in screen.__subclasses__():
        if each.__module__.startswith(f"{sponsorterm.__name__}."):
            yield each
        yield from below(each)


async def test_a_click_on_somebodys_words_does_nothing(nasty: Circle) -> None:
    app = nasty.app("Maria")
    async with shown(app, "4", "enter", size=(120, 40)) as pilot:
        for y, line in enumerate(screen_text(app).splitlines()):
            if "@click" in line:
                await pilot.click(offset=(line.index("@click") + 2, y))
                await pilot.click(offset=(line.index("x[/]"), y))
        assert app.is_running
