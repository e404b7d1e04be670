"""An endpoint on this machine as a process of its own, for as long as somebody holds it."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from sponsorterm.services.errors import ServiceError
from sponsorterm.strings import demo as words

START_SECONDS = 15.0
"""Seconds a start may take on a slow machine."""
STOP_SECONDS = 5.0
"""Seconds an orderly end may take before it is killed."""
_ADDRESS = re.compile(rb"listening on (http://\S+:(\d+))\n")


class LocalEndpoint:
    """`sponsorterm serve` on a free port of the loopback, with its database in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = "0"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""

    def __enter__(self) -> Self:
        """Start it.

        Raises:
            ServiceError: it did not come up.
        """
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it, whatever happened."""
        self.stop()

    def start(self) -> None:
        """Serve; after a stop again at the same address.

        Raises:
            ServiceError: it did not come up.
        """
        self._process = subprocess.Popen(
            [*self._verb("serve"), "--port", self._port],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            env=self._environment(),
        )
        found = _ADDRESS.search(self._first_line(self._process))
        if found is None:
            self.stop()
            raise ServiceError(words.ENDPOINT_FAILED, words.ENDPOINT_FAILED_HINT)
        self.url, self._port = found[1].decode(), found[2].decode()

    def stop(self) -> None:
        """End the process and wait until it is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        with process:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()

    def registration_code(self) -> str:
        """A code that opens a space here.

        Raises:
            ServiceError: none could be made.
        """
        done = subprocess.run(
            [*self._verb("server", "invite")],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            env=self._environment(),
            check=False,
        )
        if done.returncode:
            raise ServiceError(words.ENDPOINT_FAILED, words.ENDPOINT_FAILED_HINT)
        return done.stdout.decode().strip()

    def _verb(self, *verb: str) -> list[str]:
        database = str(self._folder / "endpoint.db")
        return [sys.executable, "-m", "sponsorterm", *verb, "--database", database]

    def _environment(self) -> dict[str, str]:
        """This process's environment, with a home that is nobody's."""
        return os.environ | {"SPONSORTERM_HOME": str(self._folder / "operator")}

    def _first_line(self, process: subprocess.Popen[bytes]) -> bytes:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], START_SECONDS)
        return process.stdout.readline() if ready else b""
