"""What only this device holds: its tokens at endpoints and the codes that open spaces there.

They lie apart from the records, because another device of the same person has its own.
"""

from __future__ import annotations

import msgspec
import rtoml
import tomli_w

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
    tokens: dict[str, str] = {}
    """Space id to this device's token at the space's endpoint."""
    codes: dict[str, str] = {}
    """Endpoint address to the registration code that opens spaces there."""
    peers: dict[str, str] = {}
    """Space id to the hash of the other person's token, so that I can let them in again."""


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
