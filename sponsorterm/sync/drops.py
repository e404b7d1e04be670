"""Where the two blocks of a pairing are left: an endpoint's drops, or a folder both can open.

A slot is written once. Other bytes in it mean that somebody else has used the code, and then
pairing stops: no side ever picks one of two answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from sponsorterm import wire
from sponsorterm.records.kinds.link import Place
from sponsorterm.sealing.armor import armor, dearmor
from sponsorterm.sealing.errors import BadArmor
from sponsorterm.store import files
from sponsorterm.store.errors import StoreError
from sponsorterm.strings import sync as words
from sponsorterm.sync.pairing import PairingError
from sponsorterm.sync.remotes.base import RemoteError
from sponsorterm.sync.remotes.polled import SHARED, SHARED_FOLDER, path_of, trouble

FOLDER = "pairing"


class SlotTaken(PairingError):
    """The slot holds something else: stop, and start again with a new invitation."""

    def __init__(self) -> None:
        super().__init__(words.SLOT_TAKEN, words.SLOT_TAKEN_HINT)


class Drops(Protocol):
    """Slots under a rendezvous. Every method may raise `RemoteError`."""

    def put(self, rdv: str, slot: wire.Slot, block: bytes) -> None:
        """Leave a block; the same again is fine. Raises `SlotTaken` if another is there."""
        ...

    def get(self, rdv: str, slot: wire.Slot) -> bytes | None:
        """The block in a slot, None while there is none. Raises `SlotTaken` if there are two."""
        ...

    def delete(self, rdv: str, slot: wire.Slot) -> None:
        """Empty a slot; an empty one is fine."""
        ...

    def close(self) -> None:
        """Let go of the place."""
        ...


def open_drops(place: Place) -> Drops:
    """The drops of a place: of a single file, those in the folder it lies in.

    Raises:
        RemoteError: the place is an address that cannot be used.
    """
    if place.kind == "http":
        return HttpDrops(place.where)
    path = path_of(place.where)
    return FolderDrops(path if place.kind == "folder" else path.parent)


class HttpDrops:
    """An endpoint's drops; they need no token and vanish after `wire.DROP_LIFE`."""

    def __init__(self, server: str) -> None:
        from sponsorterm.sync.remotes.connection import Connection, Refusal

        self._refusal = Refusal
        self._connection = Connection(server)

    def put(self, rdv: str, slot: wire.Slot, block: bytes) -> None:
        """Leave a block."""
        try:
            self._connection.ask("PUT", f"v1/drops/{rdv}/{slot}", body=block)
        except self._refusal as refusal:
            if refusal.wire_code == "slot_taken":
                raise SlotTaken from None
            raise

    def get(self, rdv: str, slot: wire.Slot) -> bytes | None:
        """The block in a slot."""
        try:
            path = f"v1/drops/{rdv}/{slot}"
            return self._connection.ask("GET", path, limit=wire.MAX_DROP).body
        except self._refusal as refusal:
            if refusal.wire_code == "not_found":
                return None
            raise

    def delete(self, rdv: str, slot: wire.Slot) -> None:
        """Empty a slot."""
        self._connection.ask("DELETE", f"v1/drops/{rdv}/{slot}")

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


class FolderDrops:
    """Drops as text files, the same text one would paste: `pairing/<rendezvous>-<slot>.txt`.

    Its END line tells a whole block from one that a sync tool has not finished.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder = path / FOLDER

    def put(self, rdv: str, slot: wire.Slot, block: bytes) -> None:
        """Leave a block."""
        if any(there != block for there in self._blocks(rdv, slot)):
            raise SlotTaken
        try:
            files.add_folder(self._folder, SHARED_FOLDER)
            path = self._folder / f"{rdv}-{slot}.txt"
            files.write_once(path, armor(slot, block).encode(), SHARED)
        except files.NameTaken:
            raise SlotTaken from None
        except (OSError, StoreError) as error:
            raise trouble(error, writing=True) from None

    def get(self, rdv: str, slot: wire.Slot) -> bytes | None:
        """The block in a slot; two that differ, perhaps as a conflict copy, are refused."""
        blocks = set(self._blocks(rdv, slot))
        if len(blocks) > 1:
            raise SlotTaken
        return next(iter(blocks), None)

    def delete(self, rdv: str, slot: wire.Slot) -> None:
        """Empty a slot, with its conflict copies."""
        for path in self._files(rdv, slot):
            try:
                files.remove(path)
            except StoreError as error:
                raise trouble(error, writing=True) from None

    def close(self) -> None:
        """Nothing is held open."""

    def _blocks(self, rdv: str, slot: wire.Slot) -> Iterator[bytes]:
        for path in self._files(rdv, slot):
            try:
                # Base32 makes 8 letters of 5 bytes, and lines have ends.
                text = files.read_regular(path, 2 * wire.MAX_DROP).decode()
                yield dearmor(slot, text)
            except (FileNotFoundError, UnicodeDecodeError, BadArmor):
                continue
            except StoreError as error:
                raise RemoteError("damaged", str(error)) from None

    def _files(self, rdv: str, slot: wire.Slot) -> list[Path]:
        if not self._path.is_dir():
            raise RemoteError("not_mounted")
        return sorted(self._folder.glob(f"{rdv}-{slot}*"))
