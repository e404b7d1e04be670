"""The contract: what is true of an endpoint, a shared folder and a single file alike."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from sponsorterm import wire
from sponsorterm.sync.remotes import Batch, Remote, RemoteError
from tests.sync.sites import SECRET, HttpSite, Site, envelope, put_all, read_all, upload

P = 8
"""Envelopes in a page here, so that several pages are few files to sync to a disk."""
DEADLINE = 10.0


@pytest.fixture
def remote(site: Site) -> Iterator[Remote]:
    with closing(site.open()) as remote:
        yield remote


@pytest.fixture
def other(site: Site) -> Iterator[Remote]:
    with closing(site.open("b")) as remote:
        yield remote


def test_a_new_place_is_empty(remote: Remote) -> None:
    batch = remote.fetch("", ())
    assert not batch.envelopes
    assert not batch.more
    assert not batch.reset
    assert remote.ids() == set()
    assert remote.digest().count == 0


def test_what_one_puts_the_other_finds_unchanged(site: Site, remote: Remote, other: Remote) -> None:
    sent = [envelope(site.space) for _ in range(3)]
    results = remote.put([upload(each) for each in sent])
    assert [(result.id, result.state) for result in results] == [(e.id, "stored") for e in sent]
    found = {each.id: each for each in other.fetch("", ()).envelopes}
    assert found == {each.id: each for each in sent}
    assert other.ids() == set(found)
    assert other.get(sent[1].id) == sent[1]


def test_putting_again_changes_nothing(site: Site, remote: Remote, other: Remote) -> None:
    each = envelope(site.space)
    remote.put([upload(each)])
    again = other.put([upload(each), upload(envelope(site.space))])
    assert [result.state for result in again] == ["have", "stored"]
    assert len(read_all(remote)[0]) == 2


def test_nothing_to_put_is_fine(remote: Remote) -> None:
    assert remote.put([]) == []


@pytest.mark.parametrize("count", [0, 1, P - 1, P, P + 1, 2 * P, 2 * P + 1])
def test_every_envelope_comes_once_whatever_the_pages(
    site: Site, remote: Remote, other: Remote, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "MAX_PAGE", P)
    sent = [envelope(site.space) for _ in range(count)]
    put_all(remote, sent)
    found, cursor = read_all(other)
    assert sorted(found) == sorted(each.id for each in sent)
    assert remote.digest().bucket == wire.digest_of(found).bucket
    assert remote.digest().count == count
    assert not other.fetch(cursor, set(found)).envelopes


def test_a_page_is_cut_by_size_too(site: Site, remote: Remote, other: Remote) -> None:
    sent = [envelope(site.space, 200_000) for _ in range(12)]
    for each in sent:
        remote.put([upload(each)])
    first = other.fetch("", ())
    assert first.more
    assert sum(len(each.box) for each in first.envelopes) <= wire.MAX_BODY
    assert sorted(read_all(other)[0]) == sorted(each.id for each in sent)


def test_after_a_cursor_comes_only_what_is_new(site: Site, remote: Remote, other: Remote) -> None:
    old = [envelope(site.space) for _ in range(3)]
    put_all(remote, old)
    seen, cursor = read_all(other)
    assert not other.fetch(cursor, set(seen)).envelopes
    new = envelope(site.space)
    remote.put([upload(new)])
    assert [each.id for each in other.fetch(cursor, set(seen)).envelopes] == [new.id]


def test_a_cursor_of_nonsense_is_the_beginning_or_a_reset(site: Site, remote: Remote) -> None:
    remote.put([upload(envelope(site.space))])
    for cursor in ("x", "a:b:c", "é:9", "0" * 5000):
        batch = remote.fetch(cursor, ())
        assert batch.reset or len(batch.envelopes) == 1


def test_a_purged_envelope_is_gone_and_purging_again_is_fine(
    site: Site, remote: Remote, other: Remote
) -> None:
    gone, stays = envelope(site.space), envelope(site.space)
    remote.put([upload(gone), upload(stays)])
    remote.purge(gone.id, SECRET)
    remote.purge(gone.id, SECRET)
    assert other.ids() == {stays.id}
    assert remote.digest().count == 1
    with pytest.raises(RemoteError):
        other.get(gone.id)


def test_only_the_secret_purges(site: Site, remote: Remote, other: Remote) -> None:
    each = envelope(site.space)
    remote.put([upload(each)])
    with pytest.raises(RemoteError) as caught:
        other.purge(each.id, "another secret")
    assert caught.value.code == "refused"
    assert other.ids() == {each.id}


def test_another_set_in_its_place_is_noticed(
    site: Site, new_site: Callable[..., Site], serve: Callable[..., object]
) -> None:
    if isinstance(site, HttpSite):
        site = HttpSite(serve())  # type: ignore[arg-type]
    remote = site.open()
    remote.put([upload(envelope(site.space))])
    _, cursor = read_all(remote)
    remote.close()
    site.start_over()
    remote = site.open()
    new = envelope(site.space)
    remote.put([upload(new)])
    batch = remote.fetch(cursor, ())
    assert batch.reset
    assert batch.more
    assert not batch.envelopes
    assert read_all(remote, batch.cursor)[0] == [new.id]
    remote.close()


def in_thread(work: Callable[[], Batch]) -> tuple[threading.Thread, list[Batch]]:
    result: list[Batch] = []
    thread = threading.Thread(target=lambda: result.append(work()))
    thread.start()
    return thread, result


def test_who_waits_hears_of_something_new(site: Site, remote: Remote, other: Remote) -> None:
    cursor = read_all(other)[1]
    thread, result = in_thread(lambda: other.fetch(cursor, (), wait=30))
    new = envelope(site.space)
    remote.put([upload(new)])
    thread.join(DEADLINE)
    assert [each.id for each in result[0].envelopes] == [new.id]


def test_what_came_before_the_wait_ends_it_at_once(
    site: Site, remote: Remote, other: Remote
) -> None:
    cursor = read_all(other)[1]
    remote.put([upload(envelope(site.space))])
    thread, result = in_thread(lambda: other.fetch(cursor, (), wait=30))
    thread.join(DEADLINE)
    assert len(result[0].envelopes) == 1


def test_closing_wakes_who_waits_whenever_it_comes(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # threads take turns often, so that every moment is met
    try:
        for attempt in range(40):
            with closing(site.open("b")) as remote:
                cursor = read_all(remote)[1]
                thread, result = in_thread(lambda: remote.fetch(cursor, (), wait=30))  # noqa: B023
                thread.join(attempt / 5000)
                remote.close()
                thread.join(DEADLINE)
                assert not result[0].envelopes
    finally:
        sys.setswitchinterval(before)


def test_a_wait_ends_by_itself(remote: Remote) -> None:
    cursor = read_all(remote)[1]
    batch = remote.fetch(cursor, (), wait=1)
    assert not batch.envelopes
    assert not batch.more
