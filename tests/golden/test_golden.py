"""A store of every format there ever was opens: every byte stands, every record says the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copytree
from typing import Any

import msgspec
import pytest
import rtoml

from sponsorterm.records.codec import decode, encode
from sponsorterm.records.kinds import KINDS, Unknown
from sponsorterm.records.revision import Revision
from sponsorterm.store.home import Home
from sponsorterm.store.store import Store
from tests.golden.make_golden import WORDS
from tests.store import pen

HERE = Path(__file__).parent
FORMATS = sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name[0] == "f")
RECORDS = {"format_1": 70}
"""How many records each golden store has."""


@pytest.fixture(params=FORMATS)
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a golden store, as private as git cannot keep it."""
    root = tmp_path / str(request.param)
    copytree(HERE / str(request.param), root)
    for path in (root, *root.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return root


def sums(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (root / "data" / "records").rglob("*.toml")
    }


def promised(name: str) -> dict[str, str]:
    lines = (HERE / f"{name}.sha256").read_text().splitlines()
    return {path: digest for digest, path in (line.split(maxsplit=1) for line in lines)}


def opened(root: Path) -> Store:
    home = Home.find({"SPONSORTERM_HOME": str(root)})
    return Store.open(home, now=lambda: datetime(2027, 1, 1, tzinfo=UTC))


def everything(store: Store) -> Iterator[Revision]:
    for entry in store.entries(space=None, withdrawn=True, tombstones=True):
        yield store.revision(entry.id)


def test_it_opens_and_no_byte_of_it_changes(golden: Path) -> None:
    assert sums(golden) == promised(golden.name)
    for _ in range(2):
        with opened(golden) as store:
            assert store.problems() == []
            assert len(list(everything(store))) == len(sums(golden)) == RECORDS[golden.name]
    assert sums(golden) == promised(golden.name)


def test_every_record_says_what_it_always_said(golden: Path) -> None:
    with opened(golden) as store:
        kinds = set()
        for revision in everything(store):
            raw = rtoml.loads(revision.payload.decode())
            plain = msgspec.to_builtins(revision.body, builtin_types=(date, datetime))
            if isinstance(revision.body, Unknown):
                plain = plain["raw"]
                assert revision.kind == "newer_kind"
            said = {**revision.rest.get("body", {}), **plain}
            for name, value in raw["body"].items():
                # What equals a default is not written again.
                assert said.get(name, getattr(revision.body, name, None)) == value
            assert raw["body"][WORDS] == WORDS
            assert revision.rest[WORDS] == WORDS
            assert (revision.record, revision.day) == (raw["record"], pen.DAY)
            kinds.add(revision.kind)
        assert {"inventory", "step", "note", "link", "profile", "newer_kind"} <= kinds


def test_what_no_version_knows_is_carried_into_the_next_revision(golden: Path) -> None:
    with opened(golden) as store:
        for revision in everything(store):
            if revision.kind in KINDS and revision.header.level is None:
                next_ = decode(encode(revision.header, revision.body, revision.rest))
                assert _rest(next_) == _rest(revision)


def _rest(revision: Revision) -> tuple[Any, Any]:
    return revision.rest[WORDS], revision.rest["body"][WORDS]
