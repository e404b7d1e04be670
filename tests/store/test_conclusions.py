"""What was concluded of a link stands until something it rests on changes, and no longer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from msgspec import structs

from sponsorterm.records.codec import decode
from sponsorterm.records.kinds import Link, Note, Seen, SeenItem
from sponsorterm.records.revision import Revision
from sponsorterm.store.conclusions import Conclusion
from sponsorterm.store.store import Store
from tests.store import pen
from tests.store.conftest import Open
from tests.store.pen import LINK, copy

OTHER = "cd" * 16


def looked(store: Store, link: str = LINK) -> Conclusion:
    return store.conclusions([link])[link]


def conclude(store: Store, link: str = LINK) -> None:
    store.conclude([replace(looked(store, link), rests_on="today", told=b"calm")])


def test_it_stands_whatever_happens_elsewhere(open_store: Open) -> None:
    store, beside = open_store(), open_store()
    store.receive(LINK, copy("one"))
    store.receive(OTHER, copy("other"))
    conclude(store)
    store.receive(OTHER, copy("more", "more"))
    store.save(pen.note("for nobody"))
    store.save(pen.payload(Note(body="for another", link=OTHER), "another"))
    assert (looked(beside).rests_on, looked(beside).told) == ("today", b"calm")


def test_it_comes_too_late_when_something_came_meanwhile(store: Store) -> None:
    store.receive(LINK, copy("one"))
    before = looked(store)
    store.receive(LINK, copy("two", "two"))
    store.conclude([replace(before, told=b"calm")])
    assert looked(store).told is None


def come(store: Store, came: Revision, _: Revision) -> None:
    store.receive(LINK, copy("two", after=[came]))


def give(store: Store, _: Revision, __: Revision) -> None:
    store.save(pen.payload(Note(body="more", link=LINK), "more"))


def take_back(store: Store, _: Revision, given: Revision) -> None:
    store.save(pen.tombstone("given", after=[given]))


def come_late(store: Store, _: Revision, __: Revision) -> None:
    """A version that was written before what is here, and changes no head."""
    early = decode(copy("early", "late"))
    store.receive(LINK, copy("late", "late", after=[early]))
    conclude(store)
    store.receive(LINK, early.payload)


def give_late(store: Store, _: Revision, __: Revision) -> None:
    """The same of mine, from another device."""
    early = decode(pen.payload(Note(body="early", link=LINK), "late"))
    store.save(pen.payload(Note(body="late", link=LINK), "late", after=[early]))
    conclude(store)
    store.save(early.payload)


def mark(store: Store, came: Revision, _: Revision) -> None:
    item = SeenItem(about=came.record, revision=came.id)
    store.save(pen.payload(Seen(items=[item]), "mark"))


def let_go(store: Store, came: Revision, _: Revision) -> None:
    store.forget(LINK, [came.id])


@pytest.mark.parametrize("act", [come, come_late, give, give_late, take_back, mark, let_go])
def test_it_is_gone_after(act: Callable[[Store, Revision, Revision], None], store: Store) -> None:
    came = store.receive(LINK, copy("one"))
    given = store.save(pen.payload(Note(body="for you", link=LINK), "given"))
    conclude(store)
    assert looked(store).told == b"calm"
    act(store, came, given)
    assert looked(store).told is None


def test_it_is_gone_when_the_link_itself_changes(store: Store) -> None:
    keys = {"root": "5a" * 32, "copy_key": "5b" * 32, "purge_key": "5c" * 32}
    link = Link(name="Sam", role="sponsee", state="active", direction="a", **keys)
    saved = store.save(pen.payload(link, "link"))
    conclude(store, saved.record)
    store.save(pen.payload(structs.replace(link, name="Samuel"), "link", after=[saved]))
    assert looked(store, saved.record).told is None
