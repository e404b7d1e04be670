"""What may lie on a disk after the power went, by the rules POSIX gives and no kinder ones.

After ALICE (Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014): each name in
a folder, and each file's bytes, reach the disk by themselves and in any order, unless an
fsync of the folder, or of the file, came in between. Only a single name changes at once.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.faults.disks import Deadly

ASIDE = re.compile(r"\.[0-9a-f]{16}\.tmp")
FOLDER = -1
NEVER = 10**9


class Journal(Deadly):
    """Writes down what was done to names and bytes; the calls themselves happen as well.

    A file is a number. `FOLDER` stands for a folder, None for a name that is free.
    """

    def __init__(self, at: int = NEVER) -> None:
        super().__init__(at)
        self.names: dict[Path, list[int | None]] = {}
        """What each name has stood for since its folder was last synced; the first is certain."""
        self.bytes: dict[int, tuple[bytes, bool]] = {}
        """What each file holds, and whether that is certain."""
        self.moments: list[tuple[Mapping[Path, tuple[int | None, ...]], dict[int, Any]]] = []
        self._open: dict[int, Path | int] = {}
        self._files: dict[Path, int] = {}

    def carry_out(self, name: str, real: Any, *arguments: Any, **options: Any) -> Any:
        result = real(*arguments, **options)
        with self._turn:
            if note := getattr(self, f"_note_{name}", None):
                note(result, *arguments)
                self.moments.append(
                    ({path: tuple(seen) for path, seen in self.names.items()}, dict(self.bytes))
                )
        return result

    def _note_open(self, fd: int, path: Path, flags: int, *_: Any) -> None:
        if flags & os.O_EXCL:
            number = len(self.bytes)
            self.bytes[number] = (b"", True)
            self._stands(path, number)
            self._open[fd] = number
        else:
            self._open[fd] = self._files.get(path, NEVER) if path.is_file() else path

    def _note_write(self, count: int, fd: int, data: Any) -> None:
        number = self._open[fd]
        assert isinstance(number, int)
        self.bytes[number] = (self.bytes[number][0] + bytes(data[:count]), False)

    def _note_fsync(self, _: None, fd: int) -> None:
        what = self._open[fd]
        if isinstance(what, Path):
            for path, seen in self.names.items():
                if path.parent == what:
                    del seen[:-1]
        elif what in self.bytes:
            self.bytes[what] = (self.bytes[what][0], True)

    def _note_link(self, _: None, source: Path, target: Path) -> None:
        self._stands(target, self._files[source])

    def _note_replace(self, _: None, source: Path, target: Path) -> None:
        self._stands(target, self._files[source])
        self._stands(source, None)

    def _note_unlink(self, _: None, path: Path) -> None:
        self._stands(path, None)

    def _note_mkdir(self, _: None, path: Path, *__: Any) -> None:
        self._stands(path, FOLDER)

    def _stands(self, path: Path, what: int | None) -> None:
        before: int | None = NEVER  # whatever lay there when the journal began, or nothing
        self.names.setdefault(path, [before]).append(what)
        if what is None:
            self._files.pop(path, None)
        elif what != FOLDER:
            self._files[path] = what


State = frozenset[tuple[Path, bytes | int | None]]


def states(names: Mapping[Path, tuple[int | None, ...]], held: dict[int, Any]) -> Iterator[State]:
    """Every state the disk may be in at one moment.

    What lies aside is there altogether or not at all: nobody reads it in either case.
    """
    aside = [path for path in names if ASIDE.fullmatch(path.name)]
    others = [path for path in names if path not in aside]
    loose = [n for n, (_, is_certain) in held.items() if not is_certain]
    choices = itertools.product(
        (0, -1),
        itertools.product(*(dict.fromkeys(names[path]) for path in others)),
        itertools.product(*(_torn(held[n][0]) for n in loose)),
    )
    for litter, chosen, torn in choices:
        content = {n: data for n, (data, _) in held.items()} | dict(zip(loose, torn, strict=True))
        stands = dict(zip(others, chosen, strict=True))
        stands |= {path: names[path][litter] for path in aside}
        yield frozenset(
            (path, content.get(what, what) if isinstance(what, int) else None)
            for path, what in stands.items()
            if what != NEVER
        )


def _torn(data: bytes) -> list[bytes]:
    return [data, b"", data[: len(data) // 2], bytes(len(data))]


def materialise(state: State) -> None:
    """Make the disk what this state says, over what lay there in the beginning."""
    for path, what in sorted(state, key=lambda item: item[0]):
        if not path.parent.is_dir():
            continue  # a file in a folder whose name was lost is lost with it
        if what == FOLDER:
            path.mkdir(0o700, exist_ok=True)
            continue
        path.unlink(missing_ok=True)
        if isinstance(what, bytes):
            path.write_bytes(what)
            path.chmod(0o600)
