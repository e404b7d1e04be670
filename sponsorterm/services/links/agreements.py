"""How two people keep in touch: what one proposes and the other accepts, and what then holds."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Acceptance, Agreement
from sponsorterm.records.kinds.answers import YesNo
from sponsorterm.records.kinds.link import Cadence
from sponsorterm.rules.agreement import Agreed, agreed, is_paused, limits, switched_off
from sponsorterm.rules.limits import DEFAULTS, Limits
from sponsorterm.services.entries.filing import delete, file_shared
from sponsorterm.services.entries.given import given, given_revisions, original, received_revisions
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links.talk import see
from sponsorterm.strings import agreement as words


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds on a link today, whoever proposed it; without an agreement, the link's own."""

    cadence: Cadence
    paused: bool
    limits: Limits
    off: frozenset[str]
    keep_days: int | None = None


def agreement(session: Session, link: LinkView) -> Agreed:
    """What is in force, and what waits for an answer."""
    space = link.record
    return agreed(
        given_revisions(session, link, Agreement.KIND),
        received_revisions(session, link, Agreement.KIND),
        given(session, link, {Acceptance.KIND}),
        session.store.entries(space=space, kinds={Acceptance.KIND}),
    )


def terms(session: Session, link: LinkView) -> Terms:
    """What the rules go by on a link."""
    found = agreement(session, link).in_force
    if found is None:
        return usual_terms(session, link)
    return Terms(
        cadence=found.cadence or link.cadence,
        paused=link.state == "paused" or is_paused(found, session.today),
        limits=limits(found),
        off=switched_off(found),
        keep_days=found.keep_days,
    )


def usual_terms(_session: Session, link: LinkView) -> Terms:
    """What the rules go by where nothing was agreed."""
    return Terms(link.cadence, link.state == "paused", DEFAULTS, frozenset())


def propose(session: Session, link: LinkView, body: Agreement) -> None:
    """Put an agreement to the other, in place of what I last proposed.

    Nothing changes until they accept it.

    Raises:
        ServiceError: its pause would end before it begins.
        BadRecord: a field breaks its limits.
        StoreError: it could not be kept.
    """
    if body.paused_from and body.paused_to and body.paused_to < body.paused_from:
        raise ServiceError(words.PAUSE_ENDS_FIRST)
    own = session.store.entries(kinds={Agreement.KIND}, link=link.record, limit=1)
    record = own[0].record if own else None
    file_shared(session, _for(body, link), link.record, record=record)


def answer(session: Session, link: LinkView, proposal: Entry, say: YesNo, text: str = "") -> None:
    """Say yes or no to the very revision of a proposal that was read."""
    body = Acceptance(
        about=proposal.record,
        revision=proposal.id,
        accepted=say,
        text=text or None,
        link=link.record,
    )
    file_shared(session, body, link.record)
    see(session, link, {Agreement.KIND})


def take_back(session: Session, link: LinkView) -> None:
    """Take my open proposal back; what was in force before stays."""
    mine = agreement(session, link).mine
    record = original(session, link, mine.record, {Agreement.KIND}) if mine else None
    if record:
        delete(session, record)


def _for(body: Agreement, link: LinkView) -> Agreement:
    return msgspec.structs.replace(body, link=link.record)
