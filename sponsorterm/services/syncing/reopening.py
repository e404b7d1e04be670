"""An endpoint that lost a space: open it there again, so that both can refill it.

Who invited holds the registration code, and the hash by which the other person is let in. A
device that was shut out on purpose gets nowhere: its space is open there, with other tokens.
"""

from __future__ import annotations

from msgspec.structs import replace

from sponsorterm.records.kinds import Place
from sponsorterm.services.home import doors
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.store.keys import changing_keys, load_keys
from sponsorterm.strings import syncing as words
from sponsorterm.sync.remotes.base import RemoteError
from sponsorterm.sync.remotes.opening import prepare


def is_unknown(place: Place, error: RemoteError | None) -> bool:
    """Whether the endpoint does not know this device: it was shut out, or the space is gone."""
    return place.kind == "http" and _wire_code(error) in ("bad_token", "no_space")


def is_open_for_others(error: RemoteError) -> bool:
    """Whether opening a space again was refused for its being open: only this device is out."""
    return _wire_code(error) == "token_conflict"


def reopen(session: Session, link: LinkView, place: Place, code: str = "") -> None:
    """Open the space of a link anew at its endpoint; with the code of old, or one just given.

    Raises:
        RemoteError: it cannot be opened from here; the hint says who can do what.
    """
    if link.body.direction != "a":
        raise RemoteError("refused", words.UNKNOWN_THERE, words.they_reopen(link.name))
    space = link.body.space or ""
    keys = load_keys(session.home)
    code = code or keys.codes.get(place.where, "")
    if not code:
        raise RemoteError("refused", words.UNKNOWN_THERE, words.CODE_HINT)
    # Should nothing get through after this, the next sync sees that the others are let in.
    doors.forget(session, space, place)
    try:
        prepare(replace(place, token=keys.tokens.get(space)), space, code)
    except RemoteError as error:
        if getattr(error, "wire_code", "") == "registration_closed":
            raise RemoteError("refused", words.UNKNOWN_THERE, words.CODE_HINT) from None
        raise
    with changing_keys(session.home) as kept:
        kept.codes[place.where] = code
    let_back_in(session, link, place)


def let_back_in(session: Session, link: LinkView, place: Place) -> None:
    """See that an endpoint that lost something still knows my devices, and the other person's.

    Raises:
        RemoteError: the endpoint refused.
    """
    doors.let_back_in(session, link.body.space or "", place, link.body.direction or "a")


def _wire_code(error: RemoteError | None) -> str:
    """What an endpoint called its refusal; asked so, a folder's trouble imports no httpx."""
    return getattr(error, "wire_code", "")
