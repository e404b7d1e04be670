"""The shared folder: what sync tools do to it, what others may put there, how it fails."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sponsorterm import wire
from sponsorterm.records.kinds import Place
from sponsorterm.store import files
from sponsorterm.strings import sync as words
from sponsorterm.sync.remotes import Odd, RemoteError, open_remote, prepare
from sponsorterm.sync.remotes.folder import FolderRemote
from sponsorterm.sync.remotes.marker import MARKER
from tests.sync.sites import FolderSite, envelope, upload


@pytest.fixture
def site(new_site: Callable[..., FolderSite]) -> FolderSite:
    return new_site("folder")


@pytest.fixture
def remote(site: FolderSite) -> FolderRemote:
    return FolderRemote(site.path, site.space, today=lambda: date(2026, 11, 20))


def put(remote: FolderRemote, site: FolderSite) -> tuple[wire.Envelope, Path]:
    each = envelope(site.space)
    remote.put([upload(each)])
    return each, site.path / "e" / "2026-11" / f"{each.id}.toml"


def fetched(remote: FolderRemote, known: set[str] = frozenset()) -> set[str]:  # type: ignore[assignment]
    return {each.id for each in remote.fetch("", known).envelopes}


def odd(remote: FolderRemote) -> list[Odd]:
    return list(remote.fetch("", ()).odd)


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(RemoteError) as caught:
        work()
    assert caught.value.message
    assert caught.value.hint
    return caught.value.code


def test_an_envelope_is_one_file_under_its_name(site: FolderSite, remote: FolderRemote) -> None:
    each, path = put(remote, site)
    assert wire.read(path.read_bytes(), wire.Envelope) == each
    assert {p.name for p in site.path.rglob("*")} == {MARKER, "e", "2026-11", path.name}


def test_files_can_be_read_by_the_other_person(site: FolderSite, remote: FolderRemote) -> None:
    before = os.umask(0o002)
    try:
        _, path = put(remote, site)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o664


def test_an_envelope_under_a_known_name_is_found_by_comparing(
    site: FolderSite, remote: FolderRemote
) -> None:
    first, path = put(remote, site)
    second, other = put(remote, site)
    other.rename(path)
    assert remote.ids() == {second.id}
    assert remote.digest().bucket == wire.digest_of([second.id]).bucket
    assert first.id not in fetched(remote)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_half_a_file_waits_and_is_read_when_it_is_whole(
    site: FolderSite, remote: FolderRemote, share: float
) -> None:
    each, path = put(remote, site)
    whole, _ = put(remote, site)
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data[: int(len(data) * share)])
    reader = FolderRemote(site.path, site.space)
    assert fetched(reader) == reader.ids() == {whole.id}
    assert odd(reader) == [Odd(f"2026-11/{path.name}", words.NOT_WHOLE, waits=True)]
    path.write_bytes(data)
    assert fetched(reader) == {each.id, whole.id}
    assert not odd(reader)


def test_a_damaged_file_of_mine_is_written_again(site: FolderSite, remote: FolderRemote) -> None:
    each, path = put(remote, site)
    good = path.read_bytes()
    assert remote.ids() == {each.id}
    path.unlink()
    path.write_bytes(good[:100])
    assert remote.ids() == set()
    assert [result.state for result in remote.put([upload(each)])] == ["stored"]
    assert path.read_bytes() == good


def test_a_file_not_downloaded_is_told(site: FolderSite, remote: FolderRemote) -> None:
    each, path = put(remote, site)
    path.rename(path.with_name(f".{path.name}.icloud"))
    assert not fetched(remote)
    assert [(o.reason, o.waits) for o in odd(remote)] == [(words.NOT_DOWNLOADED, True)]
    assert each.id in odd(remote)[0].name


def test_temporary_files_and_other_peoples_files_are_nobodys_business(
    site: FolderSite, remote: FolderRemote
) -> None:
    each, path = put(remote, site)
    for name in (f".syncthing.{path.name}.tmp", ".DS_Store", "desktop.ini", "notes.txt", "x.toml"):
        (path.parent / name).write_text("[not ours")
    (site.path / "e" / "@eaDir").mkdir()
    (path.parent / "@eaDir").mkdir()
    (site.path / "holiday.jpg").write_bytes(b"\xff\xd8")
    assert fetched(remote) == {each.id}
    assert not odd(remote)


def test_what_is_no_plain_file_is_never_opened(
    site: FolderSite, remote: FolderRemote, tmp_path: Path
) -> None:
    each, path = put(remote, site)
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_bytes(wire.write(envelope(site.space)))
    (path.parent / "linked.toml").symlink_to(elsewhere)
    (path.parent / "folder.toml").mkdir()
    os.mkfifo(path.parent / "pipe.toml")
    (site.path / "e" / "2026-10").symlink_to(tmp_path)
    assert fetched(remote) == remote.ids() == {each.id}
    assert {(o.name, o.waits) for o in odd(remote)} == {
        ("2026-11/linked.toml", False),
        ("2026-11/folder.toml", False),
        ("2026-11/pipe.toml", False),
    }


def test_a_file_too_large_is_told_and_the_rest_is_read(
    site: FolderSite, remote: FolderRemote
) -> None:
    each, path = put(remote, site)
    (path.parent / "large.toml").write_bytes(b"x" * (wire.MAX_ENVELOPE + 4096))
    assert fetched(remote) == {each.id}
    assert [(o.name, o.waits) for o in odd(remote)] == [("2026-11/large.toml", False)]


def test_names_others_chose_are_made_fit_to_show(site: FolderSite, remote: FolderRemote) -> None:
    _, path = put(remote, site)
    (path.parent / "\x1b]52;c;AA\x07\n.toml").mkdir()
    assert [o.name for o in odd(remote)] == ["2026-11/]52;c;AA .toml"]


@pytest.mark.parametrize("folder", ["e", "e/2026-11"])
def test_nothing_is_written_through_a_linked_folder(
    site: FolderSite, remote: FolderRemote, tmp_path: Path, folder: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    if "/" in folder:
        (site.path / "e").mkdir()
    (site.path / folder).symlink_to(elsewhere)
    assert code_of(lambda: put(remote, site)) == "damaged"
    assert not list(elsewhere.iterdir())


def test_nothing_is_read_through_a_linked_folder(site: FolderSite, remote: FolderRemote) -> None:
    put(remote, site)
    (site.path / "e").rename(site.path / "elsewhere")
    (site.path / "e").symlink_to(site.path / "elsewhere")
    assert code_of(remote.ids) == "damaged"


def test_a_flood_is_not_read(
    site: FolderSite, remote: FolderRemote, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(remote, site)
    put(remote, site)
    monkeypatch.setattr(wire, "MAX_SPACE_ENVELOPES", 1)
    assert code_of(remote.ids) == "too_many"
    assert code_of(lambda: remote.fetch("", ())) == "too_many"


def test_a_folder_that_is_gone_is_not_an_empty_one(site: FolderSite, remote: FolderRemote) -> None:
    put(remote, site)
    site.path.rename(site.path.with_name("unmounted"))
    assert code_of(remote.ids) == "not_mounted"
    site.path.mkdir()  # the empty mount point that stays behind
    assert code_of(remote.ids) == "not_mounted"
    assert code_of(lambda: put(remote, site)) == "not_mounted"
    assert not list(site.path.iterdir())


@pytest.mark.parametrize("marker", ["", "format = 1", "format = 1\nspace = 'x'", "\x00"])
def test_a_marker_that_is_not_whole_waits(
    site: FolderSite, remote: FolderRemote, marker: str
) -> None:
    (site.path / MARKER).unlink()
    (site.path / MARKER).write_text(marker)
    assert code_of(remote.ids) == "not_mounted"


def test_another_links_folder_is_left_alone(site: FolderSite) -> None:
    other = FolderRemote(site.path, secrets.token_hex(16))
    assert code_of(other.ids) == "no_space"
    assert code_of(lambda: other.put([upload(envelope(site.space))])) == "no_space"
    place = Place(kind="folder", where=str(site.path))
    assert code_of(lambda: prepare(place, secrets.token_hex(16))) == "no_space"


def test_a_folder_is_prepared_once(site: FolderSite) -> None:
    before = (site.path / MARKER).read_bytes()
    prepare(site.place(), site.space)
    assert (site.path / MARKER).read_bytes() == before


def test_a_folder_whose_parent_is_missing_is_not_made(tmp_path: Path) -> None:
    place = Place(kind="folder", where=str(tmp_path / "unplugged" / "folder"))
    assert code_of(lambda: prepare(place, "0" * 32)) == "not_mounted"


def test_a_path_may_start_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    place = Place(kind="folder", where="~/shared")
    prepare(place, "0" * 32)
    assert open_remote(place, "0" * 32).ids() == set()
    assert (tmp_path / "shared" / MARKER).is_file()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EROFS, "read_only"),
        (errno.EACCES, "read_only"),
        (errno.EIO, "not_mounted"),
        (errno.ESTALE, "not_mounted"),
    ],
)
@pytest.mark.parametrize("call", ["open", "write", "fsync", "close", "link"])
def test_a_disk_that_fails_is_told_in_words(
    site: FolderSite,
    remote: FolderRemote,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    number: int,
    code: str,
) -> None:
    put(remote, site)
    healthy = getattr(files.disk, call)

    def fail(*args: object, **named: object) -> object:
        writes = call != "open" or args[1] & os.O_CREAT  # type: ignore[operator]
        if not writes or (call == "link" and number in (errno.EPERM,)):
            return healthy(*args, **named)
        if call == "close":
            healthy(*args)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.disk, call, fail)
    if call == "close":
        monkeypatch.setattr(files, "read_regular", lambda path, _: path.read_bytes())
    each = envelope(site.space)
    assert code_of(lambda: remote.put([upload(each)])) == code
    monkeypatch.undo()
    assert len(remote.ids()) == 1
    assert not [p for p in site.path.rglob("*") if p.name.startswith(".")]


def test_a_folder_one_may_not_read(
    site: FolderSite, remote: FolderRemote, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(files.disk, "open", refuse)
    assert code_of(remote.ids) == "refused"


def test_what_is_known_by_name_is_not_opened(
    site: FolderSite, remote: FolderRemote, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, _ = put(remote, site)
    new, other = put(remote, site)
    opened: list[Path] = []
    read = files.read_regular
    monkeypatch.setattr(
        files, "read_regular", lambda path, limit: opened.append(path) or read(path, limit)
    )
    reader = FolderRemote(site.path, site.space)
    assert fetched(reader, {known.id}) == {new.id}
    assert opened == [site.path / MARKER, site.path / MARKER, other]


def test_a_file_that_vanishes_while_it_is_read_is_not_there(
    site: FolderSite, remote: FolderRemote
) -> None:
    _, path = put(remote, site)
    survey = remote.survey()
    path.unlink()
    assert [survey.load(find) for find in survey.finds] == [None]


def test_a_purge_takes_the_conflict_copies_too(site: FolderSite, remote: FolderRemote) -> None:
    each, path = put(remote, site)
    path.with_name(f"{each.id} 2.toml").write_bytes(path.read_bytes())
    remote.purge(each.id, "a secret")
    assert not list(path.parent.iterdir())


def test_a_file_that_holds_another_envelope_is_never_replaced(
    site: FolderSite, remote: FolderRemote
) -> None:
    mine, path = put(remote, site)
    theirs, other = put(remote, site)
    other.rename(path)
    assert remote.ids() == {theirs.id}
    assert [result.state for result in remote.put([upload(mine)])] == ["stored"]
    assert remote.ids() == {mine.id, theirs.id}
    assert [result.state for result in remote.put([upload(mine)])] == ["have"]
    assert len(list(path.parent.iterdir())) == 2
    remote.purge(mine.id, "a secret")
    assert remote.ids() == {theirs.id}
