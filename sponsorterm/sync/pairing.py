"""Pairing: two people come to share the root key of a new space.

One invites and leaves an offer, sealed under a code of ten words; the other accepts and
leaves an answer. From both blocks, the code and an X25519 secret each side gets the same root
key and the same digits, which both people compare. Everything here is pure: how the blocks
travel is `drops.py`, or two people pasting text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, TypeVar
from urllib.parse import unquote

import msgspec
import rtoml
import tomli_w

from sponsorterm import sealing, wire
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.kinds.link import KeyHex, Place, Role
from sponsorterm.records.text import Line, clean_tree
from sponsorterm.strings import sync as words

VERSION = 1
LIFE = timedelta(seconds=wire.DROP_LIFE)
"""How long an invitation holds."""

OTHER_ROLE: dict[Role, Role] = {"sponsor": "sponsee", "sponsee": "sponsor"}

_JOIN = re.compile(r"(https?://[^\s#]+?)(?:/join)?/?#(\S+)", re.IGNORECASE)

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
T = TypeVar("T", bound=msgspec.Struct)


class PairingError(Exception):
    """Pairing cannot go on. `message` and `hint` are one line each and hold no code or key."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Meeting(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the link will sync. `where` is an endpoint's address.

    Of a folder or file only the kind is told: a path is another one on each device, and
    tells more of its owner than the other side needs.
    """

    kind: Annotated[str, msgspec.Meta(pattern=r"\A(http|folder|file)\Z")]
    where: Annotated[str, msgspec.Meta(max_length=1000)] | None = None


class Offer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the one who invites says; `role` is their own.

    `follows` is the space of the two that the new one takes the place of.
    """

    v: int = VERSION
    name: Line
    role: Role
    space: wire.SpaceId
    public: KeyHex
    created: Moment
    expires: Moment
    place: Meeting | None = None
    follows: wire.SpaceId | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the one who joins says; `token_hash` lets their device in at an endpoint."""

    v: int = VERSION
    name: Line
    role: Role
    public: KeyHex
    token_hash: wire.Hash


class Invitation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An open invitation, to be kept by the one who invited until it is answered or over.

    Everything in it is secret. `offer` is the exact text inside the block.
    """

    code: str
    private: KeyHex
    space: wire.SpaceId
    offer: str
    expires: Moment
    token: str
    place: Place | None = None

    def __repr__(self) -> str:
        """Nothing of it belongs in a log."""
        return "Invitation(...)"

    @property
    def rendezvous(self) -> str:
        """Where the blocks are left."""
        return sealing.rendezvous(self.code)

    @property
    def offer_block(self) -> bytes:
        """The offer, sealed under the code."""
        return sealing.seal_block(self.code, "offer", self.offer.encode())

    def to_toml(self) -> bytes:
        """The invitation as a file's content."""
        return to_toml(self)

    @classmethod
    def from_toml(cls, data: bytes) -> Invitation:
        """Read what `to_toml` gave.

        Raises:
            PairingError: it is something else.
        """
        return from_toml(data, cls)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The side of the one who joins, direction `b`, as soon as there is an answer to leave.

    `name` and `role` are those of the one who invited. `place` is None if the invitation
    tells only a kind (`meeting`), or nothing at all, of where to sync. `follows` is a space
    that this one takes the place of, says the one who invited.
    """

    space: str
    name: str
    role: Role
    digits: str
    meeting: Meeting | None
    place: Place | None = field(repr=False)
    root: bytes = field(repr=False)
    token: str = field(repr=False)
    rendezvous: str = field(repr=False)
    answer_block: bytes = field(repr=False)
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """The side of the one who invited, direction `a`, once there is an answer.

    `name` and `role` are those of the one who joined; `token_hash` is that of their device.
    """

    space: str
    name: str
    role: Role
    digits: str
    token_hash: str
    place: Place | None = field(repr=False)
    root: bytes = field(repr=False)


def _random_token(_space: str) -> str:
    return sealing.new_token()


def invite(
    name: str,
    role: Role,
    place: Place | None,
    now: datetime,
    token_of: Callable[[str], str] = _random_token,
    follows: str | None = None,
) -> Invitation:
    """Make an invitation in one's own name and role, with fresh keys, code and space.

    The token in `place`, if any, becomes the invitation's; otherwise `token_of` the space.
    """
    private, public = sealing.new_pair_keys()
    space = sealing.new_space_id()
    token = (place.token if place else None) or token_of(space)
    offer = Offer(
        name=name,
        role=role,
        space=space,
        public=public.hex(),
        created=now,
        expires=now + LIFE,
        place=meeting_at(place) if place else None,
        follows=follows,
    )
    return Invitation(
        code=sealing.new_code(),
        private=private.hex(),
        space=space,
        offer=to_toml(offer).decode(),
        expires=offer.expires,
        token=token,
        place=msgspec.structs.replace(place, token=token) if place else None,
    )


def accept(
    code: str,
    offer_block: bytes,
    name: str,
    now: datetime,
    own: Container[str] = (),
    token_of: Callable[[str], str] = _random_token,
) -> Acceptance:
    """Answer an offer in one's own name; the role is the other one than the offer's.

    `own` are the spaces one has invited others to, `token_of` gives one's token for a space.

    Raises:
        PairingError: the code is not the offer's, the offer is over, damaged, or one's own.
    """
    with as_pairing_errors():
        text = sealing.open_block(code, "offer", offer_block)
    offer = from_toml(text, Offer)
    if offer.space in own:
        raise PairingError(words.OWN_INVITE, words.OWN_INVITE_HINT)
    if now >= offer.expires:
        raise PairingError(words.INVITE_EXPIRED, words.NEW_INVITE)
    private, public = sealing.new_pair_keys()
    token = token_of(offer.space)
    answer = to_toml(
        Answer(
            name=name,
            role=OTHER_ROLE[offer.role],
            public=public.hex(),
            token_hash=wire.token_hash(token),
        )
    )
    with as_pairing_errors():
        root = sealing.root_key(code, text, answer, private, bytes.fromhex(offer.public))
    return Acceptance(
        space=offer.space,
        name=offer.name,
        role=offer.role,
        digits=sealing.digits(root, offer.space),
        place=_place(offer.place, token),
        meeting=offer.place,
        root=root,
        token=token,
        rendezvous=sealing.rendezvous(code),
        answer_block=sealing.seal_block(code, "answer", answer),
        follows=offer.follows,
    )


def finish(invitation: Invitation, answer_block: bytes, now: datetime) -> Joined:
    """Take the answer to one's invitation.

    Raises:
        PairingError: the answer is to another invitation, late, damaged, or says that both
            have the same role.
    """
    with as_pairing_errors():
        text = sealing.open_block(invitation.code, "answer", answer_block)
    if now >= invitation.expires:
        raise PairingError(words.INVITE_EXPIRED, words.NEW_INVITE)
    answer = from_toml(text, Answer)
    offer = invitation.offer.encode()
    if answer.role != OTHER_ROLE[from_toml(offer, Offer).role]:
        raise PairingError(words.SAME_ROLE, words.SAME_ROLE_HINT)
    private, public = bytes.fromhex(invitation.private), bytes.fromhex(answer.public)
    with as_pairing_errors():
        root = sealing.root_key(invitation.code, offer, text, private, public)
    return Joined(
        space=invitation.space,
        name=answer.name,
        role=answer.role,
        digits=sealing.digits(root, invitation.space),
        place=invitation.place,
        token_hash=answer.token_hash,
        root=root,
    )


def join_url(server: str, code: str) -> str:
    """One line that holds all the other person needs.

    A browser does not send what stands behind the #, so no server sees the code.
    """
    return f"{server.rstrip('/')}/join#{code}"


def parse_join(text: str) -> tuple[str | None, str]:
    """The server, if one is named, and the code, out of what somebody pasted or typed.

    Raises:
        PairingError: there is no code in it.
    """
    url = _JOIN.search(text)
    try:
        if url:
            return url[1], sealing.parse_code(unquote(url[2]))
        return None, sealing.parse_code(text)
    except sealing.BadCode as error:
        message = str(error) if error.found else words.BAD_JOIN
        raise PairingError(message, words.BAD_JOIN_HINT) from None


def meeting_at(place: Place) -> Meeting:
    """What may be told of a place: an endpoint's address, and of a path only its kind."""
    return Meeting(kind=place.kind, where=place.where if place.kind == "http" else None)


def _place(meeting: Meeting | None, token: str) -> Place | None:
    if meeting is None or meeting.kind != "http" or not meeting.where:
        return None
    return Place(kind="http", where=meeting.where, token=token)


def to_toml(struct: msgspec.Struct) -> bytes:
    """One of these structs as TOML."""
    return tomli_w.dumps(msgspec.to_builtins(struct, builtin_types=(datetime,))).encode()


def from_toml(data: bytes, kind: type[T]) -> T:
    """Read one of the structs above; every text in it is cleaned.

    Raises:
        PairingError: it is none, or of a version this program does not know.
    """
    try:
        raw = clean_tree(rtoml.loads(data.decode()), kind.__name__)
        if raw.get("v", VERSION) != VERSION:
            raise PairingError(words.OTHER_VERSION, words.UPDATE_BOTH)
        return msgspec.convert(raw, kind)
    except (ValueError, BadRecord, msgspec.ValidationError):
        raise PairingError(words.BAD_BLOCK, words.START_AGAIN) from None


@contextmanager
def as_pairing_errors() -> Iterator[None]:
    """What the sealing refuses, said as a person who pairs can use it."""
    try:
        yield
    except (sealing.WrongCode, sealing.BadCode) as error:
        raise PairingError(str(error), words.CHECK_THE_CODE) from None
    except sealing.BadPeerKey as error:
        raise PairingError(str(error), words.START_AGAIN) from None
    except sealing.SealingError as error:
        raise PairingError(str(error), words.COPY_AGAIN) from None
