"""A sponsor's private notes: kept, changed, and never in a byte that leaves."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
import rtoml

from sponsorterm.records.kinds import Assignment, SharedCopy, SponsorNote
from sponsorterm.rules.sharing import NotShareable, project
from sponsorterm.sealing.envelope import direction_of, unseal
from sponsorterm.sealing.keys import SpaceKeys
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import prepare
from sponsorterm.services.errors import ServiceError, UnknownEntry
from sponsorterm.services.home.session import Session
from sponsorterm.services.sponsor.sponsor_notes import (
    change_private_note,
    pin_private_note,
    private_note,
    private_notes,
    write_private_note,
)
from sponsorterm.services.steps.assignments import assign
from sponsorterm.services.syncing.rounds import sync_all
from sponsorterm.wire import Envelope
from tests.services.conftest import Pair
from tests.services.pairing import meet

CANARIES = ("kingfisher-at-dusk", "marmalade-subject", "second-thoughts-canary")


def test_private_notes_are_kept_changed_and_pinned(pair: Pair) -> None:
    write_private_note(pair.maria, pair.to_sam, "Ask about the brother.", "Family")
    pair.clock.pass_(hours=1)
    write_private_note(pair.maria, pair.to_sam, "Seems tired.")
    newest, oldest = private_notes(pair.maria, pair.to_sam)
    assert (newest.text, oldest.text) == ("Seems tired.", "Ask about the brother.")
    pin_private_note(pair.maria, oldest, on=True)
    first = private_notes(pair.maria, pair.to_sam)[0]
    assert first.body.subject == "Family"
    change_private_note(pair.maria, first, "Not before he brings it up.", "Family")
    changed = private_notes(pair.maria, pair.to_sam)[0]
    assert changed.text == "Not before he brings it up."
    assert changed.body.pinned
    assert private_note(pair.maria, pair.to_sam, changed.entry.id[:8]).text == changed.text
    with pytest.raises(UnknownEntry):
        private_note(pair.maria, pair.to_sam, "")


def test_no_copy_of_a_private_note_can_be_made(pair: Pair) -> None:
    note = SponsorNote(link=pair.to_sam.record, body="mine alone")
    revision = pair.maria.save(note)
    for level in ("numbers", "full"):
        with pytest.raises(NotShareable):
            project(revision, level=level, held=(), copy_record="0" * 32, supersedes=())  # type: ignore[arg-type]
        with pytest.raises(ServiceError):
            prepare(pair.maria, note, sharing={pair.to_sam.record: Sharing(level)})  # type: ignore[arg-type]
    assert not pair.maria.store.entries(kinds={SharedCopy.KIND})


def opened(file: Path, keys: SpaceKeys) -> bytes:
    """What an envelope of either side holds."""
    raw = rtoml.load(file)
    envelope = Envelope(*(raw[name] for name in ("v", "space", "commit", "box")))
    direction = direction_of(envelope, keys)
    assert direction
    return unseal(envelope, keys, direction)


def test_no_byte_of_a_private_note_is_in_any_envelope(
    two: tuple[Session, Session], tmp_path: Path
) -> None:
    sam, maria = two
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o700)
    meet(maria, sam, "folder", shared, None)
    (link,) = maria.links()
    write_private_note(maria, link, CANARIES[0], CANARIES[1])
    change_private_note(maria, private_notes(maria, link)[0], CANARIES[2], CANARIES[1])
    assign(maria, link, Assignment(title="an assignment that does leave"))
    for session in (maria, sam, maria):
        sync_all(session)
    keys = SpaceKeys(link.body.space or "", bytes.fromhex(link.body.root or ""))
    files = [path for path in shared.rglob("*.toml") if path.parent.parent.name == "e"]
    plaintexts = [opened(path, keys) for path in files]
    assert any(b"an assignment that does leave" in text for text in plaintexts)
    whole = [*plaintexts, *(path.read_bytes() for path in shared.rglob("*") if path.is_file())]
    whole += [path.read_bytes() for path in sam.home.records.rglob("*") if path.is_file()]
    for canary, text in product(CANARIES, whole):
        assert canary.encode() not in text
