"""What is let go for good is nowhere in the home any more: a search over every byte."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from sponsorterm.records.entry import MINE
from sponsorterm.store import files
from sponsorterm.store.drafts import Drafts
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.store.store import Store
from tests.store.pen import LINK, copy, note, record

CANARY = "ottercanary"


def bytes_of(home: Home) -> bytes:
    roots = (home.config, home.state, home.data)
    return b"".join(p.read_bytes() for r in roots for p in r.rglob("*") if p.is_file())


def test_no_byte_of_a_forgotten_revision_is_left(store: Store) -> None:
    one = record("one")
    first = store.save(note(f"swam with the {CANARY}"))
    last = store.save(note("rested", after=[first]))
    store.save(note("stays", "two"))
    Drafts(store.home).save(f"text-comment-{one[:16]}", CANARY.encode())
    Drafts(store.home).save("text-other", b"kept")
    store.quarantine(f'record = "{one}" {CANARY}'.encode(), "edited by hand", "mine/x.toml")
    assert CANARY.encode() in bytes_of(store.home)
    store.forget(MINE, [first.id], mentions={one})
    assert CANARY.encode() not in bytes_of(store.home)
    assert store.search(CANARY) == []
    assert len(store.search("stays")) == 1
    assert store.revisions(one) == [last]
    assert Drafts(store.home).keys() == ["text-other"]


def test_it_stays_forgotten_when_the_index_is_made_anew(store: Store, home: Home) -> None:
    first = store.save(note(CANARY))
    store.save(note("rested", after=[first]))
    store.forget(MINE, [first.id])
    store.close()
    home.index.unlink()
    with Store.open(home) as again:
        assert [r.payload for r in again.heads(record("one"))] == [note("rested", after=[first])]


def test_all_that_came_over_a_link_goes_and_nothing_else(store: Store, home: Home) -> None:
    store.receive(LINK, copy(CANARY))
    store.receive("cd" * 16, copy("from another"))
    store.save(note("mine"))
    store.forget(LINK)
    assert CANARY.encode() not in bytes_of(home)
    assert store.entries(space=LINK) == []
    assert len(store.entries(space=None)) == 2


def test_a_disk_that_refuses_is_said_and_again_is_fine(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = store.save(note(CANARY))

    def refuse(path: Path) -> NoReturn:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(files.disk, "unlink", refuse)
        with pytest.raises(StoreError):
            store.forget(MINE, [first.id])
    assert len(store.search(CANARY)) == 1, "what could not be removed is still shown"
    store.forget(MINE, [first.id])
    assert CANARY.encode() not in bytes_of(store.home)


def test_a_tree_is_removed_and_what_a_symlink_leads_to_is_not(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_text("kept")
    tree = tmp_path / "tree"
    (tree / "a" / "b").mkdir(parents=True)
    (tree / "a" / "b" / "file").write_text(CANARY)
    (tree / "a" / "link").symlink_to(elsewhere)
    files.remove_tree(tree)
    files.remove_tree(tree)
    assert not tree.exists()
    assert (elsewhere / "kept").exists()
