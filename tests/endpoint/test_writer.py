from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sponsorterm.endpoint.database import open_database
from sponsorterm.endpoint.writer import Writer
from tests.endpoint.living import DEADLINE


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with closing(Writer(open_database(tmp_path / "mailbox.db"))) as writer:
        yield writer


def test_an_error_comes_back_to_its_own_writer_alone(writer: Writer) -> None:
    async def write_three() -> list[object]:
        return await asyncio.gather(
            writer.write(lambda db: db.execute("CREATE TABLE kept (x)") and 1),
            writer.write(lambda db: db.execute("CREATE TABLE undone (x)") and 1 // 0),
            writer.write(lambda db: db.execute("SELECT name FROM sqlite_master").fetchall()),
            return_exceptions=True,
        )

    first, second, tables = asyncio.run(write_three())
    assert first == 1
    assert isinstance(second, ZeroDivisionError)
    assert ("kept",) in tables
    assert ("undone",) not in tables


def test_closing_finishes_what_waits_though_nobody_listens_any_more(tmp_path: Path) -> None:
    path, begun, go_on = tmp_path / "mailbox.db", threading.Event(), threading.Event()
    writer = Writer(open_database(path))

    async def leave_before_the_answer() -> None:
        def slow(db: object) -> None:
            begun.set()
            go_on.wait(DEADLINE)

        def late(db: sqlite3.Connection) -> None:
            db.execute("CREATE TABLE late (x)")

        writing = [asyncio.create_task(writer.write(job)) for job in (slow, late)]
        await asyncio.to_thread(begun.wait, DEADLINE)
        for task in writing:
            task.cancel()

    asyncio.run(leave_before_the_answer())
    go_on.set()
    writer.close()
    with closing(open_database(path)) as db:
        assert db.execute("SELECT count(*) FROM late").fetchone() == (0,)
