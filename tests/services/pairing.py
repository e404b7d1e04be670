"""Two people meeting for real, each over one kind of place."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from sponsorterm.records.kinds import Place
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import people
from tests.endpoint.living import Live

Kind = Literal["http", "folder", "file"]


def meet(maria: Session, sam: Session, kind: Kind, shared: Path, endpoint: Live | None) -> None:
    """Maria invites Sam to be her sponsee; both read the same digits."""
    where = (
        endpoint.url
        if endpoint and kind == "http"
        else str(shared / ("box.toml" if kind == "file" else ""))
    )
    place = Place(kind=kind, where=where)
    code = endpoint.code if endpoint and kind == "http" else None
    invite = people.start_invite(maria, "Sam", "sponsee", place, code)
    joined = people.join(sam, invite.join_text, place=None if kind == "http" else place)
    answered = people.poll_invite(maria, invite.link)
    assert answered is not None
    assert answered.digits == joined.digits
    people.confirm(maria, invite.link, same=True)
    people.confirm(sam, joined.link, same=True)
