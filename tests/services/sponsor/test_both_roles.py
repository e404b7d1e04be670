"""One person with a sponsor and two sponsees in one home: nothing leaks from link to link.

Whatever is written, given, changed and taken back, in any order: what stands in the plaintext
of one link's envelopes is what was meant for that link. Every text and every id is one of its
own, so that any of them is known again wherever it turns up.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
import rtoml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sponsorterm.records.codec import decode, decode_copy, encode
from sponsorterm.records.entry import MINE, Entry
from sponsorterm.records.ids import new_record_id, revision_id
from sponsorterm.records.kinds import (
    KINDS,
    Agreement,
    Assignment,
    Body,
    Link,
    Place,
    SharedCopy,
    SignOff,
)
from sponsorterm.records.revision import Header
from sponsorterm.rules.sharing import AUTHORS, holdable
from sponsorterm.sealing import SpaceKeys, new_copy_key, new_purge_key, new_root_key, new_space_id
from sponsorterm.sealing.envelope import unseal
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import delete, file, prepare, share
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.links import agreements, people, talk
from sponsorterm.services.sponsor.alerts import acknowledge
from sponsorterm.services.sponsor.dashboard import dashboard
from sponsorterm.services.steps import assignments, sign_offs
from sponsorterm.services.syncing.rounds import sync_all
from sponsorterm.store.home import Home
from sponsorterm.sync.remotes import prepare as prepare_place
from sponsorterm.wire import Envelope
from tests.faults.world import memory
from tests.records.bodies import BODIES, fullest

NOW = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
PRIVATE = ("sponsor_note", "alert_ack", "contact", "profile", "link")
OF_THE_PROGRAM = {"presence", "seen", "ending"}
"""These are made by the program and hold no words."""
TO_ANYBODY = sorted(AUTHORS["sponsor"] & AUTHORS["sponsee"] - OF_THE_PROGRAM)
TO_A_SPONSOR = sorted(AUTHORS["sponsee"] - OF_THE_PROGRAM)
TO_A_SPONSEE = sorted(AUTHORS["sponsor"] - OF_THE_PROGRAM)
NO_ID = "0" * 32
WHOLE = {kind.KIND: msgspec.to_builtins(fullest(kind)) for kind in BODIES}
"""Of each kind a document with every field answered."""


class Both:
    """Mika, whose sponsor is Maria and whose sponsees are Sam and Jo."""

    def __init__(self, session: Session, draw: Callable[[int], int]) -> None:
        self.session = session
        self.draw = draw
        self.meant: dict[str, set[str]] = {}
        """Each text and chosen id, with the links that may hold it."""

    def one_of(self, choices: Any) -> Any:
        return choices[self.draw(len(choices))]

    def links(self) -> list[LinkView]:
        return self.session.links()

    def any_link(self) -> LinkView:
        return self.one_of(self.links())

    def text(self, *links: LinkView) -> str:
        """A text that is nowhere else."""
        text = f"canary{len(self.meant):08d}"
        self.meant[text] = {link.record for link in links}
        return text

    def body(self, kind: str, *links: LinkView) -> Body:
        """A body of a kind with every field answered, for these links alone."""
        filled = self._anew(WHOLE[kind], links)
        if "link" in filled:
            filled["link"] = links[0].record if links else new_record_id()
        return msgspec.convert(filled, KINDS[kind])

    def _anew(self, value: Any, links: tuple[LinkView, ...]) -> Any:
        if isinstance(value, dict):
            return {key: self._anew(each, links) for key, each in value.items()}
        if isinstance(value, list):
            return [self._anew(each, links) for each in value]
        if value == NO_ID:
            made = new_record_id()
            self.meant[made] = {link.record for link in links}
            return made
        is_text = isinstance(value, str) and value.startswith("canary<")
        return self.text(*links) if is_text else value

    def file(self) -> None:
        """Write something for some of those who may have it, or for nobody."""
        link = self.any_link()
        kind = self.one_of(TO_A_SPONSOR if link.is_sponsor else TO_A_SPONSEE)
        links = self.links() if kind in TO_ANYBODY and self.draw(3) == 0 else [link]
        self._file(self.body(kind, *links), links)

    def _file(self, body: Body, links: list[LinkView], record: str | None = None) -> None:
        sharing = {link.record: self._choice(body) for link in links}
        file(self.session, prepare(self.session, body, record=record, sharing=sharing))

    def _choice(self, body: Body) -> Sharing:
        level = self.one_of(["private", "full", "full", "numbers"])
        keys = holdable(body)
        held = (self.one_of(keys),) if keys and self.draw(2) else ()
        return Sharing("full" if level == "numbers" and not body.NUMBERS else level, held)

    def keep_private(self) -> None:
        body = self.body(self.one_of(PRIVATE[:3]))
        if "link" in body.__struct_fields__:
            body = replace(body, link=self.any_link().record)
        self.session.save(body)

    def receive(self) -> None:
        """Something comes: new, or another version of what came before."""
        link = self.any_link()
        kind = self.one_of(sorted(AUTHORS[link.role] - OF_THE_PROGRAM))
        known = self.session.store.entries(space=link.record, kinds={kind})
        before = self.one_of(known) if known and self.draw(2) else None
        header = Header(
            kind=kind,
            record=before.record if before else new_record_id(),
            supersedes=[before.id] if before else [],
            at=NOW,
            day=NOW.date(),
            level="full",
        )
        allowed = self.body(kind, link)
        given = {name: value for name, value in _plain(allowed).items() if name in _open(kind)}
        payload = encode(header, msgspec.convert(given, KINDS[kind]))
        self.session.store.receive(link.record, payload)

    def comment(self) -> None:
        link = self.any_link()
        about = self._received(link) or self._own(link)
        if about:
            talk.comment(self.session, link.record, about, self.text(link))

    def write(self) -> None:
        link = self.any_link()
        threads = talk.threads(self.session, link.record)
        if threads and self.draw(2):
            talk.reply(self.session, self.one_of(threads), self.text(link))
        else:
            subject, body = self.text(link), self.text(link)
            talk.write_note(self.session, link.record, subject=subject, body=body, agenda=True)

    def keep_a_page(self) -> None:
        talk.write_note(self.session, None, subject=self.text(), body=self.text())

    def agree(self) -> None:
        link = self.any_link()
        proposal = agreements.agreement(self.session, link).theirs
        if proposal and self.draw(2):
            agreements.answer(self.session, link, proposal, "yes", self.text(link))
        else:
            agreements.propose(self.session, link, Agreement(note=self.text(link)))

    def assign(self) -> None:
        link = self.any_link()
        given = assignments.assigned_by_me(self.session, link)
        taken = assignments.assigned_to_me(self.session, link)
        if link.is_sponsor and taken:
            task = self.one_of(taken)
            assignments.tell(self.session, link, task, "submitted", self.text(link))
        elif link.is_sponsee and given and self.draw(2):
            task = self.one_of(given)
            assignments.look_at(self.session, link, task, "another_look", self.text(link))
        else:
            assignments.assign(self.session, link, Assignment(title=self.text(link)))

    def sign(self) -> None:
        sponsees = [link for link in self.links() if link.is_sponsee]
        link = self.one_of(sponsees)
        about = self._received(link)
        if about:
            word = SignOff(state="reviewed", text=self.text(link))
            sign_offs.sign_off(self.session, link, about, word)
        else:
            sign_offs.ready_to_sponsor(self.session, link, self.text(link))

    def look(self) -> None:
        """Mark something read, or do something about a flag."""
        link = self.any_link()
        about = self._received(link)
        if about:
            talk.mark_seen(self.session, link.record, [about], talked=bool(self.draw(2)))
        for row in dashboard(self.session).rows[:1]:
            for flag in row.flags[:1]:
                sponsee = self.session.link(row.link)
                acknowledge(self.session, sponsee, flag, "called", note=self.text())

    def edit(self) -> None:
        """Write something anew for those who had it."""
        link = self.any_link()
        if entry := self._own(link):
            self._file(self.body(entry.kind, link), [link], entry.record)

    def change(self) -> None:
        """Give more, less or nothing of something."""
        link = self.any_link()
        if entry := self._own(link):
            for text in self.meant:
                if text in repr(entry.body):
                    self.meant[text].add(link.record)
            share(self.session, entry.record, {link.record: self._choice(entry.body)})

    def delete(self) -> None:
        if entry := self._own(self.any_link()):
            delete(self.session, entry.record)

    def rename(self) -> None:
        people.rename(self.session, self.any_link().record, self.text())

    def sync_one(self) -> None:
        self.sync([self.any_link()])

    def sync(self, links: list[LinkView] | None = None) -> None:
        for report in sync_all(self.session, links):
            assert not report.trouble, report.trouble

    def _received(self, link: LinkView) -> Entry | None:
        found = self.session.store.entries(space=link.record)
        return self.one_of(found) if found else None

    def _own(self, link: LinkView) -> Entry | None:
        """Something I wrote for a link."""
        copies = self.session.store.entries(kinds={SharedCopy.KIND}, link=link.record)
        mine = [
            entry
            for copy in copies
            if isinstance(copy.body, SharedCopy)
            for entry in self.session.store.entries(record=copy.body.of)
            if entry.kind not in OF_THE_PROGRAM
        ]
        return self.one_of(mine) if mine else None


ACTS = [
    *(Both.file, Both.file, Both.receive, Both.receive, Both.keep_private, Both.comment),
    *(Both.write, Both.keep_a_page, Both.agree, Both.assign, Both.sign, Both.look),
    *(Both.edit, Both.edit, Both.change, Both.change, Both.delete, Both.rename, Both.sync_one),
]


def _plain(body: Body) -> dict[str, Any]:
    return msgspec.to_builtins(body)


def _open(kind: str) -> set[str]:
    return {path.split(".")[0] for path in KINDS[kind].FULL}


@pytest.fixture(scope="module")
def house() -> Iterator[Path]:
    """A home to begin each example from, in a folder in memory."""
    with memory() as root:
        (root / "box").mkdir()
        with set_up(_home(root / "kept"), SetupAnswers("Mika", zone="UTC"), lambda: NOW) as mika:
            for name, role in (("Maria", "sponsor"), ("Sam", "sponsee"), ("Jo", "sponsee")):
                space, place = new_space_id(), Place(kind="folder", where=str(root / "box" / name))
                prepare_place(place, space)
                mika.save(
                    Link(
                        name=f"canary{name}",
                        role=role,
                        state="active",
                        space=space,
                        direction="a",
                        root=new_root_key().hex(),
                        copy_key=new_copy_key().hex(),
                        purge_key=new_purge_key().hex(),
                        places=[place],
                        since=date(2026, 1, 1),
                        keep_old=True,
                    )
                )
        (root / "box").rename(root / "kept_box")
        yield root


def _home(root: Path) -> Home:
    return Home.find({"SPONSORTERM_HOME": str(root)})


def begin_again(root: Path) -> Home:
    for name, kept in (("mika", "kept"), ("box", "kept_box")):
        shutil.rmtree(root / name, ignore_errors=True)
        shutil.copytree(root / kept, root / name)
    return _home(root / "mika")


@settings(max_examples=100, deadline=None, phases=[Phase.generate], database=None)
@given(st.lists(st.sampled_from(ACTS), min_size=20, max_size=20), st.integers(0, 1 << 32))
def test_nothing_leaks_from_one_link_to_another(
    house: Path, acts: list[Callable[[Both], None]], seed: int
) -> None:
    with Session.open(begin_again(house), lambda: NOW) as session:
        mika = Both(session, Random(seed).randrange)
        for act in (*acts, Both.sync):
            act(mika)
        links = session.links()
        told = {link.record: plaintexts(link) for link in links}
        allowed = mika.meant | ids(session, links)
    for link in links:
        sent = b"\n".join(told[link.record])
        for needle, holders in allowed.items():
            assert link.record in holders or needle.encode() not in sent, (needle, link.name)
        kinds = {decode_copy(payload).kind for payload in told[link.record]}
        assert kinds <= AUTHORS[link.my_role]
        assert not kinds & set(PRIVATE)


def plaintexts(link: LinkView) -> list[bytes]:
    """What stands in every envelope that was ever sent on a link."""
    body = link.body
    assert body.space
    assert body.root
    keys = SpaceKeys(body.space, bytes.fromhex(body.root))
    files = Path(body.places[0].where).glob("e/*/*.toml")
    return [unseal(envelope_of(rtoml.load(path)), keys, "a") for path in files]


def envelope_of(found: dict[str, Any]) -> Envelope:
    return Envelope(found["v"], found["space"], found["commit"], found["box"])


def ids(session: Session, links: list[LinkView]) -> dict[str, set[str]]:
    """Every id and key of the home, with the links that may hold it."""
    found: dict[str, set[str]] = {session.store.device: set()}
    for path in session.home.records.glob("*/*/*.toml"):
        space = path.parts[-3]
        payload = path.read_bytes()
        revision = decode(payload)
        holders = set() if space == MINE else {space}
        found |= {revision.header.record: holders, revision_id(payload): holders}
        body = revision.body
        if isinstance(body, SharedCopy):
            copy = body.bytes.encode()
            found |= {decode_copy(copy).header.record: {body.link}, revision_id(copy): {body.link}}
        if isinstance(body, Link):
            keys = (body.space, body.root, body.copy_key, body.purge_key, body.name)
            found |= {key: set() for key in keys if key}
    return found
