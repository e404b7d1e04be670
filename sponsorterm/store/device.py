"""The name of this device, and how a copied home comes by one of its own.

Two homes that write under one name would use one device's tokens, and shutting out either
would shut out both. So the name is kept beside a mark of where it was given: this machine and
this very folder. A copy has another folder, or lies on another machine, and is named anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import secrets
from pathlib import Path

from sponsorterm.store.database import is_far
from sponsorterm.store.files import PRIVATE, NameTaken, read_regular, replace, write_once

_DEVICE = re.compile(rb'^device = "([0-9a-f]{16})"$', re.MULTILINE)
_HERE = re.compile(rb'^here = "([0-9a-f]{0,32})"$', re.MULTILINE)
_MAX_DEVICE = 4096
_MACHINE = Path("/etc/machine-id")


def device_name(path: Path) -> str:
    """This device's name: 16 hex digits, made at random when there is none or it was copied.

    Of two processes that make one, the first decides.

    Raises:
        StoreError: the file can be neither read nor written.
    """
    here = _here(path.parent)
    if not path.exists():
        with contextlib.suppress(NameTaken):
            write_once(path, _written(secrets.token_hex(8), here), PRIVATE)
    data = read_regular(path, _MAX_DEVICE)
    name, mark = _DEVICE.search(data), _HERE.search(data)
    if name is None or (mark and here and mark[1].decode() not in ("", here)):
        replace(path, _written(secrets.token_hex(8), here))
        return device_name(path)
    if mark is None:
        replace(path, _written(name[1].decode(), here))
    return name[1].decode()


def _written(name: str, here: str) -> bytes:
    return f'device = "{name}"\nhere = "{here}"\n'.encode()


def _here(folder: Path) -> str:
    """A mark of this machine and folder; empty where neither lasts.

    A network disk is the same home on several machines, and FUSE numbers files anew at every
    mount: there a copy cannot be told, and none is suspected.
    """
    if is_far(folder):
        return ""
    try:
        machine = read_regular(_MACHINE, _MAX_DEVICE)
    except FileNotFoundError:
        machine = b""
    mark = machine + folder.stat().st_ino.to_bytes(8, "big")
    return hashlib.blake2b(mark, digest_size=16, person=b"sponsorterm-dev").hexdigest()
