"""What only this device holds: the seed, its tokens at endpoints, where its own space lies.

They lie apart from the records: the seed opens those, and the rest is another one on each
device of the same person.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import rtoml
import tomli_w

from sponsorterm.records.kinds import Place
from sponsorterm.store.drawer import Drawer
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.strings import keys as words

MAX_KEYS = 1024 * 1024
"""Bytes of the key file: room for thousands of links."""


class DeviceKeys(msgspec.Struct, omit_defaults=True):
    """Secrets of this device, by what they open. Nothing here is ever shown or logged."""

    seed: str = ""
    """The master seed as hex, which the twelve words say; the same on all my devices."""
    device: str = ""
    """The device the tokens are for: a copied home is another one and needs its own."""
    places: list[Place] = []
    """Where my private space lies, as this device finds it: a path is another one on each."""
    doors: list[str] = []
    """Endpoints whose door stands open for all my devices: space id, a blank, the address."""
    shut: list[str] = []
    """Doors that were shut on a revoked device: its name, a blank, the door."""
    tokens: dict[str, str] = {}
    """Space id to this device's token at the space's endpoint."""
    codes: dict[str, str] = {}
    """Endpoint address to the registration code that opens spaces there."""
    peers: dict[str, str] = {}
    """Space id to the hash of the other person's token, so that I can let them in again."""

    def __repr__(self) -> str:
        """Nothing of it belongs in a log."""
        return "DeviceKeys(...)"


def load_keys(home: Home) -> DeviceKeys:
    """The keys of this device; none before the first link.

    Raises:
        StoreError: the file is damaged. It is left as it is.
    """
    try:
        raw = Drawer(home, home.state).get(home.keys.name, MAX_KEYS)
    except FileNotFoundError:
        return DeviceKeys()
    try:
        return msgspec.convert(rtoml.loads(raw.decode()), DeviceKeys)
    except ValueError:
        raise StoreError(words.KEYS_DAMAGED, words.KEYS_DAMAGED_HINT) from None


def save_keys(home: Home, keys: DeviceKeys) -> None:
    """Keep the keys of this device, durably, readable by its owner alone."""
    data = tomli_w.dumps(msgspec.to_builtins(keys)).encode()
    Drawer(home, home.state).put(home.keys.name, data)


@contextmanager
def changing_keys(home: Home) -> Iterator[DeviceKeys]:
    """The keys to be changed, kept at the end; another program that changes them waits.

    Raises:
        StoreError: they are damaged or could not be kept.
    """
    folder = os.open(home.state, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with contextlib.suppress(OSError):  # a filesystem without such locks
            fcntl.flock(folder, fcntl.LOCK_EX)
        keys = load_keys(home)
        before = msgspec.to_builtins(keys)
        yield keys
        if msgspec.to_builtins(keys) != before:
            save_keys(home, keys)
    finally:
        os.close(folder)
