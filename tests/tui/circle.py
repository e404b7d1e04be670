"""A sponsor and three sponsees with real homes, as a few weeks of use would leave them."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import monotonic

from textual.keys import _character_to_key
from textual.pilot import Pilot

from sponsorterm.records.kinds import Answer, Halt, Inventory, Link, SharedCopy
from sponsorterm.sealing.keys import new_copy_key, new_purge_key, new_root_key, new_space_id
from sponsorterm.services.entries.filing import ask_for_call, default_sharing, file, prepare, share
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.links import talk
from sponsorterm.services.steps import progress as steps
from sponsorterm.services.syncing.rounds import note_presence
from sponsorterm.store.home import Home
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.theme import THEMES
from tests.tui.contrast import hard_to_read

NOW = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
TODAY = NOW.date()
SIZES = [(120, 40), (80, 24), (40, 20), (36, 20)]


@dataclass
class Wrist:
    """A clock somebody else winds."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def tick(self) -> None:
        """A minute passes, so that things written one after the other are told apart."""
        self.now += timedelta(minutes=1)


@dataclass
class Circle:
    """Maria sponsors Mika, Jo and Lee. Their homes lie under `root` by name."""

    root: Path
    clock: Wrist = field(default_factory=Wrist)

    def home(self, name: str) -> Home:
        return Home.find({"SPONSORTERM_HOME": str(self.root / name)})

    def open(self, name: str) -> Session:
        return Session.open(self.home(name), self.clock)

    def app(self, name: str, *, ascii_only: bool = False) -> SponsortermApp:
        return SponsortermApp(
            self.home(name), self.clock, theme_name="dark", ascii_only=ascii_only, online=False
        )

    def carry(self, giver: str, taker: str) -> None:
        """Bring every copy to the other side, as a sync would."""
        with self.open(giver) as source, self.open(taker) as target:
            link = target.link_named(giver).record
            for entry in source.store.entries(kinds={SharedCopy.KIND}, oldest_first=True):
                for revision in source.store.revisions(entry.record):
                    assert isinstance(revision.body, SharedCopy)
                    target.store.receive(link, revision.body.bytes.encode())


def build(root: Path) -> Circle:
    """The circle, with entries of the last days in Maria's home and nothing read yet."""
    circle = Circle(root)
    maria = set_up(circle.home("Maria"), SetupAnswers("Maria", zone="UTC"), circle.clock)
    for name, start in (
        ("Mika", date(2026, 7, 16)),
        ("Jo", date(2026, 11, 1)),
        ("Lee", date(2025, 12, 2)),
    ):
        answers = SetupAnswers(name, zone="UTC", start=start)
        with set_up(circle.home(name), answers, circle.clock) as session:
            _join(maria, session, name)
            _live(circle, session, name)
    maria.close()
    for name in ("Mika", "Jo", "Lee"):
        circle.carry(name, "Maria")
    circle.clock.now = NOW
    return circle


def _join(maria: Session, sponsee: Session, name: str) -> None:
    space, root = new_space_id(), new_root_key().hex()
    for session, other, role, direction in (
        (sponsee, "Maria", "sponsor", "b"),
        (maria, name, "sponsee", "a"),
    ):
        session.save(
            Link(
                name=other,
                role=role,
                state="active",
                space=space,
                direction=direction,
                root=root,
                copy_key=new_copy_key().hex(),
                purge_key=new_purge_key().hex(),
                since=date(2026, 10, 1),
                cadence="daily" if role == "sponsee" else "none",
                default_level="full" if role == "sponsor" else "private",
            )
        )


def _live(circle: Circle, session: Session, name: str) -> None:
    """Some evenings, a step, and what makes each of them need something else."""
    link = session.links()[0].record
    for ago in {"Mika": (2, 1), "Jo": (6, 5), "Lee": (1, 0)}[name]:
        circle.clock.now = NOW - timedelta(days=ago, hours=2)
        body = Inventory(
            period="nightly",
            mode="full",
            pack="general",
            mood=3,
            craving=2,
            used="no",
            halt=Halt(tired=True),
            answers={"resentment": Answer(value="yes", text="My brother, about the money.")},
            actions=["meeting"],
            done_well=f"{name} went for a walk.",
        )
        file(session, prepare(session, body, sharing=default_sharing(session)))
    circle.clock.now = NOW - timedelta(hours=1)
    for clock in session.store.entries(kinds={"clock"}):
        share(session, clock.record, default_sharing(session))
    circle.clock.tick()
    steps.set_state(session, 1, "done", "paper")
    circle.clock.tick()
    steps.toggle_task(session, 4, "resentments")
    if name == "Mika":
        circle.clock.tick()
        ask_for_call(session, link, now=True)
        circle.clock.tick()
        talk.write_note(session, link, subject="Family", body="How do I list them?", agenda=True)
    note_presence(session, session.links()[0])


def screen_text(app: SponsortermApp) -> str:
    """What stands on the screen in front."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


@asynccontextmanager
async def shown(
    app: SponsortermApp, *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    """The app with its first screen filled, after these keys."""
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.is_set_up)
        await press(pilot, *keys)
        yield pilot


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each when the one before has done its work."""
    for key in keys:
        await pilot.press(key)
        await until(pilot, lambda: not pilot.app._batch_count)


async def each_size(pilot: Pilot[None]) -> AsyncIterator[tuple[int, int]]:
    """The screen at every size it has to work at, one after the other, legible in every colour."""
    await _legible(pilot)
    for size in SIZES:
        await resized(pilot, *size)
        yield size


async def resized(pilot: Pilot[None], width: int, height: int) -> None:
    """The screen once it is laid out at this size."""
    await pilot.resize_terminal(width, height)
    await until(pilot, lambda: _is_laid_out(pilot, (width, height)))


async def _legible(pilot: Pilot[None]) -> None:
    """The screen by lamplight and by daylight, seen by whoever sees little."""
    app = pilot.app
    assert isinstance(app, SponsortermApp)
    for look in ("light", "dark"):
        app.theme = THEMES[look].name
        await pilot.pause()
        hard = hard_to_read(app)
        assert not hard, f"{look}: {hard}"


def _is_laid_out(pilot: Pilot[None], size: tuple[int, int]) -> bool:
    compositor = pilot.app.screen._compositor
    return tuple(compositor.size) == size and not pilot.app._batch_count


async def typed(pilot: Pilot[None], text: str) -> None:
    """Type a text as a person would."""
    await pilot.press(*(_character_to_key(character) for character in text))
    await pilot.pause()


async def until(pilot: Pilot[None], true: Callable[[], bool], seconds: float = 10) -> None:
    """Let the app go on until something holds."""
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        await pilot.pause()
        if true():
            return
        await sleep(0.003)
    raise AssertionError(screen_text(pilot.app))  # type: ignore[arg-type]
