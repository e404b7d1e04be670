"""The index can be deleted, damaged, another version's or somebody else's at any time."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from sponsorterm.store import schema
from sponsorterm.store.home import Home
from sponsorterm.store.index import discard
from sponsorterm.store.store import Store
from tests.store import pen
from tests.store.conftest import Open

WRITER = """
import sys
from sponsorterm.store.home import Home
from sponsorterm.store.store import Store
from tests.store import pen

home, name, count = Home.find({"SPONSORTERM_HOME": sys.argv[1]}), sys.argv[2], int(sys.argv[3])
with Store.open(home) as store:
    for number in range(count):
        saved = store.save(pen.note("words", f"{name} {number}"))
        print(saved.id, flush=True)
"""


def writer(home: Home, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(home.data.parent), name, str(count)]
    root = Path(__file__).parents[2]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)


def fill(store: Store) -> None:
    for number in range(5):
        store.save(pen.note("words", str(number), day=pen.DAY - timedelta(days=20 * number)))
    store.receive(pen.LINK, pen.copy("theirs"))


def test_a_deleted_index_is_built_anew_and_tells_how_far_it_is(
    home: Home, open_store: Open
) -> None:
    first = open_store()
    fill(first)
    before = first.entries(space=None)
    first.close()
    discard(home.index)
    told: list[tuple[int, int]] = []
    with Store.open(home, progress=lambda done, total: told.append((done, total))) as store:
        assert store.entries(space=None) == before
        assert len(store.search("words")) == 5
    assert told[-1] == (6, 6)
    assert told == sorted(told)
    told.clear()
    with Store.open(home, progress=lambda done, total: told.append((done, total))):
        assert told == [], "nothing to read, nothing to tell"


def overwrite_all(path: Path) -> None:
    path.write_bytes(b"this is no database at all" * 1000)


def overwrite_a_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 : 4096 * 12] = b"\xa5" * (4096 * 11)
    path.write_bytes(bytes(data))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def of_another_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE revision (this)")
        connection.execute("PRAGMA user_version = 7")
    connection.close()


def without_a_table(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE payload")
    connection.close()


def with_a_body_that_is_none(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE revision SET body = x'7b'")
        connection.execute("UPDATE payload SET bytes = x'00'")
    connection.close()


@pytest.mark.parametrize(
    "damage",
    [
        overwrite_all,
        overwrite_a_page,
        cut,
        empty,
        of_another_program,
        without_a_table,
        with_a_body_that_is_none,
    ],
)
def test_a_damaged_index_is_built_anew(
    home: Home, open_store: Open, damage: Callable[[Path], None]
) -> None:
    first = open_store()
    fill(first)
    before = first.entries(space=None)
    first.close()
    damage(home.index)
    store = open_store()
    assert store.entries(space=None) == before
    assert len(store.search("words")) == 5
    assert [store.revision(entry.id).id for entry in before] == [entry.id for entry in before]
    store.save(pen.note("more", "new"))
    assert open_store().count() == 6


def test_a_row_that_lies_about_its_bytes_is_found_out(home: Home, open_store: Open) -> None:
    saved = open_store().save(pen.note("words"))
    store = open_store()
    with sqlite3.connect(home.index) as connection:
        connection.execute("UPDATE payload SET bytes = ?", (pen.note("lies"),))
    connection.close()
    assert store.revision(saved.id).payload == saved.payload


def test_an_index_deleted_while_open_is_let_go_of(home: Home, open_store: Open) -> None:
    one = open_store()
    fill(one)
    discard(home.index)
    other = open_store()
    other.save(pen.note("by the other", "other"))
    assert one.refresh()
    assert one.count() == other.count() == 6
    one.save(pen.note("by the one", "one more"))
    assert other.refresh()
    assert other.count() == 7


def test_closing_a_deleted_index_does_not_hurt_the_next(home: Home, open_store: Open) -> None:
    one = open_store()
    fill(one)
    discard(home.index)
    other = open_store()
    other.save(pen.note("by the other", "other"))
    one.close()
    third = open_store()
    assert third.count() == 6
    third.save(pen.note("by the third", "third"))
    assert other.refresh()
    assert other.count() == 7


def test_a_save_never_fails_because_of_the_index(home: Home, open_store: Open) -> None:
    store = open_store()
    fill(store)
    store.close()
    saved = store.save(pen.note("words", "after the index was gone"))
    assert saved.id in {entry.id for entry in open_store().entries()}


def test_an_index_locked_for_long_is_gone_round_and_not_replaced(
    home: Home, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sponsorterm.store.database.PATIENCE", 0.05)
    store = open_store()
    fill(store)
    built = home.index.stat().st_ino
    holder = sqlite3.connect(home.index, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    store.save(pen.note("words", "while it was locked"))
    assert store.count() == 6
    holder.execute("ROLLBACK")
    holder.close()
    assert home.index.stat().st_ino == built
    assert open_store().count() == 6


def test_an_index_that_fails_at_a_save_catches_up(home: Home, open_store: Open) -> None:
    store = open_store()
    fill(store)
    with sqlite3.connect(home.index) as connection:
        connection.execute("DROP TABLE gone")
    connection.close()
    store.save(pen.note("words", "new"))
    assert store.count() == 6
    assert len(store.search("words")) == 6


def test_a_new_version_builds_its_own_and_a_running_old_one_makes_way(
    home: Home, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = open_store()
    fill(old)
    with monkeypatch.context() as patch:
        patch.setattr("sponsorterm.store.index.version", lambda: 12345)
        new = open_store()
        assert new.count() == 5
    built = home.index.stat().st_ino
    assert old.refresh()
    assert old.count() == 5
    old.save(pen.note("by the old", "old"))
    assert new.refresh()
    new.save(pen.note("by the new", "new"))
    assert old.refresh()
    assert old.count() == new.count() == 7
    assert home.index.stat().st_ino == built, "the old one did not replace it"


def test_the_version_tells_the_kinds_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema.version()
    monkeypatch.setattr(schema, "KINDS", {**schema.KINDS, "poem": schema.KINDS["note"]})
    assert schema.version() != before


def test_where_no_database_can_be_made_it_is_kept_in_memory(home: Home, open_store: Open) -> None:
    home.index.mkdir()
    store = open_store()
    fill(store)
    assert store.count() == 5
    other = open_store()
    other.receive(pen.LINK, pen.copy("theirs too", "two"))
    other.save(pen.note("more", "new"))
    assert store.refresh()
    assert store.count() == 6
    assert store.count(space=pen.LINK) == 2


def test_on_a_network_disk_it_is_kept_elsewhere(
    home: Home, open_store: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        "sponsorterm.store.database.is_far", lambda folder, *_: folder == home.state
    )
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    fill(open_store())
    assert not home.index.exists()
    assert [path.suffix for path in runtime.iterdir()].count(".db") == 1
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert open_store().count() == 5
    assert not home.index.exists()


def test_what_one_writes_the_other_sees(open_store: Open) -> None:
    one, other = open_store(), open_store()
    assert not one.refresh()
    saved = other.save(pen.note("words"))
    other.receive(pen.LINK, pen.copy("theirs"))
    assert one.refresh()
    assert one.entries() == other.entries()
    assert one.count(space=pen.LINK) == 1
    assert not one.refresh()
    other.save(pen.tombstone(after=[saved]))
    assert one.refresh()
    assert one.entries() == []


def test_nothing_new_is_nothing_new(open_store: Open) -> None:
    store = open_store()
    fill(store)
    store.refresh()
    assert [store.refresh() for _ in range(5)] == [False] * 5


def test_a_file_that_vanished_is_not_shown_and_nothing_else_happens(
    home: Home, open_store: Open
) -> None:
    store = open_store()
    fill(store)
    store.refresh()
    first = store.save(pen.note("before", "edited"))
    second = store.save(pen.note("after", "edited", after=[first], minutes=1))
    (path,) = home.records.rglob(f"*{second.id[:8]}.toml")
    path.unlink()
    assert store.refresh()
    assert [entry.id for entry in store.entries(record=first.record)] == [first.id]
    assert store.search("after") == []
    path.write_bytes(second.payload)
    assert store.refresh()
    assert [entry.id for entry in store.entries(record=first.record)] == [second.id]


def test_what_an_absent_revision_superseded_is_superseded_by_those_left(
    home: Home, open_store: Open
) -> None:
    store = open_store()
    first = store.save(pen.note("first"))
    second = store.save(pen.note("second", after=[first], minutes=1))
    third = store.save(pen.note("third", after=[first, second], minutes=2))
    (path,) = home.records.rglob(f"*{third.id[:8]}.toml")
    path.unlink()
    store.refresh()
    assert [entry.id for entry in store.entries()] == [second.id]


def test_a_whole_month_may_go_and_come_back(home: Home, open_store: Open, tmp_path: Path) -> None:
    store = open_store()
    fill(store)
    store.refresh()
    month, aside = home.records / "mine" / "2026-11", tmp_path / "aside"
    month.rename(aside)
    assert store.refresh()
    assert store.count() == 4
    assert open_store().count() == 4
    aside.rename(month)
    assert store.refresh()
    assert store.count() == 5


def test_two_changes_in_one_tick_of_the_disks_clock_are_both_seen(
    home: Home, open_store: Open
) -> None:
    store = open_store()
    fill(store)
    month = home.records / "mine" / "2026-11"
    tick = month.stat().st_mtime_ns
    for number in range(2):
        (month / f"{number}.toml").write_bytes(pen.note("words", f"dropped {number}"))
        os.utime(month, ns=(tick, tick))
        assert store.refresh()
    assert store.count() == 7


def test_a_folder_of_another_links_records_may_vanish(home: Home, open_store: Open) -> None:
    store = open_store()
    fill(store)
    (path,) = (home.records / pen.LINK).rglob("*.toml")
    path.unlink()
    path.parent.rmdir()
    (home.records / pen.LINK).rmdir()
    assert open_store().entries(space=pen.LINK) == []


def test_a_renamed_file_is_the_same_revision(home: Home, open_store: Open) -> None:
    store = open_store()
    fill(store)
    before = store.entries(space=None)
    for path in list(home.records.rglob("*.toml")):
        path.rename(path.with_name(f"renamed {path.name}"))
    store.refresh()
    again = open_store()
    assert store.entries(space=None) == again.entries(space=None) == before
    assert again.problems() == []


def test_two_processes_write_at_once_and_both_see_all(home: Home, open_store: Open) -> None:
    store = open_store()
    writers = [writer(home, name, 25) for name in ("one", "two")]
    for number in range(25):
        store.save(pen.note("words", f"three {number}"))
    told = [line for process in writers for line in process.communicate(timeout=60)[0].split()]
    assert [process.returncode for process in writers] == [0, 0]
    store.refresh()
    ids = {entry.id for entry in store.entries()}
    assert len(told) == 50
    assert ids >= set(told)
    assert store.count() == 75
    assert open_store().count() == 75


def test_two_processes_build_the_index_at_once(home: Home, open_store: Open) -> None:
    store = open_store()
    for number in range(120):
        day = pen.DAY - timedelta(days=3 * number)
        store.save(pen.note("words", str(number), day=day))
    store.close()
    discard(home.index)
    writers = [writer(home, name, 1) for name in ("one", "two", "three")]
    for process in writers:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert open_store().count() == 123


def test_processes_that_start_at_once_take_each_edit_in_once(home: Home, open_store: Open) -> None:
    store = open_store()
    saved = [store.save(pen.note("before", str(number))) for number in range(10)]
    for path in home.records.rglob("*.toml"):
        path.chmod(0o600)
        path.write_bytes(path.read_bytes().replace(b"before", b"after"))
    for process in [writer(home, name, 0) for name in ("one", "two", "three", "four")]:
        process.communicate(timeout=60)
        assert process.returncode == 0
    store = open_store()
    assert [len(store.revisions(revision.record)) for revision in saved] == [2] * 10


def test_a_writer_killed_right_after_it_spoke_lost_nothing(home: Home, open_store: Open) -> None:
    told: list[str] = []
    for run in range(5):
        process = writer(home, str(run), 1000)
        assert process.stdout is not None
        told += [process.stdout.readline().strip() for _ in range(5 + run)]
        process.kill()
        process.communicate(timeout=60)
    assert {entry.id for entry in open_store().entries()} >= set(told)
    assert open_store().problems() == []
