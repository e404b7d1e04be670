"""Files are the person's own: an edit becomes a revision, and nobody edits another's words."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest

from sponsorterm.records.entry import MINE
from sponsorterm.records.kinds import Note
from sponsorterm.store import files
from sponsorterm.store.home import Home
from sponsorterm.store.index import discard
from sponsorterm.store.store import Store
from tests.store import pen
from tests.store.conftest import NOW, Open


def path_of(home: Home, revision_id: str) -> Path:
    (path,) = home.records.rglob(f"*-{revision_id[:8]}.toml")
    return path


def edit(path: Path, old: bytes, new: bytes) -> bytes:
    """As an editor does that writes in place; gives what is in the file then."""
    path.chmod(0o600)
    data = path.read_bytes().replace(old, new)
    path.write_bytes(data)
    return data


def edit_by_rename(path: Path, old: bytes, new: bytes) -> bytes:
    """As an editor does that writes a new file and moves it over the old one."""
    data = path.read_bytes().replace(old, new)
    beside = path.with_name("new~")
    beside.write_bytes(data)
    beside.replace(path)
    return data


def drop(home: Home, name: str, data: bytes, folder: str = "mine/2026-11") -> Path:
    path = home.records / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def full(*_: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def quarantined(home: Home) -> list[bytes]:
    return [path.read_bytes() for path in sorted(home.quarantine.glob("*.bin"))]


def test_an_edit_is_a_new_revision_and_the_old_one_comes_back(home: Home, open_store: Open) -> None:
    first = open_store().save(pen.note("before", rest={"later": 1}))
    edited = edit(path_of(home, first.id), b"before", b"after")
    store = open_store()
    (entry,) = store.entries()
    head = store.revision(entry.id)
    assert head.body == Note(body="after")
    assert head.rest == {"later": 1}
    assert head.header.supersedes == [first.id]
    assert (head.header.device, head.header.at) == (store.device, NOW)
    assert store.revisions(first.record) == [first, head]
    assert path_of(home, first.id).read_bytes() == first.payload
    assert path_of(home, first.id).stat().st_mode & 0o777 == 0o400
    assert path_of(home, head.id).read_bytes() == head.payload
    assert quarantined(home) == [edited]
    assert store.problems() == []
    assert len(open_store().revisions(first.record)) == 2, "it is taken in once"


def test_an_edit_is_noticed_while_the_program_runs(home: Home, open_store: Open) -> None:
    store = open_store()
    first = store.save(pen.note("before"))
    store.refresh()
    edit_by_rename(path_of(home, first.id), b"before", b"after")
    assert store.refresh()
    assert [entry.body for entry in store.entries()] == [Note(body="after")]
    assert not store.refresh()


def test_two_programs_that_run_take_an_edit_in_once(home: Home, open_store: Open) -> None:
    one, other = open_store(), open_store()
    first = one.save(pen.note("before"))
    edit_by_rename(path_of(home, first.id), b"before", b"after")
    assert one.refresh()
    assert other.refresh()
    assert len(one.revisions(first.record)) == len(other.revisions(first.record)) == 2
    assert [entry.heads for entry in other.entries()] == [1]


def test_an_edit_supersedes_what_its_writer_saw_and_hides_nothing_newer(
    home: Home, open_store: Open
) -> None:
    store = open_store()
    first = store.save(pen.note("first"))
    second = store.save(pen.note("second", after=[first], minutes=1))
    third = store.save(pen.note("third", after=[first, second], minutes=2))
    edit(path_of(home, second.id), b"second", b"second, mended")
    heads = open_store().heads(first.record)
    assert [head.body for head in heads] == [Note(body="third"), Note(body="second, mended")]
    assert heads[0] == third
    assert heads[1].header.supersedes == sorted([first.id, second.id])


def test_an_edit_may_move_the_day_but_not_the_record(home: Home, open_store: Open) -> None:
    first = open_store().save(pen.note("words"))
    path = path_of(home, first.id)
    edit(path, b"day = 2026-11-20", b"day = 2026-10-02")
    edit(path, first.record.encode(), pen.record("another").encode())
    store = open_store()
    (entry,) = store.entries()
    assert entry.record == first.record
    assert entry.day == pen.DAY.replace(month=10, day=2)
    assert path_of(home, entry.id).parent.name == "2026-10"


def test_going_back_to_older_words_is_an_edit(home: Home, open_store: Open) -> None:
    store = open_store()
    first = store.save(pen.note("one way"))
    second = store.save(pen.note("another", after=[first], minutes=1))
    edit(path_of(home, second.id), b"another", b"one way")
    store = open_store()
    assert [entry.body for entry in store.entries()] == [Note(body="one way")]
    assert len(store.revisions(first.record)) == 3


def test_white_space_alone_is_no_new_revision(home: Home, open_store: Open) -> None:
    first = open_store().save(pen.note("words"))
    edited = edit(path_of(home, first.id), b"[body]", b"# looked at it\n\n[body]")
    store = open_store()
    assert store.revisions(first.record) == [first]
    assert path_of(home, first.id).read_bytes() == first.payload
    assert quarantined(home) == [edited]


def test_with_the_index_lost_the_edit_still_counts(home: Home, open_store: Open) -> None:
    store = open_store()
    first = store.save(pen.note("first"))
    second = store.save(pen.note("second", after=[first], minutes=1))
    store.close()
    discard(home.index)
    edited = edit(path_of(home, second.id), b"second", b"mended")
    store = open_store()
    (entry,) = store.entries()
    assert entry.body == Note(body="mended")
    assert [known.body for known in store.revisions(first.record)] == [
        Note(body="first"),
        Note(body="mended"),
    ]
    assert quarantined(home) == [edited]
    assert len(list(home.records.rglob("*.toml"))) == 2


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (b"[body]", b"[body", ""),
        (b"body = ", b"body = 7 #", "body.body"),
        (b"day = 2026-11-20", b"day = 'a day'", "day"),
        (b'record = "', b'record = "../../', "record"),
        (b'kind = "note"', b'kind = "../../etc/passwd"', "kind"),
        (b"before", b"\xff\xfe", ""),
    ],
)
def test_an_edit_that_cannot_be_read_stays_and_is_reported(
    home: Home, open_store: Open, old: bytes, new: bytes, field: str
) -> None:
    store = open_store()
    store.save(pen.note("elsewhere", "two"))
    first = store.save(pen.note("before"))
    path = path_of(home, first.id)
    edited = edit(path, old, new)
    for _ in range(2):
        store = open_store()
        (problem,) = store.problems()
        assert problem.file == str(path.relative_to(home.records))
        assert problem.field == field
        assert problem.reason
        assert "\n" not in problem.reason
        assert path.read_bytes() == edited
        assert {entry.body for entry in store.entries()} == {
            Note(body="elsewhere"),
            Note(body="before"),
        }
    path.write_bytes(edited.replace(new, old, 1).replace(b"before", b"mended"))
    store = open_store()
    assert store.problems() == []
    assert [known.body for known in store.revisions(first.record)] == [
        Note(body="before"),
        Note(body="mended"),
    ]
    assert path.read_bytes() == first.payload


def test_with_the_index_lost_an_edit_that_cannot_be_read_is_only_reported(
    home: Home, open_store: Open
) -> None:
    store = open_store()
    first = store.save(pen.note("before"))
    store.close()
    discard(home.index)
    edited = edit(path_of(home, first.id), b"[body]", b"[body")
    store = open_store()
    assert store.entries() == []
    assert len(store.problems()) == 1
    assert path_of(home, first.id).read_bytes() == edited


def test_another_persons_words_cannot_be_edited(home: Home, open_store: Open) -> None:
    received = open_store().receive(pen.LINK, pen.copy("theirs"))
    edit_by_rename(path_of(home, received.id), b"theirs", b"forged")
    store = open_store()
    assert [entry.body for entry in store.entries(space=None)] == [Note(body="theirs")]
    assert path_of(home, received.id).read_bytes() == received.payload
    assert b"forged" in quarantined(home)[0]
    (problem,) = store.problems()
    assert problem.file == str(path_of(home, received.id).relative_to(home.records))
    assert "put back" in problem.reason


def test_another_persons_words_edited_with_the_index_lost_are_set_aside(
    home: Home, open_store: Open
) -> None:
    store = open_store()
    received = store.receive(pen.LINK, pen.copy("theirs"))
    store.receive(pen.LINK, pen.copy("more of theirs", "two"))
    store.close()
    discard(home.index)
    edited = edit(path_of(home, received.id), b"theirs", b"forged")
    store = open_store()
    assert [entry.body for entry in store.entries(space=None)] == [Note(body="more of theirs")]
    assert quarantined(home) == [edited]
    assert len(store.problems()) == 1
    again = store.receive(pen.LINK, received.payload)
    assert store.revision(again.id).payload == received.payload


@pytest.mark.parametrize("data", [pen.copy("forged"), pen.note("mine"), b"", b"\xff" * 100])
def test_what_is_dropped_into_a_links_folder_is_never_their_words(
    home: Home, open_store: Open, data: bytes
) -> None:
    open_store().receive(pen.LINK, pen.copy("theirs", "one"))
    path = drop(home, "dropped.toml", data, f"{pen.LINK}/2026-11")
    store = open_store()
    assert [entry.body for entry in store.entries(space=None)] == [Note(body="theirs")]
    assert not path.exists()
    assert quarantined(home) == [data]
    assert len(store.problems()) == 1
    (told,) = home.quarantine.glob("*.toml")
    assert f"{pen.LINK}/2026-11/dropped.toml" in told.read_text()


@pytest.mark.parametrize("folder", ["mine", "mine/2026-11", "mine/by hand"])
def test_a_file_dropped_in_is_kept_byte_for_byte(home: Home, open_store: Open, folder: str) -> None:
    open_store()
    payload = pen.note("restored") + b"# with a remark\n"
    path = drop(home, "from my backup.toml", payload, folder)
    store = open_store()
    (entry,) = store.entries()
    assert store.revision(entry.id).payload == payload
    assert not path.exists()
    assert path_of(home, entry.id).read_bytes() == payload
    assert quarantined(home) == []


def test_a_file_written_by_hand_needs_no_more_than_its_words(home: Home, open_store: Open) -> None:
    open_store()
    text = b'kind = "note"\nday = 2026-11-20\n\n[body]\nbody = "on the train"\n'
    for name in ("a.toml", "the same again.toml"):
        drop(home, name, text)
        store = open_store()
        (entry,) = store.entries()
        assert entry.body == Note(body="on the train")
        assert (entry.at, store.revision(entry.id).header.device) == (NOW, store.device)
        assert store.revision(entry.id).payload.endswith(text)
    assert len(list(home.records.rglob("*.toml"))) == 1


def test_a_file_dropped_in_is_a_revision_when_its_header_says_so(
    home: Home, open_store: Open
) -> None:
    first = open_store().save(pen.note("before"))
    lines = pen.note("after", after=[first]).splitlines(keepends=True)
    text = b"".join(line for line in lines if not line.startswith((b"at", b"device")))
    drop(home, "after.toml", text)
    store = open_store()
    assert [entry.body for entry in store.entries()] == [Note(body="after")]
    assert len(store.revisions(first.record)) == 2


def test_a_copy_of_a_file_beside_it_changes_nothing(home: Home, open_store: Open) -> None:
    first = open_store().save(pen.note("words"))
    path = path_of(home, first.id)
    for name in ("copy.toml", f"{path.stem}.sync-conflict-20261120-151926-GUKEPQU.toml"):
        drop(home, name, first.payload)
    store = open_store()
    assert store.revisions(first.record) == [first]
    assert store.problems() == []
    path.unlink()
    assert open_store().revisions(first.record) == [first]


def test_an_edited_copy_is_a_second_head_and_a_person_decides(home: Home, open_store: Open) -> None:
    first = open_store().save(pen.note("words"))
    drop(home, "copy.toml", first.payload.replace(b"words", b"other words"))
    assert [entry.heads for entry in open_store().entries()] == [2]


def test_many_edits_at_once_are_all_taken_in(home: Home, open_store: Open) -> None:
    store = open_store()
    saved = [
        store.save(pen.note("before", str(n), day=pen.DAY - timedelta(days=10 * n)))
        for n in range(12)
    ]
    for revision in saved:
        edit(path_of(home, revision.id), b"before", b"after")
    store = open_store()
    assert {entry.body for entry in store.entries()} == {Note(body="after")}
    assert store.count() == 12
    assert all(len(store.revisions(revision.record, MINE)) == 2 for revision in saved)


def test_an_edit_met_by_a_full_disk_waits(
    home: Home, open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_store().save(pen.note("before"))
    edited = edit(path_of(home, first.id), b"before", b"after")
    with monkeypatch.context() as patch:
        patch.setattr(files.disk, "write", full)
        store = open_store()
        assert path_of(home, first.id).read_bytes() == edited
        assert len(store.problems()) == 1
    store = open_store()
    assert store.problems() == []
    assert [entry.body for entry in store.entries()] == [Note(body="after")]


def test_what_must_be_quick_leaves_an_edit_of_an_old_month_to_the_next_look(
    home: Home, open_store: Open
) -> None:
    with open_store() as store:
        old = store.save(pen.note("before", "old", day=NOW.date() - timedelta(days=400)))
        for ago in (90, 60, 0):
            store.save(pen.note("later", day=NOW.date() - timedelta(days=ago)))
    for folder in home.records.glob("mine/*"):  # a young folder's time proves nothing
        os.utime(folder, ns=(0, 0))
    open_store().close()
    edit(path_of(home, old.id), b"before", b"after")
    with Store.open(home, now=lambda: NOW, thorough=False) as store:
        assert len(store.revisions(old.header.record)) == 1
    assert len(open_store().revisions(old.header.record)) == 2
