"""The single shared file: rewritten whole, and nothing is lost by it."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sponsorterm import wire
from sponsorterm.records.kinds import Place
from sponsorterm.store import files
from sponsorterm.strings import sync as words
from sponsorterm.sync.remotes import Odd, RemoteError, prepare, single_file
from sponsorterm.sync.remotes.single_file import SingleFileRemote
from tests.sync.sites import FileSite, envelope, upload

SIBLING_NAMES = [
    "shared.sync-conflict-20261120-151926-GUKEPQU.toml",  # Syncthing
    "shared (Pat's conflicted copy 2026-11-20).toml",  # Dropbox
    "shared (copia in conflitto di Pat 2026-11-20).toml",  # Dropbox, Italian
    "shared (conflicted copy 2026-11-20 151926).toml",  # Nextcloud
    "shared_nas_Nov-20-1519-2026_Conflict.toml",  # Synology Drive
    "shared.Conflict.toml",  # Resilio
    "shared-LAPTOP-7.toml",  # OneDrive
    "shared 2.toml",  # iCloud
    "shared (1).toml",  # Google Drive
    "shared.toml.conflict1",  # rclone bisync
    "SHARED.TOML",
]


@pytest.fixture
def site(new_site: Callable[..., FileSite]) -> FileSite:
    return new_site("file")


@pytest.fixture
def remote(site: FileSite) -> SingleFileRemote:
    return SingleFileRemote(site.path, site.space)


def put(remote: SingleFileRemote, site: FileSite) -> wire.Envelope:
    each = envelope(site.space)
    remote.put([upload(each)])
    return each


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(RemoteError) as caught:
        work()
    assert caught.value.message
    assert caught.value.hint
    return caught.value.code


@pytest.mark.parametrize("name", SIBLING_NAMES)
def test_what_lies_beside_it_under_a_like_name_is_read_and_kept(
    site: FileSite, remote: SingleFileRemote, name: str
) -> None:
    first = put(remote, site)
    before = site.path.read_bytes()
    second = put(remote, site)
    site.path.rename(site.path.with_name(name))
    site.path.write_bytes(before)
    reader = SingleFileRemote(site.path, site.space)
    assert reader.ids() == {first.id, second.id}
    third = put(reader, site)
    site.path.with_name(name).unlink()
    assert reader.ids() == {first.id, second.id, third.id}


def test_of_two_writers_neither_is_lost_for_good(site: FileSite) -> None:
    a, b = (SingleFileRemote(site.path, site.space) for _ in range(2))
    before = site.path.read_bytes()
    mine = put(a, site)
    site.path.write_bytes(before)  # b's whole file takes the place of a's
    theirs = put(b, site)
    assert a.ids() == {theirs.id}
    a.put([upload(mine)])
    assert b.ids() == {mine.id, theirs.id}


def test_a_write_that_is_taken_over_at_once_is_repeated(
    site: FileSite, remote: SingleFileRemote, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = site.path.read_bytes()
    replace = files.replace
    taken_over: list[bool] = []

    def race(path: Path, data: bytes, mode: int) -> None:
        replace(path, data, mode)
        if not taken_over:
            taken_over.append(True)
            replace(path, before, mode)

    monkeypatch.setattr(files, "replace", race)
    each = put(remote, site)
    assert remote.ids() == {each.id}


def test_a_write_that_is_always_taken_over_is_not_called_done(
    site: FileSite, remote: SingleFileRemote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "replace", lambda *_: None)
    assert code_of(lambda: put(remote, site)) == "busy"


def test_another_links_file_beside_it_is_not_looked_into(
    site: FileSite, remote: SingleFileRemote
) -> None:
    place = Place(kind="file", where=str(site.path.with_name("shared-with-sam.toml")))
    prepare(place, secrets.token_hex(16))
    each = put(remote, site)
    batch = remote.fetch("", ())
    assert [e.id for e in batch.envelopes] == [each.id]
    assert not batch.odd


def test_a_damaged_copy_is_told_and_the_rest_is_read(
    site: FileSite, remote: SingleFileRemote, tmp_path: Path
) -> None:
    each = put(remote, site)
    site.path.with_name("shared 2.toml").write_bytes(site.path.read_bytes()[:-40])
    site.path.with_name("shared 3.toml").symlink_to("/etc/hostname")
    os.mkfifo(site.path.with_name("shared 4.toml"))
    batch = remote.fetch("", ())
    assert [e.id for e in batch.envelopes] == [each.id]
    assert [(o.name, o.waits) for o in batch.odd] == [
        ("shared 2.toml", True),
        ("shared 3.toml", False),
        ("shared 4.toml", False),
    ]


def test_a_bad_table_takes_no_other_with_it(site: FileSite, remote: SingleFileRemote) -> None:
    each = put(remote, site)
    with site.path.open("a") as file:
        file.write("\n[[envelope]]\nv = 1\nbox = 7\n")
    batch = remote.fetch("", ())
    assert [e.id for e in batch.envelopes] == [each.id]
    assert list(batch.odd) == [Odd("shared.toml", words.NOT_WHOLE, waits=False)]


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_half_a_file_is_not_written_over(
    site: FileSite, remote: SingleFileRemote, share: float
) -> None:
    put(remote, site)
    data = site.path.read_bytes()
    half = data[: int(len(data) * share)]
    site.path.write_bytes(half)
    assert code_of(remote.ids) == "damaged"
    assert code_of(lambda: put(remote, site)) == "damaged"
    assert site.path.read_bytes() == half


def test_a_file_that_is_gone_is_not_an_empty_one(site: FileSite, remote: SingleFileRemote) -> None:
    put(remote, site)
    site.path.unlink()
    assert code_of(remote.ids) == "not_mounted"
    assert code_of(lambda: put(remote, site)) == "not_mounted"
    shutil.rmtree(site.path.parent)
    assert code_of(remote.ids) == "not_mounted"


def test_what_is_no_plain_file_is_never_opened(
    site: FileSite, remote: SingleFileRemote, tmp_path: Path
) -> None:
    site.path.rename(tmp_path / "elsewhere.toml")
    site.path.symlink_to(tmp_path / "elsewhere.toml")
    assert code_of(remote.ids) == "damaged"
    site.path.unlink()
    os.mkfifo(site.path)
    assert code_of(remote.ids) == "damaged"
    site.path.unlink()
    site.path.mkdir()
    assert code_of(remote.ids) == "damaged"


def test_another_links_file_is_left_alone(site: FileSite, remote: SingleFileRemote) -> None:
    other = SingleFileRemote(site.path, secrets.token_hex(16))
    assert code_of(other.ids) == "no_space"
    assert code_of(lambda: prepare(site.place(), secrets.token_hex(16))) == "no_space"


def test_a_long_file_asks_for_a_folder(
    site: FileSite, remote: SingleFileRemote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_file, "MOST_ENVELOPES", 2)
    first, second = put(remote, site), put(remote, site)
    assert code_of(lambda: put(remote, site)) == "too_many"
    assert remote.ids() == {first.id, second.id}
    remote.put([upload(first)])


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "full"), (errno.EROFS, "read_only"), (errno.EIO, "not_mounted")],
)
@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_disk_that_fails_leaves_what_was_there(
    site: FileSite,
    remote: SingleFileRemote,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    number: int,
    code: str,
) -> None:
    put(remote, site)
    before = site.path.read_bytes()

    def fail(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.disk, call, fail)
    assert code_of(lambda: put(remote, site)) == code
    assert site.path.read_bytes() == before
    assert [path.name for path in site.path.parent.iterdir()] == ["shared.toml"]


def test_a_purge_reaches_the_copies_too(site: FileSite, remote: SingleFileRemote) -> None:
    each, stays = put(remote, site), put(remote, site)
    shutil.copy(site.path, site.path.with_name("shared 2.toml"))
    remote.purge(each.id, "a secret")
    assert remote.ids() == {stays.id}
    assert not any(each.box in path.read_text() for path in site.path.parent.iterdir())
