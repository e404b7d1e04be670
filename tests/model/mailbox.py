"""An endpoint in memory, and the bad lines to it: they stand in for `http.Connection`.

What the program asks by `remotes.http` arrives here, so that the whole client is the real one.
That the answers are the real endpoint's too is shown by `test_mailbox`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from sponsorterm import wire
from sponsorterm.sync.remotes.base import RemoteError
from sponsorterm.sync.remotes.connection import Answer, Refusal
from tests.faults.disks import Killed

CODE = "a registration code"
MOST_DEVICES = wire.MAX_DEVICES

FAULTS = (
    "lost request", "lost answer", "doubled", "truncated", "half a page", "reordered", "flipped",
    "stale", "busy", "killed before", "killed after",
)  # fmt: skip
"""What may befall one request."""


@dataclass(frozen=True)
class Device:
    """One token that opens a space."""

    id: str
    member: str
    recovery: bool
    added_by: str | None


@dataclass
class Space:
    """The envelopes of one space, each with its number, and the tokens that open it."""

    devices: dict[str, Device] = field(default_factory=dict)
    kept: dict[str, tuple[int, wire.Upload]] = field(default_factory=dict)
    head: int = 0
    closed: bool = False

    def copy(self) -> Space:
        return replace(self, devices=dict(self.devices), kept=dict(self.kept))


class Mailbox:
    """One endpoint: what `sponsorterm.endpoint` answers, without its limits of rate and room."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self.epoch = ""
        self.spaces: dict[str, Space] = {}
        self.wipe()

    def copy(self, dice: random.Random) -> Mailbox:
        other = Mailbox(dice)
        other.epoch = self.epoch
        other.spaces = {name: space.copy() for name, space in self.spaces.items()}
        return other

    def wipe(self) -> None:
        self.epoch, self.spaces = self._name(), {}

    def go_back(self, to: Mailbox, *, told: bool) -> None:
        """Be what it was; a restore that is told of renews the epoch, a rollback does not."""
        self.spaces = {name: space.copy() for name, space in to.spaces.items()}
        self.epoch = self._name() if told else to.epoch

    def answer(
        self,
        token: str,
        method: str,
        path: str,
        body: bytes,
        params: Mapping[str, str | int],
        headers: Mapping[str, str],
    ) -> Answer:
        """One request, as the routes of `sponsorterm.endpoint` answer it."""
        _, _, name, *rest = path.split("/")
        if method == "PUT":
            return self._open(name, token, wire.read(body, wire.NewSpace))
        space, device = self._visit(name, wire.token_hash(token))
        match method, *rest:
            case "POST", "envelopes":
                return _toml(self._store(name, space, wire.read(body, wire.UploadBody)))
            case "GET", "envelopes":
                return self._page(space, params, headers)
            case "GET", "envelopes", wanted:
                if wanted not in space.kept:
                    raise Refusal("not_found")
                return _toml(space.kept[wanted][1].envelope)
            case "DELETE", "envelopes", wanted:
                return _purge(space, wanted, headers[wire.PURGE_HEADER])
            case "GET", "ids":
                prefix = str(params.get("prefix", ""))
                return _toml(wire.Ids(sorted(n for n in space.kept if n.startswith(prefix))))
            case "GET", "digest":
                return _toml(wire.digest_of(list(space.kept), self.epoch))
            case "POST", "devices":
                return self._let_in(space, device, wire.read(body, wire.NewDevice))
            case "DELETE", "devices", gone:
                return _shut_out(space, device, gone)
            case "POST", "close":
                _only_recovery(device)
                space.closed = True
                return Answer(204, b"", "")
        raise AssertionError(f"no such route: {method} {path}")

    def _name(self) -> str:
        return self._dice.randbytes(16).hex()

    def _visit(self, name: str, token_hash: str) -> tuple[Space, Device]:
        space = self.spaces.get(name)
        if space is not None and token_hash in space.devices:
            return space, space.devices[token_hash]
        known = any(token_hash in each.devices for each in self.spaces.values())
        raise Refusal("no_space" if known else "bad_token")

    def _open(self, name: str, code: str, wish: wire.NewSpace) -> Answer:
        if code != CODE:
            raise Refusal("registration_closed")
        if (space := self.spaces.get(name)) is not None:
            known = space.devices.get(wish.token_hash)
            if known is None or (known.member, known.recovery) != ("a", False):
                raise Refusal("token_conflict")
            return _toml(wire.DeviceAnswer(known.id))
        space = self.spaces[name] = Space()
        space.devices[wish.token_hash] = Device(self._name(), "a", recovery=False, added_by=None)
        return _toml(wire.DeviceAnswer(space.devices[wish.token_hash].id), 201)

    def _let_in(self, space: Space, visitor: Device, wish: wire.NewDevice) -> Answer:
        if (known := space.devices.get(wish.token_hash)) is not None:
            if (known.member, known.recovery) != (wish.member, wish.recovery):
                raise Refusal("token_conflict")
            return _toml(wire.DeviceAnswer(known.id))
        devices = [each for each in space.devices.values() if not each.recovery]
        ways_back = {each.member for each in space.devices.values() if each.recovery}
        theirs = wish.member != visitor.member
        taken = "b" in ways_back or any(each.member == "b" for each in devices)
        if theirs and (wish.recovery or wish.member == "a" or taken):
            raise Refusal("not_member")
        if wish.recovery and wish.member in ways_back:
            raise Refusal("token_conflict")
        if not wish.recovery and len(devices) >= MOST_DEVICES:
            raise Refusal("quota")
        if space.closed:
            raise Refusal("closed")
        by = None if theirs or wish.recovery else visitor.id
        new = Device(self._name(), wish.member, wish.recovery, by)
        space.devices[wish.token_hash] = new
        return _toml(wire.DeviceAnswer(new.id), 201)

    def _store(self, name: str, space: Space, body: wire.UploadBody) -> wire.UploadAnswer:
        for upload in body.upload:
            if upload.envelope.v != wire.ENVELOPE_VERSION:
                raise Refusal("unsupported_v")
            if upload.envelope.space != name or len(upload.envelope.box) % 4:
                raise Refusal("bad_envelope")
        if space.closed:
            raise Refusal("closed")
        results = []
        for upload in body.upload:
            new = (id_ := upload.envelope.id) not in space.kept
            if new:
                space.head += 1
                space.kept[id_] = space.head, upload
            results.append(wire.UploadResult(id_, "stored" if new else "have"))
        return wire.UploadAnswer(results)

    def _page(
        self, space: Space, params: Mapping[str, str | int], headers: Mapping[str, str]
    ) -> Answer:
        etag = f'"{self.epoch}-{space.head}"'
        if headers.get("If-None-Match") == etag:
            return Answer(304, b"", etag)
        after, limit = int(params["after"]), int(params["limit"])
        later = [(seq, upload) for seq, upload in space.kept.values() if seq > after]
        shown, more = later[:limit], len(later) > limit
        cursor = shown[-1][0] if more else space.head
        envelopes = [upload.envelope for _, upload in shown]
        return _toml(wire.Page(cursor, space.head, self.epoch, more, envelopes), etag=etag)


def _purge(space: Space, name: str, secret: str) -> Answer:
    if name in space.kept:
        if space.kept[name][1].purge != wire.purge_hash(secret):
            raise Refusal("bad_secret")
        del space.kept[name]
    return Answer(204, b"", "")


def _shut_out(space: Space, visitor: Device, gone: str) -> Answer:
    _only_recovery(visitor)
    found = next((each for each in space.devices.values() if each.id == gone), None)
    if found is None:
        raise Refusal("not_found")
    if found.member != visitor.member or found.recovery:
        raise Refusal("not_member")
    out = {gone}
    while added := {d.id for d in space.devices.values() if d.added_by in out} - out:
        out |= added
    space.devices = {token: each for token, each in space.devices.items() if each.id not in out}
    return Answer(204, b"", "")


def _only_recovery(visitor: Device) -> None:
    if not visitor.recovery:
        raise Refusal("needs_recovery")


def _toml(body: msgspec.Struct, status: int = 200, etag: str = "") -> Answer:
    return Answer(status, wire.write(body), etag)


class Network:
    """The mailboxes by address, and what befalls the next requests."""

    def __init__(self, mailboxes: dict[str, Mailbox]) -> None:
        self.mailboxes = mailboxes
        self.plan: list[str] = []
        """A fault for each request to come; after these all go well."""
        self._before: dict[tuple[str, ...], Answer] = {}

    def connect(self, server: str, token: str | None = None) -> Line:
        """What stands in for `http.Connection`."""
        return Line(self, server, token or "")

    def heal(self) -> None:
        self.plan.clear()

    def carry(self, about: tuple[str, ...], ask: Callable[[], Answer]) -> Answer:
        """One request over a line that may be bad; `about` names what was asked."""
        fault = self.plan.pop(0) if self.plan else "none"
        if fault == "lost request":
            raise RemoteError("unreachable")
        if fault == "killed before":
            raise Killed
        if fault == "busy":
            raise Refusal("busy")
        if fault == "stale" and about[1] == "GET" and about in self._before:
            return self._before[about]
        answer = self._before[about] = ask()
        if fault == "lost answer":
            raise RemoteError("unreachable")
        if fault == "killed after":
            raise Killed
        if fault == "doubled":
            return ask()
        if fault == "truncated":
            return replace(answer, body=answer.body[: len(answer.body) // 2])
        is_page = about[1] == "GET" and about[2].endswith("/envelopes") and answer.body
        return _spoilt(answer, fault) if is_page else answer


def _spoilt(answer: Answer, fault: str) -> Answer:
    page = wire.read(answer.body, wire.Page)
    envelopes = list(page.envelope)
    if fault == "half a page":
        envelopes = envelopes[: len(envelopes) // 2]
    elif fault == "reordered":
        envelopes = [*reversed(envelopes), *envelopes]
    elif fault == "flipped":
        envelopes = [msgspec.structs.replace(each, box=each.box[::-1]) for each in envelopes]
        envelopes = [each for each in envelopes if not each.box.startswith("=")]
    else:
        return answer
    spoilt = wire.Page(page.cursor, page.head, page.epoch_id, page.more, envelopes)
    return Answer(answer.status, wire.write(spoilt), answer.etag)


class Line:
    """One connection to one address, with one token or none."""

    def __init__(self, network: Network, server: str, token: str) -> None:
        self._network, self._server, self._token = network, server, token
        self.closed = False

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        **_: int,
    ) -> Answer:
        """One request and its whole answer, or not."""
        mailbox = self._network.mailboxes[self._server]
        about = (self._server, method, path)
        return self._network.carry(
            about,
            lambda: mailbox.answer(
                self._token, method, path, body or b"", params or {}, headers or {}
            ),
        )

    def close(self) -> None:
        self.closed = True
