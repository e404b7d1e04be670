"""Every kind a person writes is found by its words, shown in words, exported and read again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from sponsorterm.records.kinds import KINDS, Body, SponsorNote
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import copies_of, file_shared, prepare
from sponsorterm.services.entries.reading import SHOWN, revision_of, shown, summary_line
from sponsorterm.services.entries.searching import Filters, find
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.export.document import body_of, read_export
from sponsorterm.services.export.exporting import export
from sponsorterm.services.home.session import LinkView
from sponsorterm.services.syncing.rounds import outgoing
from tests.records.bodies import fullest
from tests.services.conftest import Pair

WRITTEN = sorted(SHOWN)
NOT_SHOWN = {"canary<row>"}
"""Which answer a comment is pinned to says the place it stands at."""


def body_for(kind: str, link: LinkView) -> Body:
    body = fullest(KINDS[kind])
    return replace(body, link=link.record) if hasattr(body, "link") else body


def texts(told: str) -> set[str]:
    return set(re.findall("canary<[^>]*>", told))


def test_every_text_of_every_kind_is_found_and_shown(pair: Pair) -> None:
    for kind in WRITTEN:
        pair.sam.save(body_for(kind, pair.to_maria))
    for kind in WRITTEN:
        (found,) = find(pair.sam, Filters("canary", kinds={kind}))
        revision = revision_of(pair.sam, found)
        told = " ".join(line.value for line in shown(pair.sam.pack, revision))
        assert texts(told) == texts(revision.payload.decode()) - NOT_SHOWN, kind
        assert summary_line(found), kind


def test_every_kind_is_exported_and_read_again(tmp_path: Path, pair: Pair) -> None:
    kept = {kind: body_for(kind, pair.to_maria) for kind in [*WRITTEN, "alert_ack"]}
    for body in kept.values():
        pair.sam.save(body)
    export(pair.sam, tmp_path / "out")
    links = {"Maria": pair.to_maria.record}
    read = {each.kind: body_of(each, links) for each in read_export(tmp_path / "out").records}
    assert read == kept


@pytest.mark.parametrize("kind", ["sponsor_note", "contact", "alert_ack", "profile"])
def test_a_private_kind_is_filed_with_nobody(pair: Pair, kind: str) -> None:
    link = pair.to_sam.record
    with pytest.raises(ServiceError):
        file_shared(pair.maria, body_for(kind, pair.to_sam), link)
    assert not pair.maria.store.entries(kinds={kind}) or kind == "profile"


def test_a_sponsors_private_note_is_in_no_byte_that_leaves(pair: Pair) -> None:
    note = SponsorNote(link=pair.to_sam.record, subject="heron", body="under the bridge")
    pair.maria.save(note)
    with pytest.raises(ServiceError):
        prepare(pair.maria, note, sharing={pair.to_sam.record: Sharing("full")})
    assert copies_of(pair.maria, pair.to_sam) == []
    assert b"heron" not in b"".join(payload for _, payload in outgoing(pair.maria, pair.to_sam))
    assert [entry.kind for entry in find(pair.maria, Filters("heron bridge"))] == ["sponsor_note"]
