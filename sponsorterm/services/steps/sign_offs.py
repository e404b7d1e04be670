"""A sponsor's word on a step or a sheet: looked at, done, another look, ready to sponsor."""

from __future__ import annotations

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import SignOff
from sponsorterm.services.entries.filing import delete, file_shared
from sponsorterm.services.entries.given import given, original
from sponsorterm.services.home.session import LinkView, Session


def sign_off(session: Session, link: LinkView, about: Entry, body: SignOff) -> None:
    """Give my word on what a sponsee shared, as it stands now.

    Raises:
        BadRecord: a field breaks its limits.
    """
    whole = SignOff(
        about=about.record,
        revision=about.id,
        step=body.step,
        state=body.state,
        text=body.text,
        link=link.record,
    )
    file_shared(session, whole, link.record)


def ready_to_sponsor(session: Session, link: LinkView, text: str = "") -> None:
    """Say to a sponsee that they are ready to sponsor somebody themselves."""
    body = SignOff(state="ready_to_sponsor", text=text or None, link=link.record)
    file_shared(session, body, link.record)


def trail(session: Session, link: LinkView) -> list[Entry]:
    """Every sign-off on a link, mine as a sponsor or theirs to me, the newest first."""
    if link.is_sponsor:
        return session.store.entries(space=link.record, kinds={SignOff.KIND})
    return given_by_me(session, link)


def given_by_me(session: Session, link: LinkView) -> list[Entry]:
    """My own words on a link, the newest first."""
    return given(session, link, {SignOff.KIND})


def signed(session: Session, link: LinkView) -> frozenset[str]:
    """The revisions of theirs I gave my word on."""
    return frozenset(
        entry.body.revision
        for entry in session.store.entries(kinds={SignOff.KIND}, link=link.record)
        if isinstance(entry.body, SignOff) and entry.body.revision
    )


def undo(session: Session, link: LinkView, sign: Entry) -> None:
    """Take a sign-off of mine back: on both sides it is as if it had not been given."""
    record = original(session, link, sign.record, {SignOff.KIND})
    if record is not None:
        delete(session, record)
