"""What a file edited or dropped in by hand becomes: a new revision. Nothing here does I/O."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import msgspec
import rtoml
import tomli_w

from sponsorterm.records.codec import decode, decode_own, encode
from sponsorterm.records.ids import derived_record_id, revision_id
from sponsorterm.records.revision import Revision, closure


def revise(data: bytes, told: Revision | None, device: str, at: datetime, source: str) -> Revision:
    """The next revision of `told`, the one the file's name tells, with the edited words.

    It supersedes what its author had before their eyes (`told` and all that it names) and
    not what came later, so an edit of an old file hides nothing newer: both are shown.
    Without `told` (its bytes are lost) the edited header says which record it is.

    Raises:
        BadRecord: the edited file is no record.
    """
    edited = decode(data, source)
    seen = closure([told] if told else [])
    header = msgspec.structs.replace(
        edited.header,
        record=told.record if told else edited.record,
        supersedes=sorted({*seen, *edited.header.supersedes}),
        device=device,
        at=at,
    )
    return decode_own(encode(header, edited.body, edited.rest), source)


def complete(data: bytes, device: str, at: datetime, source: str) -> Revision:
    """A file with a name of its own, as it stands; what its header lacks is put before it.

    Without a record it begins one, always the same one for the same bytes.

    Raises:
        BadRecord: with all that it is still no record.
    """
    try:
        names: Collection[str] = rtoml.loads(data.decode()).keys()
    except (UnicodeDecodeError, rtoml.TomlParsingError):
        names = ()  # the decoder says better what is wrong
    ours = {
        "record": derived_record_id("dropped", revision_id(data)),
        "device": device,
        "at": at,
    }
    lacking = {name: value for name, value in ours.items() if name not in names}
    return decode_own(tomli_w.dumps(lacking).encode() + data, source)


def is_kept(new: Revision, told: Revision | None, known: Collection[Revision]) -> bool:
    """Whether these words were saved before: nothing was changed, or a crash came in between.

    Only `told` and what followed it count: going back to older words is an edit.
    """
    after = [r for r in known if told is None or r.id == told.id or told.id in r.header.supersedes]
    return any(_content(new) == _content(revision) for revision in after)


def _content(revision: Revision) -> tuple[object, ...]:
    header = revision.header
    return (header.format, header.kind, header.day, header.level, revision.body, revision.rest)
