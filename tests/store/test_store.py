"""What is saved is found again: as files people can read, as entries, as revisions."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import Any

import pytest

from sponsorterm.records.codec import decode, encode
from sponsorterm.records.entry import MINE
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.ids import revision_id
from sponsorterm.records.kinds import (
    Body,
    Checkin,
    Inventory,
    KeptBack,
    Note,
    Presence,
    Seen,
    SeenItem,
    SharedCopy,
)
from sponsorterm.records.kinds.base import Level
from sponsorterm.records.revision import Header, Revision
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.store.store import Store
from tests.store import pen
from tests.store.conftest import Open

OTHER_LINK = "cd" * 16


def files(home: Home) -> list[str]:
    return sorted(str(path.relative_to(home.records)) for path in home.records.rglob("*.toml"))


def test_a_revision_is_a_file_people_can_read(home: Home, store: Store) -> None:
    payload = pen.inventory()
    revision = store.save(payload)
    assert files(home) == [f"mine/2026-11/2026-11-20-inventory-{revision.id[:8]}.toml"]
    assert (home.records / files(home)[0]).read_bytes() == payload


def test_the_same_revision_again_is_the_same_file(home: Home, store: Store) -> None:
    store.save(pen.note("words"))
    store.save(pen.note("words"))
    assert len(files(home)) == 1
    assert [entry.revisions for entry in store.entries()] == [1]


def test_two_ids_with_the_same_start_get_longer_names(home: Home, store: Store) -> None:
    first, second = pen.note("one"), pen.note("another")
    month = home.records / "mine" / "2026-11"
    month.mkdir(parents=True, mode=0o700)
    short = month / f"2026-11-20-note-{revision_id(second)[:8]}.toml"
    short.write_bytes(first)
    saved = store.save(second)
    assert (month / f"2026-11-20-note-{saved.id[:12]}.toml").read_bytes() == second


def test_bad_payloads_leave_nothing_behind(home: Home, store: Store) -> None:
    good = pen.note("words")
    for bad in (b"\xff", b"kind = 1", pen.copy("no device"), b"x" * 70_000):
        with pytest.raises(BadRecord):
            store.save(bad)
        with pytest.raises(BadRecord):
            store.save_many([good, bad])
    assert files(home) == []
    assert store.entries() == []


def test_entries_are_the_heads_newest_first(store: Store) -> None:
    first = store.save(pen.note("a", "one"))
    store.save(pen.note("b", "two", day=pen.DAY - timedelta(days=1)))
    edited = store.save(pen.note("c", "one", after=[first], minutes=5))
    store.save(pen.note("d", "three", minutes=1))
    assert [entry.body for entry in store.entries()] == [
        Note(body="c"),
        Note(body="d"),
        Note(body="b"),
    ]
    assert [entry.body for entry in store.entries(oldest_first=True, limit=1)] == [Note(body="b")]
    top = store.entries()[0]
    assert (top.id, top.record, top.space, top.heads, top.revisions) == (
        edited.id,
        edited.record,
        MINE,
        1,
        2,
    )


def test_entries_are_chosen_by_kind_record_and_day(store: Store) -> None:
    for index in range(6):
        day = pen.DAY - timedelta(days=index)
        store.save(pen.note("words", f"note {index}", day=day))
        store.save(pen.inventory(f"inventory {index}", day=day))
    since, until = pen.DAY - timedelta(days=3), pen.DAY - timedelta(days=1)
    chosen = store.entries(kinds={"inventory"}, since=since, until=until)
    assert [entry.day for entry in chosen] == [
        date(2026, 11, 19),
        date(2026, 11, 18),
        date(2026, 11, 17),
    ]
    assert store.count(kinds={"inventory"}, since=since, until=until) == 3
    assert store.entries(kinds=()) == []
    assert store.count() == 12
    assert [entry.kind for entry in store.entries(record=pen.record("note 2"))] == ["note"]


def test_entries_are_chosen_by_the_link_they_are_meant_for(store: Store) -> None:
    mine, theirs = (
        store.save(pen.payload(Note(body="for you", link=link), link))
        for link in (pen.LINK, OTHER_LINK)
    )
    store.save(pen.note("for nobody", "private"))
    assert [entry.id for entry in store.entries(link=pen.LINK)] == [mine.id]
    assert [entry.id for entry in store.entries(kinds={"note"}, link=OTHER_LINK)] == [theirs.id]
    assert store.entries(kinds={"clock"}, link=OTHER_LINK) == []


def test_what_a_link_is_given_is_the_newest_copy_of_each_record(store: Store) -> None:
    def copy(text: str, of: str, **header: Any) -> tuple[bytes, str]:
        carried = pen.copy(text, of)
        body = SharedCopy(
            link=pen.LINK, of=pen.record(of), kind="note", level="full", bytes=carried.decode()
        )
        return pen.payload(body, f"copy of {of}", **header), revision_id(carried)

    first, _ = copy("first", "one")
    before = store.save(first)
    second, newest = copy("second", "one", after=[before], minutes=1)
    third, another = copy("other", "two")
    store.save_many([second, third])
    assert sorted(store.given(pen.LINK)) == sorted([newest, another])
    assert sorted(store.shown(pen.LINK)) == sorted([newest, another])
    assert store.given(OTHER_LINK) == []


def test_what_a_link_is_given_and_shows_is_what_its_copies_say(store: Store) -> None:
    def keep(of: str, kind: str, level: Level, link: str = pen.LINK, minutes: int = 0) -> Revision:
        carried = f"{of}, {kind}, {level}"
        body = SharedCopy(link=link, of=pen.record(of), kind=kind, level=level, bytes=carried)
        return store.save(pen.payload(body, of, minutes=minutes))

    keep("whole", "note", "full")
    keep("numbers", "inventory", "numbers")
    keep("how many", "presence", "full")
    keep("taken back", "note", "withdrawn")
    keep("elsewhere", "note", "full", link=OTHER_LINK)
    keep("two ends", "note", "full")
    keep("two ends", "note", "withdrawn", minutes=1)
    deleted = keep("deleted", "note", "full")
    store.save(pen.tombstone("deleted", after=[deleted], minutes=1))
    for link, count in ((pen.LINK, 2), (OTHER_LINK, 1)):
        copies = [entry.body for entry in store.entries(kinds={SharedCopy.KIND}, link=link)]
        known = {revision_id(c.bytes.encode()): c for c in copies if isinstance(c, SharedCopy)}
        assert {*store.given(link)} == known.keys()
        shown = {
            name
            for name, copy in known.items()
            if copy.level != "withdrawn" and copy.kind != Presence.KIND
        }
        assert {*store.shown(link)} == shown
        assert len(shown) == count


def test_of_several_ends_those_of_a_kind_are_found(store: Store) -> None:
    note = store.save(pen.note("words"))
    gone = store.save(pen.tombstone(after=[note]))
    store.save(pen.note("more words", after=[note], minutes=1))
    (found,) = store.entries(kinds={"tombstone"}, tombstones=True, versions=True)
    assert (found.id, found.heads) == (gone.id, 2)
    assert store.entries(kinds={"tombstone"}, tombstones=True) == []


@pytest.mark.parametrize(
    ("body", "lingers"),
    [
        (Checkin(need_call="now"), True),
        (Checkin(need_call="today"), True),
        (Checkin(need_call="none"), False),
        (Checkin(mood=1), False),
        (Note(body="for the call", agenda=True), True),
        (Note(body="just so"), False),
        (Inventory(period="nightly", mode="full", kept_back=KeptBack(flag="yes")), True),
        (Inventory(period="nightly", mode="full", kept_back=KeptBack(flag="no")), False),
        (Inventory(period="nightly", mode="full"), False),
    ],
)
def test_what_is_still_to_be_dealt_with_lingers(store: Store, body: Body, lingers: bool) -> None:
    saved = store.save(pen.payload(body))
    assert [e.id for e in store.entries(lingering=True)] == [saved.id] * lingers


def test_what_was_told_days_later_lingers(store: Store) -> None:
    for ago in range(4):
        store.save(pen.note("told", str(ago), day=pen.DAY - timedelta(days=ago)))
    late = [entry.day for entry in store.entries(lingering=True)]
    assert late == [pen.DAY - timedelta(days=ago) for ago in (2, 3)]


def seen(revision: Revision | str, *, talked: bool = False) -> Seen:
    name = revision if isinstance(revision, str) else revision.id
    return Seen(items=[SeenItem(about=pen.record("one"), revision=name, talked=talked or None)])


def marks(store: Store) -> list[str]:
    return [entry.mark for entry in store.entries(space=pen.LINK, kinds={"note"})]


def test_what_i_marked_stays_marked_as_the_most_i_did(store: Store) -> None:
    note = store.receive(pen.LINK, pen.copy("hello"))
    assert marks(store) == [""]
    for number, (talked, mark) in enumerate([(False, "read"), (True, "talked"), (False, "talked")]):
        store.save(pen.payload(seen(note, talked=talked), f"mark {number}"))
        assert marks(store) == [mark]
        assert store.entries(space=pen.LINK, unread=True) == []


def test_a_mark_is_for_one_revision_and_may_come_before_it(store: Store) -> None:
    first = pen.copy("hello")
    store.save(pen.payload(seen(revision_id(first)), "mark"))
    before = store.receive(pen.LINK, first)
    assert marks(store) == ["read"]
    store.receive(pen.LINK, pen.copy("hello again", after=[before]))
    assert marks(store) == [""]


def test_a_mark_goes_with_its_file(home: Home, store: Store) -> None:
    note = store.receive(pen.LINK, pen.copy("hello"))
    store.save(pen.payload(seen(note), "mark"))
    (path,) = home.records.rglob("*-seen-*.toml")
    path.unlink()
    store.refresh()
    assert marks(store) == [""]


def test_what_another_marked_is_not_what_i_marked(store: Store) -> None:
    note = store.receive(pen.LINK, pen.copy("hello"))
    header = Header(kind="seen", record=pen.record("mark"), day=pen.DAY, level="full", at=pen.AT)
    store.receive(pen.LINK, encode(header, seen(note)))
    assert marks(store) == [""]


def test_the_programs_own_notes_never_wait_to_be_read(store: Store) -> None:
    store.receive(pen.LINK, pen.copy("hello"))
    for body in (Presence(count=1, digest="0" * 32), Seen(items=[])):
        header = Header(
            kind=body.KIND, record=pen.record(body.KIND), day=pen.DAY, level="full", at=pen.AT
        )
        store.receive(pen.LINK, encode(header, body))
    assert [entry.kind for entry in store.entries(space=pen.LINK, unread=True)] == ["note"]


def test_an_entry_is_what_its_file_says(store: Store) -> None:
    rest = {"later": 1, "body": {"new_question": "kept"}}
    saved = store.save(pen.payload(Note(body="words [/b]"), rest=rest))
    (entry,) = store.entries()
    assert (entry.body, entry.at, entry.day) == (saved.body, saved.header.at, saved.day)
    assert entry.at is not None
    assert entry.at.utcoffset() == timedelta(0)
    assert store.revision(entry.id) == decode(saved.payload)
    assert store.revision(entry.id).rest == rest


def test_an_unknown_kind_is_kept_and_shown_as_it_is(store: Store) -> None:
    note = pen.note("words").replace(b'kind = "note"', b'kind = "poem"')
    saved = store.save(note + b"written = 2026-11-19\n")
    (entry,) = store.entries(kinds={"poem"})
    assert entry.body == saved.body
    assert store.search("words") == [entry]


def test_of_what_two_devices_wrote_apart_one_acts_and_both_are_kept(store: Store) -> None:
    first = store.save(pen.note("a"))
    left = store.save(pen.note("left", after=[first], minutes=1))
    right = store.save(pen.note("right", after=[first], minutes=2))
    assert [(entry.id, entry.heads) for entry in store.entries()] == [(right.id, 2)]
    assert store.entries(undecided=True) == store.entries()
    assert [entry.id for entry in store.entries(versions=True)] == [right.id, left.id]
    assert store.heads(first.record) == [left, right]
    merged = store.save(pen.note("both", after=[first, left, right], minutes=3))
    assert [(entry.id, entry.heads) for entry in store.entries()] == [(merged.id, 1)]
    assert store.entries(undecided=True) == []
    assert store.revisions(first.record) == [first, left, right, merged]


def test_two_that_say_the_same_leave_nothing_to_choose(store: Store) -> None:
    first = store.save(pen.note("a"))
    store.save(pen.note("the same", after=[first], minutes=1))
    newer = store.save(pen.note("the same", after=[first], minutes=2))
    assert [(entry.id, entry.heads) for entry in store.entries()] == [(newer.id, 1)]
    assert store.entries(undecided=True) == []


def test_the_safer_of_two_copies_is_the_one_that_counts(store: Store) -> None:
    def shared(level: Level, minutes: int) -> Revision:
        body = SharedCopy(
            link=pen.LINK, of=pen.record("one"), kind="note", level=level, bytes=level
        )
        return store.save(pen.payload(body, "copy", minutes=minutes))

    shared("numbers", 1), shared("withdrawn", 2), shared("full", 3)
    assert [entry.body.level for entry in store.entries(link=pen.LINK)] == ["withdrawn"]  # type: ignore[attr-defined]
    assert store.given(pen.LINK) == [revision_id(b"withdrawn")]
    assert store.shown(pen.LINK) == []
    assert [entry.heads for entry in store.entries(undecided=True)] == [3]


def test_the_order_of_arrival_does_not_matter(store: Store) -> None:
    first = decode(pen.note("a"))
    second = decode(pen.note("b", after=[first]))
    store.save(second.payload)
    store.save(first.payload)
    assert [entry.id for entry in store.entries()] == [second.id]


def test_a_deleted_record_is_not_shown_unless_asked_for(store: Store) -> None:
    note = store.save(pen.note("words"))
    store.save(pen.tombstone(after=[note]))
    assert store.entries() == []
    assert store.count() == 0
    assert store.search("words") == []
    assert [entry.kind for entry in store.entries(tombstones=True)] == ["tombstone"]
    assert len(store.revisions(note.record)) == 2


def test_deleted_here_and_edited_there_is_shown_with_two_heads(store: Store) -> None:
    note = store.save(pen.note("words"))
    store.save(pen.tombstone(after=[note]))
    store.save(pen.note("more words", after=[note], minutes=1))
    assert [(entry.kind, entry.heads) for entry in store.entries()] == [("note", 2)]


def test_a_copy_lies_under_its_link(home: Home, store: Store) -> None:
    received = store.receive(pen.LINK, pen.copy("theirs"))
    store.receive(pen.LINK, received.payload)
    assert files(home) == [f"{pen.LINK}/2026-11/2026-11-20-note-{received.id[:8]}.toml"]
    assert store.entries() == []
    (entry,) = store.entries(space=pen.LINK)
    assert (entry.space, entry.level, entry.body) == (pen.LINK, "full", Note(body="theirs"))
    assert store.entries(space=None) == [entry]


def test_a_withdrawn_record_shows_nothing_until_a_copy_supersedes_it(store: Store) -> None:
    first = store.receive(pen.LINK, pen.copy("theirs"))
    gone = store.receive(pen.LINK, pen.copy("", level="withdrawn", after=[first]))
    assert store.entries(space=pen.LINK) == []
    assert store.search("theirs") == []
    assert [entry.level for entry in store.entries(space=pen.LINK, withdrawn=True)] == ["withdrawn"]
    store.receive(pen.LINK, pen.copy("again", after=[first]))
    assert store.entries(space=pen.LINK) == [], "one head still says withdrawn"
    store.receive(pen.LINK, pen.copy("given again", after=[first, gone]))
    shown = store.entries(space=pen.LINK)
    assert {entry.heads for entry in shown} == {2}


def test_what_comes_over_a_link_touches_nothing_outside_it(store: Store) -> None:
    mine = store.save(pen.note("mine"))
    theirs = store.receive(OTHER_LINK, pen.copy("Maria's"))
    hostile = store.receive(pen.LINK, pen.copy("hostile", after=[mine, theirs]))
    assert hostile.record == mine.record == theirs.record
    assert [entry.id for entry in store.entries()] == [mine.id]
    assert [entry.id for entry in store.entries(space=OTHER_LINK)] == [theirs.id]


@pytest.mark.parametrize(
    "link", ["", "mine", "..", "../mine", "/tmp", "ab" * 15, "AB" * 16, "ab" * 16 + "\n", "a/b"]
)
def test_only_a_links_record_id_names_its_folder(home: Home, store: Store, link: str) -> None:
    with pytest.raises(StoreError):
        store.receive(link, pen.copy("words"))
    assert files(home) == []


def test_a_kind_that_is_never_shared_is_not_received(store: Store) -> None:
    profile = pen.copy("words").replace(b'kind = "note"', b'kind = "tombstone"')
    with pytest.raises(BadRecord):
        store.receive(pen.LINK, profile.replace(b"body =", b"of ="))


def test_an_unknown_revision_is_said_to_be(store: Store) -> None:
    with pytest.raises(StoreError):
        store.revision("a" * 32)
    assert store.revisions("0" * 32) == []
    assert store.heads("0" * 32) == []


def test_search_finds_beginnings_of_words_in_any_text(store: Store) -> None:
    body = Inventory(
        period="nightly",
        mode="quick",
        done_well="I phoned Zoë after the café",
        gratitude=["the early train"],
    )
    store.save(pen.payload(body))
    for found in ("zoe", "ZOË", "cafe", "cafés"[:4], "phon tra", "train early", "nightly"):
        assert len(store.search(found)) == 1, found
    for missing in ("zoe bus", "hone", "afe", ""):
        assert store.search(missing) == [], missing


def test_search_looks_at_what_is_current_and_chosen(store: Store) -> None:
    first = store.save(pen.note("apple"))
    store.save(pen.note("pear", after=[first]))
    store.receive(pen.LINK, pen.copy("pear"))
    assert store.search("apple") == []
    assert len(store.search("pear")) == 2
    assert [entry.space for entry in store.search("pear", space=MINE)] == [MINE]
    assert store.search("pear", kinds={"inventory"}) == []
    assert store.search("pear", until=pen.DAY - timedelta(days=1)) == []
    assert len(store.search("pear", limit=1)) == 1


def test_a_word_is_found_once_though_its_copy_holds_it_too(store: Store) -> None:
    note = store.save(pen.note("pelican"))
    shared = SharedCopy(
        link=pen.LINK, of=note.record, kind="note", level="full", bytes=note.payload.decode()
    )
    store.save(pen.payload(shared, "copy"))
    assert [entry.kind for entry in store.search("pelican")] == ["note"]


@pytest.mark.parametrize(
    "words",
    [
        '"',
        '""',
        "a AND",
        "NOT b",
        "a OR",
        "NEAR(a b)",
        "text:pelican",
        "-pelican",
        "*",
        "^a",
        "(",
        "a)b(",
        "\x00",
        "a\x00b",
        "\ud800",
        "'; DROP TABLE revision; --",
        "\\",
        "½",
        "𞤀",
        "٣",
        "́",
        "a" * 100_000,
        "a " * 10_000,
        '"a" "' * 400,
    ],
)
def test_nothing_typed_into_search_is_syntax(store: Store, words: str) -> None:
    store.save(pen.note("pelican"))
    store.search(words)
    assert len(store.search("pelican")) == 1


def test_words_of_the_query_language_are_only_words(store: Store) -> None:
    store.save(pen.note("and or not near the harbour"))
    store.save(pen.note("harbour", "two"))
    assert len(store.search("NOT harbour")) == 1
    assert len(store.search("near AND harbour")) == 1
    assert len(store.search('har"bour')) == 2


def test_threads_may_share_a_store(store: Store) -> None:
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for number in range(20):
                store.save(pen.note("words", f"{name} {number}"))
                store.entries(limit=5)
                store.refresh()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert store.count() == 60


def test_what_is_quarantined_stays_with_its_reason(home: Home, store: Store) -> None:
    path = store.quarantine(b"\x00damaged", "wrong key", "the link with Maria")
    again = store.quarantine(b"\x00damaged", "another reason", "elsewhere")
    assert path == again
    assert path.parent == home.quarantine
    assert path.read_bytes() == b"\x00damaged"
    told = path.with_suffix(".toml").read_text()
    assert "wrong key" in told
    assert "the link with Maria" in told
    assert len(list(home.quarantine.iterdir())) == 2


def test_a_save_is_seen_at_once_and_after_opening_again(open_store: Open) -> None:
    first = open_store()
    for number in range(3):
        first.save(pen.note("words", str(number)))
        assert first.count() == number + 1
    assert open_store().count() == 3
