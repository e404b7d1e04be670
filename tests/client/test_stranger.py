"""The second client and the real program are one another's equals over every remote."""

from __future__ import annotations

import secrets
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Inventory, SharedCopy
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import delete, file, prepare
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import people, talk
from sponsorterm.services.sponsor.dashboard import dashboard
from sponsorterm.services.syncing.rounds import SyncReport, open_place, sync_all
from sponsorterm.sync.drops import SlotTaken
from tests.client.meeting import Site, pat_invites, robin_invites
from tests.client.stranger import pairing
from tests.client.stranger.copies import Refused, presence, write
from tests.client.stranger.person import Person
from tests.client.stranger.remotes import Endpoint, Trouble, Upload, id_of
from tests.endpoint.living import Live
from tests.sealing import second

CLIENT = Path(__file__).with_name("stranger")
NIGHTLY = {"period": "nightly", "mode": "quick"}


def sync(robin: Session) -> SyncReport:
    (report,) = sync_all(robin)
    assert (report.trouble, report.waiting) == ("", 0)
    return report


def from_pat(robin: Session, kind: str) -> list[Entry]:
    return robin.store.entries(space=robin.links()[0].record, kinds={kind})


def given_by(robin: Session) -> set[bytes]:
    kept = robin.store.entries(kinds={SharedCopy.KIND})
    return {each.body.bytes.encode() for each in kept if isinstance(each.body, SharedCopy)}


def told(pat: Person) -> dict[str, Any]:
    """What Robin's presence note says."""
    (note,) = (copy for copy in pat.holds() if copy.kind == "presence")
    return note.body


def test_the_client_imports_nothing_of_sponsorterm() -> None:
    modules = [f"tests.client.stranger.{path.stem}" for path in CLIENT.glob("[!_]*.py")]
    assert len(modules) == 4
    script = (
        f"import sys, {', '.join(modules)}\n"
        "print([name for name in sys.modules if name.startswith('sponsorterm')])"
    )
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, cwd=CLIENT.parents[2], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


# Two programs, one link


def test_what_a_stranger_gives_arrives_byte_for_byte(home: Session, site: Site) -> None:
    pat = robin_invites(home, site)
    first = pat.give("inventory", NIGHTLY | {"mood": 2, "done_well": "swam"})
    pat.give("checkin", {"need_call": "now"}, level="numbers")
    pat.note_presence()
    pat.sync()
    assert sync(home).received == 3
    (entry,) = from_pat(home, "inventory")
    assert home.store.revision(entry.id).payload == first.payload
    (row,) = dashboard(home).rows
    assert (row.name, row.mark, row.unread) == ("Pat", "!", 2)
    assert "asks for a call" in row.flags[0].reason
    assert row.arrival.state == "in_step"


def test_an_edit_and_what_is_taken_back_are_understood(home: Session, site: Site) -> None:
    pat = robin_invites(home, site)
    first = pat.give("inventory", NIGHTLY | {"mood": 2})
    pat.sync()
    sync(home)
    edited = pat.give("inventory", NIGHTLY | {"mood": 4}, record=first.record)
    other = pat.give("note", {"body": "a word too many"})
    pat.sync()
    sync(home)
    assert [entry.id for entry in from_pat(home, "inventory")] == [edited.id]
    pat.take_back(other)
    pat.sync()
    sync(home)
    assert from_pat(home, "note") == []


def test_a_stranger_holds_what_was_previewed_and_nothing_else(home: Session, site: Site) -> None:
    pat = pat_invites(home, site)
    link = home.links()[0].record
    kept = Inventory(period="nightly", mode="full", mood=3, done_well="swam", better="secret")
    whole = file(home, prepare(home, kept, sharing={link: Sharing("full", ("better",))}))
    file(home, prepare(home, kept, sharing={link: Sharing("numbers")}))
    file(home, prepare(home, kept, sharing={}))
    sync(home)
    pat.sync()
    assert {copy.payload for copy in pat.holds()} == given_by(home)
    levels = {copy.level: copy for copy in pat.holds() if copy.kind == "inventory"}
    assert levels["full"].body == NIGHTLY | {"mode": "full", "mood": 3, "done_well": "swam"}
    assert levels["numbers"].body == NIGHTLY | {"mode": "full", "mood": 3}
    assert levels["numbers"].at is None
    assert told(pat) == presence(pat.received.values())
    better = structs.replace(kept, mood=4)
    record = whole.revision.record
    file(home, prepare(home, better, record=record, sharing={link: Sharing("numbers")}))
    sync(home)
    pat.sync()
    assert sorted(copy.body["mood"] for copy in pat.holds() if copy.kind == "inventory") == [3, 4]
    delete(home, record)
    sync(home)
    pat.sync()
    assert [copy.body["mood"] for copy in pat.holds() if copy.kind == "inventory"] == [3]
    assert told(pat) == presence(pat.received.values())


def test_two_talk_with_different_programs(home: Session, site: Site) -> None:
    pat = pat_invites(home, site)
    link = home.links()[0].record
    talk.write_note(home, link, subject="Thursday", body="call at six?")
    sync(home)
    pat.sync()
    (question,) = (copy for copy in pat.holds() if copy.kind == "note")
    pat.now += timedelta(minutes=5)
    pat.give("note", {"body": "at seven", "thread": question.body["thread"]})
    pat.give("seen", {"items": [{"about": question.record, "revision": question.id}]})
    pat.give("comment", {"about": question.record, "body": "glad you asked"})
    pat.sync()
    assert sync(home).received == 3
    (thread,) = talk.threads(home)
    assert [(b.mine, b.text) for b in thread.blocks] == [
        (True, "call at six?"),
        (False, "at seven"),
    ]
    (comment,) = talk.comments_on(home, thread.blocks[0].entry)
    assert comment.text == "glad you asked"


def test_a_purged_envelope_is_gone_for_all_and_stays_gone(home: Session, site: Site) -> None:
    pat = robin_invites(home, site)
    kept, gone = (pat.give("note", {"body": text}) for text in ("stays", "goes"))
    pat.sync()
    sync(home)
    name = pat.purge(gone)
    assert name not in pat.remote.ids()
    box = pat.seal(gone.payload)["box"].encode()
    assert box not in b"".join(path.read_bytes() for path in site.folder.rglob("*.toml"))
    for _ in range(2):
        pat.sync()
        report = sync(home)
        assert (report.sent, report.received, report.refilled) == (0, 0, 0)
    assert id_of(pat.seal(kept.payload)) in pat.remote.ids()
    assert name not in pat.remote.ids()
    assert len(from_pat(home, "note")) == 2, "who has read it keeps it"


def test_only_the_sender_purges(home: Session, site: Site) -> None:
    pat = robin_invites(home, site)
    talk.write_note(home, home.links()[0].record, body="mine")
    sync(home)
    (*names,) = pat.remote.ids()
    for name in names:
        with pytest.raises((Trouble, Refused)):
            pat.remote.purge(name, pat.secret(name))
    pat.give("note", {"body": "Pat's"})
    pat.sync()
    (name,) = pat.remote.ids() - set(names)
    place = home.links()[0].body.places[0]
    remote = open_place(home, home.links()[0], place)
    with pytest.raises(Exception, match="Only the one who sent"):
        remote.purge(name, "a guess")
    remote.close()
    assert pat.remote.ids() == {*names, name}
    purge_key = home.links()[0].body.purge_key
    for each in names:
        pat.remote.purge(each, second.purge(purge_key, each)["secret"])
    assert pat.remote.ids() == {name}, "the secret follows from the sender's key as the page says"


def test_what_a_remote_has_lost_is_sent_again(home: Session, site: Site) -> None:
    pat = robin_invites(home, site)
    pat.give("note", {"body": "again"})
    pat.sync()
    sync(home)
    (name,) = {id_of(pat.seal(copy.payload)) for copy in pat.given}
    pat.remote.purge(name, pat.secret(name))
    assert name not in pat.remote.ids()
    pat.sync()
    assert name in pat.remote.ids()


# What both must refuse


def as_robin(pat: Person) -> Person:
    """Somebody who holds the same key and seals in Robin's direction."""
    return Person(replace(pat.link, direction="b", role="sponsor"), pat.remote, pat.now)


def unusable(pat: Person) -> dict[str, Upload]:
    """Envelopes that must not be used, by what is wrong with them."""

    def sealed(kind: str, body: dict[str, Any], level: str = "full") -> Upload:
        record = secrets.token_hex(16)
        return pat.upload(write(kind, record, pat.now.date(), level, body=body))

    damaged, purge = sealed("note", {"body": "damaged"})
    first, rest = damaged["box"][0], damaged["box"][1:]
    other_key = Person(replace(pat.link, root="ab" * 32), pat.remote, pat.now)
    return {
        "another key": other_key.upload(b"anything"),
        "a flipped bit": (damaged | {"box": ("B" if first == "A" else "A") + rest}, purge),
        "no TOML": pat.upload(b"\xff\xfe"),
        "an unknown kind": sealed("worksheet", {"row": "x"}),
        "a private kind": sealed("link", {"name": "x"}),
        "no level": sealed("note", {"body": "x"}, level=""),
        "a text too long": sealed("note", {"body": "x" * 10_001}),
        "too deep": sealed("note", {"x": [[[[[[[1]]]]]]]}),
        "a field missing": sealed("comment", {"body": "x"}),
    }


def test_what_must_be_refused_is_set_aside_and_the_rest_arrives(home: Session, site: Site) -> None:
    pat = pat_invites(home, site)
    bad = unusable(pat)
    bad["a kind of the other role"] = pat.upload(
        write("inventory", secrets.token_hex(16), pat.now.date(), "full", body=NIGHTLY)
    )
    pat.remote.put(list(bad.values()))
    good = pat.give("note", {"body": "good"})
    pat.sync()
    report = sync(home)
    assert (report.received, report.set_aside) == (1, len(bad))
    assert [entry.id for entry in from_pat(home, "note")] == [good.id]
    told = {reason.partition(":")[0] for reason in report.reasons}
    assert told == {id_of(envelope)[:12] for envelope, _ in bad.values()}
    assert sync(home).set_aside == 0, "what was refused is remembered"


def test_the_second_client_refuses_the_same(home: Session, site: Site) -> None:
    pat = pat_invites(home, site)
    bad = unusable(as_robin(pat))
    pat.remote.put(list(bad.values()))
    pat.sync()
    assert set(pat.aside) == {id_of(envelope) for envelope, _ in bad.values()}
    assert pat.received == {}


def test_ones_own_direction_is_never_read(home: Session, site: Site) -> None:
    pat = pat_invites(home, site)
    talk.write_note(home, home.links()[0].record, body="true")
    forger = as_robin(pat)
    forger.give("note", {"body": "Robin never wrote this"})
    forger.sync()
    report = sync(home)
    assert (report.received, report.set_aside) == (0, 0)
    assert [block.text for thread in talk.threads(home) for block in thread.blocks] == ["true"]


def test_what_is_not_known_yet_is_kept_byte_for_byte(home: Session, site: Site) -> None:
    pat = robin_invites(home, site)
    extra = pat.give("note", {"body": "hello", "colour": "green"}, weather="rain")
    day = pat.now.date()
    newer = write("note", secrets.token_hex(16), day, "full", body={"tone": 7})
    newer = newer.replace(b"format = 1", b"format = 2")
    pat.remote.put([pat.upload(newer)])
    pat.sync()
    assert sync(home).received == 2
    kept = {home.store.revision(entry.id).payload for entry in from_pat(home, "note")}
    assert kept == {extra.payload, newer}


# Pairing


def test_pasted_blocks_are_enough(home: Session) -> None:
    invite = people.start_invite(home, "Pat", "sponsee")
    offer = pairing.dearmor("offer", f"> {invite.block}")
    assert offer is not None
    paired, answer = pairing.accept(invite.code, offer, "Pat", "a token", home.now)
    met = people.answer_from_block(home, invite.link, pairing.armor("answer", answer).upper())
    assert met.digits == paired.digits
    assert met.name == "Pat"


def test_who_comes_second_with_a_code_is_stopped(home: Session, site: Site) -> None:
    invite = people.start_invite(home, "Pat", "sponsee", site.place, site.registration_code)
    code, drops = pairing.code_in(invite.join_text), site.drops()
    offer = drops.look(pairing.rendezvous(code), "offer")
    assert offer is not None
    _, thiefs = pairing.accept(code, offer, "Thief", "a token", home.now)
    _, pats = pairing.accept(code, offer, "Pat", "a token", home.now)
    drops.leave(pairing.rendezvous(code), "answer", thiefs)
    drops.leave(pairing.rendezvous(code), "answer", thiefs)
    with pytest.raises(pairing.SlotTaken):
        drops.leave(pairing.rendezvous(code), "answer", pats)


def test_the_real_program_is_stopped_as_well(home: Session, site: Site) -> None:
    invitation = pairing.invite("Pat", "sponsor", home.now)
    site.new_remote(invitation.space, secrets.token_hex(32))
    drops, rendezvous = site.drops(), pairing.rendezvous(invitation.code)
    drops.leave(rendezvous, "offer", invitation.block)
    _, thiefs = pairing.accept(invitation.code, invitation.block, "Thief", "a token", home.now)
    drops.leave(rendezvous, "answer", thiefs)
    with pytest.raises(SlotTaken):
        people.join(home, invitation.code, place=site.place)


def test_blocks_that_must_be_refused(home: Session) -> None:
    invite = people.start_invite(home, "Pat", "sponsee")
    offer = pairing.dearmor("offer", invite.block)
    assert offer is not None
    other = pairing.invite("X", "sponsor", home.now)
    late = home.now + timedelta(hours=48)
    attempts = {
        "another code": lambda: pairing.accept(other.code, offer, "Pat", "t", home.now),
        "another label": lambda: pairing.open_block(invite.code, "answer", offer),
        "late": lambda: pairing.accept(invite.code, offer, "Pat", "t", late),
        "my own": lambda: pairing.accept(
            other.code, other.block, "X", "t", home.now, (other.space,)
        ),
    }
    for attempt in attempts.values():
        with pytest.raises(Refused):
            attempt()


# HTTP v1


@pytest.fixture
def linked(home: Session, tmp_path: Path, endpoint: Live) -> tuple[Session, Person, Endpoint]:
    pat = pat_invites(home, Site.of("http", tmp_path, endpoint))
    assert isinstance(pat.remote, Endpoint)
    return home, pat, pat.remote


def test_a_long_poll_wakes_when_the_other_syncs(
    linked: tuple[Session, Person, Endpoint],
) -> None:
    robin, pat, remote = linked
    pat.sync()
    talk.write_note(robin, robin.links()[0].record, body="now")
    found: dict[str, object] = {}
    waiting = threading.Thread(target=lambda: found.update(remote.news((), wait=20)))
    waiting.start()
    sync(robin)
    waiting.join(10)
    assert not waiting.is_alive()
    assert len(found) >= 1


def test_nothing_new_is_a_304(linked: tuple[Session, Person, Endpoint]) -> None:
    robin, pat, remote = linked
    sync(robin)
    pat.sync()
    path = f"/v1/spaces/{remote.space}/envelopes?after=0"
    status, _, tag = remote.ask("GET", path)
    assert status == 200
    assert remote.ask("GET", path, If_None_Match=tag)[0] == 304


def test_who_may_not_is_told_by_code(
    linked: tuple[Session, Person, Endpoint], endpoint: Live
) -> None:
    _, _, remote = linked
    stranger = Endpoint(endpoint.url, remote.space, secrets.token_hex(32))
    lost = Endpoint(endpoint.url, secrets.token_hex(16), remote.token)
    cases = [
        (stranger.ids, (401, "bad_token")),
        (lost.ids, (404, "no_space")),
        (lambda: stranger.open_space("no code"), (403, "registration_closed")),
        (lambda: stranger.open_space(endpoint.code), (409, "token_conflict")),
        (lambda: remote.let_in("0" * 64), (403, "not_member")),
        (lambda: remote.get("a" * 52), (404, "not_found")),
        (lambda: remote.get("A" * 52), (400, "bad_id")),
        (lambda: remote.ask("PATCH", "/v1/info"), (405, "bad_method")),
        (lambda: remote.leave("0" * 32, "offer", bytes(8193)), (413, "too_large")),
    ]
    for attempt, expected in cases:
        with pytest.raises(Trouble) as caught:
            attempt()
        assert (caught.value.status, caught.value.code) == expected


def test_many_envelopes_come_page_by_page(linked: tuple[Session, Person, Endpoint]) -> None:
    robin, pat, remote = linked
    for number in range(230):
        pat.give("note", {"body": f"line {number}"})
    pat.sync()
    again = Person(pat.link, Endpoint(remote.address, remote.space, remote.token), pat.now)
    assert len(again.remote.news(())) == 230
    assert sync(robin).received == 230


# A folder


@pytest.fixture
def beside(home: Session, tmp_path: Path, endpoint: Live) -> tuple[Session, Person, Path]:
    site = Site.of("folder", tmp_path, endpoint)
    return home, pat_invites(home, site), site.folder


def test_what_sync_tools_do_to_a_folder_hurts_neither(
    beside: tuple[Session, Person, Path],
) -> None:
    robin, pat, folder = beside
    talk.write_note(robin, robin.links()[0].record, body="hello")
    first = pat.give("note", {"body": "mine"})
    sync(robin)
    pat.sync()
    (path,) = folder.glob(f"e/*/{id_of(pat.seal(first.payload))}.toml")
    for each in list(folder.glob("e/*/*.toml")):
        each.rename(each.with_name(f"copy ({each.stat().st_size}) of {each.stem[:9]}.toml"))
    (path.with_name(f"{'a' * 52}.toml")).write_text('v = 1\nspace = "')
    (path.with_name("notes.txt")).write_text("anybody's")
    (path.with_name("link.toml")).symlink_to("/etc/hostname")
    before = set(folder.rglob("*"))
    again = Person(pat.link, pat.remote, pat.now)
    again.sync()
    report = sync(robin)
    assert {copy.kind for copy in again.holds()} == {"note", "presence"}
    assert again.aside == {}
    assert (report.sent, report.received, report.set_aside) == (0, 1, 0)
    assert set(folder.rglob("*")) == before


def test_a_folder_without_its_marker_is_not_empty(beside: tuple[Session, Person, Path]) -> None:
    robin, pat, folder = beside
    (folder / "sponsorterm.toml").rename(folder / "aside")
    pat.give("note", {"body": "waits"})
    with pytest.raises(Refused):
        pat.sync()
    (report,) = sync_all(robin)
    assert report.code == "not_mounted"
