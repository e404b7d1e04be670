"""What makes a schedule quick without making it another: pure work is done once, and in turn.

Four devices decode the same bytes again and again, and keep small pages with a pool of threads;
here what was decoded is remembered, and the pool is the thread that asks.
"""

from __future__ import annotations

import concurrent.futures
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pytest

from sponsorterm import wire
from sponsorterm.records import codec, ids
from sponsorterm.records.revision import Revision

_decode = codec.decode
_MOST = 60_000
_known: dict[bytes, Revision] = {}


def remembered(payload: bytes, source: str = "record") -> Revision:
    """`codec.decode`, once for the same bytes."""
    if (known := _known.get(payload)) is None:
        if len(_known) > _MOST:
            _known.clear()
        known = _known[payload] = _decode(payload, source)
    return known


_SLOW = {
    "decode": codec.decode, "revision_id": ids.revision_id, "envelope_id": wire.envelope_id,
}  # fmt: skip
_QUICK = {
    "decode": remembered,
    "revision_id": lru_cache(_MOST)(ids.revision_id),
    "envelope_id": lru_cache(_MOST)(wire.envelope_id),
}


class InTurn:
    """A pool of threads that has none."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __enter__(self) -> InTurn:
        return self

    def __exit__(self, *_: object) -> None: ...

    def map(self, work: Callable[[Any], Any], items: Iterable[Any]) -> list[Any]:
        return [work(each) for each in items]


@contextmanager
def swiftly() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            for called, quick in _QUICK.items():
                if name.startswith("sponsorterm.") and vars(module).get(called) is _SLOW[called]:
                    patch.setattr(module, called, quick)
        patch.setattr(concurrent.futures, "ThreadPoolExecutor", InTurn)
        yield
