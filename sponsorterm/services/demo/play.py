"""The demo: two people and an endpoint in a folder that is gone afterwards, nothing pretended."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec
from msgspec.structs import replace

from sponsorterm.records.kinds import Inventory, Place
from sponsorterm.services.demo.local_endpoint import LocalEndpoint
from sponsorterm.services.demo.sample import load_sample, sample_folder
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import file, prepare
from sponsorterm.services.entries.reading import shown, summary_line
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Clock, Session, wall_clock
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.links.people import confirm, join, poll_invite, start_invite
from sponsorterm.services.syncing.rounds import sync_all
from sponsorterm.store.home import Home
from sponsorterm.strings import demo as words

Echo = Callable[[str], None]

ROOM = 256 * 1024 * 1024
"""Bytes that must be free in memory for the demo to lie there."""
HELD = "answers.fear"


@contextmanager
def demo_home(who: str, *, clock: Clock = wall_clock) -> Iterator[Home]:
    """A home of one of the sample people, marked as a demo and gone at the end.

    Raises:
        ServiceError: there is nobody of this name in the sample.
        StoreError: there is no room for it.
    """
    with _folder() as folder:
        home = _home(folder)
        with load_sample(home, sample_folder(), who, clock=clock) as session:
            name = words.marked(session.profile.name)
            session.save(replace(session.profile, name=name), record=session.profile_record)
        yield home


def plain_demo(echo: Echo) -> None:
    """Let two people pair, file offline and sync, and tell each step in short lines.

    Raises:
        ServiceError: the endpoint did not start.
        StoreError, RemoteError, PairingError: as in the steps themselves.
    """
    with ExitStack() as held:
        folder = held.enter_context(_folder())
        echo(words.OPENING)
        endpoint = held.enter_context(LocalEndpoint(folder))
        echo(words.STARTED)
        sam, maria = (
            held.enter_context(set_up(_home(folder / name), SetupAnswers(name), wall_clock))
            for name in ("Sam", "Maria")
        )
        echo(words.SET_UP)
        _pair(echo, endpoint, sam, maria)
        preview = _file_while_down(echo, endpoint, sam)
        endpoint.start()
        echo(words.BACK)
        _sync(echo, sam)
        _sync(echo, maria)
        _print_dashboard(echo, maria)
        _compare(echo, maria, preview)
        echo(words.CLOSING)


def _pair(echo: Echo, endpoint: LocalEndpoint, sam: Session, maria: Session) -> None:
    place = Place(kind="http", where=endpoint.url)
    invite = start_invite(maria, "Sam", "sponsee", place, endpoint.registration_code())
    echo(words.invited("Sam", endpoint.url))
    joined = join(sam, invite.join_text)
    echo(words.joined("Sam"))
    met = poll_invite(maria, invite.link)
    if met is None or met.digits != joined.digits:
        raise ServiceError(words.DIGITS_DIFFER, words.DIGITS_DIFFER_HINT)
    echo(words.DIGITS)
    echo(words.reads("Sam", joined.digits))
    echo(words.reads("Maria", met.digits))
    confirm(sam, joined.link, same=True, level="full")
    confirm(maria, met.link, same=True)
    echo(words.SAME)
    for session in (sam, maria):
        sync_all(session)


def _file_while_down(echo: Echo, endpoint: LocalEndpoint, sam: Session) -> bytes:
    """File while nothing can be sent; the preview's bytes."""
    endpoint.stop()
    echo(words.STOPPED)
    sharing = {link.record: Sharing("full", (HELD,)) for link in sam.links()}
    prepared = prepare(sam, _tonight(), sharing=sharing)
    echo(words.HELD)
    echo(words.PREVIEW)
    for line in shown(sam.pack, prepared.copies[0].payload):
        echo(words.line(line.label, line.value))
    file(sam, prepared)
    trouble = " ".join(report.trouble for report in sync_all(sam))
    echo(words.filed("Sam", trouble))
    return prepared.copies[0].payload


def _tonight() -> Inventory:
    raw = {
        "period": "nightly",
        "mode": "full",
        "pack": "general",
        "mood": 2,
        "craving": 8,
        "used": "no",
        "halt": {"lonely": True, "tired": True},
        "done_well": words.DONE_WELL,
        "answers": {"fear": {"value": "yes", "text": words.FEAR}, "kindness": {"value": "yes"}},
        "better": words.BETTER,
        "gratitude": words.GRATITUDE,
    }
    return msgspec.convert(raw, Inventory)


def _sync(echo: Echo, session: Session) -> None:
    for report in sync_all(session):
        echo(words.synced(session.profile.name, report.sent, report.received))


def _print_dashboard(echo: Echo, maria: Session) -> None:
    """By the verb itself, as Maria would."""
    echo(words.DASHBOARD)
    done = subprocess.run(
        [sys.executable, "-m", "sponsorterm", "dash", "--plain"],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env=os.environ | {"SPONSORTERM_HOME": str(maria.home.data.parent)},
        check=False,
    )
    if done.returncode:
        raise ServiceError(words.VERB_FAILED)
    for line in done.stdout.decode().splitlines():
        echo(words.indented(line))


def _compare(echo: Echo, maria: Session, preview: bytes) -> None:
    """Show that what arrived is what was previewed."""
    maria.refresh()
    (entry,) = maria.store.entries(space=maria.links()[0].record, kinds={Inventory.KIND})
    if maria.store.revision(entry.id).payload != preview:
        raise ServiceError(words.NOT_THE_PREVIEW)
    echo(words.ENTRY)
    echo(words.indented(summary_line(entry)))


def _home(folder: Path) -> Home:
    return Home.find({"SPONSORTERM_HOME": str(folder)})


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for a while, in memory if there is room: quicker, and it never meets a disk."""
    with tempfile.TemporaryDirectory(prefix="sponsorterm-demo-", dir=_memory()) as folder:
        yield Path(folder)


def _memory() -> str | None:
    for place in (os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm"):
        usable = Path(place).is_absolute() and os.access(place, os.W_OK | os.X_OK)
        if usable and shutil.disk_usage(place).free >= ROOM:
            return place
    return None
