"""The engine over real remotes: what is sent, what is read, what is set aside, what is healed."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from sponsorterm import wire
from sponsorterm.records.kinds import Inventory
from sponsorterm.sealing import SpaceKeys, new_root_key, purge_secret, seal
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.store.store import Store
from sponsorterm.strings import sealing as sealing_words
from sponsorterm.strings import sync as words
from sponsorterm.sync import engine
from sponsorterm.sync.batching import batches
from sponsorterm.sync.channel import Outcome
from sponsorterm.sync.engine import listen
from sponsorterm.sync.ledger import Ledger
from sponsorterm.sync.remotes import Batch, Remote, RemoteError
from tests.sync.conftest import Server
from tests.sync.sides import NOW, Side, comment, payload, two_sides
from tests.sync.sites import FolderSite, HttpSite, Site, put_all, upload

DEADLINE = 10.0


@pytest.fixture
def pair(site: Site, tmp_path: Path) -> Iterator[tuple[Side, Side]]:
    a, b = two_sides(site.space, tmp_path)
    yield a, b
    a.ledger.close()
    b.ledger.close()


@pytest.fixture
def a(pair: tuple[Side, Side]) -> Side:
    return pair[0]


@pytest.fixture
def b(pair: tuple[Side, Side]) -> Side:
    return pair[1]


@pytest.fixture
def to_a(site: Site) -> Iterator[Remote]:
    with closing(site.open("a")) as remote:
        yield remote


@pytest.fixture
def to_b(site: Site) -> Iterator[Remote]:
    with closing(site.open("b")) as remote:
        yield remote


def did(outcome: Outcome) -> tuple[int, int, int, int]:
    assert outcome.error is None
    return outcome.sent, outcome.received, outcome.set_aside, outcome.refilled


def test_what_one_writes_the_other_gets_byte_for_byte(
    a: Side, b: Side, to_a: Remote, to_b: Remote
) -> None:
    mine = a.write(3)
    b.written.append(comment())
    assert did(a.sync(to_a)) == (3, 0, 0, 0)
    assert did(b.sync(to_b)) == (1, 3, 0, 0)
    assert did(a.sync(to_a)) == (0, 1, 0, 0)
    assert b.has == set(mine)
    assert a.received == b.written


def test_a_second_sync_has_nothing_to_do(a: Side, to_a: Remote) -> None:
    a.write(2)
    a.sync(to_a)
    outcome = a.sync(to_a)
    assert did(outcome) == (0, 0, 0, 0)
    assert (outcome.state.name, outcome.waiting) == ("in_step", 0)


def test_a_remote_never_sees_a_word(site: Site, a: Side, to_a: Remote) -> None:
    a.written.append(payload("pelican-in-the-pantry"))
    a.sync(to_a)
    for name in to_a.ids():
        assert b"pelican" not in base64.b64decode(to_a.get(name).box)


@pytest.mark.parametrize("kind", ["http"])
@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 200, 201])
def test_batches_and_pages_lose_nothing_at_their_edges(
    a: Side, b: Side, to_a: Remote, to_b: Remote, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "MAX_PAGE", 100)
    mine = a.write(count)
    assert did(a.sync(to_a)) == (count, 0, 0, 0)
    assert did(b.sync(to_b)) == (0, count, 0, 0)
    assert b.has == set(mine)


def test_batches_keep_to_both_limits() -> None:
    keys = SpaceKeys("0" * 32, new_root_key())
    large = seal(b"x" * 60_000, keys, "a")
    found = list(batches((str(n), upload(large)) for n in range(40)))
    assert sum(map(len, found)) == 40
    for batch in found:
        body = wire.write(wire.UploadBody([each for _, each in batch]))
        assert len(body) <= wire.MAX_BODY
    small = seal(b"x", keys, "a")
    assert [len(batch) for batch in batches((str(n), upload(small)) for n in range(201))] == [
        100,
        100,
        1,
    ]


def test_each_upload_can_be_purged_by_its_sender(a: Side, to_a: Remote) -> None:
    a.write()
    a.sync(to_a)
    (name,) = a.ledger.mine(a.keys.space)
    to_a.purge(name, purge_secret(a.purge_key, name))
    assert to_a.ids() == set()


def test_what_the_sender_purged_is_no_loss_to_the_other(
    a: Side, b: Side, to_a: Remote, to_b: Remote
) -> None:
    mine = a.write(2)
    a.sync(to_a)
    b.sync(to_b)
    name = a.sealed(mine[0]).id
    a.written.remove(mine[0])
    to_a.purge(name, purge_secret(a.purge_key, name))
    for _ in range(2):
        assert did(b.sync(to_b)) == (0, 0, 0, 0)
        assert did(a.sync(to_a)) == (0, 0, 0, 0)
    assert b.has == set(mine)
    assert to_a.ids() == {a.sealed(mine[1]).id}


def test_my_own_direction_is_never_read(a: Side, to_a: Remote) -> None:
    forged = a.sealed(payload("not by me: the other holds the key too"))
    to_a.put([upload(forged)])
    assert did(a.sync(to_a)) == (0, 0, 0, 0)
    assert not a.received
    assert not a.aside
    assert forged.id in a.ledger.seen(a.keys.space)


def hostile(b: Side, site: Site) -> dict[str, tuple[wire.Envelope, str]]:
    """What a member with the key, or one without, may put there; and what is said of it."""
    stranger = SpaceKeys(site.space, new_root_key())
    good = b.sealed(payload())
    elsewhere = SpaceKeys("f" * 32, b.keys.root)
    flipped = good.box[:-8] + ("AAAAAAAA" if good.box[-8:] != "AAAAAAAA" else "BBBBBBBB")
    return {
        "wrong key": (seal(payload(), stranger, "b"), sealing_words.WRONG_KEY),
        "damaged": (wire.Envelope(1, site.space, good.commit, flipped), sealing_words.DAMAGED),
        "cut": (wire.Envelope(1, site.space, good.commit, "AAAA"), sealing_words.DAMAGED),
        "wrong space": (seal(payload(), elsewhere, "b"), sealing_words.WRONG_SPACE),
        "other role": (b.sealed(payload(body=INVENTORY)), words.NOT_FROM_A_ROLE["sponsor"]),
        "private kind": (b.sealed(private()), words.NOT_FROM_A_ROLE["sponsor"]),
        "no level": (b.sealed(payload().replace(b'level = "full"\n', b"")), "level"),
        "no toml": (b.sealed(b"\x00[["), "TOML"),
        "no text": (b.sealed(b"\xff\xfe"), "UTF-8"),
        "bomb": (b.sealed(b"a." * 30_000 + b"b = 1"), "from the link"),
        "bad field": (b.sealed(payload().replace(b"2026-11-20\n", b'"never"\n')), "day"),
    }


INVENTORY = Inventory(period="nightly", mode="quick", mood=3)


def private() -> bytes:
    return payload().replace(b'kind = "note"', b'kind = "profile"').replace(b"body = ", b"name = ")


HOSTILE = [
    "wrong key", "damaged", "cut", "wrong space", "other role", "private kind", "no level",
    "no toml", "no text", "bomb", "bad field",
]  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("kind", ["folder"])
def test_a_hostile_envelope_is_set_aside_once_and_the_rest_goes_on(
    site: Site, a: Side, b: Side, to_a: Remote, what: str
) -> None:
    bad, reason = hostile(b, site)[what]
    good = [comment(), comment()]
    to_a.put([upload(b.sealed(good[0])), upload(bad), upload(b.sealed(good[1]))])
    assert did(a.sync(to_a)) == (0, 2, 1, 0)
    assert a.has == set(good)
    ((data, said, source),) = a.aside
    assert reason in said
    assert "\n" not in said
    assert bad.id in source
    assert data
    assert a.ledger.refused(site.space) == {bad.id: said}
    assert did(a.sync(to_a)) == (0, 0, 0, 0)
    assert len(a.aside) == 1


def test_every_hostile_envelope_is_tried(a: Side, b: Side, new_site: Callable[..., Site]) -> None:
    assert set(hostile(b, new_site("folder"))) == set(HOSTILE)


def test_of_a_flood_of_refused_envelopes_only_some_are_kept(
    site: Site, a: Side, to_a: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "MOST_SET_ASIDE", 3)
    stranger = SpaceKeys(site.space, new_root_key())
    for _ in range(2):
        put_all(to_a, [seal(payload(), stranger, "b") for _ in range(2)])
        assert did(a.sync(to_a)) == (0, 0, 2, 0)
    assert len(a.aside) == 3
    assert len(a.ledger.refused(site.space)) == 4


def test_more_than_a_space_may_hold_is_not_taken_in(
    a: Side, b: Side, to_a: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_a.put([upload(b.sealed(comment())) for _ in range(3)])
    monkeypatch.setattr(engine.wire, "MAX_SPACE_ENVELOPES", 2)
    assert a.sync(to_a).state.code == "too_many"


def test_what_cannot_be_kept_here_comes_again(a: Side, b: Side, to_a: Remote) -> None:
    first, second = comment(), comment()
    to_a.put([upload(b.sealed(first)), upload(b.sealed(second))])
    keep = a.receive

    def full_disk(payloads: Sequence[bytes]) -> None:
        keep(payloads[:1])
        raise StoreError("The disk is full.", "Make room.")

    a.receive = full_disk  # type: ignore[method-assign]
    with pytest.raises(StoreError):
        a.sync(to_a)
    a.receive = keep  # type: ignore[method-assign]
    a.sync(to_a)
    assert a.has == {first, second}


def test_a_lost_ledger_is_learned_again(
    a: Side, b: Side, to_a: Remote, to_b: Remote, tmp_path: Path
) -> None:
    mine = a.write(2)
    b.written.append(comment())
    a.sync(to_a)
    b.sync(to_b)
    a.sync(to_a)
    a.ledger.close()
    a.ledger = Ledger(tmp_path / "new.db")
    outcome = a.sync(to_a)
    assert did(outcome) == (0, 1, 0, 0)
    assert outcome.state.name == "in_step"
    assert a.has == set(b.written)
    assert a.ledger.mine(a.keys.space) == {a.sealed(each).id for each in mine}


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_a_place_put_in_the_stead_of_a_lost_one_is_refilled_by_both(
    site: Site, a: Side, b: Side, to_a: Remote, to_b: Remote
) -> None:
    mine = a.write(3)
    b.written.append(comment())
    for side, remote in ((a, to_a), (b, to_b), (a, to_a)):
        side.sync(remote)
    site.start_over()
    assert did(a.sync(to_a)) == (0, 0, 0, 3)
    assert did(b.sync(to_b)) == (0, 0, 0, 1)
    assert did(a.sync(to_a)) == (0, 0, 0, 0)
    assert to_a.ids() == {a.sealed(m).id for m in mine} | {b.sealed(b.written[0]).id}


@pytest.mark.parametrize("kind", ["folder"])
def test_files_somebody_deleted_are_sent_again(
    site: FolderSite, a: Side, b: Side, to_a: Remote, to_b: Remote
) -> None:
    a.write(4)
    a.sync(to_a)
    b.sync(to_b)
    for path in list(site.path.glob("e/*/*"))[:2]:
        path.unlink()
    assert did(b.sync(to_b)) == (0, 0, 0, 0)
    assert did(a.sync(to_a)) == (0, 0, 0, 2)
    assert len(to_a.ids()) == 4


@pytest.mark.parametrize("kind", ["folder"])
def test_an_entry_under_a_name_already_known_is_found_by_comparing(
    site: FolderSite, a: Side, b: Side, to_a: Remote, to_b: Remote
) -> None:
    first, second = comment(), comment()
    b.written += [first]
    b.sync(to_b)
    a.sync(to_a)
    b.written += [second]
    b.sync(to_b)
    (path,) = site.path.glob(f"e/*/{b.sealed(second).id}.toml")
    path.rename(path.with_name(f"{b.sealed(first).id} 2.toml"))
    assert did(a.sync(to_a)) == (0, 1, 0, 0)
    assert a.has == {first, second}


class Veiled:
    """A remote that lists what it has but leaves it out of pages, and at first cannot give it."""

    def __init__(self, inner: Remote) -> None:
        self.name = inner.name
        self.put, self.ids, self.digest = inner.put, inner.ids, inner.digest
        self.purge, self.close = inner.purge, inner.close
        self._inner = inner
        self.readable = False

    def fetch(self, cursor: str, known: Container[str], *, wait: int = 0) -> Batch:
        batch = self._inner.fetch(cursor, known, wait=wait)
        return Batch((), batch.cursor, batch.epoch)

    def get(self, envelope_id: str) -> wire.Envelope:
        if not self.readable:
            raise RemoteError("damaged")
        return self._inner.get(envelope_id)


def test_what_could_not_be_had_is_asked_for_again(
    a: Side, b: Side, to_a: Remote, to_b: Remote
) -> None:
    mine = a.write(2)
    a.sync(to_a)
    veiled = Veiled(to_b)
    for _ in range(2):
        assert did(b.sync(veiled)) == (0, 0, 0, 0)
    veiled.readable = True
    assert did(b.sync(veiled)) == (0, 2, 0, 0)
    assert b.has == set(mine)


@pytest.fixture
def server(serve: Callable[..., Server]) -> Server:
    return serve()


@pytest.fixture
def own(server: Server, tmp_path: Path) -> Iterator[tuple[HttpSite, Side, Side]]:
    """A site on an endpoint of its own, with a and b in step."""
    site = HttpSite(server)
    a, b = two_sides(site.space, tmp_path)
    yield site, a, b
    a.ledger.close()
    b.ledger.close()


def over(site: HttpSite, side: Side) -> Outcome:
    with closing(site.open(side.direction)) as remote:
        return side.sync(remote)


def test_a_wiped_endpoint_is_refilled_once_the_space_is_opened_again(
    own: tuple[HttpSite, Side, Side],
) -> None:
    site, a, b = own
    a.write(3)
    b.written.append(comment())
    for side in (a, b, a):
        over(site, side)
    site.live = site.live.renewed(wiped=True)
    assert over(site, a).state.name == "refused"
    site.register()
    assert did(over(site, a)) == (0, 0, 0, 3)
    assert did(over(site, b)) == (0, 0, 0, 1)
    assert did(over(site, a)) == (0, 0, 0, 0)


def test_an_endpoint_rolled_back_is_refilled_with_what_it_lost(
    own: tuple[HttpSite, Side, Side],
) -> None:
    site, a, b = own
    a.write(2)
    for side in (a, b):
        over(site, side)
    site.live.stop()
    site.live.keep_copy()
    site.live = site.live.renewed()
    later = a.write(3)
    b.written.append(comment())
    for side in (a, b, a):
        over(site, side)
    site.live = site.live.renewed(restored=True)
    assert did(over(site, b)) == (0, 0, 0, 1)
    assert did(over(site, a)) == (0, 0, 0, 3)
    assert did(over(site, b)) == (0, 0, 0, 0)
    assert set(later) <= b.has
    with closing(site.open()) as remote:
        assert len(remote.ids()) == 6


def test_a_rollback_hidden_by_new_entries_is_found_by_comparing(
    own: tuple[HttpSite, Side, Side],
) -> None:
    site, a, b = own
    a.write(1)
    over(site, a)
    site.live.stop()
    site.live.keep_copy()
    site.live = site.live.renewed()
    a.write(2)
    over(site, a)
    site.live = site.live.renewed(restored=True)
    b.written += [comment(), comment()]
    over(site, b)  # the head is again where a has read to
    assert did(over(site, a)) == (0, 2, 0, 2)


def test_an_endpoint_that_is_down_changes_nothing_and_is_told(
    own: tuple[HttpSite, Side, Side],
) -> None:
    site, a, b = own
    over(site, a)
    site.live.stop()
    mine = a.write(2)
    with closing(site.open()) as remote:
        for minutes in (5, 10):
            outcome = a.sync(remote, NOW + timedelta(minutes=minutes))
    assert outcome.error is not None
    assert (outcome.state.name, outcome.waiting) == ("unreachable", 2)
    assert outcome.state.since == NOW + timedelta(minutes=5)
    assert outcome.state.last_ok == NOW
    site.live = site.live.renewed()
    assert did(over(site, a)) == (2, 0, 0, 0)
    assert did(over(site, b)) == (0, 2, 0, 0)
    assert b.has == set(mine)


def test_a_closed_space_is_still_read(own: tuple[HttpSite, Side, Side]) -> None:
    site, a, b = own
    b.written.append(comment())
    over(site, b)
    site.close_space()
    a.write()
    outcome = over(site, a)
    assert (outcome.state.name, outcome.state.code, outcome.waiting) == ("refused", "closed", 1)
    assert outcome.received == 1
    with closing(site.open()) as remote:
        assert listen(a.channel, remote, a.ledger, NOW, wait=0).state.code == "closed"


def test_listening_brings_what_comes(a: Side, b: Side, to_a: Remote, to_b: Remote) -> None:
    b.sync(to_b)
    heard: list[Outcome] = []
    ear = threading.Thread(
        target=lambda: heard.append(listen(b.channel, to_b, b.ledger, NOW, wait=30))
    )
    ear.start()
    mine = a.write()
    a.sync(to_a)
    ear.join(DEADLINE)
    assert did(heard[0]) == (0, 1, 0, 0)
    assert b.received == mine
    assert did(b.sync(to_b)) == (0, 0, 0, 0)


def test_listening_tells_when_nobody_answers(own: tuple[HttpSite, Side, Side]) -> None:
    site, a, _ = own
    site.live.stop()
    with closing(site.open()) as remote:
        outcome = listen(a.channel, remote, a.ledger, NOW)
    assert outcome.state.name == "unreachable"


@pytest.mark.parametrize("kind", ["folder"])
def test_what_lies_there_and_cannot_be_read_is_told(
    site: FolderSite, a: Side, b: Side, to_a: Remote
) -> None:
    to_a.put([upload(b.sealed(comment()))])
    (path,) = site.path.glob("e/*/*")
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:50])
    (odd,) = a.sync(to_a).odd
    assert odd.waits


@pytest.mark.parametrize("kind", ["file"])
def test_a_real_store_keeps_what_comes_and_nothing_else(
    site: Site, a: Side, b: Side, to_a: Remote, to_b: Remote, tmp_path: Path
) -> None:
    home = Home.find({"SPONSORTERM_HOME": str(tmp_path / "home")})
    home.create()
    link = "1" * 32
    b.written.append(comment("call me"))
    b.sync(to_b)
    to_b.put([upload(b.sealed(b"\x00"))])
    with Store.open(home) as store:
        a.receive = lambda payloads: store.keep_all(payloads, link)  # type: ignore[method-assign, assignment]
        a.aside = Aside(store)  # type: ignore[assignment]
        assert did(a.sync(to_a)) == (0, 1, 1, 0)
        assert [e.kind for e in store.entries(space=link)] == ["comment"]
    (kept,) = home.records.glob(f"{link}/*/*.toml")
    assert kept.read_bytes() == b.written[0]
    assert len(list(home.quarantine.glob("*.toml"))) == 1


class Aside:
    """Sets aside in a store what a side would put in its list."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def append(self, what: tuple[bytes, str, str]) -> None:
        self.store.quarantine(*what)
