"""The backup file: all of a home sealed into one, so that damage costs only what it touches.

    header    512 bytes: TOML, a line with its BLAKE2b-128, line ends up to the length
    frames    the stream in pieces of 65,536 bytes, the last one shorter; piece n is
              `StoreKey.seal("frame %08d" % n, piece)`, so all but the last have one length
    header    the same 512 bytes again

    stream    contents, the files one right after the other, the same contents again
    contents  JSON: a list of [name, size], in the order of the files

The header says how long the stream and the contents are, and holds the random key of the
frames under a passphrase (Argon2id, its cost beside it) or under the recovery words. A frame
opens only whole and only in its place. Every bit may be lost once: the header and the contents
stand there twice, and of the files those are lost that lie in a frame that does not open.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

import msgspec
import rtoml
import tomli_w
from msgspec import Meta

from sponsorterm.sealing.at_rest import (
    Cost,
    PassphraseSlot,
    StoreKey,
    open_passphrase_slot,
    open_words_slot,
    sealed_length,
)
from sponsorterm.sealing.errors import Damaged, SealingError, UnsupportedVersion
from sponsorterm.strings import sealing as words

VERSION = 1
HEADER = 512
"""Bytes of a header."""
FRAME = 65_536
"""Bytes of the stream in one frame."""
_FIRST_LINE = b"# A sponsorterm backup. Open it with: sponsorterm restore FILE\n"
_CHECK = b"# check "

Size = Annotated[int, Meta(ge=0, le=1 << 40)]


class NoBackup(SealingError):
    """A file that is no backup, or of which neither header is whole."""


class Header(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of a backup without its key."""

    v: int = VERSION
    stream: Size
    contents: Size
    words: Annotated[str, Meta(max_length=400)] = ""
    """The key of the frames, under the recovery words."""
    passphrase: PassphraseSlot | None = None
    """The key of the frames, under a passphrase."""

    @property
    def opens_with(self) -> Literal["passphrase", "words"]:
        """What the backup is sealed under."""
        return "words" if self.passphrase is None else "passphrase"

    @property
    def frames(self) -> int:
        """How many there are."""
        return -(-self.stream // FRAME)

    @property
    def size(self) -> int:
        """Bytes of the whole file."""
        return self.place(self.frames)[0] + HEADER if self.frames else 2 * HEADER

    def place(self, frame: int) -> tuple[int, int]:
        """Where a frame begins in the file, and its length; after the last, where that ends."""
        before = HEADER + min(frame, self.frames - 1) * sealed_length(frame_name(0), FRAME)
        last = sealed_length(frame_name(0), self.stream - (self.frames - 1) * FRAME)
        if frame >= self.frames:
            return before + last, 0
        length = last if frame == self.frames - 1 else sealed_length(frame_name(0), FRAME)
        return before, length

    def to_bytes(self) -> bytes:
        """As it stands in the file."""
        text = _FIRST_LINE + tomli_w.dumps({"v": self.v, **msgspec.to_builtins(self)}).encode()
        return (text + _CHECK + _check(text)).ljust(HEADER, b"\n")

    def open_with_passphrase(self, passphrase: str) -> StoreKey:
        """The key of the frames.

        Raises:
            WrongPassphrase: it is another one.
            NoBackup: it is sealed under the words.
            MemoryError: there is less memory than a guess asks for.
        """
        if self.passphrase is None:
            raise NoBackup(words.UNDER_WORDS)
        return open_passphrase_slot(self.passphrase, passphrase)

    def open_with_words(self, seed: bytes) -> StoreKey:
        """The key of the frames.

        Raises:
            WrongPassphrase: these are the words of another home.
            NoBackup: it is sealed under a passphrase.
        """
        if self.passphrase is not None:
            raise NoBackup(words.UNDER_PASSPHRASE)
        return open_words_slot(self.words, seed)


def under_passphrase(
    key: StoreKey, stream: int, contents: int, passphrase: str, cost: Cost
) -> Header:
    """The header of a backup that a passphrase opens."""
    slot = key.under_passphrase(passphrase, cost)
    return Header(stream=stream, contents=contents, passphrase=slot)


def under_words(key: StoreKey, stream: int, contents: int, seed: bytes) -> Header:
    """The header of a backup that the recovery words open."""
    return Header(stream=stream, contents=contents, words=key.under_words(seed))


def read_header(*blocks: bytes) -> Header:
    """The header, from whichever of the blocks holds it whole.

    Raises:
        NoBackup: none does.
        UnsupportedVersion: a newer program wrote it.
    """
    for block in blocks:
        text, mark, check = block.rpartition(_CHECK)
        if not mark or check.rstrip(b"\n") != _check(text):
            continue
        try:
            raw = rtoml.loads(text.decode())
            if raw.get("v") != VERSION:
                raise UnsupportedVersion(words.NEWER_BACKUP)
            return msgspec.convert(raw, Header)
        except UnsupportedVersion:
            raise
        except ValueError:
            continue
    raise NoBackup(words.NO_BACKUP)


def frame_name(number: int) -> str:
    """The place a frame is bound to."""
    return f"frame {number:08}"


def seal_frame(key: StoreKey, number: int, piece: bytes) -> bytes:
    """A piece of the stream, sealed."""
    return key.seal(frame_name(number), piece)


def open_frame(key: StoreKey, number: int, raw: bytes) -> bytes | None:
    """A piece of the stream; None when the frame is not whole."""
    try:
        return key.unseal(key.name(frame_name(number)), raw)[1]
    except Damaged:
        return None


def _check(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=16).hexdigest().encode()
