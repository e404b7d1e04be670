"""One person on several devices: everything meets, comes back from words, and shuts out a thief."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sponsorterm.endpoint.settings import Settings
from sponsorterm.records.kinds import Device, Inventory, Place, Presence
from sponsorterm.sealing.errors import BadCode, BadWords
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Session
from sponsorterm.services.syncing import handover
from sponsorterm.services.syncing.arrival import restore_from_words
from sponsorterm.services.syncing.devices import device_named, note_this_device, own_devices, revoke
from sponsorterm.services.syncing.private_space import (
    add_private_place,
    private_state,
    sync_everything,
    sync_private,
)
from sponsorterm.services.syncing.rounds import sync_all
from sponsorterm.services.syncing.safety import recovery_words, safety
from sponsorterm.store.keys import load_keys
from sponsorterm.sync.remotes.base import RemoteError
from tests.endpoint.living import Live
from tests.services.conftest import Wrist, make_home
from tests.services.pairing import Kind, meet
from tests.services.syncing.test_rounds import held_by, write
from tests.sync.conftest import Server

KINDS = ["http", "folder", "file"]


@pytest.fixture
def lay(tmp_path: Path, endpoint: Live) -> Callable[[Session, Kind], Place]:
    """Lays a private space at a place of each kind."""

    def lay(session: Session, kind: Kind) -> Place:
        folder = tmp_path / "private"
        folder.mkdir(mode=0o700, exist_ok=True)
        where = {"http": endpoint.url, "folder": str(folder), "file": str(folder / "all.toml")}
        place = Place(kind=kind, where=where[kind])
        add_private_place(session, place, endpoint.code if kind == "http" else None)
        return place

    return lay


@pytest.fixture
def restore(tmp_path: Path, clock: Wrist) -> Iterator[Callable[[Session, Place, str], Session]]:
    """Restores a session's owner from their words, on a device of another name."""
    opened: list[Session] = []

    def restore(of: Session, place: Place, name: str) -> Session:
        home = make_home(tmp_path / name)
        restore_from_words(home, " ".join(recovery_words(of)), place, name, clock)
        opened.append(Session.open(home, clock))
        return opened[-1]

    yield restore
    for session in opened:
        session.close()


Lay = Callable[[Session, Kind], Place]
Restore = Callable[[Session, Place, str], Session]


def everything(session: Session) -> dict[str, bytes]:
    session.refresh()
    return dict(session.store.everything())


def round_of(*sessions: Session) -> None:
    for session in sessions:
        reports = sync_everything(session)
        assert not [report for report in reports if report.trouble]


@pytest.mark.parametrize("kind", KINDS)
def test_words_and_one_place_bring_everything_back_links_included(
    two: tuple[Session, Session], tmp_path: Path, endpoint: Live, kind: Kind, lay: Lay,
    restore: Restore,
) -> None:  # fmt: skip
    sam, maria = two
    (tmp_path / "shared").mkdir()
    meet(maria, sam, kind, tmp_path / "shared", endpoint)
    place = lay(sam, kind)
    write(sam, 2, "before the loss")
    round_of(sam, maria, sam)
    back = restore(sam, place, "new-laptop")
    assert everything(back).keys() >= everything(sam).keys()
    assert held_by(back) == held_by(sam)
    write(back, 4, "after the loss")
    round_of(back, maria, sam)
    said = {getattr(e.body, "done_well", "") for e in maria.store.entries(
        space=maria.links()[0].record, kinds={"inventory"})}  # fmt: skip
    assert said == {"before the loss", "after the loss"}
    round_of(sam, back)
    assert everything(sam) == everything(back)


@pytest.mark.parametrize("kind", KINDS)
def test_two_devices_and_a_sponsor_converge_with_one_presence_note(
    two: tuple[Session, Session], tmp_path: Path, endpoint: Live, clock: Wrist, kind: Kind,
    lay: Lay, restore: Restore,
) -> None:  # fmt: skip
    sam, maria = two
    (tmp_path / "shared").mkdir()
    meet(maria, sam, kind, tmp_path / "shared", endpoint)
    place = lay(sam, kind)
    round_of(sam, maria)
    phone = restore(sam, place, "phone")
    write(sam, 2, "on the laptop")
    write(phone, 5, "on the phone")
    for each in (sam, phone):  # each tells the link first, knowing nothing of the other
        sync_all(each)
        clock.pass_(minutes=5)
    round_of(sam, phone, sam, phone, maria, sam, phone)
    assert everything(sam) == everything(phone)
    link = maria.links()[0].record
    (note,) = maria.store.entries(space=link, kinds={Presence.KIND})
    assert isinstance(note.body, Presence)
    assert note.body.count == 2
    clock.pass_(days=1)
    for each in (sam, phone):  # the same note of the next day, made on both apart
        sync_all(each)
        clock.pass_(minutes=5)
    round_of(maria, sam, phone, sam, maria)
    note = maria.store.entries(space=link, kinds={Presence.KIND}, limit=1)[0]
    assert len(maria.store.heads(note.record, link)) == 1


def test_a_sync_again_sends_and_fetches_nothing(sam: Session, lay: Lay, restore: Restore) -> None:
    place = lay(sam, "folder")
    round_of(sam)
    phone = restore(sam, place, "phone")
    round_of(sam, phone)
    for session in (sam, phone):
        (report,) = sync_private(session)
        assert (report.sent, report.received, report.waiting) == (0, 0, 0)
        assert private_state(session).state == "in_step"


def test_a_record_only_the_writers_devices_may_have_never_reaches_a_link(
    two: tuple[Session, Session], tmp_path: Path, lay: Lay
) -> None:
    sam, maria = two
    (tmp_path / "shared").mkdir()
    meet(maria, sam, "folder", tmp_path / "shared", None)
    lay(sam, "folder")
    sam.save(Inventory(period="nightly", mode="quick", mood=1, done_well="nobody's business"))
    round_of(sam, maria)
    theirs = b"".join(p.read_bytes() for p in maria.home.data.rglob("*") if p.is_file())
    lying = b"".join(p.read_bytes() for p in (tmp_path / "private").rglob("*") if p.is_file())
    for secret in (b"nobody's business", sam.store.device.encode()):
        assert secret not in theirs
        assert secret not in lying


class TestWords:
    def test_each_kind_of_mistake_has_its_own_answer(
        self, sam: Session, maria_words: str, tmp_path: Path, lay: Lay
    ) -> None:
        place = lay(sam, "folder")
        round_of(sam)
        own = recovery_words(sam)
        home = make_home(tmp_path / "again")
        with pytest.raises(BadCode, match="1 of them is missing"):
            restore_from_words(home, " ".join(own[:11]), place)
        with pytest.raises(BadCode):
            restore_from_words(home, " ".join(["xyzzy", *own[1:]]), place)
        with pytest.raises(BadWords):
            restore_from_words(home, "abandon " * 12, place)
        with pytest.raises(ServiceError, match="not one these words open"):
            restore_from_words(home, maria_words, place)
        assert not home.exists()
        restore_from_words(home, " ".join(own), place)

    def test_the_words_of_somebody_else_open_nothing_at_an_endpoint(
        self, sam: Session, maria_words: str, tmp_path: Path, lay: Lay
    ) -> None:
        place = lay(sam, "http")
        round_of(sam)
        home = make_home(tmp_path / "again")
        with pytest.raises(ServiceError, match="not one these words open"):
            restore_from_words(home, maria_words, place)
        assert not home.exists()

    def test_a_place_that_is_not_there_leaves_nothing_behind(
        self, sam: Session, tmp_path: Path
    ) -> None:
        home = make_home(tmp_path / "again")
        gone = Place(kind="folder", where=str(tmp_path / "unplugged"))
        with pytest.raises(ServiceError):
            restore_from_words(home, " ".join(recovery_words(sam)), gone)
        assert not home.exists()
        assert not home.keys.exists()

    def test_a_home_in_use_is_left_alone(self, sam: Session, lay: Lay) -> None:
        place = lay(sam, "folder")
        before = everything(sam)
        with pytest.raises(ServiceError):
            restore_from_words(sam.home, " ".join(recovery_words(sam)), place)
        assert everything(sam) == before

    @pytest.fixture
    def maria_words(self, two: tuple[Session, Session]) -> str:
        return " ".join(recovery_words(two[1]))

    @pytest.fixture
    def sam(self, two: tuple[Session, Session]) -> Session:
        return two[0]


class TestAdding:
    @pytest.mark.parametrize("kind", KINDS)
    def test_a_code_and_digits_add_a_device(
        self, sam: Session, tmp_path: Path, clock: Wrist, kind: Kind, lay: Lay
    ) -> None:
        place = lay(sam, kind)
        record = sam.save(Inventory(period="nightly", mode="quick", mood=4)).record
        offered = handover.offer(sam)
        home = make_home(tmp_path / "phone")
        assert handover.answered(sam) is None
        named = None if kind == "http" else place
        met = handover.answer(home, offered.join_text, named, "phone", clock)
        assert handover.answered(sam) == met
        assert handover.take_over(home, same=True, clock=clock) is None
        handover.grant(sam, same=True)
        assert handover.take_over(home, same=True, clock=clock) is not None
        with Session.open(home, clock) as phone:
            assert phone.store.heads(record)
            assert phone.store.device != sam.store.device
            round_of(phone, sam)
            assert {each.name for each in own_devices(sam) if not each.this} == {"phone"}

    def test_digits_that_differ_hand_nothing_over(
        self, sam: Session, tmp_path: Path, clock: Wrist, lay: Lay
    ) -> None:
        place = lay(sam, "folder")
        offered = handover.offer(sam)
        home = make_home(tmp_path / "phone")
        handover.answer(home, offered.code, place, "phone", clock)
        handover.grant(sam, same=False)
        assert handover.take_over(home, same=True, clock=clock) is None
        with pytest.raises(ServiceError):
            handover.answered(sam)
        assert not home.exists()

    def test_an_offer_ends_after_two_days(
        self, sam: Session, tmp_path: Path, clock: Wrist, lay: Lay
    ) -> None:
        place = lay(sam, "folder")
        offered = handover.offer(sam)
        clock.pass_(hours=49)
        with pytest.raises(handover.PairingError):
            handover.answer(make_home(tmp_path / "x"), offered.code, place, "x", clock)


class TestRevoking:
    def test_a_revoked_device_is_refused_everywhere_and_the_others_go_on(
        self, two: tuple[Session, Session], endpoint: Live, tmp_path: Path, lay: Lay,
        restore: Restore,
    ) -> None:  # fmt: skip
        sam, maria = two
        meet(maria, sam, "http", tmp_path, endpoint)
        place = lay(sam, "http")
        round_of(sam, maria)
        lost = restore(sam, place, "lost")
        new = restore(sam, place, "new")
        round_of(lost, new, sam)
        assert revoke(new, device_named(new, "lost")) == []
        for _ in range(2):
            reports = [*sync_private(lost), *sync_all(lost)]
            assert [report.code for report in reports] == ["refused", "refused"]
        round_of(sam, new, maria, sam)
        assert [d.name for d in own_devices(sam) if d.revoked] == ["lost"]

    def test_the_first_device_may_be_the_one_that_is_lost(
        self, sam: Session, lay: Lay, restore: Restore
    ) -> None:
        place = lay(sam, "http")
        round_of(sam)
        new = restore(sam, place, "new")
        first = next(each for each in own_devices(new) if not each.this)
        assert revoke(new, first) == []
        (report,) = sync_private(sam)
        assert report.code == "refused"
        assert "shut out on another device" in report.hint, "though it knows a code to open with"
        round_of(new)

    def test_an_endpoint_that_is_away_is_told_later(
        self, sam: Session, lay: Lay, restore: Restore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away(*_: object) -> None:
            raise RemoteError("unreachable")

        place = lay(sam, "http")
        round_of(sam)
        new = restore(sam, place, "new")
        first = next(each for each in own_devices(new) if not each.this)
        with monkeypatch.context() as broken:
            broken.setattr("sponsorterm.sync.remotes.http.revoke_device", away)
            assert len(revoke(new, first)) == 1
        round_of(new)
        assert [report.code for report in sync_private(sam)] == ["refused"]

    def test_a_device_shut_out_here_and_renamed_there_stays_out(
        self, sam: Session, clock: Wrist, lay: Lay, restore: Restore
    ) -> None:
        place = lay(sam, "folder")
        round_of(sam)
        lost = restore(sam, place, "lost")
        round_of(sam)
        revoke(sam, device_named(sam, "lost"))
        clock.pass_(minutes=5)
        note_this_device(lost, "mine now")
        round_of(lost, sam)
        (other,) = [each for each in own_devices(sam) if not each.this]
        assert other.revoked == sam.today

    def test_nobody_shuts_out_the_device_they_sit_at(self, sam: Session) -> None:
        with pytest.raises(ServiceError):
            revoke(sam, own_devices(sam)[0])


class TestEndpointThatLostEverything:
    def test_it_is_opened_again_and_a_second_device_comes_back_by_itself(
        self, sam: Session, tmp_path: Path, restore: Restore
    ) -> None:
        live = Server(Settings(database=tmp_path / "server" / "mailbox.db", port=0))
        place = Place(kind="http", where=live.url)
        add_private_place(sam, place, live.code)
        round_of(sam)
        phone = restore(sam, place, "phone")
        round_of(sam, phone)
        live = live.renewed(wiped=True)
        try:
            (report,) = sync_private(sam, code=live.code)
            assert (report.trouble, report.waiting) == ("", 0)
            assert report.refilled
            (report,) = sync_private(phone)
            assert (report.trouble, report.waiting) == ("", 0)
        finally:
            live.stop()


class TestCopies:
    def test_a_copied_home_goes_on_as_a_device_of_its_own(
        self, sam: Session, clock: Wrist, tmp_path: Path, lay: Lay
    ) -> None:
        lay(sam, "http")
        round_of(sam)
        shutil.copytree(tmp_path / "sam", tmp_path / "copy")
        with Session.open(make_home(tmp_path / "copy"), clock) as copy:
            assert copy.store.device != sam.store.device
            copy.save(Inventory(period="nightly", mode="quick", mood=5))
            sam.save(Inventory(period="nightly", mode="quick", mood=1))
            round_of(copy, sam, copy)
            assert everything(copy) == everything(sam)
            tokens = [load_keys(each.home).tokens for each in (copy, sam)]
            assert not set(tokens[0].values()) & set(tokens[1].values())
            assert len(own_devices(sam)) == 2

    def test_a_home_that_only_moved_is_the_same_device(
        self, tmp_path: Path, sam: Session, clock: Wrist
    ) -> None:
        device = sam.store.device
        sam.close()
        (tmp_path / "sam").rename(tmp_path / "moved")
        with Session.open(make_home(tmp_path / "moved"), clock) as moved:
            assert moved.store.device == device


class TestPlaces:
    @pytest.mark.parametrize("mode", [0o755, 0o770, 0o701])
    def test_a_folder_other_people_can_open_is_refused(
        self, sam: Session, tmp_path: Path, mode: int
    ) -> None:
        folder = tmp_path / "open"
        folder.mkdir()
        folder.chmod(mode)
        for place in (
            Place(kind="folder", where=str(folder)),
            Place(kind="file", where=str(folder / "all.toml")),
        ):
            with pytest.raises(RemoteError, match="Other people"):
                add_private_place(sam, place)
        assert not list(folder.iterdir())

    def test_a_folder_that_was_opened_later_gets_nothing_more(
        self, sam: Session, tmp_path: Path, lay: Lay
    ) -> None:
        lay(sam, "folder")
        round_of(sam)
        (tmp_path / "private").chmod(0o755)
        sam.save(Inventory(period="nightly", mode="quick", mood=1))
        (report,) = sync_private(sam)
        assert (report.code, report.waiting) == ("refused", 1)

    def test_an_endpoint_asks_for_its_code(self, sam: Session, endpoint: Live) -> None:
        with pytest.raises(ServiceError):
            add_private_place(sam, Place(kind="http", where=endpoint.url))


class TestBackedUp:
    def test_it_takes_words_and_a_place_elsewhere_in_step(
        self, sam: Session, lay: Lay, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from sponsorterm.services.syncing import safety as room
        from sponsorterm.services.syncing.safety import note_words_checked

        assert "never written down" in safety(sam).words
        note_words_checked(sam)
        assert "this device alone" in safety(sam).words
        lay(sam, "folder")
        round_of(sam)
        assert "on this device too" in safety(sam).words
        monkeypatch.setattr(room, "elsewhere", lambda *_: True)
        assert safety(sam).backed_up
        assert "words checked 20 Nov" in safety(sam).words
        sam.save(Inventory(period="nightly", mode="quick", mood=1))
        assert not safety(sam).backed_up
        assert "does not have everything" in safety(sam).words

    def test_another_disk_is_elsewhere_and_this_machine_is_not(self, tmp_path: Path) -> None:
        from sponsorterm.services.syncing.safety import elsewhere

        def at(kind: str, where: str) -> bool:
            return elsewhere(Place(kind=kind, where=where), tmp_path)  # type: ignore[arg-type]

        assert at("http", "https://example.org")
        assert not at("http", "http://127.0.0.1:8000")
        assert not at("folder", str(tmp_path))
        assert not at("folder", str(tmp_path / "not there"))
        assert at("folder", "/proc")


def test_a_device_record_tells_no_token(sam: Session, lay: Lay) -> None:
    lay(sam, "http")
    round_of(sam)
    keys = load_keys(sam.home)
    (entry,) = sam.store.entries(kinds={Device.KIND})
    payload = sam.store.heads(entry.record)[-1].payload.decode()
    for secret in (keys.seed, *keys.tokens.values(), *keys.codes.values()):
        assert secret not in payload
        assert secret not in repr(keys)
