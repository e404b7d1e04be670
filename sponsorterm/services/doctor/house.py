"""What can be told of a home without opening it: permissions, disk, network, leftovers, index."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from sponsorterm.services.doctor.finding import Finding
from sponsorterm.store.database import is_far
from sponsorterm.store.errors import StoreError
from sponsorterm.store.health import index_is_whole, left_over, open_to_others
from sponsorterm.store.home import Home
from sponsorterm.store.keys import load_keys
from sponsorterm.strings import doctor as words

SCARCE = 50 * 1024 * 1024
"""Bytes free below which saving may soon fail."""
LITTLE = 500 * 1024 * 1024
"""Bytes free below which it is time to make room."""


def findings(home: Home) -> Iterator[Finding]:
    """Each check in turn."""
    yield permissions(home)
    yield network(home)
    yield room(home)
    yield leftovers(home)
    yield index(home)
    yield keys(home)


def permissions(home: Home) -> Finding:
    """Nobody else may look in."""
    try:
        home.check()
    except StoreError as error:
        return Finding("permissions", "act", error.message, error.hint)
    found = open_to_others(home)
    if not found:
        return Finding("permissions", "ok", words.PRIVATE)
    return Finding("permissions", "act", words.open_files(len(found)), words.close(str(found[0])))


def network(home: Home) -> Finding:
    """On a network disk the databases live elsewhere, and a crash of it can take files along."""
    far = [folder for folder in (home.data, home.state) if is_far(folder)]
    if not far:
        return Finding("network_home", "ok", words.LOCAL)
    return Finding("network_home", "look", words.far(str(far[0])), words.FAR_TODO)


def room(home: Home) -> Finding:
    """Space left on the disk."""
    free = shutil.disk_usage(_there(home.data)).free
    says = words.free(free // (1024 * 1024))
    if free < SCARCE:
        return Finding("disk", "act", says, words.MAKE_ROOM)
    return (
        Finding("disk", "look", says, words.MAKE_ROOM)
        if free < LITTLE
        else Finding("disk", "ok", says)
    )


def leftovers(home: Home) -> Finding:
    """Files that a crash left half-written."""
    found = left_over(home)
    if not found:
        return Finding("left_over", "ok", words.NO_LEFT_OVER)
    return Finding("left_over", "look", words.left_over(len(found)), words.FIX)


def index(home: Home) -> Finding:
    """The database that answers questions; it can always be built anew."""
    if index_is_whole(home):
        return Finding("index", "ok", words.INDEX_WHOLE)
    return Finding("index", "act", words.INDEX_DAMAGED, words.FIX, bad_data=True)


def keys(home: Home) -> Finding:
    """The keys of this device."""
    try:
        load_keys(home)
    except StoreError as error:
        return Finding("keys", "act", error.message, error.hint, bad_data=True)
    return Finding("keys", "ok", words.KEYS_WHOLE)


def _there(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.exists())
