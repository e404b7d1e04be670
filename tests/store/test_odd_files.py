"""Whatever else lies among the records is named in one line, and everything else loads."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sponsorterm.records.ids import revision_id
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.store.index import discard
from tests.store import pen
from tests.store.conftest import Open

GOOD = pen.note("dropped", "two")
NAME = "2026-11-20-note-aaaaaaaa.toml"


def symlink(path: Path) -> None:
    target = path.parents[4] / "target"
    target.write_bytes(GOOD)
    path.symlink_to(target)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def fifo(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def socket(path: Path) -> None:
    import socket as net

    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path is short
    try:
        with net.socket(net.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(here)


def oversized(path: Path) -> None:
    path.write_bytes(GOOD + b"#" * 70_000)


def zero_bytes(path: Path) -> None:
    path.touch()


def zeros(path: Path) -> None:
    path.write_bytes(bytes(4096))


def deep(path: Path) -> None:
    path.write_bytes(GOOD + b"x" + b".y" * 20_000 + b" = 1\n")


def not_text(path: Path) -> None:
    path.write_bytes(b"\xff\xfe" * 100)


def a_shared_copy(path: Path) -> None:
    path.write_bytes(pen.copy("no device wrote this").replace(b'record = "', b'record = "zz'))


@pytest.mark.parametrize(
    "make",
    [
        symlink,
        dangling,
        fifo,
        folder,
        socket,
        oversized,
        zero_bytes,
        zeros,
        deep,
        not_text,
        a_shared_copy,
    ],
)
@pytest.mark.parametrize("name", ["odd.toml", NAME])
def test_what_is_no_record_is_named_and_left_alone(
    home: Home, open_store: Open, make: Callable[[Path], None], name: str
) -> None:
    good = open_store().save(pen.note("words"))
    path = home.records / "mine" / "2026-11" / name
    make(path)
    before = path.lstat()
    for _ in range(2):
        store = open_store()
        assert [entry.id for entry in store.entries(space=None)] == [good.id]
        (problem,) = store.problems()
        assert problem.file == f"mine/2026-11/{name}"
        assert "\n" not in problem.reason
        assert path.lstat().st_ino == before.st_ino
    discard(home.index)
    assert len(open_store().problems()) == 1
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    else:
        path.unlink()
    assert open_store().problems() == []


@pytest.mark.parametrize("make", [symlink, fifo, folder, oversized])
def test_nor_is_it_in_a_links_folder(
    home: Home, open_store: Open, make: Callable[[Path], None]
) -> None:
    received = open_store().receive(pen.LINK, pen.copy("theirs"))
    make(home.records / pen.LINK / "2026-11" / NAME)
    store = open_store()
    assert [entry.id for entry in store.entries(space=None)] == [received.id]
    assert len(store.problems()) == 1


@pytest.mark.parametrize(
    "name",
    [
        b"\xff\xfe.toml",
        b"\x1b]52;c;aGk=\x07.toml",
        b"a\nb.toml",
        b"back\\slash.toml",
        "turned\u202eround.toml".encode(),
        b"\xff" * 200 + b".toml",
    ],
)
def test_a_name_that_no_terminal_should_see_is_shown_escaped(
    home: Home, open_store: Open, name: bytes
) -> None:
    good = open_store().save(pen.note("words"))
    path = os.fsencode(home.records / "mine" / "2026-11") + b"/" + name
    with open(path, "wb") as file:  # noqa: PTH123 - a name of bytes
        file.write(GOOD)
    store = open_store()
    assert [entry.id for entry in store.entries()] == [good.id]
    (problem,) = store.problems()
    assert problem.file.isprintable()
    assert "rename" in problem.reason
    assert os.path.exists(path)  # noqa: PTH110
    store.refresh()
    assert not store.refresh()


def test_a_name_in_any_script_is_fine(home: Home, open_store: Open) -> None:
    open_store().save(pen.note("words"))
    (home.records / "mine" / "2026-11" / "запись 日记 café.toml").write_bytes(GOOD)
    assert open_store().count() == 2


def test_what_editors_and_sync_tools_leave_is_none_of_ours(home: Home, open_store: Open) -> None:
    open_store().save(pen.note("words"))
    month = home.records / "mine" / "2026-11"
    for name in ("x.toml~", ".x.toml.swp", "#x.toml#", ".syncthing.x.toml.tmp", "4913", ".x.toml"):
        (month / name).write_bytes(b"half")
    (home.records / ".stversions").mkdir()
    (home.records / ".stversions" / "x.toml").write_bytes(GOOD)
    store = open_store()
    assert store.count(space=None) == 1
    assert store.problems() == []


def test_a_folder_that_is_a_symlink_is_neither_read_nor_written(
    home: Home, open_store: Open, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / f"2026-11-20-note-{revision_id(GOOD)}.toml").write_bytes(GOOD)
    (home.records / "mine").mkdir(mode=0o700)
    (home.records / "mine" / "2026-11").symlink_to(elsewhere)
    store = open_store()
    assert store.entries() == []
    assert store.problems() == []
    with pytest.raises(StoreError):
        store.save(pen.note("words"))
    assert len(list(elsewhere.iterdir())) == 1


def test_a_month_that_cannot_be_read_does_not_stop_the_others(
    open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store()
    store.save(pen.note("words"))
    store.save(pen.note("words", "two", day=pen.DAY.replace(month=10)))
    scandir = os.scandir

    def closed(path: Path) -> object:
        if path.name == "2026-10":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    (store.home.records / "mine" / "2026-11" / "new.toml").write_bytes(pen.note("words", "three"))
    store = open_store()
    assert store.count() == 3
    (problem,) = store.problems()
    assert problem.file == "mine/2026-10"
    assert "Permission denied" in problem.reason


def test_an_error_never_repeats_what_was_written(home: Home, open_store: Open) -> None:
    open_store().save(pen.note("words"))
    for number, text in enumerate((b"mood = 'pelican'", b"pelican", b"['pelican'", b"day = 1")):
        data = b'kind = "inventory"\nday = 2026-11-20\n[body]\nbetter = "pelican"\n' + text
        (home.records / "mine" / "2026-11" / f"{number}.toml").write_bytes(data)
    problems = open_store().problems()
    assert len(problems) == 4
    assert "pelican" not in str(problems)


def test_the_index_is_asked_without_heavy_imports() -> None:
    code = (
        "import sys; from sponsorterm.store.store import Store;"
        "sys.exit(bool({'textual', 'rich', 'httpx', 'nacl', 'asyncio'} & sys.modules.keys()))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
