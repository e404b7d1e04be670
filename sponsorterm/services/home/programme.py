"""The programme a person works: one that comes along, or a file in their config folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sponsorterm.program import Pack, PackError, builtin, builtin_keys, load_pack
from sponsorterm.store.home import Home

if TYPE_CHECKING:
    from sponsorterm.services.home.session import Session


_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
"""A file of another name is no programme: the name is the key."""


def pack_keys(home: Home) -> list[str]:
    """The keys of all programmes there are, those of one's own among them."""
    own = {file.stem for file in home.packs.glob("*.toml") if _KEY.fullmatch(file.stem)}
    return sorted(own | set(builtin_keys()))


def find_pack(home: Home, key: str) -> Pack:
    """The programme of this key; a file of one's own goes before one that comes along.

    Raises:
        UnknownKey: there is none.
        PackError: a file of one's own cannot be used; it names file, line and key.
    """
    own = home.packs / f"{key}.toml"
    return load_pack(own) if _KEY.fullmatch(key) and own.exists() else builtin(key)


def faults(home: Home) -> Iterator[PackError]:
    """What keeps a programme of one's own from being used, the first fault of each."""
    for file in sorted(home.packs.glob("*.toml")):
        try:
            load_pack(file)
        except PackError as error:
            yield error


def choose_pack(session: Session, key: str) -> Pack:
    """Work another programme from now on. What was written under the old one stays as it is.

    Raises:
        UnknownKey: there is none of this key.
        PackError: it cannot be used.
    """
    pack = find_pack(session.home, key)
    changed = replace(session.profile, pack=key)
    session.save(changed, record=session.profile_record)
    return pack
