"""Many kept at once: the same promises as one by one, only quicker."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from sponsorterm.records.errors import BadRecord
from sponsorterm.records.ids import revision_id
from sponsorterm.store import files
from sponsorterm.store.errors import StoreError
from sponsorterm.store.files import write_together
from sponsorterm.store.home import Home
from tests.faults.disks import Recorder
from tests.store import pen
from tests.store.conftest import Open

MONTHS = [pen.DAY.replace(month=month) for month in (9, 10, 11)]
PAYLOADS = [pen.note(f"words {n}", str(n), day=MONTHS[n % 3]) for n in range(12)]
IDS = {revision_id(payload) for payload in PAYLOADS}


def test_all_bytes_are_synced_before_any_has_a_name_and_all_names_before_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = Recorder()
    monkeypatch.setattr(files, "disk", recorder)
    write_together({tmp_path / f"{n}.toml": b"words" for n in range(20)})
    links = [call for call in recorder.calls if call.startswith("link")]
    assert links == [f"link {n}.toml" for n in range(20)]
    first, last = recorder.calls.index(links[0]), recorder.calls.index(links[-1])
    assert recorder.calls[:first].count("fsync .tmp") == 20
    assert f"fsync {tmp_path.name}" in recorder.calls[last:]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        link.split()[1] for link in links
    )


def test_a_taken_name_is_left_alone_and_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"others")
    assert write_together({tmp_path / "a": b"words", tmp_path / "b": b"words"}) == {tmp_path / "a"}
    assert (tmp_path / "a").read_bytes() == b"others"
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o400
    assert len(list(tmp_path.iterdir())) == 2


def test_what_is_kept_together_is_found_like_anything_else(home: Home, open_store: Open) -> None:
    store = open_store()
    assert {revision.id for revision in store.keep_all(PAYLOADS)} == IDS
    store.keep_all(PAYLOADS)
    store.keep_all([pen.copy("theirs")], pen.LINK)
    assert {entry.id for entry in store.entries()} == IDS
    assert store.count(space=pen.LINK) == 1
    home.index.unlink()
    assert {entry.id for entry in open_store().entries()} == IDS
    assert open_store().problems() == []


def test_nothing_is_kept_when_one_is_no_record_or_the_link_is_none(
    home: Home, open_store: Open
) -> None:
    store = open_store()
    with pytest.raises(BadRecord):
        store.keep_all([*PAYLOADS, b"no record"])
    with pytest.raises(StoreError):
        store.keep_all([pen.copy("theirs")], "../mine")
    assert list(home.records.iterdir()) == []
