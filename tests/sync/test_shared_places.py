"""What holds for a folder and for a single file: both lie where others and tools can reach."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from sponsorterm.store import files
from sponsorterm.sync.remotes import RemoteError, prepare
from sponsorterm.sync.remotes.marker import MARKER
from tests.sync.sites import FileSite, FolderSite, envelope, upload

Shared = FolderSite | FileSite


@pytest.fixture(params=["folder", "file"])
def site(request: pytest.FixtureRequest, new_site: Callable[[str], Shared]) -> Shared:
    return new_site(request.param)


def first_file(site: Shared) -> Path:
    """The file that says whose place it is."""
    return site.path if isinstance(site, FileSite) else site.path / MARKER


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(RemoteError) as caught:
        work()
    assert caught.value.message
    assert caught.value.hint
    return caught.value.code


def all_bytes(site: Shared) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in site.path.parent.rglob("*") if path.is_file()}


def outcome(site: Shared) -> int | str:
    """How many envelopes there are, or what is the trouble."""
    try:
        return len(site.open().ids())
    except RemoteError as error:
        return error.code


@pytest.mark.parametrize("rest", ["as now", "another"])
def test_a_place_of_a_newer_version_is_left_alone(site: Shared, rest: str) -> None:
    site.open().put([upload(envelope(site.space))])
    file = first_file(site)
    text = re.sub("^format = 1$", "format = 2", file.read_text(), flags=re.MULTILINE)
    file.write_text(text if rest == "as now" else "format = 2\nspace = ['of', 'two']\n")
    before = all_bytes(site)
    remote = site.open()
    assert code_of(remote.ids) == "newer"
    assert code_of(lambda: remote.fetch("", ())) == "newer"
    assert code_of(lambda: remote.put([upload(envelope(site.space))])) == "newer"
    assert code_of(lambda: remote.purge("a" * 52, "x")) == "newer"
    assert code_of(lambda: prepare(site.place(), site.space)) == "newer"
    assert all_bytes(site) == before


def test_another_links_place_mounted_at_the_same_path_gets_nothing(
    site: Shared, new_site: Callable[[str], Shared]
) -> None:
    kind = "file" if isinstance(site, FileSite) else "folder"
    remote, foreign = site.open(), new_site(kind)
    remote.put([upload(envelope(site.space))])
    foreign.open().put([upload(envelope(foreign.space))])
    site.path.rename(site.path.with_name("unmounted"))
    foreign.path.rename(site.path)
    before = all_bytes(site)
    assert code_of(remote.ids) == "no_space"
    assert code_of(lambda: remote.fetch("", ())) == "no_space"
    assert code_of(lambda: remote.put([upload(envelope(site.space))])) == "no_space"
    assert all_bytes(site) == before


def test_a_place_that_goes_while_it_is_read_is_never_an_empty_one(
    site: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every file that is opened or listed, the disk may be pulled out."""
    for _ in range(3):
        site.open().put([upload(envelope(site.space))])
    away = site.path.with_name("away")
    calls = count = 0

    def pull_out(name: str) -> Callable[..., object]:
        real = getattr(files.disk, name)

        def call(*args: object) -> object:
            nonlocal calls
            calls += 1
            if calls == count and site.path.exists():
                site.path.rename(away)
            return real(*args)

        return call

    for name in ("open", "scandir"):
        monkeypatch.setattr(files.disk, name, pull_out(name))
    while True:
        count, calls = count + 1, 0
        assert outcome(site) in (3, "not_mounted")
        if not away.exists():
            assert count > 2
            return
        away.rename(site.path)


@pytest.mark.parametrize("data", ["", "half"])
def test_a_first_file_that_is_not_whole_waits_and_heals(site: Shared, data: str) -> None:
    each = envelope(site.space)
    site.open().put([upload(each)])
    file = first_file(site)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(data) and len(whole) // 2])
    before = all_bytes(site)
    assert code_of(site.open().ids) in {"not_mounted", "damaged"}
    assert code_of(lambda: site.open().put([upload(envelope(site.space))])) in {
        "not_mounted",
        "damaged",
    }
    assert all_bytes(site) == before
    file.write_bytes(whole)
    assert site.open().ids() == {each.id}


def test_what_a_flood_holds_is_never_all_in_memory(new_site: Callable[[str], Shared]) -> None:
    site = new_site("folder")
    size = 200_000
    for _ in range(60):
        site.open().put([upload(envelope(site.space, size))])
    reader = site.open("b")
    tracemalloc.start()
    try:
        assert len(reader.ids()) == 60
        assert reader.digest().count == 60
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 12 * size


def test_rubbish_is_read_once_and_not_at_every_look(
    new_site: Callable[[str], Shared], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = new_site("folder")
    each = envelope(site.space)
    site.open().put([upload(each)])
    month = next((site.path / "e").iterdir())
    for number in range(20):
        (month / f"note {number}.toml").write_text("[not ours")
        (month / f"{chr(97 + number) * 52}.toml").write_text("v = ")
    reader, read = site.open("b"), files.read_regular
    opened: list[Path] = []
    monkeypatch.setattr(
        files, "read_regular", lambda path, limit: opened.append(path) or read(path, limit)
    )
    assert reader.ids() == {each.id}
    assert len(opened) > 20
    opened.clear()
    assert reader.ids() == {each.id}
    assert {path.name for path in opened} == {MARKER}
