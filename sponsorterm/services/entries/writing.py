"""Texts being written, kept as drafts so that a dropped line costs nothing."""

from __future__ import annotations

import msgspec
import rtoml
import tomli_w

from sponsorterm.records.text import clean
from sponsorterm.services.entries.drafts import TEXTS
from sponsorterm.services.home.session import Session
from sponsorterm.store.drafts import Drafts
from sponsorterm.strings import writing as words


class Writing(msgspec.Struct, frozen=True):
    """A text, and what it is about."""

    text: str = ""
    subject: str = ""


def kept_text(session: Session, key: str) -> Writing | None:
    """The draft of this name. One that cannot be read is set aside, never thrown away."""
    data = Drafts(session.home).load(TEXTS + key)
    if data is None:
        return None
    try:
        return msgspec.convert(rtoml.loads(data.decode()), Writing)
    except ValueError:
        session.store.quarantine(data, words.UNREADABLE, key)
        Drafts(session.home).remove(TEXTS + key)
        return None


def keep_text(session: Session, key: str, writing: Writing) -> None:
    """Keep a text under a name, durably.

    Raises:
        StoreError: it could not be written; the one before it stands.
    """
    plain = {"text": clean(writing.text), "subject": clean(writing.subject)}
    Drafts(session.home).save(TEXTS + key, tomli_w.dumps(plain).encode())


def let_text_go(session: Session, key: str) -> None:
    """Forget a draft: it was kept for good, or is not wanted."""
    Drafts(session.home).remove(TEXTS + key)
