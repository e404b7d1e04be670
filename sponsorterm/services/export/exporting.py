"""Export: everything a person wrote, as TOML anybody can read, without a key or a token."""

from __future__ import annotations

import os
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import rtoml

from sponsorterm.records.entry import Entry
from sponsorterm.records.ids import revision_id
from sponsorterm.records.kinds import (
    Link,
    Presence,
    Profile,
    Seen,
    SharedCopy,
    Tombstone,
)
from sponsorterm.records.revision import acting
from sponsorterm.records.text import clean_tree
from sponsorterm.sealing.keys import copy_record
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.export.document import (
    COPY_NAMES,
    Document,
    Partner,
    Shared,
    Written,
    files,
    unique_names,
)
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.syncing.standing import last_ok
from sponsorterm.store.files import make_folder, replace
from sponsorterm.strings import export as words

TOLD_OTHERWISE = frozenset(
    kind.KIND for kind in (Profile, Link, SharedCopy, Seen, Presence, Tombstone)
)
"""Kinds that are no records of an export: it tells them in another way, or they are gone."""


def export(session: Session, folder: Path) -> int:
    """Write all that is mine into a new or an empty folder; how many records that were.

    Raises:
        ServiceError: there is something in the folder. Nothing was written.
        StoreError: a file could not be written; those before it are whole.
    """
    if "\0" in str(folder):
        raise ServiceError(words.NO_SUCH_NAME, words.NOT_EMPTY_HINT)
    try:
        is_taken = folder.is_dir() and any(folder.iterdir())
        is_file = os.path.lexists(folder) and not folder.is_dir()
    except OSError:
        raise ServiceError(words.NO_SUCH_NAME, words.NOT_EMPTY_HINT) from None
    if is_file:
        raise ServiceError(words.NOT_A_FOLDER, words.NOT_EMPTY_HINT)
    if is_taken:
        raise ServiceError(words.NOT_EMPTY, words.NOT_EMPTY_HINT)
    document = as_document(session)
    make_folder(folder)
    for name, data in files(document).items():
        replace(folder / name, data)
    return len(document.records)


def as_document(session: Session) -> Document:
    """All that is mine in the form of an export."""
    links = session.links(live_only=False)
    names = unique_names(link.name for link in links)
    told = _Told(session, dict(zip((link.record for link in links), names, strict=True)))
    own = [
        entry for entry in session.store.entries(versions=True) if entry.kind not in TOLD_OTHERWISE
    ]
    profile = acting(session.store.heads(session.profile_record))
    return Document(
        _raw_body(profile.payload),
        tuple(told.partner(link) for link in links),
        tuple(sorted((told.written(entry) for entry in own), key=lambda each: each.order)),
    )


class _Told:
    """What is known of each record beside its words: whom it was given, and who read it."""

    def __init__(self, session: Session, names: dict[str, str]) -> None:
        self._session = session
        self._names = names
        self._seen = self._seen_marks()
        self._shared: dict[str, list[Shared]] = defaultdict(list)
        self._originals: dict[tuple[str, str], str] = {}
        """My record for each link and the name a copy of it goes by there."""
        self._read_copies()

    def partner(self, link: LinkView) -> Partner:
        """A link without its keys, its places and its tokens."""
        synced = last_ok(self._session, link)
        return Partner(
            name=self._names[link.record],
            role=link.role,
            state=link.state,
            cadence=link.cadence,
            since=link.body.since,
            synced=synced.astimezone(self._session.zone) if synced else None,
        )

    def written(self, entry: Entry) -> Written:
        """An entry of mine as it is exported, whatever this version knows of its kind."""
        revision = self._session.store.revision(entry.id)
        body = _raw_body(revision.payload)
        link = body.get("link")
        if link in self._names:
            body["link"] = self._names[link]
            for field in COPY_NAMES & body.keys():
                body[field] = self._originals.get((link, body[field]), body[field])
        assert revision.header.at is not None
        return Written(
            kind=entry.kind,
            record=entry.record,
            day=entry.day,
            at=revision.header.at,
            body=body,
            shared=sorted(self._shared[entry.record], key=lambda shared: shared.name),
        )

    def _seen_marks(self) -> dict[tuple[str, str], tuple[date, bool | None]]:
        """When each revision of a copy was first marked read, and whether it was talked about."""
        marks: dict[tuple[str, str], tuple[date, bool | None]] = {}
        for entry in self._session.store.entries(space=None, kinds={Seen.KIND}, oldest_first=True):
            for item in entry.body.items if isinstance(entry.body, Seen) else ():
                name = (item.about, item.revision)
                first, talked = marks.get(name, (entry.day, None))
                marks[name] = (first, talked or item.talked)
        return marks

    def _read_copies(self) -> None:
        keys = {
            link.record: bytes.fromhex(link.body.copy_key)
            for link in self._session.links(live_only=False)
        }
        for entry in self._session.store.entries(kinds={SharedCopy.KIND}):
            body = entry.body
            if not isinstance(body, SharedCopy) or body.link not in keys:
                continue
            name = copy_record(keys[body.link], body.of)
            self._originals[body.link, name] = body.of
            if body.level != "withdrawn":
                seen, talked = self._seen.get(
                    (name, revision_id(body.bytes.encode())), (None, None)
                )
                self._shared[body.of].append(
                    Shared(
                        name=self._names[body.link],
                        level=body.level,
                        held=body.held,
                        seen=seen,
                        talked=talked,
                    )
                )


def _raw_body(payload: bytes) -> dict[str, Any]:
    """The body as it stands in the file, unknown keys included, safe to show."""
    body: dict[str, Any] = clean_tree(rtoml.loads(payload.decode()).get("body", {}), "record")
    return body
