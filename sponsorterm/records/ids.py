"""Names: of a record (it stays the same through every edit) and of one revision."""

from __future__ import annotations

import base64
import hashlib
from typing import Annotated

from msgspec import Meta

RecordId = Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
RevisionId = Annotated[str, Meta(pattern=r"\A[a-z2-7]{32}\Z")]


def new_record_id() -> str:
    """A random record id: uuid4 as 32 hex digits."""
    import uuid  # it looks at the machine first, and who only reads needs none

    return uuid.uuid4().hex


def derived_record_id(*parts: str) -> str:
    """The one record id that belongs to these parts, for records made once per day or link."""
    digest = hashlib.blake2b(digest_size=16, person=b"sponsorterm-rec")
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(4, "big") + data)
    return digest.hexdigest()


def revision_id(payload: bytes) -> str:
    """A revision's name: BLAKE2b-160 of its exact bytes, base32 in lower case."""
    digest = hashlib.blake2b(payload, digest_size=20).digest()
    return base64.b32encode(digest).decode().lower()
