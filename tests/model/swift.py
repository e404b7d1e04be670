"""What makes a schedule quick without making it another: pure work is done once, and in turn.

Four devices decode, seal and parse the same bytes again and again, and keep small pages with a
pool of threads; here what came of it is remembered, and the pool is the thread that asks.
"""

from __future__ import annotations

import concurrent.futures
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import msgspec
import pytest
import rtoml

from sponsorterm import wire
from sponsorterm.records import codec, ids
from sponsorterm.records.revision import Revision
from sponsorterm.sealing import envelope
from sponsorterm.store import database, shelf
from sponsorterm.sync import engine, ledger
from tests.model.databases import open_kept

_decode, _loads = codec.decode, rtoml.loads
_MOST = 60_000
_MOST_BODIES = 2_000
_known: dict[bytes, Revision] = {}


def remembered(payload: bytes, source: str = "record") -> Revision:
    """`codec.decode`, once for the same bytes."""
    if (known := _known.get(payload)) is None:
        if len(_known) > _MOST:
            _known.clear()
        known = _known[payload] = _decode(payload, source)
    return known


_write, _read = wire.write, wire.read
_written: dict[bytes, msgspec.Struct] = {}


def write_down(body: msgspec.Struct) -> bytes:
    """`wire.write`, remembering what the bytes say."""
    if len(_written) > _MOST_BODIES:
        _written.clear()
    data = _write(body)
    _written[data] = body
    return data


def read_again(data: bytes, kind: type[Any], **limit: int) -> Any:
    """`wire.read`, without parsing what was written here as it is."""
    known = _written.get(data)
    return known if type(known) is kind else _read(data, kind, **limit)


def _stamp(info: os.stat_result) -> str:
    """What a copied file has in common with the first, other than the time it was made."""
    return f"{info.st_size}.{info.st_mtime_ns}"


@lru_cache(4096)
def _parsed(text: str) -> dict[str, Any]:
    return _loads(text)


LAZY = (engine, ledger)
"""The program imports these when it first needs them: were it then, they would stay quick."""
_SLOW = {
    "decode": codec.decode, "revision_id": ids.revision_id, "envelope_id": wire.envelope_id,
    "open_database": database.open_database, "seal": envelope.seal,
}  # fmt: skip
_QUICK = {
    "decode": remembered,
    "revision_id": lru_cache(_MOST)(ids.revision_id),
    "envelope_id": lru_cache(_MOST)(wire.envelope_id),
    "open_database": open_kept,
    "seal": lru_cache(_MOST)(envelope.seal),
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
        patch.setattr(rtoml, "loads", _parsed)
        patch.setattr(wire, "write", write_down)
        patch.setattr(wire, "read", read_again)
        patch.setattr(shelf, "_stamp", _stamp)
        patch.setattr(database, "_kind", lambda *_: "tmpfs")
        yield
