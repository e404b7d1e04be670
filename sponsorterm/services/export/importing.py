"""Import: what an export told, taken in again as records, one by one.

What is here already is left as it is. What cannot be used is named by file, line and field,
and the rest goes on. Nothing is shared: an entry that comes in is private until it is given.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from sponsorterm.program.toml_lines import Path as Steps
from sponsorterm.program.toml_lines import line_numbers
from sponsorterm.records.codec import convert, encode
from sponsorterm.records.entry import MINE
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.kinds import BOOKKEEPING, AlertAck, Device, Ending, Unknown
from sponsorterm.records.revision import Header
from sponsorterm.rules.amends import Unadvised, check
from sponsorterm.sealing.keys import copy_record
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.export.document import (
    COPY_NAMES,
    MAX_FILE,
    Written,
    body_of,
    load,
    months_of,
)
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.store.errors import StoreError
from sponsorterm.store.files import read_regular
from sponsorterm.strings import export as words

OF_ANOTHER_HOME = frozenset({Device.KIND, Ending.KIND})
"""Kinds of an export that tell of the home it was made in, and of no other."""
_OWN = BOOKKEEPING - {AlertAck.KIND}
_STEPS = re.compile(r"[^.\[\]]+")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What cannot be used: where it stands, and what is wrong with it. Never what it says."""

    file: str
    line: int | None
    field: str
    reason: str


@dataclass(slots=True)
class Imported:
    """How an import went."""

    taken: int = 0
    known: int = 0
    """Records that were here already, or were deleted here."""
    troubles: list[Trouble] = field(default_factory=list)


def import_records(session: Session, path: Path) -> Imported:
    """Take in the folder of an export, or one file of it.

    Raises:
        ServiceError: there is nothing of the sort here.
        StoreError: a record could not be written; those before it are kept, and the next
            import passes them over.
    """
    return _Import(session, _files(path)).run()


def _files(path: Path) -> list[Path]:
    if "\0" not in str(path) and os.path.isfile(path):  # noqa: PTH113 - false for any name
        return [path]
    found = months_of(path) if "\0" not in str(path) and os.path.isdir(path) else []  # noqa: PTH112
    if not found:
        raise ServiceError(words.NOTHING_TO_IMPORT, words.NOTHING_TO_IMPORT_HINT)
    return found


class _Import:
    """One import under way."""

    def __init__(self, session: Session, files: list[Path]) -> None:
        self._session = session
        self._files = files
        self._done = Imported()
        self._lines: dict[Path, dict[Steps, int]] = {}
        self._found = [each for file in files for each in self._read(file)]
        self._names = {written.record for _, written in self._found}

    def run(self) -> Imported:
        """Make every payload that can be made, then keep them all."""
        payloads = []
        for place, written in self._found:
            if written.kind in OF_ANOTHER_HOME:
                continue
            if self._session.store.revisions(written.record, MINE):
                self._done.known += 1
                continue
            try:
                payloads.append(self._payload(place, written))
            except BadRecord as error:
                self._cannot(place.path, error)
        self._session.store.keep_all(payloads)
        self._done.taken = len(payloads)
        return self._done

    def _read(self, path: Path) -> Iterator[tuple[_Place, Written]]:
        """The records of one file that have the shape of one."""
        try:
            raw = load(path)
            entries = raw.get("record", [])
            if not isinstance(entries, list):
                raise BadRecord(path.name, "record", words.NOT_RECORDS)
        except (BadRecord, StoreError) as error:
            self._cannot(path, error)
            return
        for number, entry in enumerate(entries):
            place = _Place(path, number)
            try:
                yield place, convert(entry, Written, path.name, str(place))
            except BadRecord as error:
                self._cannot(path, error)

    def _payload(self, place: _Place, written: Written) -> bytes:
        """The record as a revision of mine, with what this version does not know of it."""
        source = place.path.name
        if written.kind in _OWN:
            raise BadRecord(source, f"{place}.kind", words.KEPT_BY_PROGRAM)
        body = dict(written.body)
        if "link" in body:
            link = self._links.get(str(body["link"]))
            if link is None:
                raise BadRecord(source, f"{place}.body.link", words.NOBODY_OF_THIS_NAME)
            body |= {"link": link.record} | self._copies(link, body)
        records = {link.record: link.record for link in self._links.values()}
        try:
            check(body_of(replace(written, body=body), records, source, f"{place}."))
        except Unadvised as error:
            raise BadRecord(source, f"{place}.body.{error.field}", error.expected) from None
        header = Header(
            kind=written.kind,
            record=written.record,
            device=self._session.store.device,
            at=written.at,
            day=written.day,
        )
        return encode(header, Unknown(raw=body))

    def _copies(self, link: LinkView, body: Mapping[str, Any]) -> dict[str, str]:
        """What goes by one name here goes by another on the link."""
        key = bytes.fromhex(link.body.copy_key)
        return {
            name: copy_record(key, body[name])
            for name in COPY_NAMES & body.keys()
            if body[name] in self._names or self._session.store.heads(str(body[name]), MINE)
        }

    @cached_property
    def _links(self) -> dict[str, LinkView]:
        return {link.name: link for link in self._session.links(live_only=False)}

    def _cannot(self, path: Path, error: BadRecord | StoreError) -> None:
        place, reason = "", str(error)
        if isinstance(error, BadRecord):
            place, reason = error.field, error.expected
        self._done.troubles.append(Trouble(path.name, self._line(path, place), place, reason))

    def _line(self, path: Path, place: str) -> int | None:
        """The line on which a field, or the table it is missing from, stands."""
        if not place:
            return None
        if path not in self._lines:
            self._lines[path] = line_numbers(read_regular(path, MAX_FILE).decode())
        steps = [int(step) if step.isdigit() else step for step in _STEPS.findall(place)]
        found = (self._lines[path].get(tuple(steps[:end])) for end in range(len(steps), 0, -1))
        return next((line for line in found if line), None)


@dataclass(frozen=True, slots=True)
class _Place:
    """A record of a file."""

    path: Path
    number: int

    def __str__(self) -> str:
        return f"record[{self.number}]"
