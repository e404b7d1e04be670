"""Remotes: HTTP v1, a folder, a single file. Each is a set of envelopes (7)."""

from __future__ import annotations

import os
import re
import secrets
import tomllib
from collections.abc import Collection, Iterator
from contextlib import closing
from datetime import date
from hashlib import blake2b, sha256
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

import tomli_w

from tests.client.stranger.copies import Refused
from tests.client.stranger.pairing import SlotTaken
from tests.sealing.second import envelope_id

Envelope = dict[str, Any]
Upload = tuple[Envelope, str]
"""An envelope and the hash of the secret that purges it."""
PARTS = ("v", "space", "commit", "box")


class Remote(Protocol):
    def put(self, uploads: list[Upload]) -> None: ...

    def news(self, known: Collection[str]) -> dict[str, Envelope]: ...

    def ids(self) -> set[str]: ...

    def get(self, name: str) -> Envelope: ...

    def digest(self) -> tuple[int, list[str]]: ...

    def purge(self, name: str, secret: str) -> None: ...


class Trouble(Exception):
    """An error table of an endpoint."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code = status, code


def id_of(envelope: Envelope) -> str:
    return str(envelope_id(**{part: envelope[part] for part in PARTS})["id"])


def digest_of(ids: Collection[str]) -> tuple[int, list[str]]:
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    buckets = ("".join(sorted(name for name in ids if name[0] == letter)) for letter in letters)
    return len(ids), [blake2b(each.encode(), digest_size=16).hexdigest() for each in buckets]


class Endpoint:
    """One device in one space of an HTTP endpoint, and the drops there."""

    def __init__(self, address: str, space: str = "", token: str = "") -> None:
        self._host = urlsplit(address).netloc
        self.address, self.space, self.token = address, space, token
        self._epoch, self._cursor, self._tag = "", 0, ""

    def ask(
        self, method: str, path: str, *, body: bytes | None = None, bearer: str = "", **headers: str
    ) -> tuple[int, bytes, str]:
        """Status, body and tag of a success. Raises `Trouble`, or `Refused`: no endpoint."""
        bearer = bearer or self.token
        sent = {"Content-Type": "application/toml", "Sponsorterm-Protocol": "1"}
        sent |= {"Authorization": f"Bearer {bearer}"} if bearer else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(HTTPConnection(self._host, timeout=40)) as http:
            http.request(method, path, body, sent)
            answer = http.getresponse()
            data = answer.read(1_114_113)
        if answer.getheader("Sponsorterm-Protocol") != "1" or len(data) > 1_114_112:
            raise Refused("no endpoint")
        if answer.status not in (200, 201, 204, 304):
            raise Trouble(answer.status, tomllib.loads(data.decode())["error"]["code"])
        return answer.status, data, answer.getheader("ETag", "")

    def _ask(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        _, data, _ = self.ask(method, f"/v1/spaces/{self.space}{path}", **more)
        return tomllib.loads(data.decode())

    def open_space(self, registration_code: str) -> None:
        body = tomli_w.dumps({"token_hash": sha256(self.token.encode()).hexdigest()}).encode()
        self._ask("PUT", "", body=body, bearer=registration_code)

    def let_in(self, token_hash: str, member: str = "b") -> str:
        body = tomli_w.dumps({"token_hash": token_hash, "member": member}).encode()
        return str(self._ask("POST", "/devices", body=body)["device"])

    def put(self, uploads: list[Upload]) -> None:
        for start in range(0, len(uploads), 100):
            batch = [{"purge": purge, "envelope": e} for e, purge in uploads[start : start + 100]]
            body = tomli_w.dumps({"upload": batch}).encode()
            results = self._ask("POST", "/envelopes", body=body)["result"]
            if [result["id"] for result in results] != [id_of(each["envelope"]) for each in batch]:
                raise Refused("not what was sent")

    def news(self, known: Collection[str], wait: int = 0) -> dict[str, Envelope]:
        found: dict[str, Envelope] = {}
        while True:
            query = urlencode({"after": self._cursor, "limit": 200, "wait": wait})
            tag = {"If_None_Match": self._tag} if self._tag else {}
            path = f"/v1/spaces/{self.space}/envelopes?{query}"
            status, data, tag_now = self.ask("GET", path, **tag)
            if status == 304:
                return found
            page = tomllib.loads(data.decode())
            if page["head"] < self._cursor or self._epoch not in ("", page["epoch_id"]):
                self._epoch, self._cursor, self._tag = "", 0, ""
                continue
            if page["more"] and page["cursor"] <= self._cursor:
                raise Refused("it goes in circles")
            found |= {id_of(each): each for each in page["envelope"]}
            self._epoch, self._cursor = page["epoch_id"], page["cursor"]
            if not page["more"]:
                self._tag = tag_now
                return {name: each for name, each in found.items() if name not in known}

    def ids(self) -> set[str]:
        return set(self._ask("GET", "/ids")["id"])

    def get(self, name: str) -> Envelope:
        envelope = self._ask("GET", f"/envelopes/{name}")
        if id_of(envelope) != name:
            raise Refused("another envelope")
        return envelope

    def digest(self) -> tuple[int, list[str]]:
        answer = self._ask("GET", "/digest")
        return answer["count"], answer["bucket"]

    def purge(self, name: str, secret: str) -> None:
        self._ask("DELETE", f"/envelopes/{name}", Sponsorterm_Purge=secret)

    def leave(self, rendezvous: str, slot: str, block: bytes) -> None:
        try:
            self.ask("PUT", f"/v1/drops/{rendezvous}/{slot}", body=block)
        except Trouble as trouble:
            if trouble.code == "slot_taken":
                raise SlotTaken from None
            raise

    def look(self, rendezvous: str, slot: str) -> bytes | None:
        try:
            return self.ask("GET", f"/v1/drops/{rendezvous}/{slot}")[1]
        except Trouble as trouble:
            if trouble.code == "not_found":
                return None
            raise


class Folder:
    """A shared folder: what a file holds counts, not what it is called."""

    def __init__(self, path: Path, space: str, month: str) -> None:
        self._path, self._space, self._month = path, space, month

    @classmethod
    def make(cls, path: Path, space: str, month: str) -> Folder:
        marker = {"format": 1, "space": space, "folder": secrets.token_hex(16)}
        _write(path / "sponsorterm.toml", marker)
        return cls(path, space, month)

    def put(self, uploads: list[Upload]) -> None:
        there = self.ids()
        month = self._path / "e" / self._month
        month.mkdir(parents=True, exist_ok=True)
        for envelope, purge in uploads:
            if (name := id_of(envelope)) not in there:
                _write(month / f"{name}.toml", envelope | {"purge": purge})

    def news(self, known: Collection[str]) -> dict[str, Envelope]:
        return {name: each for name, (_, each) in self._there().items() if name not in known}

    def ids(self) -> set[str]:
        return set(self._there())

    def get(self, name: str) -> Envelope:
        return self._there()[name][1]

    def digest(self) -> tuple[int, list[str]]:
        return digest_of(self._there())

    def purge(self, name: str, secret: str) -> None:
        for path, envelope in self._files():
            if id_of(envelope) == name:
                check_secret(envelope, secret)
                path.unlink()

    def _there(self) -> dict[str, tuple[Path, Envelope]]:
        return {id_of(envelope): (path, envelope) for path, envelope in self._files()}

    def _files(self) -> Iterator[tuple[Path, Envelope]]:
        marker = self._path / "sponsorterm.toml"
        if not marker.is_file():
            raise Refused("not there")
        if tomllib.loads(marker.read_text())["space"] != self._space:
            raise Refused("another space")
        top = self._path / "e"
        months = [each for each in top.glob("*") if re.fullmatch(r"\d{4}-\d{2}", each.name)]
        for folder in (top, *(each for each in months if not each.is_symlink())):
            for path in sorted(folder.glob("[!.]*")):
                plain = path.is_file() and not path.is_symlink()
                if plain and path.stat().st_size <= 262_656 and (found := _parsed(path)):
                    yield path, found


class SingleFile:
    """One shared file, read together with what a sync tool has put beside it."""

    def __init__(self, path: Path, space: str) -> None:
        self._path, self._space = path, space

    @classmethod
    def make(cls, path: Path, space: str) -> SingleFile:
        _write(path, {"format": 1, "space": space, "file": secrets.token_hex(16), "envelope": []})
        return cls(path, space)

    def put(self, uploads: list[Upload]) -> None:
        mine = {id_of(envelope): envelope | {"purge": purge} for envelope, purge in uploads}
        self._replace(self._path, self._there() | mine)

    def news(self, known: Collection[str]) -> dict[str, Envelope]:
        return {name: each for name, each in self._there().items() if name not in known}

    def ids(self) -> set[str]:
        return set(self._there())

    def get(self, name: str) -> Envelope:
        return self._there()[name]

    def digest(self) -> tuple[int, list[str]]:
        return digest_of(self._there())

    def purge(self, name: str, secret: str) -> None:
        for path, document in self._documents():
            tables = {id_of(each): each for each in document["envelope"]}
            if name in tables:
                check_secret(tables.pop(name), secret)
                self._replace(path, tables)

    def _there(self) -> dict[str, Envelope]:
        documents = (document for _, document in self._documents())
        return {id_of(each): each for document in documents for each in document["envelope"]}

    def _documents(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        own = tomllib.loads(self._path.read_text())
        if own["space"] != self._space:
            raise Refused("another space")
        for path in self._path.parent.glob(f"{self._path.stem}*{self._path.suffix}*"):
            document = tomllib.loads(path.read_text())
            if document["space"] == self._space:
                yield path, document

    def _replace(self, path: Path, tables: dict[str, Envelope]) -> None:
        document = tomllib.loads(path.read_text())
        _write(path, document | {"envelope": [tables[name] for name in sorted(tables)]})


def purge_hash(secret: str) -> str:
    return sha256(b"sponsorterm/1/purge\0" + secret.encode()).hexdigest()


def check_secret(envelope: Envelope, secret: str) -> None:
    if envelope.get("purge", purge_hash(secret)) != purge_hash(secret):
        raise Refused("another's envelope")


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def _parsed(path: Path) -> Envelope | None:
    """An envelope; None of a file that is not whole yet, or anybody's notes."""
    try:
        found = tomllib.loads(path.read_text())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
    return found if all(part in found for part in PARTS) else None


def _write(path: Path, document: dict[str, Any]) -> None:
    aside = path.with_name(f".{secrets.token_hex(8)}.tmp")
    with aside.open("w") as file:
        file.write(tomli_w.dumps(document))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
