"""What client and endpoint agree on: bodies, limits, error codes, and an envelope's name.

This page is the whole contract of HTTP v1 that is not a route: both sides import it and
share nothing else. An envelope is opaque here; how one is sealed is `sponsorterm.sealing`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from typing import Annotated, Any, Literal, TypeVar

import msgspec
import rtoml

PROTOCOL = 1
MEDIA_TYPE = "application/toml"
PROTOCOL_HEADER = "Sponsorterm-Protocol"
ENVELOPE_VERSION = 1
"""The only `Envelope.v` there is: an endpoint would lose what a newer one added."""
PURGE_HEADER = "Sponsorterm-Purge"
"""Carries the secret that deletes one envelope."""

MAX_PAYLOAD = 64 * 1024
"""Bytes of one payload before it is padded and sealed."""
MAX_ENVELOPE = 256 * 1024
"""Bytes of one envelope as TOML."""
MAX_BATCH = 100
"""Envelopes in one upload."""
MAX_BODY = 1024 * 1024
"""Bytes of one request, and the size at which a page of envelopes is cut."""
MAX_PAGE = 200
"""Envelopes in one page."""
MAX_WAIT = 30
"""Seconds a long-poll may wait."""
MAX_DROP = 8 * 1024
"""Bytes of one pairing drop."""
DROP_LIFE = 48 * 3600
"""Seconds until an unanswered drop is gone."""
MAX_SPACE_BYTES = 64 * 1024 * 1024
MAX_SPACE_ENVELOPES = 100_000
MAX_DEVICES = 20
"""Devices in one space."""
MAX_SPACES_PER_CODE = 200
"""Spaces one registration code may open: a sponsor's links for many years."""
DIGEST_BUCKETS = 32

SpaceId = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]
EnvelopeId = Annotated[str, msgspec.Meta(pattern=r"\A[a-z2-7]{52}\Z")]
DeviceId = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]
Rendezvous = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]
Hash = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Commit = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]
Box = Annotated[str, msgspec.Meta(max_length=MAX_ENVELOPE, pattern=r"\A[A-Za-z0-9+/]*={0,2}\Z")]
Member = Literal["a", "b"]
Slot = Literal["offer", "answer", "grant"]


class Envelope(msgspec.Struct, frozen=True):
    """One sealed revision, as every remote keeps it. `box` is standard base64."""

    v: int
    space: SpaceId
    commit: Commit
    box: Box

    @property
    def id(self) -> str:
        """The envelope's name: 52 characters, the same on every remote."""
        return envelope_id(self)


class Upload(msgspec.Struct, frozen=True):
    """An envelope on its way up, with the hash of the one secret that may delete it."""

    envelope: Envelope
    purge: Hash


class UploadBody(msgspec.Struct, frozen=True):
    """Body of `POST /v1/spaces/{space}/envelopes`; at most `MAX_BATCH` uploads."""

    upload: Annotated[list[Upload], msgspec.Meta(min_length=1, max_length=MAX_BATCH)]


class UploadResult(msgspec.Struct, frozen=True):
    """What became of one upload: `have` means it was there before."""

    id: EnvelopeId
    state: Literal["stored", "have"]


class UploadAnswer(msgspec.Struct, frozen=True):
    """One result for each upload, in the order they came."""

    result: list[UploadResult]


class Page(msgspec.Struct, frozen=True):
    """Envelopes after a cursor. `head` is the newest sequence number of the space."""

    cursor: int
    head: int
    epoch_id: str
    more: bool
    envelope: list[Envelope] = []


class Ids(msgspec.Struct, frozen=True):
    """Every envelope id of a space that starts with the prefix asked for, sorted."""

    id: list[EnvelopeId] = []


class Digest(msgspec.Struct, frozen=True):
    """What a space holds, in a form two sides can compare: see `digest_of`."""

    count: int
    bucket: list[str]
    epoch_id: str = ""


class NewSpace(msgspec.Struct, frozen=True):
    """Body of `PUT /v1/spaces/{space}`: the first device, which is member `a`'s."""

    token_hash: Hash
    member: Literal["a"] = "a"


class NewDevice(msgspec.Struct, frozen=True):
    """Body of `POST /v1/spaces/{space}/devices`.

    `recovery` makes it the member's way back in: there is one, and no device shuts it.
    """

    token_hash: Hash
    member: Member
    recovery: bool = False


class DeviceAnswer(msgspec.Struct, frozen=True):
    """The id under which a device can be revoked."""

    device: DeviceId


class Info(msgspec.Struct, frozen=True):
    """Answer of `GET /v1/info`; times are seconds since 1970 in UTC."""

    protocol: int
    server_time: int
    max_batch: int = MAX_BATCH
    max_body: int = MAX_BODY
    max_envelope: int = MAX_ENVELOPE
    max_page: int = MAX_PAGE
    max_wait: int = MAX_WAIT
    max_drop: int = MAX_DROP


class ErrorInfo(msgspec.Struct, frozen=True):
    """What went wrong, in a code for programs, and a message and a hint for people."""

    code: str
    message: str
    hint: str = ""


class ErrorBody(msgspec.Struct, frozen=True):
    """Body of every answer that is not a success."""

    error: ErrorInfo


STATUS: dict[str, int] = {
    "bad_toml": 400,
    "bad_envelope": 400,
    "bad_id": 400,
    "bad_request": 400,
    "bad_token": 401,
    "not_member": 403,
    "needs_recovery": 403,
    "registration_closed": 403,
    "bad_secret": 403,
    "closed": 403,
    "no_space": 404,
    "not_found": 404,
    "bad_method": 405,
    "too_slow": 408,
    "token_conflict": 409,
    "slot_taken": 409,
    "too_large": 413,
    "unsupported_v": 422,
    "slow_down": 429,
    "server_error": 500,
    "busy": 503,
    "quota": 507,
}
"""Every code the endpoint may answer with, and its HTTP status."""


class BadBody(ValueError):
    """A body that is not the TOML it should be. `code` is one of `STATUS`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


T = TypeVar("T")


def read(data: bytes, kind: type[T], *, limit: int = MAX_BODY) -> T:
    """Decode one TOML body.

    Raises:
        BadBody: the body is too large, no TOML, or not of that shape. The message names
            the field and never repeats its value.
    """
    if len(data) > limit:
        raise BadBody("too_large", f"more than {limit} bytes")
    try:
        raw = rtoml.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, rtoml.TomlParsingError):
        raise BadBody("bad_toml", "the body is not TOML in UTF-8") from None
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise BadBody("bad_request", _without_value(str(error))) from None


def is_crowded(data: bytes, most: int) -> bool:
    """Whether TOML may hold more than `most` values: each ends with its line or at a comma.

    To be asked before a large document is parsed, because a value of four bytes takes
    hundreds in memory.
    """
    return data.count(b"\n") + data.count(b",") > most


def _without_value(message: str) -> str:
    """Of what msgspec says, one kind of error repeats the value: an enumeration's."""
    if not message.startswith("Invalid enum value"):
        return message
    return f"Not one of the words allowed - at {message.rpartition(' - at ')[2]}"


def write(body: msgspec.Struct) -> bytes:
    """Encode one body as TOML. Absent (`None`) fields are left out."""
    return rtoml.dumps(_plain(body)).encode()


def _plain(body: msgspec.Struct) -> dict[str, Any]:
    plain = msgspec.to_builtins(body)
    assert isinstance(plain, dict)
    return plain


def envelope_id(envelope: Envelope) -> str:
    """BLAKE2b-256 over all four parts, each behind its length, in lower-case base32."""
    digest = hashlib.blake2b(digest_size=32)
    for part in (str(envelope.v), envelope.space, envelope.commit, envelope.box):
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return base64.b32encode(digest.digest()).decode().rstrip("=").lower()


def token_hash(token: str) -> str:
    """What the endpoint keeps of a device token: SHA-256, hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def purge_hash(secret: str) -> str:
    """What goes up with an envelope so that only the secret's holder can delete it."""
    return hashlib.sha256(b"sponsorterm/1/purge\0" + secret.encode()).hexdigest()


def digest_of(ids: Iterable[str], epoch_id: str = "") -> Digest:
    """Count and 32 bucket hashes of a set of envelope ids.

    An id's bucket is its first character (base32 has 32); a bucket's hash is BLAKE2b-128
    over its sorted ids. Equal digests mean equal sets.
    """
    return digest_in_order(sorted(set(ids)), epoch_id)


def digest_in_order(ids: Iterable[str], epoch_id: str = "") -> Digest:
    """The same of ids that come sorted and each once, without holding them all."""
    alphabet = "abcdefghijklmnopqrstuvwxyz234567"
    buckets = {letter: hashlib.blake2b(digest_size=16) for letter in alphabet}
    count = 0
    for name in ids:
        count += 1
        buckets[name[0]].update(name.encode())
    return Digest(count, [bucket.hexdigest() for bucket in buckets.values()], epoch_id)
