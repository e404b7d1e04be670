"""Any order of writing and syncing, any loss and repetition: both sides end with the same."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Container, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sponsorterm import wire
from sponsorterm.sync.engine import listen
from sponsorterm.sync.ledger import Ledger
from sponsorterm.sync.remotes import Batch, Remote, RemoteError
from tests.sync.sides import NOW, Side, two_sides
from tests.sync.sites import Site

few = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
many = settings(few, max_examples=40)

who = st.sampled_from(["a", "b"])
steps = st.lists(
    st.tuples(who, st.sampled_from(["write", "sync", "listen", "forget"])), min_size=4, max_size=14
)


def step(side: Side, remote: Remote, what: str, folder: Path) -> None:
    if what == "write":
        side.write()
    elif what == "sync":
        side.sync(remote)
    elif what == "listen":
        listen(side.channel, remote, side.ledger, NOW, wait=0)
    else:
        side.ledger.close()
        side.ledger = Ledger(folder / f"{side.direction}-{random.getrandbits(64)}.db")


def settle(sides: Sequence[tuple[Side, Remote]]) -> None:
    """Sync until nobody has anything to do; two rounds and a look are enough."""
    for _ in range(2):
        for side, remote in sides:
            assert side.sync(remote).error is None
    for side, remote in sides:
        outcome = side.sync(remote)
        assert outcome.state.name == "in_step"
        assert (outcome.sent, outcome.received, outcome.refilled) == (0, 0, 0)


def assert_same(a: Side, b: Side, remote: Remote) -> None:
    assert a.has == set(b.written)
    assert b.has == set(a.written)
    assert not a.aside
    assert not b.aside
    sealed = {a.sealed(each).id for each in a.written} | {b.sealed(each).id for each in b.written}
    assert remote.ids() == sealed
    assert a.ledger.seen(a.keys.space) == b.ledger.seen(b.keys.space) == sealed


@few
@given(steps=steps)
def test_any_order_over_any_remote_ends_the_same(
    kind: str, new_site: Callable[..., Site], steps: list[tuple[str, str]]
) -> None:
    site = new_site(kind)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        a, b = two_sides(site.space, folder)
        sides = {
            side.direction: (side, stack.enter_context(closing(site.open(side.direction))))
            for side in (a, b)
        }
        for each, what in steps:
            step(*sides[each], what, folder)
        settle([*sides.values()])
        assert_same(a, b, sides["a"][1])
        a.ledger.close()
        b.ledger.close()


@few
@given(kinds=st.permutations(["http", "folder", "file"]), length=st.integers(2, 3))
def test_a_link_of_several_places_ends_the_same_in_all(
    new_site: Callable[..., Site], kinds: list[str], length: int
) -> None:
    first = new_site(kinds[0])
    sites = [first, *(new_site(kind, first.space) for kind in kinds[1:length])]
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        a, b = two_sides(first.space, Path(name))
        places = [
            [(side, stack.enter_context(closing(site.open(side.direction)))) for side in (a, b)]
            for site in sites
        ]
        a.write(2)
        b.write(1)
        for sides in places:
            settle(sides)
        for sides in places:
            assert_same(a, b, sides[0][1])
        a.ledger.close()
        b.ledger.close()


FAULTS = [
    "none",
    "lost request",
    "lost answer",
    "half a batch",
    "cut page",
    "page twice",
    "reordered",
    "empty page",
    "no digest",
]


class Faulty:
    """A remote behind a bad line: what it does next is told beforehand."""

    def __init__(self, inner: Remote, faults: Sequence[str]) -> None:
        self.name = inner.name
        self._inner = inner
        self._faults = list(faults)
        self._last = Batch((), "", "")

    def _next(self) -> str:
        return self._faults.pop(0) if self._faults else "none"

    def put(self, uploads: Sequence[wire.Upload]) -> list[wire.UploadResult]:
        fault = self._next()
        if fault == "lost request":
            raise RemoteError("unreachable")
        if fault == "half a batch":
            self._inner.put(uploads[: len(uploads) // 2])
            raise RemoteError("unreachable")
        results = self._inner.put(uploads)
        if fault == "lost answer":
            raise RemoteError("unreachable")
        return results

    def fetch(self, cursor: str, known: Container[str], *, wait: int = 0) -> Batch:
        fault = self._next()
        if fault in ("lost request", "lost answer"):
            raise RemoteError("unreachable")
        if fault == "page twice" and not self._last.more:
            return self._last
        batch = self._last = self._inner.fetch(cursor, known, wait=wait)
        envelopes = list(batch.envelopes)
        if fault == "cut page":
            envelopes = envelopes[: len(envelopes) // 2]
        elif fault == "empty page":
            envelopes = []
        elif fault == "reordered":
            envelopes = [*reversed(envelopes), *envelopes]
        return Batch(envelopes, batch.cursor, batch.epoch, batch.reset, batch.more)

    def ids(self) -> set[str]:
        if self._next() != "none":
            raise RemoteError("busy")
        return self._inner.ids()

    def get(self, envelope_id: str) -> wire.Envelope:
        if self._next() != "none":
            raise RemoteError("unreachable")
        return self._inner.get(envelope_id)

    def purge(self, envelope_id: str, secret: str) -> None:
        self._inner.purge(envelope_id, secret)

    def digest(self) -> wire.Digest:
        if self._next() == "no digest":
            raise RemoteError("unreachable")
        return self._inner.digest()

    def close(self) -> None:
        self._inner.close()


@many
@given(
    steps=steps,
    faults=st.lists(st.sampled_from(FAULTS), min_size=1, max_size=25),
)
def test_whatever_the_line_does_both_end_the_same_once_it_is_well(
    new_site: Callable[..., Site], steps: list[tuple[str, str]], faults: list[str]
) -> None:
    site = new_site("http")
    with (
        tempfile.TemporaryDirectory() as name,
        closing(site.open("a")) as to_a,
        closing(site.open("b")) as to_b,
    ):
        folder = Path(name)
        a, b = two_sides(site.space, folder)
        sides = {"a": (a, Faulty(to_a, faults[::2])), "b": (b, Faulty(to_b, faults[1::2]))}
        for each, what in steps:
            step(*sides[each], what, folder)
        settle([(a, to_a), (b, to_b)])
        assert_same(a, b, to_a)
        a.ledger.close()
        b.ledger.close()


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("kind", ["folder"])
def test_each_fault_alone_is_healed(site: Site, tmp_path: Path, fault: str) -> None:
    a, b = two_sides(site.space, tmp_path)
    remote = site.open()
    a.write(3)
    b.write(3)
    for _ in range(2):
        for side in (a, b):
            side.sync(Faulty(remote, [fault]))
            side.sync(Faulty(remote, ["none", fault]))
            side.sync(Faulty(remote, ["none", "none", fault]))
    settle([(a, remote), (b, remote)])
    assert_same(a, b, remote)
    a.ledger.close()
    b.ledger.close()


class Endless:
    """A hostile remote: it never comes to an end, or contradicts itself."""

    name = "endless"

    def __init__(self, *batches: Batch) -> None:
        self._batches = batches
        self.fetched = 0

    def fetch(self, cursor: str, known: Container[str], *, wait: int = 0) -> Batch:  # noqa: ARG002
        self.fetched += 1
        return self._batches[self.fetched % len(self._batches)]

    def put(self, uploads: Sequence[wire.Upload]) -> list[wire.UploadResult]: ...  # type: ignore[empty-body]
    def ids(self) -> set[str]: ...  # type: ignore[empty-body]
    def get(self, envelope_id: str) -> wire.Envelope: ...  # type: ignore[empty-body]
    def purge(self, envelope_id: str, secret: str) -> None: ...
    def digest(self) -> wire.Digest: ...  # type: ignore[empty-body]
    def close(self) -> None: ...


@pytest.mark.parametrize(
    "remote",
    [
        Endless(Batch((), "same", "e", more=True)),
        Endless(Batch((), "", "e", reset=True, more=True)),
        Endless(Batch((), "x", "e", more=True), Batch((), "y", "e", more=True)),
    ],
)
def test_a_remote_that_never_ends_is_left(
    remote: Endless, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sponsorterm.sync.engine.MOST_PAGES", 20)
    a, b = two_sides("0" * 32, tmp_path)
    outcome = a.sync(remote)
    assert outcome.state.name == "refused"
    assert remote.fetched <= 20
    a.ledger.close()
    b.ledger.close()
