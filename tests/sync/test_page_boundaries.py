"""Nothing is lost where one page or batch ends and the next begins, by count or by bytes.

`listen` fetches by pages alone; a sync compares the sets as well, which would hide a page that
came too short.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sponsorterm import wire
from sponsorterm.sealing import seal
from sponsorterm.sync.batching import batches
from sponsorterm.sync.engine import listen
from tests.sync.sides import NOW, Side, payload, two_sides
from tests.sync.sites import Site, small_pages, upload

PAGE = 10
"""Envelopes of a page and of a batch, in place of the hundreds it takes in earnest."""
LONG = "\U0001f331" * 9_900
"""A text of nearly as many bytes as fit: a few of them fill a page."""
EDGES: dict[str, Callable[[int], int]] = {
    "0": lambda _: 0,
    "1": lambda _: 1,
    "P-1": lambda page: page - 1,
    "P": lambda page: page,
    "P+1": lambda page: page + 1,
    "2P": lambda page: 2 * page,
}


@pytest.fixture(params=["http", "folder"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def sides(site: Site, tmp_path: Path) -> Iterator[tuple[Side, Side]]:
    a, b = two_sides(site.space, tmp_path)
    yield a, b
    a.ledger.close()
    b.ledger.close()


def carry_both_ways(site: Site, a: Side, b: Side) -> None:
    """Each sends, each fetches page by page, and a sync after that has nothing left to do."""
    with closing(site.open("a")) as to_a, closing(site.open("b")) as to_b:
        for side, remote in ((a, to_a), (b, to_b)):
            outcome = side.sync(remote)
            assert outcome.error is None
        for side, remote in ((a, to_a), (b, to_b)):
            listen(side.channel, remote, side.ledger, NOW, wait=0)
        assert a.has == set(b.written)
        assert b.has == set(a.written)
        for side, remote in ((a, to_a), (b, to_b)):
            outcome = side.sync(remote)
            assert (outcome.sent, outcome.received, outcome.refilled) == (0, 0, 0)
            assert outcome.state.name == "in_step"
        assert len(to_a.ids()) == len(a.written) + len(b.written)


@pytest.mark.parametrize("edge", EDGES)
def test_by_count(
    edge: str, site: Site, sides: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch
) -> None:
    small_pages(monkeypatch, PAGE, PAGE)
    a, b = sides
    a.write(EDGES[edge](PAGE))
    carry_both_ways(site, a, b)
    b.write(EDGES[edge](PAGE))
    carry_both_ways(site, a, b)


@pytest.mark.parametrize("edge", EDGES)
def test_by_bytes(edge: str, site: Site, sides: tuple[Side, Side]) -> None:
    a, b = sides
    large = upload(seal(payload(LONG), a.keys, "a"))
    page = len(next(batches(("", large) for _ in range(wire.MAX_BATCH))))
    assert 2 < page < wire.MAX_BATCH
    for side in (a, b):
        side.written += [payload(f"{LONG}{number}") for number in range(EDGES[edge](page))]
        carry_both_ways(site, a, b)
