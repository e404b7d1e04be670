"""A terminal for tests: a real pty, a real process, and a screen that can be read."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import pyte

KEYS = {
    **{"enter": "\r", "tab": "\t", "space": " ", "escape": "\x1b"},
    **{"up": "\x1b[A", "down": "\x1b[B"},
}
"""Names of keys."""
FRAME, FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"
"""What stands about everything that is to come up at once."""
ASKS_FOR_FRAMES, KNOWS_FRAMES = b"\x1b[?2026$p", b"\x1b[?2026;2$y"


class Terminal:
    """Runs a command in a pty and plays the terminal at its other end.

    Programs that ask are told that frames are known here. A frame comes up whole or not at all,
    and one after the other: what stood there but for a moment is seen as well.
    """

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], *, columns: int = 80, rows: int = 24
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = bytearray()
        """All that the program has sent so far."""
        self._unseen = bytearray()
        """The end of it, which is not on the screen yet."""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(env) | {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        with contextlib.suppress(OSError):
            os.close(self._master)

    @property
    def written(self) -> int:
        """How many bytes the program has sent so far."""
        return len(self.raw)

    @property
    def echoes(self) -> bool:
        """Whether what is typed is shown."""
        return bool(termios.tcgetattr(self._master)[3] & termios.ECHO)

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def caret_line(self) -> int:
        """The line the terminal's own cursor is on, where one types."""
        return int(self.screen.cursor.y)

    def send(self, *keys: str) -> None:
        """Press keys: names of `KEYS`, or text as it is."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key).encode())

    def wait_for(self, wanted: str | Callable[[str], bool], seconds: float = 20) -> str:
        """Read, frame by frame, until the screen shows `wanted`; the screen then.

        Raises:
            AssertionError: it did not come, with the screen as it stood.
        """
        there = wanted if callable(wanted) else lambda text: wanted in text
        deadline = time.monotonic() + seconds
        while not there(self.text()):
            left = deadline - time.monotonic()
            if not self._see() and (left <= 0 or not self._read(left)):
                raise AssertionError(f"{wanted!r} did not come up:\n{self.text()}")
        return self.text()

    def press(self, *keys: str) -> None:
        """Press keys, each once the one before has changed what is shown, or where one types."""
        for key in keys:
            self.catch_up()
            before = self.text(), self.caret_line
            self.send(key)
            self.wait_for(lambda text, before=before: (text, self.caret_line) != before)  # type: ignore[misc]

    def drain(self, seconds: float) -> int:
        """Read for so long; the bytes that came."""
        before, deadline = self.written, time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and self._read(left):
            pass
        self.catch_up()
        return self.written - before

    def catch_up(self) -> None:
        """See all that came so far, without waiting for more."""
        before = -1
        while before != self.written:
            before = self.written
            self._read(0)
        while self._see():
            pass

    def settle(self, quiet: float = 0.3, seconds: float = 20) -> None:
        """Read until nothing has come for `quiet` seconds."""
        deadline = time.monotonic() + seconds
        while self.drain(quiet):
            assert time.monotonic() < deadline, "the screen does not come to rest"

    def hang_up(self) -> int:
        """Close the terminal as a dropped line does; the exit code of the program."""
        os.close(self._master)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGHUP)
        return self.process.wait(timeout=20)

    def wait(self, seconds: float = 20) -> int:
        """Read to the end; the exit code."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self._read(deadline - time.monotonic()):
            pass
        self.catch_up()
        return self.process.wait(timeout=max(0.1, deadline - time.monotonic()))

    def _read(self, seconds: float) -> bool:
        """Take in what comes within `seconds`; False at the end of the program's output."""
        ready, _, _ = select.select([self._master], [], [], max(0, seconds))
        if not ready:
            return True
        try:
            data = os.read(self._master, 65536)
        except OSError:  # Linux answers EIO when the other end is gone
            return False
        self.raw += data
        self._unseen += data
        if ASKS_FOR_FRAMES in self.raw[-len(data) - len(ASKS_FOR_FRAMES) :]:
            os.write(self._master, KNOWS_FRAMES)
        return bool(data)

    def _see(self) -> bool:
        """Put the next frame on the screen, or what comes before one; whether there was any."""
        start, end = self._unseen.find(FRAME), self._unseen.find(FRAME_END)
        if start == 0:
            seen = end + len(FRAME_END) if end > 0 else 0
        else:
            seen = start if start > 0 else len(self._unseen) - self._begun
        self._stream.feed(bytes(self._unseen[:seen]))
        del self._unseen[:seen]
        return seen > 0

    @property
    def _begun(self) -> int:
        """How many bytes of a frame's first mark are there, when the rest is still to come."""
        sizes = range(len(FRAME) - 1, 0, -1)
        return next((size for size in sizes if self._unseen.endswith(FRAME[:size])), 0)
