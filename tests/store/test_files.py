"""The write rule: whole or absent at every step, durable before it is told."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from sponsorterm.store import files
from sponsorterm.store.errors import StoreError
from sponsorterm.store.files import NameTaken, read_regular, replace, write_once
from tests.faults.disks import Recorder


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    found = Recorder()
    monkeypatch.setattr(files, "disk", found)
    return found


def test_bytes_are_synced_before_they_get_a_name_and_the_name_before_it_is_told(
    tmp_path: Path, recorder: Recorder
) -> None:
    write_once(tmp_path / "a.toml", b"words")
    assert recorder.calls == [
        "open .tmp",
        "write .tmp",
        "fsync .tmp",
        "close .tmp",
        "link a.toml",
        "unlink .tmp",
        f"open {tmp_path.name}",
        f"fsync {tmp_path.name}",
        f"close {tmp_path.name}",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["a.toml"]


def test_a_replaced_file_is_synced_on_both_sides_of_the_move(
    tmp_path: Path, recorder: Recorder
) -> None:
    replace(tmp_path / "draft", b"one")
    recorder.calls.clear()
    replace(tmp_path / "draft", b"two")
    assert recorder.calls[2:5] == ["fsync .tmp", "close .tmp", "replace draft"]
    assert recorder.calls[-2] == f"fsync {tmp_path.name}"
    assert (tmp_path / "draft").read_bytes() == b"two"
    assert stat.S_IMODE((tmp_path / "draft").stat().st_mode) == 0o600


def test_a_name_stands_for_its_bytes_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    write_once(path, b"words")
    write_once(path, b"words")
    with pytest.raises(NameTaken):
        write_once(path, b"others")
    with pytest.raises(NameTaken):
        write_once(path, b"wor")
    assert path.read_bytes() == b"words"
    assert [found.name for found in tmp_path.iterdir()] == ["a.toml"]


@pytest.mark.parametrize("kind", ["symlink", "folder", "fifo"])
def test_a_name_held_by_no_plain_file_is_taken(tmp_path: Path, kind: str) -> None:
    path, target = tmp_path / "a.toml", tmp_path / "target"
    target.write_bytes(b"words")
    make(kind, path, target)
    with pytest.raises(NameTaken):
        write_once(path, b"words")


def make(kind: str, path: Path, target: Path) -> None:
    if kind == "symlink":
        path.symlink_to(target)
    elif kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)


def test_short_writes_are_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.disk, "write", lambda fd, data: os.write(fd, data[:3]))
    write_once(tmp_path / "a", b"a longer text")
    assert (tmp_path / "a").read_bytes() == b"a longer text"


def test_a_disk_that_takes_nothing_is_an_error_and_no_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files.disk, "write", lambda *_: 0)
    with pytest.raises(StoreError):
        write_once(tmp_path / "a", b"words")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS])
def test_without_hard_links_a_free_name_is_moved_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def no_link(*_: Any) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(files.disk, "link", no_link)
    write_once(tmp_path / "a", b"words")
    write_once(tmp_path / "a", b"words")
    with pytest.raises(NameTaken):
        write_once(tmp_path / "a", b"others")
    assert (tmp_path / "a").read_bytes() == b"words"
    assert [found.name for found in tmp_path.iterdir()] == ["a"]


def test_a_disk_that_keeps_names_durable_by_itself_is_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_files(fd: int) -> None:
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            raise OSError(errno.EINVAL, "no folder sync here")

    monkeypatch.setattr(files.disk, "fsync", only_files)
    write_once(tmp_path / "a", b"words")


def test_what_the_system_says_names_the_file_and_not_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.disk, "write", full)
    with pytest.raises(StoreError) as refusal:
        write_once(tmp_path / "a.toml", b"pelican")
    assert refusal.value.message == "a.toml could not be written: No space left on device."
    assert "pelican" not in refusal.value.message + refusal.value.hint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["symlink", "folder", "fifo"])
def test_only_plain_files_are_read_and_nothing_hangs(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"words")
    make(kind, tmp_path / "a", target)
    with pytest.raises(StoreError, match="plain file"):
        read_regular(tmp_path / "a", 100)


def test_a_device_is_not_read() -> None:
    with pytest.raises(StoreError, match="plain file"):
        read_regular(Path("/dev/zero"), 100)


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_regular(tmp_path / "a", 5) == b"12345"
    with pytest.raises(StoreError, match="larger than 4 bytes"):
        read_regular(tmp_path / "a", 4)


def test_no_file_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_regular(tmp_path / "a", 5)
