"""Robin, who has the real program, and Pat, who has the second client, meet somewhere."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sponsorterm.records.kinds import Place
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import people
from tests.client.stranger import pairing
from tests.client.stranger.person import Person
from tests.client.stranger.remotes import Endpoint, Folder, Remote, SingleFile
from tests.endpoint.living import Live

MONTH = "2026-11"


@dataclass(frozen=True)
class Site:
    """A place both can reach: an endpoint's address, a folder, or a file in one."""

    kind: Literal["http", "folder", "file"]
    where: str
    folder: Path
    registration_code: str

    @classmethod
    def of(cls, kind: Literal["http", "folder", "file"], root: Path, endpoint: Live) -> Site:
        folder = root / "shared"
        folder.mkdir()
        paths = {"http": endpoint.url, "folder": str(folder), "file": str(folder / "box.toml")}
        return cls(kind, paths[kind], folder, endpoint.code)

    @property
    def place(self) -> Place:
        return Place(kind=self.kind, where=self.where)

    def drops(self) -> Endpoint | pairing.FolderDrops:
        return Endpoint(self.where) if self.kind == "http" else pairing.FolderDrops(self.folder)

    def remote(self, space: str, token: str) -> Remote:
        if self.kind == "http":
            return Endpoint(self.where, space, token)
        if self.kind == "folder":
            return Folder(self.folder, space, MONTH)
        return SingleFile(Path(self.where), space)

    def new_remote(self, space: str, token: str) -> Remote:
        if self.kind == "http":
            endpoint = Endpoint(self.where, space, token)
            endpoint.open_space(self.registration_code)
            return endpoint
        if self.kind == "folder":
            return Folder.make(self.folder, space, MONTH)
        return SingleFile.make(Path(self.where), space)


def robin_invites(robin: Session, site: Site) -> Person:
    """Robin looks for a sponsee; Pat is it."""
    invite = people.start_invite(robin, "Pat", "sponsee", site.place, site.registration_code)
    code, token, drops = pairing.code_in(invite.join_text), secrets.token_hex(32), site.drops()
    offer = drops.look(pairing.rendezvous(code), "offer")
    assert offer is not None
    paired, answer = pairing.accept(code, offer, "Pat", token, robin.now)
    drops.leave(pairing.rendezvous(code), "answer", answer)
    met = people.poll_invite(robin, invite.link)
    assert met is not None
    assert met.digits == paired.digits
    people.confirm(robin, invite.link, same=True)
    assert drops.look(pairing.rendezvous(code), "offer") is None
    assert (paired.name, paired.role) == ("Robin", "sponsor")
    return Person(paired, site.remote(paired.space, token), robin.now)


def pat_invites(robin: Session, site: Site) -> Person:
    """Pat looks for a sponsee; Robin is it."""
    where = {"where": site.where} if site.kind == "http" else {}
    invitation = pairing.invite("Pat", "sponsor", robin.now, {"kind": site.kind} | where)
    remote = site.new_remote(invitation.space, secrets.token_hex(32))
    rendezvous, drops = pairing.rendezvous(invitation.code), site.drops()
    drops.leave(rendezvous, "offer", invitation.block)
    http = site.kind == "http"
    text = f"{site.where}/join#{invitation.code}" if http else invitation.code
    joined = people.join(robin, text, place=None if http else site.place)
    answer = drops.look(rendezvous, "answer")
    assert answer is not None
    paired = invitation.finish(answer, robin.now)
    assert joined.digits == paired.digits
    assert (paired.name, paired.role) == ("Robin", "sponsee")
    if isinstance(remote, Endpoint):
        remote.let_in(paired.token_hash)
    people.confirm(robin, joined.link, same=True)
    return Person(paired, remote, robin.now)
