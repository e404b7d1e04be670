"""Whatever happens in whatever order, entries are what `records.heads` says of the files."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from sponsorterm.records.codec import encode
from sponsorterm.records.entry import MINE, Entry, Mark
from sponsorterm.records.kinds import Note, Seen, SeenItem
from sponsorterm.records.revision import Revision, acting, heads, versions
from sponsorterm.store.conclusions import Conclusion
from sponsorterm.store.home import Home
from sponsorterm.store.index import discard
from sponsorterm.store.store import Store
from tests.store import pen
from tests.store.conftest import NOW

names = st.sampled_from(["one", "two"])
days = st.integers(0, 40).map(lambda back: pen.DAY - timedelta(days=back))
texts = st.text(st.characters(codec="utf-8"), max_size=20)
which = st.randoms(use_true_random=False)
space = st.sampled_from([MINE, pen.LINK])


def shown(
    revisions: dict[str, dict[str, Revision]], space: str, marks: Mapping[str, Mark]
) -> list[Entry]:
    """The entries of a space by the plainest reading of the rules."""
    found: list[tuple[Any, Entry]] = []
    for known in revisions.values():
        top = heads(known.values())
        if any(head.header.level == "withdrawn" for head in top):
            continue
        told = versions(top) if space == MINE else top
        for head in top:
            if head.kind == "tombstone" or (space == MINE and head is not acting(top)):
                continue
            header = head.header
            entry = Entry(
                head.id, space, head.kind, head.record, head.day, header.at, header.level,
                head.body, len(told), len(known), marks.get(head.id, ""),
            )  # fmt: skip
            found.append((head.order, entry))
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0], reverse=True)]


def marked(mine: dict[str, dict[str, Revision]]) -> dict[str, Mark]:
    """What was done with each revision, by all that I marked; having talked is the more."""
    bodies = [r.body for known in mine.values() for r in known.values()]
    items = [item for body in bodies if isinstance(body, Seen) for item in body.items]
    items.sort(key=lambda item: bool(item.talked))
    return {item.revision: "talked" if item.talked else "read" for item in items}


class Storekeeper(RuleBasedStateMachine):
    """Two programs over one home, and the same done to plain dicts."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.home = Home.find({"SPONSORTERM_HOME": str(self.root)})
        self.home.create()
        self.home.device.write_text('device = "0123456789abcdef"\n')  # the same in every run
        self.clock = NOW
        self.stores = [self.opened(), self.opened()]
        self.model: dict[str, dict[str, dict[str, Revision]]] = {
            MINE: defaultdict(dict),
            pen.LINK: defaultdict(dict),
        }
        self.minutes = 0
        self.looked = self.concluded = self.look(self.stores[0])

    def teardown(self) -> None:
        for store in self.stores:
            store.close()
        shutil.rmtree(self.root)

    def opened(self) -> Store:
        return Store.open(self.home, now=lambda: self.clock)

    def look(self, store: Store) -> tuple[Conclusion, Any]:
        """What was concluded of the link, and all that anything may be concluded from."""
        everything: dict[str, Any] = {"withdrawn": True, "tombstones": True, "versions": True}
        given = store.entries(space=pen.LINK, **everything)
        mine = [(entry.id, entry.heads) for entry in store.entries(link=pen.LINK)]
        names = sorted(store.names(pen.LINK))
        return store.conclusions([pen.LINK])[pen.LINK], (given, mine, names)

    def known(self, space: str, name: str) -> list[Revision]:
        return sorted(self.model[space][pen.record(name)].values(), key=lambda r: r.order)

    def keep(self, space: str, revision: Revision) -> None:
        self.model[space][revision.record][revision.id] = revision

    @rule(name=names, text=texts, day=days, random=which, by=st.integers(0, 1))
    def write(self, name: str, text: str, day: Any, random: Any, by: int) -> None:
        self.minutes += 1
        seen = [r for r in self.known(MINE, name) if random.random() < 0.8]
        body = Note(body=text, link=random.choice([None, pen.LINK]))
        saved = pen.payload(body, name, day=day, after=seen, minutes=self.minutes)
        self.keep(MINE, self.stores[by].save(saved))

    @rule(name=names, random=which, by=st.integers(0, 1))
    def delete(self, name: str, random: Any, by: int) -> None:
        self.minutes += 1
        seen = [r for r in self.known(MINE, name) if random.random() < 0.8]
        self.keep(MINE, self.stores[by].save(pen.tombstone(name, after=seen, minutes=self.minutes)))

    @rule(name=names, text=texts, random=which, level=st.sampled_from(["full", "withdrawn"]))
    def come_over_a_link(self, name: str, text: str, random: Any, level: Any) -> None:
        seen = [r for r in self.known(pen.LINK, name) if random.random() < 0.8]
        received = pen.copy(text, name, level=level, after=seen)
        self.keep(pen.LINK, self.stores[0].receive(pen.LINK, received))

    @rule(random=which, talked=st.booleans(), by=st.integers(0, 1))
    def mark_read(self, random: Any, talked: bool, by: int) -> None:
        self.minutes += 1
        came = sorted(id_ for known in self.model[pen.LINK].values() for id_ in known)
        if came:
            item = SeenItem(about="ab" * 16, revision=random.choice(came), talked=talked or None)
            payload = pen.payload(Seen(items=[item]), f"mark {self.minutes}", minutes=self.minutes)
            self.keep(MINE, self.stores[by].save(payload))

    @rule(random=which, space=space)
    def save_again(self, random: Any, space: str) -> None:
        every = [r for known in self.model[space].values() for r in known.values()]
        if every:
            payload = random.choice(sorted(every, key=lambda r: r.id)).payload
            store = self.stores[1]
            _ = store.save(payload) if space == MINE else store.receive(space, payload)

    @rule(by=st.integers(0, 1))
    def look_at_the_link(self, by: int) -> None:
        self.looked = self.look(self.stores[by])

    @rule(by=st.integers(0, 1))
    def conclude(self, by: int) -> None:
        self.stores[by].conclude([replace(self.looked[0], told=b"so")])
        self.concluded = self.looked

    @rule(random=which, text=texts, by=st.integers(0, 1))
    def edit_by_hand(self, random: Any, text: str, by: int) -> None:
        files = sorted((self.home.records / MINE).rglob("*-note-*.toml"))
        if not files:
            return
        self.clock += timedelta(seconds=1)
        path = random.choice(files)
        payload = path.read_bytes()
        before = {r.id: r for known in self.model[MINE].values() for r in known.values()}
        edited = next(r for r in before.values() if r.payload == payload)
        path.unlink()
        path.write_bytes(encode(edited.header, Note(body=text), edited.rest))
        self.stores[by].refresh()
        for revision in self.stores[by].revisions(edited.record):
            if revision.id not in before:
                assert isinstance(edited.body, Note)
                assert edited.id in revision.header.supersedes
                assert path.read_bytes() == payload
                self.keep(MINE, revision)

    @rule()
    def lose_the_index(self) -> None:
        discard(self.home.index)

    @rule(by=st.integers(0, 1))
    def open_again(self, by: int) -> None:
        self.stores[by].close()
        self.stores[by] = self.opened()

    @rule(random=which, space=space)
    def lose_a_file(self, random: Any, space: str) -> None:
        files = sorted((self.home.records / space).rglob("*.toml"))
        if files:
            path = random.choice(files)
            gone = path.read_bytes()
            path.unlink()
            for store in self.stores:  # what came over a link is looked at when it is opened
                store.close()
            self.stores = [self.opened(), self.opened()]
            for known in self.model[space].values():
                for id_ in [r.id for r in known.values() if r.payload == gone]:
                    del known[id_]

    @invariant()
    def both_show_what_the_files_say(self) -> None:
        marks = marked(self.model[MINE])
        for store in self.stores:
            store.refresh()
            for space, records in self.model.items():
                expected = shown(records, space, marks)
                assert store.entries(space=space) == expected
                assert store.count(space=space) == len(expected)
                assert store.tally(space) == Counter(entry.kind for entry in expected)
                fresh = [entry for entry in expected if space != MINE and not entry.mark]
                assert store.entries(space=space, unread=True) == fresh
                late = [e for e in expected if e.at and (e.at.date() - e.day).days > 1]
                assert store.entries(space=space, lingering=True) == late
                for record, known in records.items():
                    assert {r.id for r in store.revisions(record, space)} == known.keys()
            assert store.problems() == []
            standing, all_there_is = self.look(store)
            assert standing.told is None or all_there_is == self.concluded[1]


TestStorekeeper = Storekeeper.TestCase
TestStorekeeper.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
