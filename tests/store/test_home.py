"""The home: where it lies, whom it lets in, and whom it refuses."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.store.store import Store
from tests.store import pen


def modes(root: Path) -> dict[str, int]:
    return {
        str(path.relative_to(root)): stat.S_IMODE(path.lstat().st_mode)
        for path in sorted(root.rglob("*"))
    }


@pytest.fixture
def loose_umask() -> object:
    before = os.umask(0)
    yield
    os.umask(before)


def test_one_variable_moves_the_whole_home(tmp_path: Path) -> None:
    home = Home.find({"SPONSORTERM_HOME": str(tmp_path), "XDG_DATA_HOME": "/elsewhere"})
    assert (home.config, home.state, home.data) == (
        tmp_path / "config",
        tmp_path / "state",
        tmp_path / "data",
    )


def test_xdg_places_are_kept_apart() -> None:
    home = Home.find(
        {
            "HOME": "/home/pat",
            "XDG_CONFIG_HOME": "/c",
            "XDG_STATE_HOME": "/s",
            "XDG_DATA_HOME": "/d",
        }
    )
    assert home == Home(Path("/c/sponsorterm"), Path("/s/sponsorterm"), Path("/d/sponsorterm"))


def test_without_xdg_the_places_are_those_of_any_unix() -> None:
    own = Path("/home/pat")
    assert Home.find({"HOME": str(own), "XDG_DATA_HOME": "relative/is/ignored"}) == Home(
        own / ".config/sponsorterm",
        own / ".local/state/sponsorterm",
        own / ".local/share/sponsorterm",
    )


def test_finding_a_home_makes_nothing(tmp_path: Path) -> None:
    home = Home.find({"SPONSORTERM_HOME": str(tmp_path / "new")})
    assert not home.exists()
    assert list(tmp_path.iterdir()) == []


def test_nobody_else_may_enter_whatever_the_umask(tmp_path: Path, loose_umask: object) -> None:
    home = Home.find({"SPONSORTERM_HOME": str(tmp_path / "home")})
    home.create()
    with Store.open(home) as store:
        store.save(pen.note("a day"))
        store.receive(pen.LINK, pen.copy("their day"))
        store.quarantine(b"damaged", "it was damaged", "a link")
        found = modes(tmp_path / "home")
        for name, mode in found.items():
            path = tmp_path / "home" / name
            assert mode & 0o077 == 0, name
            if path.is_dir():
                assert mode == 0o700, name
            elif "records" in name:
                assert mode == 0o400, name
    assert "state/index.db-wal" in found


def test_a_home_is_made_once(home: Home) -> None:
    assert home.exists()
    (home.data / ".gitignore").chmod(0o600)
    (home.data / ".gitignore").write_text("mine")
    home.create()
    assert (home.data / ".gitignore").read_text() == "mine"


def test_git_never_touches_a_records_bytes(home: Home, tmp_path: Path) -> None:
    with Store.open(home) as store:
        store.save(pen.note("with\r\nold line ends"))
    git = ["git", "-C", str(home.data), "-c", "core.autocrlf=true", "-c", "user.name=x"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True, capture_output=True)
    attributes = subprocess.run(
        [*git, "check-attr", "text", "records/mine/2026-11/x.toml"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert attributes.stdout.strip().endswith("text: unset")


@pytest.mark.parametrize("part", ["config", "state", "data"])
def test_a_home_that_others_can_read_is_refused_with_the_cure(home: Home, part: str) -> None:
    folder: Path = getattr(home, part)
    folder.chmod(0o750)
    with pytest.raises(StoreError) as refusal:
        Store.open(home)
    assert str(folder) in refusal.value.message
    assert refusal.value.hint == f"run: chmod 700 {folder}"
    folder.chmod(0o700)
    Store.open(home).close()


def test_a_home_that_cannot_be_written_to_is_refused(home: Home) -> None:
    home.state.chmod(0o500)
    with pytest.raises(StoreError, match="cannot be written"):
        Store.open(home)
    home.state.chmod(0o700)


def test_a_symlink_to_my_own_disk_is_fine(tmp_path: Path) -> None:
    home = Home.find({"SPONSORTERM_HOME": str(tmp_path / "home")})
    vault = tmp_path / "vault"
    vault.mkdir(mode=0o700)
    home.data.parent.mkdir(mode=0o700)
    home.data.symlink_to(vault)
    home.create()
    with Store.open(home) as store:
        store.save(pen.note("a day"))
    assert len(list(vault.rglob("*.toml"))) == 1


def test_a_folder_of_somebody_elses_is_refused(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    with pytest.raises(StoreError, match="belongs to somebody else"):
        Store.open(home)


@pytest.mark.parametrize("kind", ["file", "dangling symlink"])
def test_something_else_in_its_place_is_refused(tmp_path: Path, kind: str) -> None:
    home = Home.find({"SPONSORTERM_HOME": str(tmp_path)})
    if kind == "file":
        home.data.write_text("")
    else:
        home.data.symlink_to(tmp_path / "nowhere")
    with pytest.raises(StoreError, match="is not a folder"):
        home.create()


def test_a_home_that_was_not_set_up_says_how(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refusal:
        Store.open(Home.find({"SPONSORTERM_HOME": str(tmp_path)}))
    assert "setup" in refusal.value.hint


def test_the_device_keeps_its_name(home: Home) -> None:
    with Store.open(home) as store:
        first = store.device
    with Store.open(home) as store:
        assert store.device == first
    assert len(first) == 16
    int(first, 16)


def test_a_damaged_device_file_is_made_anew(home: Home) -> None:
    Store.open(home).close()
    home.device.write_bytes(b"\xff\xfe")
    with Store.open(home) as store:
        assert len(store.device) == 16
