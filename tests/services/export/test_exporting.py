"""An export holds all that is mine and no key, never writes over anything, and reads again."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
import rtoml

from sponsorterm.records.codec import encode
from sponsorterm.records.ids import new_record_id
from sponsorterm.records.kinds import Inventory, Note, Unknown
from sponsorterm.records.revision import Header
from sponsorterm.services.demo.sample import sample_folder
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import delete, file, prepare, share
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.export.document import Written, files, read_export
from sponsorterm.services.export.exporting import as_document, export
from sponsorterm.services.links.people import end_link, rename
from sponsorterm.services.links.talk import comment, mark_seen, write_note
from sponsorterm.store.keys import DeviceKeys, save_keys
from tests.services.conftest import Pair
from tests.services.sampled import load


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def records(folder: Path, kind: str) -> list[Written]:
    return [written for written in read_export(folder).records if written.kind == kind]


def file_night(pair: Pair, level: Any = "full", held: tuple[str, ...] = ()) -> str:
    body = Inventory(period="nightly", mode="quick", mood=3, done_well="slept", better="sleep")
    sharing = {pair.to_maria.record: Sharing(level, held)}
    return file(pair.sam, prepare(pair.sam, body, sharing=sharing)).revision.record


@pytest.mark.parametrize("who", ["Sam", "Noor", "Pat"])
def test_what_a_sample_home_exports_is_the_sample_itself(tmp_path: Path, who: str) -> None:
    with load(tmp_path, who) as session:
        count = export(session, tmp_path / "out")
    assert contents(tmp_path / "out") == contents(sample_folder() / who.lower())
    assert count == len(read_export(tmp_path / "out").records)


def test_what_is_read_again_is_written_again_the_same(tmp_path: Path, pair: Pair) -> None:
    file_night(pair, held=("better",))
    write_note(pair.sam, pair.to_maria.record, subject="a", body='b\n\n"c"\\', agenda=True)
    export(pair.sam, tmp_path / "out")
    assert files(read_export(tmp_path / "out")) == contents(tmp_path / "out")


def test_who_was_given_what_and_when_it_was_read(tmp_path: Path, pair: Pair) -> None:
    kept, withdrawn = file_night(pair, held=("better",)), file_night(pair)
    private = file_night(pair, "private")
    share(pair.sam, withdrawn, {pair.to_maria.record: Sharing("private")})
    pair.carry()
    seen = pair.maria.store.entries(space=pair.to_sam.record, kinds={"inventory"})
    mark_seen(pair.maria, pair.to_sam.record, seen, talked=True)
    pair.carry()
    export(pair.sam, tmp_path / "out")
    shared = {each.record: each.shared for each in records(tmp_path / "out", "inventory")}
    assert shared[withdrawn] == shared[private] == []
    (given,) = shared[kept]
    assert (given.name, given.level, given.held) == ("Maria", "full", ["better"])
    assert (given.seen, given.talked) == (pair.sam.today, True)


def test_people_are_named_and_my_own_records_go_by_their_own_ids(
    tmp_path: Path, pair: Pair
) -> None:
    record = file_night(pair)
    rename(pair.sam, pair.to_maria.record, "M.")
    entry = pair.sam.store.entries(record=record)[0]
    comment(pair.sam, pair.to_maria.record, entry, "to add")
    export(pair.sam, tmp_path / "out")
    (said,) = records(tmp_path / "out", "comment")
    assert (said.body["link"], said.body["about"]) == ("M.", record)
    assert [partner.name for partner in read_export(tmp_path / "out").links] == ["M."]


def test_an_ended_link_is_told_and_its_notes_name_it(tmp_path: Path, pair: Pair) -> None:
    write_note(pair.sam, pair.to_maria.record, body="words")
    end_link(pair.sam, pair.to_maria.record)
    export(pair.sam, tmp_path / "out")
    assert read_export(tmp_path / "out").links[0].state == "ended"
    assert records(tmp_path / "out", "note")[0].body["link"] == "Maria"


def test_no_key_no_token_and_no_place_leaves(tmp_path: Path, pair: Pair) -> None:
    save_keys(pair.sam.home, DeviceKeys(tokens={"space": "t0ken"}, codes={"where": "c0de"}))
    file_night(pair)
    export(pair.sam, tmp_path / "out")
    link = pair.to_maria.body
    secrets = [link.root, link.copy_key, link.purge_key, link.space, "t0ken", "c0de"]
    text = b"".join(contents(tmp_path / "out").values()).decode()
    assert not any(secret in text for secret in secrets if secret)
    assert pair.sam.store.device not in text


def test_unknown_keys_and_kinds_are_taken_along(tmp_path: Path, pair: Pair) -> None:
    header = Header(
        kind="dream",
        record=new_record_id(),
        device=pair.sam.store.device,
        at=pair.sam.now,
        day=pair.sam.today,
    )
    pair.sam.store.save(encode(header, Unknown(raw={"of": {"sheep": 3}})))
    known = msgspec.structs.replace(header, kind="note", record=new_record_id())
    pair.sam.store.save(encode(known, Note(body="words"), {"body": {"colour": "blue"}}))
    export(pair.sam, tmp_path / "out")
    assert records(tmp_path / "out", "dream")[0].body == {"of": {"sheep": 3}}
    assert records(tmp_path / "out", "note")[0].body == {"body": "words", "colour": "blue"}


def test_the_newest_stands_two_heads_both_and_what_was_deleted_not_at_all(
    tmp_path: Path, pair: Pair
) -> None:
    sam = pair.sam
    note = sam.save(Note(body="old"))
    sam.save(Note(body="new"), record=note.record)
    apart = sam.save(Note(body="here"))
    there = Header(kind="note", record=apart.record, device="0" * 16, at=sam.now, day=sam.today)
    sam.store.save(encode(there, Note(body="there")))
    delete(sam, sam.save(Note(body="gone")).record)
    export(sam, tmp_path / "out")
    texts = sorted(written.body["body"] for written in records(tmp_path / "out", "note"))
    assert texts == ["here", "new", "there"]


@pytest.mark.usefixtures("open_umask")
def test_only_its_owner_can_read_it(tmp_path: Path, pair: Pair) -> None:
    file_night(pair)
    export(pair.sam, tmp_path / "new" / "out")
    assert stat.S_IMODE((tmp_path / "new" / "out").stat().st_mode) == 0o700
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new" / "out").iterdir()}
    assert modes == {0o600}


def test_nothing_is_written_over(tmp_path: Path, pair: Pair) -> None:
    taken, used = tmp_path / "file", tmp_path / "used"
    taken.write_text("mine")
    used.mkdir()
    (used / "mine.txt").write_text("mine")
    for place in (taken, used):
        with pytest.raises(ServiceError):
            export(pair.sam, place)
    assert taken.read_text() == "mine"
    assert [path.name for path in used.iterdir()] == ["mine.txt"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert export(pair.sam, empty) == 0


def test_a_day_long_ago_has_a_file_of_its_own(tmp_path: Path, pair: Pair) -> None:
    pair.sam.save(Note(body="words"), day=date(812, 3, 1))
    assert "0812-03.toml" in files(as_document(pair.sam))
    export(pair.sam, tmp_path / "out")
    assert rtoml.load(tmp_path / "out" / "0812-03.toml")["record"][0]["body"]["body"] == "words"
