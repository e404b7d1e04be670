"""The doctor: each thing that may be wrong is found, and what is well is said to be."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from sponsorterm.records.kinds import Inventory, Link, Note, Place
from sponsorterm.services import doctor
from sponsorterm.services.doctor import Finding, house
from sponsorterm.services.entries.filing import file_shared
from sponsorterm.services.home.backup import back_up
from sponsorterm.services.home.session import Session
from sponsorterm.services.syncing import safety
from sponsorterm.services.syncing.private_space import add_private_place, sync_private
from sponsorterm.services.syncing.rounds import outgoing, set_presence, sync_all
from sponsorterm.services.syncing.safety import note_words_checked
from sponsorterm.strings import doctor as words
from tests.endpoint.living import Live
from tests.services.conftest import Pair, Wrist
from tests.services.pairing import meet


def examine(session: Session, **how: bool) -> list[Finding]:
    return doctor.examine(session.home, session.clock, **how)


def found(session: Session, key: str, **how: bool) -> Finding:
    (one,) = (each for each in examine(session, **how) if each.key == key)
    return one


def test_all_is_well_with_a_new_home(sam: Session) -> None:
    findings = examine(sam)
    missing = [each for each in findings if each.level != "ok"]
    assert [each.key for each in missing] == ["words", "backup"], "nothing is claimed that is not"
    assert {each.level for each in missing} == {"look"}
    assert all(each.says and bool(each.todo) == (each in missing) for each in findings)


def test_words_on_paper_are_another_safety_than_a_file(sam: Session, tmp_path: Path) -> None:
    back_up(sam, tmp_path / "all.sealed")
    assert found(sam, "backup").level == "ok"
    assert (found(sam, "words").level, found(sam, "words").todo) == ("look", words.WRITE_DOWN)
    note_words_checked(sam)
    assert found(sam, "words").says == "your twelve words are on paper, checked 20 Nov"


def test_a_place_elsewhere_that_holds_everything_is_a_backup(
    sam: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_words_checked(sam)
    assert "this device alone" in found(sam, "backup").says
    (tmp_path / "stick").mkdir(mode=0o700)
    add_private_place(sam, Place(kind="folder", where=str(tmp_path / "stick")))
    sync_private(sam)
    monkeypatch.setattr(safety, "elsewhere", lambda *_: True)
    assert found(sam, "backup").level == "ok"
    assert str(tmp_path / "stick") in found(sam, "backup").says
    assert not [each for each in examine(sam) if each.level != "ok"]


def test_files_open_to_others_are_found(sam: Session) -> None:
    sam.home.device.chmod(0o644)
    assert found(sam, "permissions").level == "act"
    assert str(sam.home.device) in found(sam, "permissions").todo
    sam.home.device.chmod(0o600)
    sam.home.state.chmod(0o755)
    findings = examine(sam)
    assert [each.key for each in findings if each.level == "act"] == ["permissions"]
    sam.home.state.chmod(0o700)


def test_a_network_home_is_told(
    sam: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house, "is_far", lambda folder: folder == sam.home.data)
    assert found(sam, "network_home").level == "look"


@pytest.mark.parametrize(("megabytes", "level"), [(49, "act"), (51, "look"), (501, "ok")])
def test_a_disk_that_fills_up_is_told_in_time(
    sam: Session, megabytes: int, level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(sam.home.data)._replace(free=megabytes * 1024 * 1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert found(sam, "disk").level == level


def test_what_a_crash_left_over_is_found_and_removed(sam: Session) -> None:
    aside = sam.home.records / "mine" / ".0123456789abcdef.tmp"
    aside.write_bytes(b"half")
    assert found(sam, "left_over").level == "ok", "somebody may be writing it now"
    long_ago = aside.stat().st_mtime - 2 * 3600
    os.utime(aside, (long_ago, long_ago))
    assert found(sam, "left_over").level == "look"
    assert found(sam, "left_over", fix=True).level == "ok"
    assert not aside.exists()


def test_a_damaged_index_is_found_and_built_anew(sam: Session) -> None:
    for number in range(60):
        sam.save(Note(subject=f"number {number}", body="x" * 2000))
    before = sam.store.count()
    sam.close()
    data = bytearray(sam.home.index.read_bytes())
    data[4096 * 3 : 4096 * 6] = b"\xff" * 4096 * 3
    sam.home.index.write_bytes(data)
    damaged = house.index(sam.home)
    assert (damaged.level, damaged.bad_data) == ("act", True)
    assert found(sam, "index", fix=True).level == "ok"
    with Session.open(sam.home, sam.clock) as again:
        assert again.store.count() == before


def test_a_file_that_cannot_be_read_is_named(sam: Session) -> None:
    kept = sam.save(Inventory(period="nightly", mode="quick", done_well="secret otter"))
    (path,) = sam.home.records.glob(f"mine/*/*{kept.id[:8]}*")
    path.chmod(0o600)
    path.write_text("this is [not toml and a secret otter")
    one = found(sam, "unreadable")
    assert (one.level, one.bad_data) == ("act", True)
    assert path.name in one.says
    assert "otter" not in one.says


def test_an_edit_by_hand_is_told_and_is_no_trouble(sam: Session) -> None:
    kept = sam.save(Inventory(period="nightly", mode="quick", done_well="before"))
    (path,) = sam.home.records.glob(f"mine/*/*{kept.id[:8]}*")
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"before", b"afterw"))
    one = found(sam, "by_hand")
    assert (one.level, one.says[:6]) == ("ok", "1 file")
    assert found(sam, "quarantine").level == "ok"


def test_what_was_set_aside_is_told_with_its_reason(sam: Session) -> None:
    for data in (b"one", b"two"):
        sam.store.quarantine(data, "makes no sense", "somewhere")
    one = found(sam, "quarantine")
    assert (one.level, one.says) == ("look", "2 set aside: makes no sense")
    assert str(sam.home.quarantine) in one.todo


def test_kinds_of_a_newer_version_are_told(sam: Session) -> None:
    payload = sam.compose(Note(body="x")).replace(b'kind = "note"', b'kind = "hologram"')
    sam.store.save(payload)
    assert found(sam, "unknown_kinds").says.startswith("1 record ")


def test_days_to_come_are_told(sam: Session) -> None:
    sam.save(Note(body="x"), day=sam.today + timedelta(days=1))
    assert found(sam, "future").level == "ok"
    sam.save(Note(body="y"), day=sam.today + timedelta(days=2))
    assert found(sam, "future").level == "look"


def test_what_has_not_arrived_is_told(pair: Pair) -> None:
    from sponsorterm.services.syncing.rounds import note_presence

    file_shared(pair.maria, Note(body="x"), pair.to_sam.record)
    note_presence(pair.maria, pair.to_sam)
    note = outgoing(pair.maria, pair.to_sam)[0][1]
    pair.sam.store.receive(pair.to_maria.record, note)
    one = found(pair.sam, "gaps")
    assert (one.level, one.says) == ("look", "Maria: 1 entry has not arrived")
    assert "sync --repair" in one.todo


def test_a_place_that_cannot_be_reached_is_told_since_when(pair: Pair, tmp_path: Path) -> None:
    link = pair.to_maria
    place = Place(kind="folder", where=str(tmp_path / "gone"))
    assert found(pair.sam, "places").level == "act", "no place at all"
    body: Link = link.body
    from msgspec.structs import replace

    pair.sam.save(replace(body, places=[place]), record=link.record)
    sync_all(pair.sam)
    assert "cannot be reached, 1 waiting" in found(pair.sam, "places").says
    pair.clock.pass_(hours=3)
    sync_all(pair.sam)
    one = found(pair.sam, "places")
    assert one.level == "look"
    assert "cannot be reached for 3 h, 1 waiting" in one.says


def test_who_tells_nobody_how_much_there_is_sees_that(sam: Session) -> None:
    set_presence(sam, on=False)
    assert found(sam, "presence").level == "look"


def test_how_wrong_a_clock_is_is_told_in_the_unit_that_fits() -> None:
    told = [words.skew(minutes) for minutes in (6, -119, 120, 2879, -4320)]
    assert [line.split()[3:6] for line in told] == [
        ["6", "minutes", "ahead"],
        ["119", "minutes", "behind"],
        ["2", "hours", "ahead"],
        ["47", "hours", "ahead"],
        ["3", "days", "behind"],
    ]


@pytest.mark.parametrize(("minutes", "level"), [(4, "ok"), (6, "act"), (-6, "act")])
def test_a_clock_that_is_wrong_is_told(
    two: tuple[Session, Session], clock: Wrist, endpoint: Live, minutes: int, level: str
) -> None:
    from datetime import UTC, datetime

    sam, maria = two
    meet(maria, sam, "http", Path(), endpoint)
    clock.now = datetime.now(UTC) + timedelta(minutes=minutes)
    assert found(sam, "clock").level == level
    assert not [each for each in examine(sam, online=False) if each.key == "clock"]


def test_the_places_of_my_own_devices_are_looked_at_too(sam: Session, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir(mode=0o700)
    add_private_place(sam, Place(kind="folder", where=str(tmp_path / "stick")))
    sync_private(sam)
    assert found(sam, "places").level == "ok"
    (tmp_path / "stick").rename(tmp_path / "away")
    sync_private(sam)
    one = found(sam, "places")
    assert (one.level, one.says.split(":")[0]) == ("look", "your own devices")
