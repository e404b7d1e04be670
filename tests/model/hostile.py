"""What somebody hostile may do to the endpoints: with a stolen token, or with a link's key.

A thief has the token of Sam's device in every space, and no key. Where Rosa has no device in
the schedule, whoever has her keys is hostile: they can seal whatever they like on her link.
"""

from __future__ import annotations

import base64
import contextlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import msgspec

from sponsorterm import wire
from sponsorterm.records.codec import decode_copy, encode
from sponsorterm.records.kinds import Body, Inventory, Note, SharedCopy
from sponsorterm.records.revision import Header
from sponsorterm.sealing.envelope import seal
from sponsorterm.sealing.keys import Direction, SpaceKeys
from sponsorterm.sealing.recovery import device_token
from sponsorterm.services.entries.filing import copies_of
from sponsorterm.sync.remotes.connection import Refusal
from tests.model.mailbox import Mailbox, Space
from tests.model.world import LINKS, World

FLOOD = 15
NOTHING = Space()
Deed = Callable[[World, str, int], None]


def _token(world: World, space: str) -> str:
    """The token that was stolen."""
    return device_token(world.seed, space, world.devices[0].session.store.device)


def _ask(
    mailbox: Mailbox, token: str, method: str, path: str, body: bytes = b"", secret: str = ""
) -> None:
    headers = {wire.PURGE_HEADER: secret}
    with contextlib.suppress(Refusal):
        mailbox.answer(token, method, f"v1/spaces/{path}", body, {}, headers)


def _put(world: World, where: str, space: str, envelopes: Iterable[wire.Envelope]) -> None:
    """Upload under a secret of one's own."""
    mailbox = world.network.mailboxes[where]
    for envelope in envelopes:
        known = envelope.id in mailbox.spaces.get(space, NOTHING).kept
        upload = wire.Upload(envelope, wire.purge_hash("theirs"))
        _ask(mailbox, _token(world, space), "POST", f"{space}/envelopes",
             wire.write(wire.UploadBody([upload])))  # fmt: skip
        if not known:
            world.foreign.add(envelope.id)


def _spaces(world: World) -> list[str]:
    return [world.own_space().space, *(keys.space for keys in world.keys.values())]


def garbage(world: World, where: str, pick: int) -> None:
    """Bytes under a commit of nobody, or under that of the two."""
    space = _spaces(world)[pick % 3]
    keys = world.keys["rosa"]
    commit = keys.commit("b") if space == keys.space and pick % 2 else "c0" * 16
    box = base64.b64encode(world.dice.randbytes(96)).decode()
    _put(world, where, space, [wire.Envelope(1, space, commit, box)])


def replay(world: World, where: str, pick: int) -> None:
    """What ever lay in a space goes up again, under another secret; also into another space."""
    for space in _spaces(world):
        ever = {
            name: upload.envelope
            for copy in [*world.copies[where], world.network.mailboxes[where]]
            for name, (_, upload) in copy.spaces.get(space, NOTHING).kept.items()
        }
        chosen = [*ever.values()][pick::7]
        _put(world, where, space, chosen)
        for other in _spaces(world):
            moved = [msgspec.structs.replace(each, space=other) for each in chosen[:1]]
            if other != space:
                _put(world, where, other, moved)


def purge(world: World, where: str, pick: int) -> None:
    """Delete with a secret one has made up, or has for another envelope."""
    mailbox = world.network.mailboxes[where]
    for space in _spaces(world):
        for name in [*mailbox.spaces.get(space, NOTHING).kept][pick::5]:
            _ask(mailbox, _token(world, space), "DELETE", f"{space}/envelopes/{name}", b"", "x")


def lock_out(world: World, where: str, pick: int) -> None:
    """Close the space, and shut out every device of its owner."""
    mailbox = world.network.mailboxes[where]
    space = _spaces(world)[pick % 3]
    _ask(mailbox, _token(world, space), "POST", f"{space}/close")
    for device in [*mailbox.spaces[space].devices.values()] if space in mailbox.spaces else []:
        _ask(mailbox, _token(world, space), "DELETE", f"{space}/devices/{device.id}")


def move_in(world: World, where: str, pick: int) -> None:
    """Let a device of one's own in, as a member or as another."""
    space = _spaces(world)[pick % 3]
    token = wire.token_hash(f"stolen {pick % 2}")
    for member in ("a", "b"):
        body = wire.write(wire.NewDevice(token, member))  # type: ignore[arg-type]
        mailbox = world.network.mailboxes[where]
        _ask(mailbox, _token(world, space), "POST", f"{space}/devices", body)


def _sealed(world: World, payload: bytes, direction: Direction = "b") -> wire.Envelope:
    return seal(payload, world.keys["rosa"], direction)


def _forged(
    world: World, body: Body, record: str, supersedes: Iterable[str] = (), level: str = "full"
) -> bytes:
    header = Header(
        kind=body.KIND,
        record=record,
        supersedes=sorted(set(supersedes)),
        day=datetime(2026, 11, 20, tzinfo=UTC).date(),
        at=datetime(2026, 11, 20, tzinfo=UTC) if level == "full" else None,
        level=level,  # type: ignore[arg-type]
    )
    return encode(header, body)


def _with_rosas_key(deed: Deed) -> Deed:
    """Only where Rosa herself is not there to be fooled by her own link's key."""

    def done(world: World, where: str, pick: int) -> None:
        if not world.has_rosa:
            deed(world, where, pick)

    return done


@_with_rosas_key
def forge(world: World, where: str, pick: int) -> None:
    """New versions of what is Sam's: by its own name, by its copy's, in either direction."""
    sam = world.devices[0].session
    mine = [*world.history["sam"].values()]
    target = mine[-1 - pick % len(mine)]
    copies = copies_of(sam, sam.link(LINKS["rosa"]))
    given = [copy.body.bytes.encode() for copy in copies if isinstance(copy.body, SharedCopy)]
    names = [target.record, *(decode_copy(payload).record for payload in given[:2])]
    note = Note(body=world.text())
    for name in names:
        payload = _forged(world, note, name, [target.id, *sam.store.given(LINKS["rosa"])])
        for direction in ("a", "b"):
            _put(world, where, world.keys["rosa"].space,
                 [_sealed(world, payload, direction)])  # type: ignore[arg-type]  # fmt: skip
    _put(world, where, world.keys["rosa"].space, [_sealed(world, target.payload)])


@_with_rosas_key
def claim(world: World, where: str, pick: int) -> None:
    """A kind that is not Rosa's to give, no record at all, and one of a version to come."""
    payloads = [
        _forged(world, Inventory(period="nightly", mode="quick", mood=1), "e0" * 16),
        b"kind = 1\n[" + world.text().encode(),
        _forged(world, Note(body=world.text()), "e1" * 16).replace(b"format = 1", b"format = 9"),
    ]
    space = world.keys["rosa"].space
    _put(world, where, space, [_sealed(world, payloads[pick % 3])])


@_with_rosas_key
def flood(world: World, where: str, pick: int) -> None:
    """More than a page of notes, and of versions of one note that do not know each other."""
    space = world.keys["rosa"].space
    names = [f"{number:032x}" if pick % 2 else "f0" * 16 for number in range(FLOOD)]
    notes = [_forged(world, Note(body=world.text()), name) for name in names]
    _put(world, where, space, [_sealed(world, note) for note in notes])


@_with_rosas_key
def elsewhere(world: World, where: str, pick: int) -> None:
    """An envelope sealed for another space, in the name of this one."""
    other = SpaceKeys(world.keys["maria"].space, world.keys["rosa"].root)
    envelope = seal(_forged(world, Note(body=world.text()), "e2" * 16), other, "b")
    for space in _spaces(world):
        moved = msgspec.structs.replace(envelope, space=space)
        _put(world, where, space, [envelope, moved])


DEEDS: dict[str, Deed] = {
    "garbage": garbage,
    "replay": replay,
    "purge": purge,
    "lock out": lock_out,
    "move in": move_in,
    "forge": forge,
    "claim": claim,
    "flood": flood,
    "elsewhere": elsewhere,
}
