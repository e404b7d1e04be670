"""A home with something of every sort in it, and a search for any of it in clear."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from sponsorterm.records.kinds import Note
from sponsorterm.sealing.at_rest import Cost
from sponsorterm.store.drafts import Drafts
from sponsorterm.store.drawer import Drawer
from sponsorterm.store.home import Home
from sponsorterm.store.keys import DeviceKeys, load_keys, save_keys
from sponsorterm.store.quarantine import set_aside
from sponsorterm.store.store import Store
from tests.store import pen

CHEAP = Cost(8192, 1)
PASSPHRASE, SEED = "correct horse battery", bytes(range(16))
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
CANARIES = [f"canary{number:02d}bird" for number in range(40)]

MINE, THEIRS = CANARIES[:24], CANARIES[24:30]
DRAFTS, PAIRING, ASIDE = CANARIES[30:33], CANARIES[33:35], CANARIES[35:37]
TOKEN, STRAY, HALF = CANARIES[37:]


def fill(home: Home, *, every: int = 1) -> None:
    """Put each canary where a program puts such a thing; fewer records with `every`."""
    with Store.open(home, now=lambda: NOW) as store:
        for number, canary in enumerate(MINE[::every]):
            day = date(2026, 1 + number % 12, 1)
            store.save(pen.note(canary, canary, day=day))
        for canary in THEIRS[::every]:
            store.receive(pen.LINK, pen.copy(canary, canary))
        set_aside(home, ASIDE[0].encode(), ASIDE[1], "a file", NOW)
    for canary in DRAFTS[::every]:
        Drafts(home).save(f"text-{canary}", canary.encode())
    for canary in PAIRING[::every]:
        Drawer(home, home.pairing).put(f"{canary}.toml", canary.encode())
    Drawer(home, home.state).put("told.toml", TOKEN.encode())
    save_keys(home, DeviceKeys(tokens={"ab": TOKEN}, seed=SEED.hex()))


def litter(home: Home) -> None:
    """What other programs, a crash and an editor leave behind, in a plain home."""
    (home.records / "mine" / f"{STRAY}.txt").write_text(STRAY)
    (home.records / "mine" / ".0123456789abcdef.tmp").write_text(HALF)
    (home.drafts / ".fedcba9876543210.tmp").write_text(HALF)
    (home.state / "editing-abc").mkdir()
    (home.state / "editing-abc" / "entry.toml").write_text(HALF)
    (home.state / "editing-def.md").write_text(STRAY)


def assert_all_there(home: Home, *, every: int = 1) -> None:
    """Whatever happened: all that `fill` put there is there, and can be worked with."""
    with Store.open(home, now=lambda: NOW) as store:
        bodies = [entry.body for entry in store.entries(space=None)]
        told = {body.body for body in bodies if isinstance(body, Note)}
        assert told == {*MINE[::every], *THEIRS[::every]}
        assert store.problems() == []
    drafts = Drafts(home)
    found = {key: drafts.load(key) for key in drafts.keys()}  # noqa: SIM118 - no dict
    assert found == {f"text-{canary}": canary.encode() for canary in DRAFTS[::every]}
    pairing = Drawer(home, home.pairing)
    assert pairing.names() == [f"{canary}.toml" for canary in PAIRING[::every]]
    aside = Drawer(home, home.quarantine)
    kept = [aside.get(name, 1000) for name in aside.names()]
    assert ASIDE[0].encode() in kept
    assert any(ASIDE[1].encode() in each for each in kept)
    assert Drawer(home, home.state).get("told.toml", 100) == TOKEN.encode()
    assert load_keys(home).tokens == {"ab": TOKEN}


def in_clear(home: Home) -> set[str]:
    """The canaries that stand in any byte or any name of the home."""
    everything = b"\0".join(_bytes(home.state.parent))
    return {canary for canary in CANARIES if canary.encode() in everything}


def _bytes(root: Path) -> Iterator[bytes]:
    for path in root.rglob("*"):
        yield path.name.encode()
        if path.is_file():
            yield path.read_bytes()
