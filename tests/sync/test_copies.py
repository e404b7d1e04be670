"""What sync tools make of two versions of a file is read wherever it lies, by its content."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sponsorterm import wire
from sponsorterm.sync.remotes import RemoteError
from sponsorterm.sync.remotes.marker import MARKER
from tests.sync.sites import SECRET, FileSite, FolderSite, envelope, upload

NAMES = {
    "Syncthing": "{stem}.sync-conflict-20260101-101112-ABCDEFG.toml",
    "Dropbox": "{stem} (Sam's conflicted copy 2026-01-01).toml",
    "Dropbox, second that day": "{stem} (Sam's conflicted copy 2026-01-01 (1)).toml",
    "Dropbox, German": "{stem} (In Konflikt stehende Kopie von Sam 2026-01-01).toml",
    "Dropbox, German, later": "{stem} (Sams in Konflikt stehende Kopie 2026-01-01).toml",
    "Dropbox, French": "{stem} (Copie en conflit de Sam 2026-01-01).toml",
    "Dropbox, Spanish": "{stem} (Copia en conflicto de Sam 2026-01-01).toml",
    "Dropbox, Italian": "{stem} (Copia in conflitto di Sam 2026-01-01).toml",
    "Dropbox, case": "{stem} (Case Conflict).toml",
    "Nextcloud": "{stem} (conflicted copy 2026-01-01 101112).toml",
    "Nextcloud, with a name": "{stem} (conflicted copy Sam 2026-01-01 101112).toml",
    "ownCloud": "{stem}_conflict-20260101-101112.toml",
    "ownCloud, with a name": "{stem}_conflict-Sam-20260101-101112.toml",
    "OneDrive": "{stem}-LAPTOP-7.toml",
    "OneDrive, again": "{stem}-LAPTOP-7-2.toml",
    "Google Drive": "{stem} (1).toml",
    "Google Drive, in words": "{stem} [Conflict].toml",
    "Google Drive, a copy": "Copy of {stem}.toml",
    "Google Drive, a copy in German": "Kopie von {stem}.toml",
    "Google Drive, a copy in French": "Copie de {stem}.toml",
    "iCloud Drive": "{stem} 2.toml",
    "Resilio Sync": "{stem}.Conflict.toml",
    "Seafile": "{stem} (SFConflict sam@example.org 2026-01-01-10-11-12).toml",
    "Synology Drive": "{stem}_nas_Jan-01-1011-2026_Conflict.toml",
    "Unison": "{stem} (copy: conflict #1 on 2026-01-01).toml",
    "rclone": "{stem}.conflict1.toml",
    "rclone, older": "{stem}.toml.conflict1",
    "rsync": "{stem}.toml~",
    "git": "{stem}.toml~HEAD",
    "git mergetool": "{stem}_REMOTE_4711.toml",
    "a file manager": "{stem} - Copy.toml",
    "a file manager in German": "{stem} - Kopie.toml",
    "a disk without small letters": "{STEM}.TOML",
}
Shared = FolderSite | FileSite


@pytest.fixture(params=["folder", "file"])
def site(request: pytest.FixtureRequest, new_site: Callable[[str], Shared]) -> Shared:
    return new_site(request.param)


def named(path: Path, pattern: str) -> Path:
    """The name a tool gives to a copy of a file."""
    return path.with_name(pattern.format(stem=path.stem, STEM=path.stem.upper()))


def put(site: Shared) -> tuple[wire.Envelope, Path]:
    """A new envelope, and the file that holds it."""
    each = envelope(site.space)
    site.open().put([upload(each)])
    if isinstance(site, FileSite):
        return each, site.path
    return each, next((site.path / "e").rglob(f"{each.id}.toml"))


def conflicting(site: Shared, pattern: str) -> tuple[wire.Envelope, wire.Envelope, Path]:
    """Two versions of one file, the second under the name that a tool gives it."""
    first, path = put(site)
    before = path.read_bytes()
    second, other = put(site)
    copy = named(path, pattern)
    other.rename(copy)
    path.write_bytes(before)
    return first, second, copy


@pytest.mark.parametrize("tool", NAMES)
def test_both_versions_are_read(site: Shared, tool: str) -> None:
    first, second, _ = conflicting(site, NAMES[tool])
    reader = site.open("b")
    batch = reader.fetch("", ())
    assert {each.id for each in batch.envelopes} == reader.ids() == {first.id, second.id}
    assert reader.get(second.id) == second
    assert reader.digest().count == 2
    assert not batch.odd


@pytest.mark.parametrize("tool", ["Dropbox, German", "iCloud Drive", "Google Drive, a copy"])
def test_a_purge_reaches_every_copy(site: Shared, tool: str) -> None:
    each, path = put(site)
    shutil.copy(path, named(path, NAMES[tool]))
    site.open().purge(each.id, SECRET)
    assert site.open("b").ids() == set()
    assert not any(each.box in p.read_text() for p in site.path.parent.rglob("*.toml"))


@pytest.mark.parametrize("tool", NAMES)
@pytest.mark.parametrize("left", ["nothing", "an empty file", "half of it"])
def test_a_copy_of_the_marker_is_one_too(
    new_site: Callable[[str], Shared], tool: str, left: str
) -> None:
    site = new_site("folder")
    each, _ = put(site)
    marker = site.path / MARKER
    data = marker.read_bytes()
    marker.rename(named(marker, NAMES[tool]))
    if left != "nothing":
        marker.write_bytes(b"" if left == "an empty file" else data[:40])
    assert site.open("b").ids() == {each.id}


def test_of_two_markers_the_one_under_its_name_counts(new_site: Callable[[str], Shared]) -> None:
    site, foreign = new_site("folder"), new_site("folder")
    shutil.copy(site.path / MARKER, site.path / "sponsorterm 2.toml")
    shutil.copy(foreign.path / MARKER, site.path / MARKER)
    with pytest.raises(RemoteError) as caught:
        site.open().ids()
    assert caught.value.code == "no_space"


def test_of_copies_alone_the_one_of_this_link_counts(new_site: Callable[[str], Shared]) -> None:
    site, foreign = new_site("folder"), new_site("folder")
    (site.path / MARKER).rename(site.path / "sponsorterm (2).toml")
    shutil.copy(foreign.path / MARKER, site.path / "sponsorterm (1).toml")
    assert site.open().ids() == set()


def test_two_spellings_of_one_name_are_two_files(site: Shared) -> None:
    first, second, copy = conflicting(site, NAMES["a disk without small letters"])
    assert copy.name != copy.name.lower()
    third = envelope(site.space)
    writer = site.open()
    writer.put([upload(each) for each in (first, second, third)])
    assert writer.ids() == {first.id, second.id, third.id}
