"""Links: inviting, joining, comparing digits, pausing and ending.

Pairing goes over an endpoint's drops, over a folder, or by two pasted blocks. Nothing is
sent on a link before its digits were compared here.
"""

from __future__ import annotations

import contextlib
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from sponsorterm import sealing
from sponsorterm.records.ids import new_record_id
from sponsorterm.records.kinds import Link, Place
from sponsorterm.records.kinds.link import Cadence, LinkState, Role, ShareLevel
from sponsorterm.services.entries.filing import share_standing
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.doors import code_for, own_token, refuse_own_home
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links.leaving import end, move_in
from sponsorterm.store.drawer import Drawer
from sponsorterm.store.errors import StoreError
from sponsorterm.store.keys import changing_keys
from sponsorterm.strings import people as words
from sponsorterm.sync import pairing
from sponsorterm.sync.drops import open_drops
from sponsorterm.sync.pairing import Invitation, PairingError
from sponsorterm.sync.remotes.base import RemoteError
from sponsorterm.sync.remotes.opening import let_in, prepare

MAX_INVITATION = 64 * 1024
"""Bytes of one stored invitation."""


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
    place: Place | None
    expires: datetime


@dataclass(frozen=True, slots=True)
class Met:
    """Two who hold the same keys if, and only if, both read the same digits."""

    link: str
    name: str
    role: Role
    digits: str
    block: str = ""
    """My answer as text, to be pasted back to the one who invited."""
    follows: str = ""
    """What I call the person whose link with me this one takes the place of, if it does."""


def start_invite(
    session: Session,
    name: str,
    role: Role,
    place: Place | None = None,
    registration_code: str | None = None,
    *,
    follows: LinkView | None = None,
) -> Invite:
    """Invite somebody who is to be my `role`, to meet at `place` or by pasted blocks.

    The new link may take the place of one that `follows`: see `start_move`.

    Raises:
        RemoteError, PairingError: the place cannot be used; no link was made.
        ServiceError: the endpoint asks for a registration code, or the place is in my own home.
    """
    refuse_own_home(session, place)
    code = code_for(session, place, registration_code)
    own_role = pairing.OTHER_ROLE[role]
    before = follows.body.space if follows else None
    invitation = pairing.invite(
        session.profile.name, own_role, place, session.now, own_token(session), before
    )
    if invitation.place is not None:
        prepare(invitation.place, invitation.space, code)
        with closing(open_drops(invitation.place)) as drops:
            drops.put(invitation.rendezvous, "offer", invitation.offer_block)
    link = new_record_id()
    _invitations(session).put(f"{link}.toml", invitation.to_toml())
    _remember_secrets(session, invitation.space, invitation.token, place, code)
    session.save(_after(_new_link(name, role, "invited", place), follows), record=link)
    return _invite(session, link, name, invitation)


def start_move(
    session: Session, record: str, place: Place | None = None, registration_code: str | None = None
) -> Invite:
    """Invite somebody I am linked with into a new space that takes the place of the old one.

    The keys are agreed anew and the digits compared anew: whoever may have read the old space
    knows nothing of this one. What happens then is `leaving.move_in`.

    Raises:
        ServiceError: the link is not a live one; and as `start_invite`.
    """
    link = session.link(record)
    if not link.live:
        raise ServiceError(words.NOT_LIVE, words.NOT_LIVE_HINT)
    return start_invite(session, link.name, link.role, place, registration_code, follows=link)


def open_invites(session: Session) -> list[Invite]:
    """Invitations that nobody has taken up yet."""
    return [
        _invite(session, link.record, link.name, invitation)
        for link in session.links(live_only=False)
        if link.state == "invited" and (invitation := _stored(session, link.record)) is not None
    ]


def poll_invite(session: Session, record: str) -> Met | None:
    """Look whether an invitation was answered in its place; None while it was not.

    Raises:
        RemoteError, PairingError: the place cannot be asked, or the answer is not to be trusted.
        ServiceError: there is no such invitation, or it travels by pasted blocks.
    """
    invitation = _open_invitation(session, record)
    if invitation.place is None:
        raise ServiceError(words.PASTE_ONLY, words.PASTE_ONLY_HINT)
    with closing(open_drops(invitation.place)) as drops:
        block = drops.get(invitation.rendezvous, "answer")
    return None if block is None else _take_answer(session, record, invitation, block)


def answer_from_block(session: Session, record: str, text: str) -> Met:
    """Take the answer to an invitation out of a pasted text.

    Raises:
        SealingError, PairingError: the text holds no answer to this invitation.
        ServiceError: there is no such invitation.
    """
    invitation = _open_invitation(session, record)
    return _take_answer(session, record, invitation, sealing.dearmor("answer", text))


def join(
    session: Session, code_text: str, *, place: Place | None = None, block: str | None = None
) -> Met:
    """Take up an invitation: by a join URL alone, or a code with its place or its block.

    `place` is where this device finds what both share; a path is another one on each.

    Raises:
        SealingError, PairingError, RemoteError: no such invitation, or it cannot be taken up.
        ServiceError: it has to be told where the invitation lies, apart from my own home.
    """
    server, code = pairing.parse_join(code_text)
    if place is None and server is not None:
        place = Place(kind="http", where=server)
    refuse_own_home(session, place)
    offer = _find_offer(code, place, block)
    accepted = pairing.accept(
        code, offer, session.profile.name, session.now, _own(session), own_token(session)
    )
    if block is None and place is not None:
        with closing(open_drops(place)) as drops:
            drops.put(accepted.rendezvous, "answer", accepted.answer_block)
    _remember_secrets(session, accepted.space, accepted.token)
    before = _followed(session, accepted.follows, accepted.role)
    new = _new_link(accepted.name, accepted.role, "confirming", place or accepted.place)
    body = replace(
        _after(new, before),
        space=accepted.space,
        direction="b",
        root=accepted.root.hex(),
    )
    link = session.save(body).record
    answer = sealing.armor("answer", accepted.answer_block) if block else ""
    follows = before.name if before else ""
    return Met(link, body.name, body.role, accepted.digits, answer, follows)


def met(session: Session, record: str) -> Met:
    """The digits of a link that waits for them to be compared.

    Raises:
        ServiceError: it does not.
    """
    link = session.link(record)
    body = link.body
    if body.state != "confirming" or not body.root or not body.space:
        raise ServiceError(words.NOT_CONFIRMING, words.NOT_CONFIRMING_HINT)
    digits = sealing.digits(bytes.fromhex(body.root), body.space)
    follows = session.link(body.follows).name if body.follows else ""
    return Met(record, link.name, link.role, digits, follows=follows)


def confirm(session: Session, record: str, *, same: bool, level: ShareLevel = "private") -> None:
    """Say whether both read the same digits. The same: the link lives. Not: it is over.

    `level` is where my entries start for a sponsor; clocks and steps are given at it. A link
    that follows another goes on with what that one had.

    Raises:
        ServiceError: no digits wait to be compared.
    """
    met(session, record)
    body = session.link(record).body
    if not same:
        # Nothing was sent, so without the key all that is left to do is to close the space.
        session.save(replace(body, root=None), record=record)
        end_link(session, record)
        return
    # Before it counts as done: who dies here can say it again, also with another level.
    if body.follows:
        move_in(session, record)
        level = body.default_level
    elif body.role == "sponsor":
        share_standing(session, record, level)
    changed = replace(body, state="active", since=session.today, default_level=level)
    session.save(changed, record=record)
    _forget_invitation(session, record)


def rename(session: Session, record: str, name: str) -> None:
    """Call the other person something else, here only."""
    session.save(replace(session.link(record).body, name=name), record=record)


def set_cadence(session: Session, record: str, cadence: Cadence) -> None:
    """Note how often the two of us agreed to hear from the sponsee."""
    session.save(replace(session.link(record).body, cadence=cadence), record=record)


def set_keep_old(session: Session, record: str, *, keep: bool) -> None:
    """Choose whether replaced versions stay where a link syncs or are deleted there."""
    session.save(replace(session.link(record).body, keep_old=keep), record=record)


def set_default_level(session: Session, record: str, level: ShareLevel) -> None:
    """Choose the level entries start at for a sponsor, and give clocks and steps at it."""
    session.save(replace(session.link(record).body, default_level=level), record=record)
    share_standing(session, record, level)


def pause(session: Session, record: str, *, on: bool) -> None:
    """Pause a link, or take it up again. Entries still come; only a call request is flagged."""
    state: LinkState = "paused" if on else "active"
    session.save(replace(session.link(record).body, state=state), record=record)


def end_link(session: Session, record: str) -> None:
    """End a link from my side: its space is never read or written again."""
    body, invitation = session.link(record).body, _stored(session, record)
    if body.space is None and invitation is not None:
        session.save(replace(body, space=invitation.space, direction="a"), record=record)
    end(session, record)
    _forget_invitation(session, record)


def _new_link(name: str, role: Role, state: LinkState, place: Place | None) -> Link:
    """A link before its keys. Its place is kept without the token, which is this device's."""
    return Link(
        name=name,
        role=role,
        state=state,
        copy_key=sealing.new_copy_key().hex(),
        purge_key=sealing.new_purge_key().hex(),
        places=[replace(place, token=None)] if place is not None else [],
    )


def _after(new: Link, before: LinkView | None) -> Link:
    """A link that takes another's place. It names its copies alike, so that comments find them."""
    if before is None:
        return new
    old = before.body
    return replace(
        new,
        name=old.name,
        copy_key=old.copy_key,
        cadence=old.cadence,
        default_level=old.default_level,
        keep_old=old.keep_old,
        follows=before.record,
    )


def _followed(session: Session, space: str | None, role: Role) -> LinkView | None:
    """My link in a space that a new one is said to follow."""
    links = session.links(live_only=False) if space else []
    return next((link for link in links if link.body.space == space and link.role == role), None)


def _remember_secrets(
    session: Session, space: str, token: str, place: Place | None = None, code: str = ""
) -> None:
    with changing_keys(session.home) as keys:
        keys.tokens[space] = token
        if place is not None and code:
            keys.codes[place.where] = code


def _invite(session: Session, link: str, name: str, invitation: Invitation) -> Invite:
    place = invitation.place
    url = place is not None and place.kind == "http"
    text = pairing.join_url(place.where, invitation.code) if place and url else invitation.code
    block = sealing.armor("offer", invitation.offer_block)
    expires = invitation.expires.astimezone(session.zone)
    return Invite(link, name, invitation.code, text, block, place, expires)


def _open_invitation(session: Session, record: str) -> Invitation:
    invitation = _stored(session, record)
    if invitation is None or session.link(record).state != "invited":
        raise ServiceError(words.NO_INVITATION, words.NO_INVITATION_HINT)
    return invitation


def _stored(session: Session, record: str) -> Invitation | None:
    try:
        return Invitation.from_toml(_invitations(session).get(f"{record}.toml", MAX_INVITATION))
    except (FileNotFoundError, PairingError):
        return None


def _own(session: Session) -> set[str]:
    """The spaces I have invited others to: nobody takes up their own invitation."""
    stored = (_stored(session, link.record) for link in session.links(live_only=False))
    return {invitation.space for invitation in stored if invitation is not None}


def _find_offer(code: str, place: Place | None, block: str | None) -> bytes:
    if block is not None:
        return sealing.dearmor("offer", block)
    if place is None:
        raise ServiceError(words.PLACE_NEEDED, words.PLACE_NEEDED_HINT)
    with closing(open_drops(place)) as drops:
        offer = drops.get(sealing.rendezvous(code), "offer")
    if offer is None:
        raise ServiceError(words.NOT_THERE, words.NOT_THERE_HINT)
    return offer


def _take_answer(session: Session, record: str, invitation: Invitation, block: bytes) -> Met:
    joined = pairing.finish(invitation, block, session.now)
    if joined.place is not None:
        let_in(joined.place, joined.space, joined.token_hash)
    with changing_keys(session.home) as keys:  # also for an endpoint the two may move to
        keys.peers[joined.space] = joined.token_hash
    changed = replace(
        session.link(record).body,
        state="confirming",
        space=joined.space,
        direction="a",
        root=joined.root.hex(),
    )
    session.save(changed, record=record)
    return met(session, record)


def _forget_invitation(session: Session, record: str) -> None:
    """The code has done its work: empty its slots if they can be reached, drop the file."""
    invitation = _stored(session, record)
    if invitation is None:
        return
    if invitation.place is not None:
        # What cannot be reached now is gone after 48 hours, and the code is of no use by then.
        with contextlib.suppress(RemoteError), closing(open_drops(invitation.place)) as drops:
            drops.delete(invitation.rendezvous, "offer")
            drops.delete(invitation.rendezvous, "answer")
    with contextlib.suppress(StoreError):
        _invitations(session).remove(f"{record}.toml")


def _invitations(session: Session) -> Drawer:
    return Drawer(session.home, session.home.pairing)
