"""Names and special files meant to lead elsewhere, or to hang who opens them, do neither."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import msgspec
import pytest

from sponsorterm.cli.places import one_place
from sponsorterm.records.kinds import Place
from sponsorterm.services.export.document import read_export
from sponsorterm.services.export.exporting import export
from sponsorterm.services.home.backup import back_up, opens_with, restore
from sponsorterm.services.syncing.places import named
from sponsorterm.services.syncing.private_space import sync_private
from sponsorterm.services.syncing.rounds import sync_link
from sponsorterm.services.syncing.safety import safety
from sponsorterm.store.drafts import Drafts
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.store.keys import changing_keys
from sponsorterm.store.paths import path_at
from sponsorterm.sync.remotes import open_remote, prepare
from sponsorterm.sync.remotes.base import RemoteError
from tests.faults.nasty import FORBIDDEN
from tests.faults.world import CANARY, KEYS, TOLD, World, build, memory, uploads
from tests.store import pen

SECRET = b"format = 1\nwords = 'of somebody else'\n"


@pytest.fixture
def world() -> Iterator[World]:
    """Sam's world, and beside it a folder and a file that are none of his."""
    with memory() as folder:
        made = build(folder / "world")
        (made.root / "outside").mkdir()
        (made.root / "outside" / "secret.toml").write_bytes(SECRET)
        yield made
        assert os.listdir(made.root / "outside") == ["secret.toml"]  # noqa: PTH208
        assert (made.root / "outside" / "secret.toml").read_bytes() == SECRET
        made.check_promises()


def link_to_file(path: Path) -> None:
    path.symlink_to(top(path) / "outside" / "secret.toml")


def link_to_folder(path: Path) -> None:
    path.symlink_to(top(path) / "outside")


def link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere")


def link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def hard_link(path: Path) -> None:
    os.link(top(path) / "outside" / "secret.toml", path)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def socket_file(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path is short
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(here)


def somebodys_words(path: Path) -> None:
    path.write_bytes(SECRET)


def top(path: Path) -> Path:
    return next(parent for parent in path.parents if (parent / "outside").is_dir())


SPECIAL: list[Callable[[Path], None]] = [
    link_to_file, link_to_folder, link_to_nothing, link_to_itself, link_to_a_device, hard_link,
    pipe, folder, socket_file, somebodys_words,
]  # fmt: skip
NAMES = [
    "CON.toml", "nul.toml", "é.toml", "e\u0301.toml", "部屋.toml", "..toml", "...toml", "-rf.toml",
    "*.toml", "%s%n.toml", "~.toml", "a\nb.toml", "\x1b[2J.toml", "\u202egpj.toml", "a b .toml",
    "n" * 250 + ".toml", "2026-11-20-NOTE-AAAAAAAA.toml",
    b"\xff\xfe.toml".decode(errors="surrogateescape"),
]  # fmt: skip
WAYS_OUT = [
    "..", "../mine", "../../outside", "/etc", "/dev/zero", "a/b", "a\0b", "n" * 300, "", ".", "CON",
    "é" * 16, "AB" * 16, "~",
]  # fmt: skip
PLACES = [
    "outside/secret.toml", "a\0b", "n" * 300, "missing/deeper", "pipe", "device", "loop", "linked",
    "..", "",
]  # fmt: skip


@pytest.mark.parametrize("make", SPECIAL)
def test_a_special_file_among_the_records_is_told_and_left_alone(
    world: World, make: Callable[[Path], None]
) -> None:
    for name in ("odd.toml", "2026-11-20-note-aaaaaaaa.toml"):
        for space in ("mine", pen.LINK):
            path = world.home.records / space / "2026-11" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            make(path)
    with world.open() as session:
        problems = session.store.problems()
        assert 2 <= len(problems) <= 4
        assert not any(FORBIDDEN & set(each.file + each.reason) for each in problems)
        assert "somebody else" not in str(problems)


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_strange_name_is_read_or_told(world: World, name: str) -> None:
    month = world.home.records / "mine" / "2026-11"
    (month / name).write_bytes(pen.note(f"{CANARY} strange", "strange"))
    with world.open() as session:
        told = [problem.file + problem.reason for problem in session.store.problems()]
        assert len(session.store.heads(pen.record("strange"))) + len(told) == (name[0] != ".")
        assert not any(FORBIDDEN & set(each) for each in told)


@pytest.mark.parametrize("make", [link_to_folder, link_to_nothing, pipe, somebodys_words])
@pytest.mark.parametrize("part", ["mine/2026-01", pen.LINK])
def test_a_month_or_a_space_that_is_no_folder_is_not_written_through(
    world: World, make: Callable[[Path], None], part: str
) -> None:
    make(world.home.records / part)
    january = pen.DAY.replace(month=1)
    with world.open() as session:
        with pytest.raises(StoreError):
            session.store.keep_all(
                [pen.copy(CANARY) if part == pen.LINK else pen.note(CANARY, day=january)],
                pen.LINK if part == pen.LINK else None,
            )
        session.store.problems()


@pytest.mark.parametrize("name", WAYS_OUT, ids=range(len(WAYS_OUT)))
def test_no_name_leads_out_of_its_folder(world: World, name: str) -> None:
    drafts = Drafts(world.home)
    with world.open() as session, pytest.raises(StoreError):
        session.store.receive(name, pen.copy(CANARY))
    for use in (drafts.load, drafts.remove, lambda key: drafts.save(key, b"words")):
        with pytest.raises(StoreError):
            use(name)


@pytest.mark.parametrize("make", SPECIAL)
def test_a_special_file_in_a_shared_folder_is_never_followed(
    world: World, make: Callable[[Path], None]
) -> None:
    (upload,) = uploads([pen.copy(CANARY)])
    place = Place(kind="folder", where=str(world.shared))
    month = world.shared / "e" / "2026-11"
    month.mkdir(parents=True)
    make(month / f"{upload.envelope.id}.toml")
    make(world.shared / "e" / "2026-10")
    remote = open_remote(place, KEYS.space)
    assert remote.ids() == set()
    assert not remote.fetch("", set()).envelopes


def at(world: World, name: str) -> str:
    """A place of this name, where something special may stand."""
    os.mkfifo(world.root / "pipe")
    (world.root / "device").symlink_to("/dev/zero")
    (world.root / "loop").symlink_to("loop")
    (world.root / "linked").symlink_to("outside/secret.toml")
    return f"{world.root}/{name}"


@pytest.mark.parametrize("kind", ["folder", "file"])
@pytest.mark.parametrize("name", PLACES, ids=range(len(PLACES)))
def test_a_place_that_is_none_is_told(world: World, kind: str, name: str) -> None:
    where = at(world, name)
    place = Place(kind=kind, where=where)  # type: ignore[arg-type]
    with pytest.raises(RemoteError):
        open_remote(place, KEYS.space).ids()
    if name not in ("..", ""):
        with pytest.raises(RemoteError):
            prepare(place, KEYS.space)


@pytest.mark.parametrize("name", PLACES, ids=range(len(PLACES)))
def test_an_export_goes_nowhere_else_and_comes_from_nowhere_else(world: World, name: str) -> None:
    where = Path(at(world, name))
    with world.open() as session:
        if name != "missing/deeper":
            with pytest.raises(TOLD):
                export(session, where)
        with pytest.raises(TOLD):
            read_export(where)


@pytest.mark.parametrize("name", PLACES, ids=range(len(PLACES)))
def test_a_backup_goes_nowhere_else_and_comes_from_nowhere_else(world: World, name: str) -> None:
    where, new = Path(at(world, name)), Home.find({"SPONSORTERM_HOME": str(world.root / "new")})
    with world.open() as session, pytest.raises(TOLD):
        back_up(session, where)
    for read in (lambda: opens_with(where), lambda: restore(new, where, "words")):
        with pytest.raises(TOLD):
            read()
    assert not new.exists()


@pytest.mark.parametrize("make", SPECIAL)
def test_a_backup_takes_nobody_elses_place(world: World, make: Callable[[Path], None]) -> None:
    where = world.root / "backup"
    make(where)
    with world.open() as session, pytest.raises(TOLD):
        back_up(session, where)


NOBODY = "~nobody-here/x"
NOWHERE: dict[str, Callable[[], object]] = {
    "a folder": lambda: one_place(folder=NOBODY, file=None),
    "a file": lambda: one_place(folder=None, file=NOBODY),
    "a home": lambda: Home.find({"SPONSORTERM_HOME": NOBODY}),
    "a remote": lambda: open_remote(Place(kind="folder", where=NOBODY), KEYS.space),
    "a path with NUL": lambda: path_at("a\0b"),
}


@pytest.mark.parametrize("what", NOWHERE)
def test_the_home_of_nobody_is_told(what: str) -> None:
    with pytest.raises((StoreError, RemoteError)) as told:
        NOWHERE[what]()
    assert told.value.message
    assert told.value.hint


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_a_place_that_was_somebodys_on_another_machine_stops_nothing(
    world: World, kind: Literal["folder", "file"]
) -> None:
    place = Place(kind=kind, where=NOBODY)
    with world.open() as session:
        link = session.link(pen.LINK)
        changed = msgspec.structs.replace(link.body, places=[place])
        session.save(changed, record=pen.LINK)
        (report,) = sync_link(session, session.link(pen.LINK))
        assert report.code == "not_mounted"
        with changing_keys(session.home) as keys:
            keys.places = [place]
        assert [each.code for each in sync_private(session)] == ["not_mounted"]
        assert not safety(session).backed_up
        with pytest.raises(StoreError):
            named(session.link(pen.LINK), "~nobody-either")


def test_the_cases_are_many() -> None:
    cases = 3 * len(SPECIAL) + len(NAMES) + len(WAYS_OUT) + 4 * len(PLACES) + len(NOWHERE)
    assert cases >= 100
