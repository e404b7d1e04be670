"""Links: inviting, joining, comparing digits, pausing and ending.

Pairing goes over an endpoint's drops, over a folder, or by two pasted blocks. Nothing is
sent on a link before its digits were compared here.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from sponsorterm.records.ids import new_record_id
from sponsorterm.records.kinds import Link, Place
from sponsorterm.records.kinds.link import Role
from sponsorterm.sealing.keys import new_copy_key, new_purge_key
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.session import Session
from sponsorterm.store.keys import load_keys, save_keys
from sponsorterm.strings import people as words
from sponsorterm.sync import pairing


@dataclass(frozen=True, slots=True)
class Invite:
    """An open invitation: what to tell the other person, and until when it holds."""

    link: str
    name: str
    code: str
    join_text: str
    """One line to pass on: a URL with the code in its fragment, or the code itself."""
    block: str
    """The offer as text to paste, for two people without a common server or folder."""
    expires: datetime


@dataclass(frozen=True, slots=True)
class Met:
    """Two who hold the same keys if both read the same digits."""

    link: str
    name: str
    digits: str
    block: str = ""
    """My answer as text, to be pasted back to the one who invited."""


def start_invite(
    session: Session,
    name: str,
    role: Role,
    place: Place | None,
    registration_code: str | None = None,
) -> Invite:
    """Invite somebody who is to be my `role`, to meet at `place` or by pasted blocks.

    Raises:
        PairingError, RemoteError: the place cannot be used; no link was made.
        ServiceError: the endpoint asks for a registration code.
    """
    keys = load_keys(session.home)
    if place is not None and place.kind == "http":
        registration_code = registration_code or keys.codes.get(place.where)
        if not registration_code:
            raise ServiceError(words.CODE_NEEDED, words.CODE_NEEDED_HINT)
    invitation = pairing.invite(
        session.profile.name, _mine(role), place, session.now, registration_code
    )
    drops = _drops(place)
    if drops is not None:
        with closing(drops):
            drops.put(invitation.rendezvous, "offer", invitation.offer_block)
    link = new_record_id()
    _keep_invitation(session, link, invitation)
    keys.tokens[invitation.space] = invitation.token
    if registration_code and place is not None:
        keys.codes[place.where] = registration_code
    save_keys(session.home, keys)
    body = Link(
        name=name,
        role=role,
        state="invited",
        copy_key=new_copy_key().hex(),
        purge_key=new_purge_key().hex(),
        places=[place] if place is not None else [],
    )
    session.save(body, record=link)
    return _invite(link, name, invitation)
