"""What may lie on a disk after the power went, by the rules POSIX gives and no kinder ones.

After ALICE (Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014): each name in
a folder, and each file's bytes, reach the disk by themselves and in any order, unless an
fsync of the folder, or of the file, came in between. Only a single name changes at once.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.faults.disks import Deadly

ASIDE = re.compile(r"\.[0-9a-f]{16}\.tmp")
FOLDER = -1
Tree = frozenset[tuple[Path, bytes | None]]
"""What lies in a folder that was given its name as a whole; None for a folder in it."""
NEVER = 10**9
MOST = 6
"""Loose names at one moment, up to which every combination of them is made."""


class Journal(Deadly):
    """Writes down what was done to names and bytes; the calls themselves happen as well.

    A file is a number. `FOLDER` stands for a folder, None for a name that is free.
    """

    def __init__(self, at: int = NEVER) -> None:
        super().__init__(at)
        self.names: dict[Path, list[int | Tree | None]] = {}
        """What each name has stood for since its folder was last synced; the first is certain."""
        self.bytes: dict[int, tuple[bytes, bool]] = {}
        """What each file holds, and whether that is certain."""
        self.moments: list[tuple[Names, dict[int, Any]]] = []
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
        is_file = source in self._files
        self._stands(target, self._files[source] if is_file else self._tree(source))
        self._stands(source, None)

    def _tree(self, folder: Path) -> Tree:
        """All that lies in a folder that gets another name, which must be certain by then."""
        inside = [path for path in self.names if path.is_relative_to(folder) and path != folder]
        seen = {path: self.names.pop(path) for path in inside}
        assert all(len(each) == 1 for each in seen.values()), "a name that may be lost"
        standing = {path: each[0] for path, each in seen.items() if each[0] is not None}
        assert all(what == FOLDER or self.bytes[what][1] for what in standing.values())
        return frozenset(
            (path.relative_to(folder), None if what == FOLDER else self.bytes[what][0])
            for path, what in standing.items()
        )

    def _note_rmdir(self, _: None, path: Path) -> None:
        self._stands(path, None)

    def _note_unlink(self, _: None, path: Path) -> None:
        self._stands(path, None)

    def _note_mkdir(self, _: None, path: Path, *__: Any) -> None:
        self._stands(path, FOLDER)

    def _stands(self, path: Path, what: int | Tree | None) -> None:
        before: int | Tree | None = NEVER  # whatever lay there when the journal began, or nothing
        self.names.setdefault(path, [before]).append(what)
        self._files.pop(path, None)
        if isinstance(what, int) and what != FOLDER:
            self._files[path] = what


Names = Mapping[Path, tuple[int | Tree | None, ...]]
State = frozenset[tuple[Path, bytes | int | Tree | None]]


def states(names: Names, held: dict[int, Any]) -> Iterator[State]:
    """Every state the disk may be in at one moment.

    What lies aside is there altogether or not at all: nobody reads it in either case. Where
    more than `MOST` names are loose, as when all is removed, each of them stays or goes alone.
    """
    aside = [path for path in names if ASIDE.fullmatch(path.name)]
    others = [path for path in names if path not in aside]
    loose = [n for n, (_, is_certain) in held.items() if not is_certain]
    choices = itertools.product(
        (0, -1),
        _chosen([tuple(dict.fromkeys(names[path])) for path in others]),
        itertools.product(*(_torn(held[n][0]) for n in loose)),
    )
    for litter, chosen, torn in choices:
        content = {n: data for n, (data, _) in held.items()} | dict(zip(loose, torn, strict=True))
        stands = dict(zip(others, chosen, strict=True))
        stands |= {path: names[path][litter] for path in aside}
        yield frozenset(
            (path, content.get(what, what) if isinstance(what, int) else what)
            for path, what in stands.items()
            if what != NEVER
        )


def _chosen(seen: list[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
    """One for each name, of all that it may stand for."""
    if sum(len(each) > 1 for each in seen) <= MOST:
        return itertools.product(*seen)
    first, last = tuple(each[0] for each in seen), tuple(each[-1] for each in seen)
    alone = [
        (*base[:n], other[n], *base[n + 1 :])
        for base, other in ((first, last), (last, first))
        for n in range(len(seen))
    ]
    return [first, last, *alone]


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
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        if isinstance(what, bytes):
            path.write_bytes(what)
            path.chmod(0o600)
        elif isinstance(what, frozenset):
            path.mkdir(0o700)
            materialise(frozenset((path / name, FOLDER if b is None else b) for name, b in what))
