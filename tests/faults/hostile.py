"""TOML meant to hurt who reads it, given to readers in a process of their own.

`python -m tests.faults.hostile READER ...` prints a line of JSON for each case and reader:
the CPU seconds of the slowest reading, and by how many MiB the process has grown so far.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import product
from pathlib import Path

from sponsorterm import sealing, wire
from sponsorterm.cli.template import answers_of
from sponsorterm.program import PackError, builtin
from sponsorterm.program.loader import load_pack
from sponsorterm.records.codec import decode, decode_copy, decode_own
from sponsorterm.records.kinds import Place
from sponsorterm.services.entries import merging
from sponsorterm.services.entries.drafts import list_drafts
from sponsorterm.services.export.document import read_export
from sponsorterm.services.home import backup
from sponsorterm.services.home.programme import faults, find_pack
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.sponsor.watching import news
from sponsorterm.store import lockfile, tries
from sponsorterm.store.drafts import Drafts
from sponsorterm.store.home import Home
from sponsorterm.store.keys import load_keys
from sponsorterm.sync import handover, pairing
from sponsorterm.sync.remotes import open_remote, prepare
from tests.faults.world import KEYS, NOW, TOLD, memory, uploads
from tests.store import pen

REFUSALS = (*TOLD, wire.BadBody, PackError)
MIB = 1024 * 1024
Reads = Iterator[Callable[[], object]]
CODE = sealing.new_code()

CASES: dict[str, str] = {
    "deep arrays": "a=" + "[" * 1000 + "]" * 1000,
    "deeper arrays": "a=" + "[" * 100_000 + "]" * 100_000,
    "deep inline tables": "a=" + "{b=" * 1000 + "1" + "}" * 1000,
    "deeper inline tables": "a=" + "{b=" * 100_000 + "1" + "}" * 100_000,
    "dotted key of 1,000": ".".join(["a"] * 1000) + "=1",
    "dotted key of 20,000": ".".join(["a"] * 20_000) + "=1",
    "dotted key of 100,000": ".".join(["a"] * 100_000) + "=1",
    "dotted header": "[" + ".".join(["a"] * 20_000) + "]\nx=1",
    "headers ever deeper": "\n".join("[" + ".".join(["a"] * n) + "]" for n in range(1, 200)),
    "50,000 headers": "\n".join(f"[t{n}]\na=1" for n in range(50_000)),
    "50,000 array tables": "\n".join(["[[t]]\na=1"] * 50_000),
    "200,000 keys": "\n".join(f"k{n}=1" for n in range(200_000)),
    "a wide array": "a=[" + "1," * 30_000 + "]",
    "integer of 100,000 digits": "a=" + "9" * 100_000,
    "integer over 64 bits": "a=99999999999999999999",
    "500,000 underscores": "a=1" + "_1" * 500_000,
    "float over all": "a=1e400",
    "float of a million digits": "a=0." + "1" * 1_000_000,
    "not a number": "a=nan",
    "minus infinity": "a=-inf",
    "2 MB string": 'a="' + "x" * 2_000_000 + '"',
    "2 MB literal": "a='" + "x" * 2_000_000 + "'",
    "2 MB of escapes": 'a="' + "\\u0041" * 330_000 + '"',
    "a million spaces": "a=" + " " * 1_000_000 + "1",
    "a million quotes": 'a="""' + '"' * 1_000_000,
    "500,000 comments": "#\n" * 500_000,
    "combining marks": 'a="e' + "\u0301" * 30_000 + '"',
    "NUL in a string": 'a="x\x00y"',
    "ESC in a string": 'a="x\x1b[2Jy"',
    "ESC as an escape": 'a="x\\u001b]52;c;AAAA\\u0007y"',
    "C1 in a string": 'a="x\x9by"',
    "bidi in a string": 'a="x\u202ey"',
    "control in a key": '"\\u001b[2J\u202e"=1',
    "Windows line ends": "a=1\r\nb=2",
    "a bare CR": "a=1\rb=2",
    "the same key twice": "a=1\na=2",
    "a table twice": "[a]\n[a]",
    "a lone surrogate": 'a="\\ud800"',
    "30 February": "a=2026-02-30",
    "24 o'clock": "a=2026-01-01T24:00:00Z",
    "a leap second": "a=2026-06-30T23:59:60Z",
    "offset of a day": "a=2026-06-30T23:59:59+23:59",
    "nanoseconds": "a=2026-06-30T23:59:59.123456789Z",
    "year 0": "a=0000-01-01",
    "a byte order mark": "\ufeffa=1",
    "no end": 'a="',
    "nothing": "",
}


class Readers:
    """Each way by which bytes of others, or of a disk, become values."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._home = Home.find({"SPONSORTERM_HOME": str(folder / "home")})
        set_up(self._home, SetupAnswers("Sam", zone="UTC"), lambda: NOW).close()
        self._shared = Place(kind="folder", where=str(folder / "shared"))
        self._file = Place(kind="file", where=str(folder / "box.toml"))
        prepare(self._shared, KEYS.space)
        prepare(self._file, KEYS.space)
        self._box = (folder / "box.toml").read_bytes()

    def record(self, data: bytes) -> Reads:
        for read in (decode, decode_own, decode_copy):
            for prefix in (b"", pen.note("words") + b"\n", pen.note("words").split(b"[body]")[0]):
                yield partial(read, prefix + data)

    def envelope(self, data: bytes) -> Reads:
        whole = wire.write(uploads([pen.note("words")])[0].envelope) + b"\n"
        for prefix in (b"", whole):
            yield partial(wire.read, prefix + data, wire.Envelope)

    def bodies(self, data: bytes) -> Reads:
        for kind in (wire.UploadBody, wire.Page, wire.Ids, wire.Digest, wire.ErrorBody, wire.Info):
            yield partial(wire.read, data, kind)

    def marker(self, data: bytes) -> Reads:
        marker = self._folder / "shared" / "sponsorterm.toml"
        before = marker.read_bytes()
        marker.chmod(0o600)
        marker.write_bytes(data)
        yield partial(prepare, self._shared, KEYS.space)
        marker.write_bytes(before)

    def envelope_file(self, data: bytes) -> Reads:
        name = uploads([pen.note("words")])[0].envelope.id
        month = self._folder / "shared" / "e" / "2026-11"
        month.mkdir(parents=True, exist_ok=True)
        (month / f"{name}.toml").write_bytes(data)
        yield lambda: open_remote(self._shared, KEYS.space).ids()

    def single_file(self, data: bytes) -> Reads:
        for prefix in (b"", self._box + b"\n"):
            (self._folder / "box.toml").write_bytes(prefix + data)
            yield lambda: open_remote(self._file, KEYS.space).ids()

    def offer(self, data: bytes) -> Reads:
        block = sealing.seal_block(CODE, "offer", data)
        yield partial(pairing.accept, CODE, block, "Sam", datetime(2026, 11, 20, tzinfo=UTC))

    def invitation(self, data: bytes) -> Reads:
        yield partial(pairing.Invitation.from_toml, data)

    def pasted(self, data: bytes) -> Reads:
        yield partial(sealing.dearmor, "offer", data.decode("utf-8", "replace"))

    def pack(self, data: bytes) -> Reads:
        path = self._folder / "pack.toml"
        path.write_bytes(data)
        yield partial(load_pack, path)

    def export(self, data: bytes) -> Reads:
        out = self._folder / "out"
        out.mkdir(exist_ok=True)
        for name in ("profile.toml", "links.toml", "2026-11.toml"):
            (out / "profile.toml").write_bytes(b'name = "Sam"\n')
            (out / name).write_bytes(data)
            yield partial(read_export, out)
            (out / name).unlink()

    def page(self, data: bytes) -> Reads:
        pack = builtin()
        yield partial(answers_of, pack, pack.forms[0], data.decode("utf-8", "replace"))

    def keys(self, data: bytes) -> Reads:
        self._home.keys.write_bytes(data)
        yield partial(load_keys, self._home)
        self._home.keys.unlink()

    def store(self, data: bytes) -> Reads:
        month = self._home.records / "mine" / "2026-10"
        month.mkdir(parents=True, exist_ok=True)
        (month / "dropped.toml").write_bytes(data)
        yield self._open

    def lock(self, data: bytes) -> Reads:
        self._put(lockfile.NAME, data)
        yield partial(lockfile.load, self._home.state)
        (self._home.state / lockfile.NAME).unlink()

    def tries(self, data: bytes) -> Reads:
        self._put(tries.NAME, data)
        yield partial(tries.begin, self._home.state, NOW)

    def own_pack(self, data: bytes) -> Reads:
        self._home.packs.mkdir(exist_ok=True)
        (self._home.packs / "own.toml").write_bytes(data)
        yield partial(find_pack, self._home, "own")
        yield lambda: list(faults(self._home))

    def backup_note(self, data: bytes) -> Reads:
        self._put(backup.NOTE, data)
        yield partial(backup.last_backup, self._home)

    def draft(self, data: bytes) -> Reads:
        with Session.open(self._home, lambda: NOW) as session:
            Drafts(self._home).save("checkin-2026-11-20", data)
            yield partial(list_drafts, session)

    def told(self, data: bytes) -> Reads:
        self._put(self._home.watch.name, data)
        with Session.open(self._home, lambda: NOW) as session:
            yield partial(news, session)

    def handover(self, data: bytes) -> Reads:
        yield partial(handover.Half.from_toml, data)

    def merged(self, data: bytes) -> Reads:
        yield partial(merging.from_text, data.decode("utf-8", "replace"))

    def device(self, data: bytes) -> Reads:
        self._home.device.unlink()
        self._home.device.write_bytes(data)
        yield self._open

    def _put(self, name: str, data: bytes) -> None:
        (self._home.state / name).write_bytes(data)

    def _open(self) -> None:
        with Session.open(self._home, lambda: NOW) as session:
            session.store.problems()


def attempt(read: Callable[[], object]) -> str:
    """What came of it in a word. An error that is no refusal goes on."""
    try:
        read()
    except REFUSALS as error:
        refusal = error
    else:
        return "read"
    assert "\n" not in str(refusal), "an error of more than a line"
    return type(refusal).__name__


def grown(before: int) -> float:
    """MiB by which the most that was ever used lies above `before` KiB; macOS counts bytes."""
    unit = MIB if sys.platform == "darwin" else 1024
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * (1024 / unit) / 1024


def main(*readers: str) -> None:
    with memory() as folder:
        ways = [getattr(Readers(folder / name), name) for name in readers]
        for way in ways:  # what is imported late is not this document's fault
            for read in way(b"a = 1\n"):
                attempt(read)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for (case, text), way in product(CASES.items(), ways):
            seconds = 0.0
            for read in way(text.encode("utf-8", "surrogatepass")):
                start = time.process_time()
                attempt(read)
                seconds = max(seconds, time.process_time() - start)
            print(json.dumps([case, way.__name__, seconds, grown(before)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
