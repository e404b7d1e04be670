"""A home in one sealed file, and back: byte for byte, or as much as can be read."""

from __future__ import annotations

import os
import random
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from sponsorterm.records.kinds import Note
from sponsorterm.sealing.at_rest import Cost, StoreKey
from sponsorterm.sealing.backup import FRAME, HEADER, Header, NoBackup, read_header, under_words
from sponsorterm.sealing.errors import SealingError, UnsupportedVersion, WrongPassphrase
from sponsorterm.sealing.recovery import new_seed, words_of
from sponsorterm.services.doctor import examine
from sponsorterm.services.entries.filing import Sharing, file, prepare
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home import backup
from sponsorterm.services.home.backup import BackedUp, back_up, last_backup, opens_with, restore
from sponsorterm.services.home.locking import turn_on
from sponsorterm.services.home.session import Session
from sponsorterm.store import backup as store
from sponsorterm.store.drafts import Drafts
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.store.keys import DeviceKeys, load_keys, save_keys
from sponsorterm.store.lock import unlock
from tests.services.conftest import Pair, Wrist, make_home
from tests.services.sampled import load

CHEAP = Cost(8192, 1)
SECRET = "correct horse battery"


def everything(home: Home) -> dict[str, bytes]:
    """All that a backup is to bring back, by its place."""
    found = {}
    for name, folder in (
        ("records", home.records),
        ("drafts", home.drafts),
        ("quarantine", home.quarantine),
        ("pairing", home.pairing),
        ("config", home.config),
    ):
        found |= {
            f"{name}/{path.relative_to(folder)}": path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
    return found | {"keys": home.keys.read_bytes()}


def seal(session: Session, path: Path) -> BackedUp:
    return back_up(session, path, SECRET, cost=CHEAP)


@pytest.fixture
def furnished(sam: Session) -> Session:
    """A home with a bit of everything."""
    save_keys(sam.home, DeviceKeys(seed=new_seed().hex(), tokens={"ab" * 16: "cd" * 32}))
    for number in range(3):
        sam.save(Note(body=f"words {number}"))
    Drafts(sam.home).save("text-note", b"half a thought")
    sam.store.quarantine(b"\x00odd", "no TOML", "elsewhere")
    (sam.home.pairing / ("ef" * 16 + ".toml")).write_text("invited")
    (sam.home.config / "packs").mkdir()
    (sam.home.config / "packs" / "mine.toml").write_text("# my own")
    sam.store.receive("12" * 16, _copy())
    return sam


def _copy() -> bytes:
    from tests.store import pen

    return pen.copy("theirs")


def test_all_of_it_comes_back_under_a_passphrase(furnished: Session, tmp_path: Path) -> None:
    path = tmp_path / "b"
    done = seal(furnished, path)
    assert (done.left_out, done.size) == ((), path.stat().st_size)
    assert path.stat().st_mode & 0o777 == 0o600
    assert opens_with(path) == "passphrase"
    home = make_home(tmp_path / "new")
    result = restore(home, path, SECRET)
    assert (result.records, result.damaged) == (done.records, ())
    assert everything(home) == everything(furnished.home)
    with Session.open(home, furnished.clock) as other:
        assert other.store.device != furnished.store.device
        assert other.store.entries(space=None) == furnished.store.entries(space=None)
        assert other.store.problems() == []
        assert last_backup(home) is None, "another device has its own backups"


def test_the_twelve_words_open_it(furnished: Session, tmp_path: Path) -> None:
    path = tmp_path / "b"
    back_up(furnished, path)
    assert opens_with(path) == "words"
    seed = bytes.fromhex(load_keys(furnished.home).seed)
    home = make_home(tmp_path / "new")
    with pytest.raises(WrongPassphrase):
        restore(home, path, " ".join(words_of(new_seed())))
    restore(home, path, " ".join(words_of(seed)))
    assert everything(home) == everything(furnished.home)


def test_the_sample_home_comes_back_byte_for_byte(tmp_path: Path) -> None:
    with load(tmp_path / "sample", "Sam") as session:
        seed = new_seed()
        save_keys(session.home, DeviceKeys(seed=seed.hex()))
        done = back_up(session, tmp_path / "b")
        home = make_home(tmp_path / "new")
        restore(home, tmp_path / "b", " ".join(words_of(seed)))
        assert everything(home) == everything(session.home)
        assert done.records == len(list(session.home.records.rglob("*.toml")))
        assert done.size < 2 * sum(map(len, everything(home).values()))


def test_a_locked_home_comes_back_locked(furnished: Session, tmp_path: Path, clock: Wrist) -> None:
    before = furnished.store.entries(space=None)
    sealed = turn_on(furnished.home, "the lock's own one", clock, cost=CHEAP)
    with Session.open(sealed, clock) as session:
        done = back_up(session, tmp_path / "b")
        said = words_for(session)
    home = make_home(tmp_path / "new")
    assert restore(home, tmp_path / "b", said).records == done.records
    with pytest.raises(StoreError):
        Session.open(home, clock)
    assert not [path for path in home.data.rglob("*") if b"words 1" in _read(path)]
    with Session.open(unlock(home, "the lock's own one", clock()), clock) as other:
        assert other.store.entries(space=None) == before
        assert Drafts(other.home).load("text-note") == b"half a thought"


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def test_nothing_in_it_can_be_read(furnished: Session, tmp_path: Path) -> None:
    seal(furnished, tmp_path / "b")
    raw = (tmp_path / "b").read_bytes()
    for canary in (b"words 1", b"half a thought", b"inventory", b"records", SECRET.encode()):
        assert canary not in raw


def test_another_passphrase_is_told_from_damage(furnished: Session, tmp_path: Path) -> None:
    seal(furnished, tmp_path / "b")
    with pytest.raises(WrongPassphrase):
        restore(make_home(tmp_path / "new"), tmp_path / "b", "another one")
    assert not (tmp_path / "new").exists()


def test_it_is_said_when_and_how_much_and_never_before_it_is_so(
    furnished: Session, tmp_path: Path, clock: Wrist
) -> None:
    assert last_backup(furnished.home) is None
    with pytest.raises(StoreError):
        seal(furnished, tmp_path / "no such folder" / "b")
    assert last_backup(furnished.home) is None
    done = seal(furnished, tmp_path / "b")
    clock.pass_(days=3)
    found = last_backup(furnished.home)
    assert found is not None
    assert (found.at, found.records) == (clock.now - timedelta(days=3), done.records)
    assert found.says(furnished.now, done.records + 2) == (
        f"backed up to a file 3 days ago ({done.records} records, 2 written since)"
    )
    (furnished.home.state / backup.NOTE).write_text("at = nonsense")
    assert last_backup(furnished.home) is None


def test_the_doctor_tells_the_age(furnished: Session, tmp_path: Path, clock: Wrist) -> None:
    def level() -> tuple[str, str]:
        (found,) = (each for each in examine(furnished.home, clock) if each.key == "backup")
        return found.level, found.says

    assert level()[0] == "look"
    seal(furnished, tmp_path / "b")
    assert level()[0] == "ok"
    clock.pass_(days=40)
    assert level()[0] == "look"
    assert level()[1].startswith("backed up to a file 40 days ago (")


def test_a_name_that_is_taken_stays_as_it_is(furnished: Session, tmp_path: Path) -> None:
    (tmp_path / "b").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("b", "link"):
        with pytest.raises(ServiceError):
            seal(furnished, tmp_path / name)
    assert (tmp_path / "b").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


def test_a_short_passphrase_is_refused(sam: Session, tmp_path: Path) -> None:
    with pytest.raises(ServiceError):
        back_up(sam, tmp_path / "b", "short")
    assert not (tmp_path / "b").exists()


def test_what_cannot_be_read_is_left_out_and_named(furnished: Session, tmp_path: Path) -> None:
    odd = furnished.home.records / "mine" / "link.toml"
    odd.symlink_to("/etc/hostname")
    os.mkfifo(furnished.home.drafts / "pipe.draft")
    done = seal(furnished, tmp_path / "b")
    assert done.left_out == ("records/mine/link.toml", "drafts/pipe.draft")
    home = make_home(tmp_path / "new")
    restore(home, tmp_path / "b", SECRET)
    assert not (home.records / "mine" / "link.toml").exists()


def test_a_home_with_something_in_it_is_left_alone(furnished: Session, tmp_path: Path) -> None:
    seal(furnished, tmp_path / "b")
    before = everything(furnished.home)
    with pytest.raises(StoreError, match="already"):
        restore(furnished.home, tmp_path / "b", SECRET)
    assert everything(furnished.home) == before
    home = make_home(tmp_path / "new")
    home.state.mkdir(parents=True, mode=0o700)
    home.keys.write_text("seed = 'another'")
    with pytest.raises(StoreError, match="already"):
        restore(home, tmp_path / "b", SECRET)
    assert home.keys.read_text() == "seed = 'another'"
    assert not home.exists()


def test_settings_that_are_there_already_stay(furnished: Session, tmp_path: Path) -> None:
    seal(furnished, tmp_path / "b")
    home = make_home(tmp_path / "new")
    (home.config / "packs").mkdir(parents=True, mode=0o700)
    home.config.parent.chmod(0o700)
    home.config.chmod(0o700)
    (home.config / "packs" / "mine.toml").write_text("# this one's")
    restore(home, tmp_path / "b", SECRET)
    assert (home.config / "packs" / "mine.toml").read_text() == "# this one's"


# ── Damage ───────────────────────────────────────────────────────────────────────────


@pytest.fixture
def large(furnished: Session, tmp_path: Path) -> Path:
    """A backup of several frames, under the words, so that opening it is quick."""
    for number in range(12):
        furnished.save(Note(body=random.Random(number).randbytes(9000).hex()[:9999]))
    for number in range(9):
        Drafts(furnished.home).save(f"text-{number}", random.Random(number).randbytes(30_000))
    back_up(furnished, tmp_path / "b")
    return tmp_path / "b"


def words_for(session: Session) -> str:
    return " ".join(words_of(bytes.fromhex(load_keys(session.home).seed)))


def test_whichever_bit_is_lost_the_rest_comes_back(
    furnished: Session, large: Path, tmp_path: Path
) -> None:
    whole, secret, expected = large.read_bytes(), words_for(furnished), everything(furnished.home)
    assert len(whole) > 5 * FRAME
    places = random.Random(1).sample(range(len(whole)), 10)
    places += [0, HEADER - 1, HEADER, len(whole) - 1, len(whole) - HEADER]
    lost = 0
    for number, place in enumerate(places):
        hurt = bytearray(whole)
        hurt[place] ^= 1 << number % 8
        large.write_bytes(hurt)
        home = make_home(tmp_path / f"new{number}")
        try:
            result = restore(home, large, secret)
        except ServiceError:
            assert not home.exists()
            assert not home.keys.exists()
            result = restore(home, large, secret, readable=True)
            lost += 1
        back = everything(home) if home.keys.exists() else {}
        assert {name: data for name, data in expected.items() if name not in back} == {
            name: expected[name] for name in expected if _stored(name) in result.damaged
        }
        assert all(expected[name] == data for name, data in back.items())
    assert lost


def _stored(name: str) -> str:
    return "state/keys.toml" if name == "keys" else name


def test_cut_short_anywhere_nothing_is_brought_back_unasked(
    furnished: Session, large: Path, tmp_path: Path
) -> None:
    whole, secret = large.read_bytes(), words_for(furnished)
    cuts = [0, 1, HEADER - 1, HEADER, HEADER + 1, len(whole) - 1, len(whole) - HEADER]
    cuts += random.Random(2).sample(range(len(whole)), 40)
    for cut in cuts:
        large.write_bytes(whole[:cut])
        home = make_home(tmp_path / "new")
        if cut >= len(whole) - HEADER:
            continue  # all that is missing stands there twice
        with pytest.raises((ServiceError, StoreError, SealingError)):
            restore(home, large, secret)
        assert not (tmp_path / "new").exists()


def test_frames_in_another_order_or_of_another_backup_do_not_open(
    furnished: Session, large: Path, tmp_path: Path
) -> None:
    whole, secret = large.read_bytes(), words_for(furnished)
    header = read_header(whole[:HEADER])
    (a, size), (b, _) = header.place(1), header.place(2)
    swapped = bytearray(whole)
    swapped[a : a + size], swapped[b : b + size] = whole[b : b + size], whole[a : a + size]
    back_up(furnished, tmp_path / "c")
    other = (tmp_path / "c").read_bytes()
    mixed = whole[:b] + other[b : b + size] + whole[b + size :]
    for raw in (bytes(swapped), mixed):
        large.write_bytes(raw)
        with pytest.raises(ServiceError):
            restore(make_home(tmp_path / "new"), large, secret)


def test_what_is_no_backup_says_so(furnished: Session, tmp_path: Path) -> None:
    home, odd = make_home(tmp_path / "new"), tmp_path / "odd"
    (tmp_path / "link").symlink_to(tmp_path / "b")
    os.mkfifo(tmp_path / "pipe")
    seal(furnished, tmp_path / "b")
    for path in (tmp_path / "link", tmp_path / "pipe", tmp_path, tmp_path / "none"):
        with pytest.raises(StoreError):
            restore(home, path, SECRET)
    for raw in (b"", b"\n" * 2000, os.urandom(5000), b"v = 1\n# check 00\n".ljust(HEADER)):
        odd.write_bytes(raw)
        with pytest.raises(NoBackup):
            restore(home, odd, SECRET)
    with odd.open("wb") as file:
        file.truncate(1 << 40)  # a terabyte that is not there
    with pytest.raises(NoBackup):
        restore(home, odd, SECRET)
    assert not (tmp_path / "new").exists()


def test_a_newer_version_is_not_guessed_at(furnished: Session, large: Path, tmp_path: Path) -> None:
    header = read_header(large.read_bytes()[:HEADER])
    newer = msgspec.structs.replace(header, v=2).to_bytes()
    large.write_bytes(newer + large.read_bytes()[HEADER:-HEADER] + newer)
    with pytest.raises(UnsupportedVersion):
        restore(make_home(tmp_path / "new"), large, words_for(furnished))


@pytest.mark.parametrize(
    "name",
    [
        "records/../../keys",
        "/etc/passwd",
        "state/device.toml",
        "records//a",
        "elsewhere/a",
        "records/a\0b",
        "state/keys.toml/a",
        "drafts/./a",
        "records",
    ],
)
def test_a_name_that_no_backup_gives_is_refused(
    furnished: Session, tmp_path: Path, name: str
) -> None:
    seed = bytes.fromhex(load_keys(furnished.home).seed)
    (tmp_path / "content").write_bytes(b"evil")
    gathered = store.Gathered({name: tmp_path / "content"}, {name: 4}, [])
    key = StoreKey.new()

    def header(stream: int, contents: int) -> Header:
        return under_words(key, stream, contents, seed)

    raw = _sealed_by_hand(header, key, name)
    (tmp_path / "b").write_bytes(raw)
    with pytest.raises(StoreError):
        restore(make_home(tmp_path / "new"), tmp_path / "b", " ".join(words_of(seed)))
    with pytest.raises(StoreError):
        store.write(furnished.home, gathered, tmp_path / "c", key, header)
    assert not (tmp_path / "c").exists()
    assert not (tmp_path / "new").exists()


def _sealed_by_hand(header: store.MakeHeader, key: StoreKey, name: str) -> bytes:
    from sponsorterm.sealing.backup import seal_frame

    contents = msgspec.json.encode([(name, 4)])
    head = header(2 * len(contents) + 4, len(contents)).to_bytes()
    return head + seal_frame(key, 0, contents + b"evil" + contents) + head


# ── Faults, and peers ────────────────────────────────────────────────────────────────


def test_a_restore_that_was_cut_off_begins_anew(
    furnished: Session, large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, home = words_for(furnished), make_home(tmp_path / "new")

    class Cut(BaseException):
        pass

    def cut(*_: object) -> None:
        raise Cut

    with monkeypatch.context() as patch:
        patch.setattr(store, "publish_folder", cut)
        with pytest.raises(Cut):
            restore(home, large, secret)
    assert not home.exists()
    (home.data / store.RESTORING / "mine" / "left.toml").write_text("left over")
    restore(home, large, secret)
    assert everything(home) == everything(furnished.home)


def test_a_backup_that_does_not_read_back_is_not_kept(
    furnished: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.Backup, "damaged", lambda _: ["records/a"])
    with pytest.raises(StoreError, match="read back"):
        back_up(furnished, tmp_path / "b")
    assert [path.name for path in tmp_path.iterdir()] == ["sam"]
    assert last_backup(furnished.home) is None


def test_an_older_backup_rolls_nothing_back_at_the_peer(pair: Pair, tmp_path: Path) -> None:
    link = pair.to_maria.record
    save_keys(pair.sam.home, DeviceKeys(seed=new_seed().hex()))
    sharing = {link: Sharing("full")}
    record = file(pair.sam, prepare(pair.sam, Note(body="old"), sharing=sharing)).revision.record
    back_up(pair.sam, tmp_path / "b")
    pair.clock.pass_(days=1)
    file(pair.sam, prepare(pair.sam, Note(body="new"), record=record, sharing=sharing))
    pair.carry()
    home = make_home(tmp_path / "again")
    restore(home, tmp_path / "b", words_for(pair.sam))
    with Session.open(home, pair.clock) as again:
        Pair(pair.clock, again, pair.maria).carry()
        (shown,) = pair.maria.store.entries(space=pair.to_sam.record, kinds={"note"})
        assert shown.body == Note(body="new")
        pair.clock.pass_(days=1)
        file(again, prepare(again, Note(body="newer"), record=record, sharing=sharing))
        Pair(pair.clock, again, pair.maria).carry()
    found = pair.maria.store.entries(space=pair.to_sam.record, kinds={"note"})
    assert {entry.body for entry in found} == {Note(body="new"), Note(body="newer")}
