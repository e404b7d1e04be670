"""SQLite is opened privately, and never where its log cannot be trusted."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from sponsorterm.store.database import is_far, local_place, open_database
from sponsorterm.store.errors import StoreError

MOUNTS = """\
22 27 0:20 / /proc rw,nosuid shared:5 - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 27 0:35 / /home rw shared:9 - nfs4 server:/home rw,vers=4.2
41 40 0:36 / /home/pat/local\\040disk rw - ext4 /dev/vdb rw
42 27 0:37 / /mnt/share rw - cifs //server/share rw
43 27 0:38 / /mnt/phone rw - fuse.sshfs pat@phone: rw
44 27 0:39 / /run/user/1000 rw - tmpfs tmpfs rw
45 27 0:40 / /mnt/both rw - ext4 /dev/vdc rw
46 27 0:41 / /mnt/both rw - nfs server:/both rw
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    path = tmp_path / "mountinfo"
    path.write_text(MOUNTS)
    return path


@pytest.mark.parametrize(
    ("folder", "far"),
    [
        ("/", False),
        ("/var/lib", False),
        ("/home", True),
        ("/home/pat/.local/state", True),
        ("/home/pat/local disk/state", False),
        ("/homely", False),
        ("/mnt/share/x", True),
        ("/mnt/phone", True),
        ("/run/user/1000", False),
        ("/mnt/both", True),
    ],
)
def test_network_disks_are_told_by_their_mount(mounts: Path, folder: str, far: bool) -> None:
    assert is_far(Path(folder), mounts) is far


def test_where_mounts_cannot_be_read_a_disk_is_near(tmp_path: Path) -> None:
    assert not is_far(tmp_path, tmp_path / "no such file")


def test_this_machines_own_mounts_can_be_read(tmp_path: Path) -> None:
    assert local_place(tmp_path / "index.db", None) in (tmp_path / "index.db", None)


def test_a_database_meant_for_a_network_disk_goes_to_the_runtime_folder_or_memory(
    mounts: Path, tmp_path: Path
) -> None:
    far = Path("/home/pat/.local/state/sponsorterm/index.db")
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    place = local_place(far, str(runtime), mounts)
    assert place is not None
    assert place.parent == runtime
    assert place != local_place(far.with_name("other.db"), str(runtime), mounts)
    assert local_place(far, None, mounts) is None
    assert local_place(far, str(tmp_path / "none"), mounts) is None
    runtime.chmod(0o755)
    assert local_place(far, str(runtime), mounts) is None
    assert local_place(Path("/var/index.db"), None, mounts) == Path("/var/index.db")


def test_its_files_are_the_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        connection = open_database(tmp_path / "x.db")
        connection.execute("CREATE TABLE t (x)")
    finally:
        os.umask(before)
    found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    connection.close()
    assert found == {"x.db": 0o600, "x.db-wal": 0o600, "x.db-shm": 0o600}


def test_what_is_deleted_is_gone_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    connection = open_database(path)
    connection.execute("CREATE TABLE t (x)")
    connection.execute("INSERT INTO t VALUES (?)", ("pelican" * 1000,))
    connection.execute("DELETE FROM t")
    connection.close()
    assert b"pelican" not in path.read_bytes()


def test_a_loose_mode_is_tightened(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.touch(0o644)
    open_database(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("kind", ["symlink", "fifo", "folder"])
def test_only_a_plain_file_is_a_database(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x.db"
    if kind == "symlink":
        path.symlink_to(tmp_path / "elsewhere")
    elif kind == "fifo":
        os.mkfifo(path)
    else:
        path.mkdir()
    with pytest.raises(StoreError):
        open_database(path)
    assert not (tmp_path / "elsewhere").exists()


def test_one_that_is_none_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(b"this is no database" * 500)
    with pytest.raises(sqlite3.DatabaseError):
        open_database(path)
