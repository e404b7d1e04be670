"""The single shared file: rewritten whole, and nothing is lost by it."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import rtoml

from sponsorterm import wire
from sponsorterm.records.kinds import Place
from sponsorterm.store import files
from sponsorterm.strings import sync as words
from sponsorterm.sync.remotes import Odd, RemoteError, prepare, single_file
from sponsorterm.sync.remotes.single_file import SingleFileRemote
from tests.sync.sites import FileSite, envelope, upload


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


FOREIGN = """
[[envelope]]
v = 7
box = ["of", 2, 'parts']
sent = 2026-11-20T21:40:00.5+01:00
day = 2026-11-20

[envelope.more]
text = "é \\u0001 \\"quoted\\""
share = 0.1
"""


@pytest.mark.parametrize("at", ["the end", "the beginning"])
def test_what_is_not_understood_is_carried_along(site: FileSite, at: str) -> None:
    writer = SingleFileRemote(site.path, site.space)
    first = put(writer, site)
    head, _, table = site.path.read_text().partition("[[envelope]]")
    ours = f"[[envelope]]{table}"
    both = ours + FOREIGN if at == "the end" else FOREIGN + ours
    site.path.write_text(f'{head}colour = "blue"\n\n{both}')
    before = rtoml.loads(site.path.read_text())
    second = put(writer, site)
    writer.purge(first.id, "a secret")
    after = rtoml.loads(site.path.read_text())
    assert after["colour"] == "blue"
    assert rtoml.loads(FOREIGN)["envelope"][0] in after["envelope"]
    assert after["envelope"][0 if at == "the beginning" else -2] in before["envelope"]
    assert writer.ids() == {second.id}


def test_unknown_keys_of_an_envelope_are_carried_along(
    site: FileSite, remote: SingleFileRemote
) -> None:
    first = put(remote, site)
    site.path.write_text(site.path.read_text() + "sent_by = 'a newer version'\n")
    put(remote, site)
    tables = rtoml.loads(site.path.read_text())["envelope"]
    assert [table.get("sent_by") for table in tables] == ["a newer version", None]
    assert tables[0]["box"] == first.box


def test_a_file_never_grows_larger_than_it_may_be_read(
    site: FileSite, remote: SingleFileRemote, monkeypatch: pytest.MonkeyPatch
) -> None:
    each = put(remote, site)
    monkeypatch.setattr(single_file, "MOST_BYTES", site.path.stat().st_size + 100)
    assert code_of(lambda: put(remote, site)) == "too_many"
    assert remote.ids() == {each.id}


def test_nor_with_more_values_than_it_may_have(
    site: FileSite, remote: SingleFileRemote, monkeypatch: pytest.MonkeyPatch
) -> None:
    each = put(remote, site)
    monkeypatch.setattr(single_file, "MOST_VALUES", 12)
    assert code_of(lambda: put(remote, site)) == "too_many"
    assert remote.ids() == {each.id}


@pytest.mark.parametrize("bound", ["number", "size"])
def test_copies_without_end_are_not_all_read(
    site: FileSite, remote: SingleFileRemote, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    each = put(remote, site)
    for number in range(2, 7):
        shutil.copy(site.path, site.path.with_name(f"shared {number}.toml"))
    if bound == "number":
        monkeypatch.setattr(single_file, "MOST_SIBLINGS", 3)
    else:
        monkeypatch.setattr(single_file, "MOST_BESIDE", 3 * site.path.stat().st_size)
    batch = remote.fetch("", ())
    assert [e.id for e in batch.envelopes] == [each.id]
    assert list(batch.odd) == [Odd("shared 5.toml", words.ONE_TOO_MANY, waits=False)]


def test_a_copy_of_a_newer_version_is_told(site: FileSite, remote: SingleFileRemote) -> None:
    each = put(remote, site)
    site.path.with_name("shared 2.toml").write_text("format = 2")
    batch = remote.fetch("", ())
    assert [e.id for e in batch.envelopes] == [each.id]
    assert list(batch.odd) == [Odd("shared 2.toml", words.MADE_BY_NEWER, waits=False)]
