"""Disks that tell what they did, fail on demand, or die."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

from sponsorterm.store.files import Disk

CALLS = ("open", "write", "fsync", "close", "read", "link", "replace", "unlink", "mkdir")


class Recorder(Disk):
    """Writes down each call with the name it is about; ".tmp" stands for a random one."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self._names: dict[int, str] = {}

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name not in CALLS:
            return found

        def call(*arguments: Any, **options: Any) -> Any:
            about = arguments[-1] if name in ("link", "replace") else arguments[0]
            about = self._names[about] if isinstance(about, int) else Path(about).name
            about = ".tmp" if about.endswith(".tmp") else about
            self.before(f"{name} {about}")
            result = found(*arguments, **options)
            if name == "open":
                self._names[result] = about
            return result

        return call

    def before(self, call: str) -> None:
        self.calls.append(call)


class Killed(BaseException):
    """The process is no more."""


class Deadly(Recorder):
    """Dies before its n-th call; a dead process does nothing more, not even clean up."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at

    def before(self, call: str) -> None:
        super().before(call)
        if len(self.calls) > self.at:
            raise Killed


class Failing(Recorder):
    """Fails once, at its n-th call, with this error."""

    def __init__(self, at: int, code: int = errno.EIO) -> None:
        super().__init__()
        self.at, self.code = at, code

    def before(self, call: str) -> None:
        super().before(call)
        if len(self.calls) == self.at + 1:
            raise OSError(self.code, os.strerror(self.code))
