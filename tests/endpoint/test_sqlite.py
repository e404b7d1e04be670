"""What the SQLite mailbox promises beyond the contract: modes, durability, bytes that are gone."""

from __future__ import annotations

import asyncio
import os
import secrets
import sqlite3
import stat
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sponsorterm import wire
from sponsorterm.endpoint import sqlite as sqlite_module
from sponsorterm.endpoint.admin import create_code
from sponsorterm.endpoint.database import open_database
from sponsorterm.endpoint.mailbox import Visit
from sponsorterm.endpoint.refusals import EndpointError, Refused
from sponsorterm.endpoint.settings import Limits
from sponsorterm.endpoint.sqlite import SqliteMailbox
from tests.endpoint.living import sealed, until, upload_of

NOW = 1_800_000_000.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "made" / "mailbox.db"


@pytest.fixture
def mailbox(path: Path) -> Iterator[SqliteMailbox]:
    with closing(SqliteMailbox(path, Limits(), busy_seconds=0.05)) as mailbox:
        yield mailbox


async def opened(mailbox: SqliteMailbox, path: Path) -> Visit:
    space, token = secrets.token_hex(16), secrets.token_hex(32)
    code = wire.token_hash(create_code(path, label="a test"))
    await mailbox.open_space(space, code, token, NOW)
    return await mailbox.visit(space, token)


def bytes_on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def commits_in(wal: Path) -> int:
    """Commits in a write-ahead log: frames that tell the file's size (sqlite.org/fileformat2)."""
    data = wal.read_bytes()
    (page_size,) = struct.unpack_from(">I", data, 8)
    salt = data[16:24]
    frames = range(32, len(data), 24 + page_size)
    return sum(
        data[at + 8 : at + 16] == salt and data[at + 4 : at + 8] != bytes(4) for at in frames
    )


def test_nobody_else_may_read_whatever_the_umask_says(path: Path) -> None:
    before = os.umask(0)
    try:
        with closing(SqliteMailbox(path, Limits())) as mailbox:
            asyncio.run(opened(mailbox, path))
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"mailbox.db": 0o600, "mailbox.db-wal": 0o600, "mailbox.db-shm": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_left_open_to_others_is_closed_to_them(path: Path) -> None:
    open_database(path).close()
    path.chmod(0o644)
    open_database(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_commits_are_flushed_and_deletions_overwritten(path: Path) -> None:
    with closing(open_database(path)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert db.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_the_epoch_outlives_the_process_and_not_the_file(path: Path) -> None:
    def epoch() -> str:
        with closing(SqliteMailbox(path, Limits())) as mailbox:
            return mailbox.epoch_id

    first = epoch()
    assert epoch() == first
    path.unlink()
    assert epoch() != first


def test_many_uploads_share_a_commit(mailbox: SqliteMailbox, path: Path) -> None:
    async def upload_many() -> None:
        visit = await opened(mailbox, path)
        await asyncio.gather(
            *(mailbox.store(visit, [upload_of(sealed(visit.space))]) for _ in range(200))
        )
        assert len(await mailbox.ids(visit)) == 200

    asyncio.run(upload_many())
    # Opening takes a few commits; 200 uploads that wait for one another's take few more.
    assert commits_in(path.with_name("mailbox.db-wal")) < 40


def test_a_purged_envelope_is_in_no_file(mailbox: SqliteMailbox, path: Path) -> None:
    async def purge_one() -> None:
        visit = await opened(mailbox, path)
        gone, stays = sealed(visit.space, 8000), sealed(visit.space, 8000)
        await mailbox.store(visit, [upload_of(gone), upload_of(stays)])
        parts = [gone.box[at : at + 100].encode() for at in range(0, 8000, 500)]
        assert all(part in bytes_on_disk(path) for part in parts)
        await mailbox.purge(visit, gone.id, wire.purge_hash("a secret"))
        on_disk = bytes_on_disk(path)
        assert not any(part in on_disk for part in parts)
        assert gone.id.encode() not in on_disk
        assert stays.box[:100].encode() in on_disk

    asyncio.run(purge_one())


def test_a_removed_or_old_drop_is_in_no_file(mailbox: SqliteMailbox, path: Path) -> None:
    async def remove_both() -> None:
        for n, data in enumerate((b"canary one" * 100, b"canary two" * 100)):
            await mailbox.put_drop(f"{n:032x}", "offer", data, NOW + n)
        await mailbox.delete_drop(f"{0:032x}", "offer")
        assert b"canary one" not in bytes_on_disk(path)
        assert b"canary two" in bytes_on_disk(path)
        await mailbox.sweep(NOW + 1 + wire.DROP_LIFE)
        assert b"canary two" not in bytes_on_disk(path)

    asyncio.run(remove_both())


def test_bytes_go_later_when_a_reader_is_in_the_way(
    mailbox: SqliteMailbox, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The purge is answered all the same, and the log is emptied once the reader has left."""
    monkeypatch.setattr("sponsorterm.endpoint.writer.SCRUB_AGAIN", 0.01)

    async def purge_beside_a_reader() -> bytes:
        visit = await opened(mailbox, path)
        gone = sealed(visit.space)
        await mailbox.store(visit, [upload_of(gone)])
        with closing(sqlite3.connect(path)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM envelope").fetchone()
            await mailbox.purge(visit, gone.id, wire.purge_hash("a secret"))
            assert gone.box.encode() in bytes_on_disk(path)
        return gone.box.encode()

    gone = asyncio.run(purge_beside_a_reader())
    until(lambda: gone not in bytes_on_disk(path))


def test_a_database_held_by_another_process_is_busy(mailbox: SqliteMailbox, path: Path) -> None:
    async def write() -> None:
        visit = await opened(mailbox, path)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(Refused, check=lambda error: error.info.code == "busy"):
                await mailbox.close_space(visit._replace(recovery=True))
        await mailbox.close_space(visit._replace(recovery=True))

    asyncio.run(write())


def test_a_full_disk_is_said_and_loses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def small_disk(path: Path, *, busy_seconds: float) -> sqlite3.Connection:
        db = open_database(path, busy_seconds=busy_seconds)
        db.execute("PRAGMA max_page_count = 60")
        return db

    monkeypatch.setattr(sqlite_module, "open_database", small_disk)

    async def fill() -> None:
        with closing(SqliteMailbox(path, Limits())) as mailbox:
            visit = await opened(mailbox, path)
            kept = sealed(visit.space)
            await mailbox.store(visit, [upload_of(kept)])
            large = sealed(visit.space, 240_000)
            with pytest.raises(Refused, check=lambda error: error.info.code == "quota"):
                await mailbox.store(visit, [upload_of(large)])
            assert await mailbox.ids(visit) == [kept.id]
            await mailbox.store(visit, [upload_of(sealed(visit.space))])

    asyncio.run(fill())


def test_another_programs_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(EndpointError, match="another program"):
        open_database(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"a letter to a friend, and long enough to be looked at" * 50)
    with pytest.raises(EndpointError, match="cannot open the database"):
        open_database(path)
    assert path.read_bytes().startswith(b"a letter")


def test_a_newer_versions_database_is_not_touched(path: Path) -> None:
    with closing(open_database(path)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(EndpointError, match="newer version"):
        open_database(path)


def test_a_place_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path, tmp_path / "file" / "mailbox.db"):
        with pytest.raises(EndpointError, match="cannot open the database") as refused:
            open_database(path)
        assert refused.value.hint


def test_two_processes_may_make_the_same_database_at_once(path: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "import sys, pathlib; from sponsorterm.endpoint import admin;"
        "admin.create_code(pathlib.Path(sys.argv[1]), label='a test')",
        str(path),
    ]
    started = [subprocess.Popen(command) for _ in range(4)]
    assert [process.wait(60) for process in started] == [0] * 4
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM code").fetchone() == (4,)
        assert db.execute("SELECT count(*) FROM endpoint").fetchone() == (1,)
