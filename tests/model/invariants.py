"""What must hold: after every sync of a device, and once all has come to rest.

The judges are the recorded history and plain readings of the rules; what is judged are the
stores, the remotes and what they show.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import product

from sponsorterm.records.codec import decode_copy
from sponsorterm.records.entry import MINE
from sponsorterm.records.ids import revision_id
from sponsorterm.records.kinds import SharedCopy, Tombstone
from sponsorterm.records.revision import Revision, acting, heads
from sponsorterm.sealing.envelope import seal
from sponsorterm.sealing.keys import Direction, SpaceKeys
from sponsorterm.services.home.session import Session
from sponsorterm.services.syncing.private_space import private_state
from sponsorterm.services.syncing.standing import state_of
from tests.model.world import CANARY, EAST, LINKS, Device, World

FROM_A_SPONSOR = {"note", "comment", "seen", "presence"}


def no_head_goes_back(world: World, device: Device) -> None:
    """I6: what is shown is never again what something shown before has superseded."""
    store = device.session.store
    for entry in store.entries(space=None, versions=True):
        past = device.shown.setdefault((entry.space, entry.record), set())
        assert entry.id not in past, f"{device.name} shows an old {entry.kind} again"
        known = world.history[device.person].get(entry.id) if entry.space == MINE else None
        past.update((known or store.revision(entry.id)).header.supersedes)


def all_hold(world: World) -> None:
    """Everything that must be so when nobody has anything left to do."""
    nothing_is_lost(world)
    only_the_author_writes(world)
    my_devices_agree(world)
    for name in world.keys:
        the_link_is_whole(world, name)
    the_private_space_is_whole(world)
    nothing_can_be_read(world)
    for device in world.devices:
        no_head_goes_back(world, device)
        all_are_in_step(device.session)


def nothing_is_lost(world: World) -> None:
    """I1, I7: what was ever acknowledged is on every device of its author.

    But for what was let go: that somebody has superseded, and a tombstone says so.
    """
    for person, history in world.history.items():
        gone = {name for each in history.values() for name in each.header.supersedes}
        emptied = {
            each.record
            for each in history.values()
            if isinstance(each.body, Tombstone) and each.body.emptied
        }
        for device in world.of(person):
            kept = set(device.session.store.names())
            for lost in history.keys() - kept:
                revision = history[lost]
                about = revision.body.of if isinstance(revision.body, SharedCopy) else ""
                let_go = {revision.record, about} & emptied
                assert let_go, f"{device.name} has lost a {revision.kind}"
                assert lost in gone or about, f"{device.name} has let a head go"


def only_the_author_writes(world: World) -> None:
    """I5: nothing is mine that I did not write, byte for byte."""
    for device in world.devices:
        store, history = device.session.store, world.history[device.person]
        for name, payload in store.everything():
            assert name in history, f"{device.name} holds what its owner never wrote"
            assert payload == history[name].payload
        if device.person == "sam":
            came = {each.kind for link in device.links for each in store.entries(space=link)}
            assert came <= FROM_A_SPONSOR, "a sponsor gave what is not theirs to give"


def my_devices_agree(world: World) -> None:
    """I2: devices of one person that know the same revisions show the very same."""
    for person in world.history:
        first, *others = world.of(person)
        for space, other in product((MINE, *first.links), others):
            kept = [set(each.session.store.names(space)) for each in (first, other)]
            shown = [view(each, space) for each in (first, other)]
            # Only its author refills a place, so one may have missed a flood that was lost again.
            if space != LINKS["rosa"] or world.has_rosa or kept[0] == kept[1]:
                assert shown[0] == shown[1], f"{person}'s devices differ"


def view(device: Device, space: str) -> list[tuple[object, ...]]:
    """All that a device shows of a space, and all it would on being asked.

    How many versions there were is left out: of another's entry it depends on when one looked,
    of mine on whether the words were let go here before they were edited there.
    """
    found = device.session.store.entries(
        space=space, versions=True, tombstones=True, withdrawn=True
    )
    return [(each.id, each.heads, each.mark) for each in found]


def the_link_is_whole(world: World, name: str) -> None:
    """I3, I4: both ends and every place hold what is given now and nothing else."""
    keys, link = world.keys[name], LINKS[name]
    sides: list[tuple[str, Direction]] = [("sam", "a"), (name, "b")]
    present = [(person, own) for person, own in sides if person in world.history]
    given = {own: copies_for(world.history[person], link) for person, own in present}
    wanted: set[str] = set()
    for person, own in present:
        acts = [acting(heads).body for heads in given[own]]
        payloads = [body.bytes.encode() for body in acts if isinstance(body, SharedCopy)]
        wanted |= {sealed(payload, keys, own) for payload in payloads}
        for device in world.of(person):
            ids = {revision_id(payload) for payload in payloads}
            assert set(device.session.store.given(link)) == ids
    if len(present) == 2:
        for device in world.of(name):
            shows_what_was_given(device, link, given["a"])
        for device in world.of("sam"):
            shows_what_was_given(device, link, given["b"])
    commits = {keys.commit(own) for own in given}
    _lie_there(world, world.places[name], keys, wanted, commits)


def copies_for(history: dict[str, Revision], link: str) -> list[list[Revision]]:
    """Of each entry that a link was ever given, the heads among its copies."""
    records = defaultdict(list)
    for each in history.values():
        if isinstance(each.body, SharedCopy) and each.body.link == link:
            records[each.record].append(each)
    return [heads(known) for known in records.values()]


def shows_what_was_given(device: Device, link: str, given: list[list[Revision]]) -> None:
    """What somebody is shown is what acts; what was taken back anywhere is shown nowhere."""
    store = device.session.store
    shown = defaultdict(set)
    for entry in store.entries(space=link, versions=True):
        shown[entry.record].add(entry.id)
    expected = set()
    for copies in given:
        bodies = [copy.body for copy in copies if isinstance(copy.body, SharedCopy)]
        copy = decode_copy(acting(copies).body.bytes.encode())  # type: ignore[attr-defined]
        assert store.knows(link, copy.id), f"{device.name} lacks a {copy.kind}"
        if any(body.level == "withdrawn" for body in bodies):
            assert not shown[copy.record], f"{device.name} shows what was taken back"
            assert not store.count(space=link, record=copy.record)
        else:
            expected.add(copy.record)
            assert copy.id in shown[copy.record], f"{device.name} does not show a {copy.kind}"
            assert len(copies) > 1 or len(shown[copy.record]) == 1
    assert {record for record, ids in shown.items() if ids} == expected
    for entry in store.search(CANARY, space=link, limit=1000):
        assert entry.record in expected, "what was taken back can still be found"


def the_private_space_is_whole(world: World) -> None:
    """I3, I4: its place holds what Sam's store holds, and nothing that was let go."""
    keys = world.own_space()
    wanted = {
        sealed(payload, keys, "a") for _, payload in world.devices[0].session.store.everything()
    }
    _lie_there(world, (EAST,), keys, wanted, {keys.commit("a")})


def _lie_there(
    world: World, places: Iterable[str], keys: SpaceKeys, wanted: set[str], commits: set[str]
) -> None:
    """These are there; and of what bears these commits nothing else, but what others put there."""
    for where in places:
        kept = world.network.mailboxes[where].spaces[keys.space].kept
        assert not wanted - kept.keys(), "a place lacks envelopes"
        known = {name for name, (_, upload) in kept.items() if upload.envelope.commit in commits}
        assert not known - wanted - world.foreign, "a place holds what was to be deleted"


@lru_cache(100_000)
def sealed(payload: bytes, keys: SpaceKeys, direction: Direction) -> str:
    return seal(payload, keys, direction).id


def nothing_can_be_read(world: World) -> None:
    """I8: no word lies open at an endpoint, nor where a device remembers its syncs."""
    word = CANARY.encode()
    for mailbox in world.network.mailboxes.values():
        for space in mailbox.spaces.values():
            for _, upload in space.kept.values():
                assert word not in base64.b64decode(upload.envelope.box)
    for device in world.devices:
        state = device.home.state
        for path in (*state.glob("sync.db*"), *state.glob("*.toml")):
            assert word not in path.read_bytes()


def all_are_in_step(session: Session) -> None:
    for link in session.links():
        assert state_of(session, link).state == "in_step"
    state = private_state(session)
    assert state.state in ("in_step", "no_place")
