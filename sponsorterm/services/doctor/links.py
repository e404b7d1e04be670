"""People and places: what has not arrived, where it cannot be sent, what time it is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sponsorterm.records.kinds import Place
from sponsorterm.services.doctor.finding import Finding
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.sponsor.facts import facts
from sponsorterm.services.syncing.private_space import private_channel, private_places
from sponsorterm.services.syncing.standing import how_long_ago
from sponsorterm.strings import doctor as words
from sponsorterm.strings import private_space as own_words
from sponsorterm.strings.reasons import not_arrived
from sponsorterm.sync.remotes.base import RemoteError, name_of

SKEW = timedelta(minutes=5)
"""How far two clocks may be apart: entries are sorted by minutes, days by hours."""


def findings(session: Session, *, online: bool) -> Iterator[Finding]:
    """Each check in turn."""
    for link in session.links():
        yield gaps(session, link)
        given = session.store.given(link.record)
        yield from places(session, link.name, link.body.space or "", link.body.places, given)
        if not link.body.places:
            yield Finding("places", "act", words.of(link.name, words.NO_PLACE), words.ADD_PLACE)
    own, mine = private_channel(session).keys.space, session.store.names()
    yield from places(session, own_words.NAME, own, private_places(session), mine)
    yield presence(session)
    if online:
        yield from clocks(session)


def gaps(session: Session, link: LinkView) -> Finding:
    """Whether all that somebody says they gave is here."""
    here = facts(session, link).arrival
    if here.state == "missing":
        says = words.of(link.name, not_arrived(here.missing).full)
        return Finding("gaps", "look", says, words.REPAIR)
    if here.state == "differs":
        return Finding("gaps", "look", words.of(link.name, words.NOT_THE_SAME), words.REPAIR)
    return Finding("gaps", "ok", words.of(link.name, words.ARRIVED[here.state]))


def places(
    session: Session, name: str, space: str, chosen: Sequence[Place], given: Sequence[str]
) -> Iterator[Finding]:
    """Each place of a space that is to hold `given`: in step, or since when it is not and why."""
    for place in chosen:
        state = session.ledger.state(space, name_of(place), given)
        when = how_long_ago(session, state.since)
        says = words.place(name, state.name, state.waiting, when, state.code)
        level = words.PLACE_LEVELS[state.name]
        todo = words.place_todo(state.name, state.code)
        yield Finding("places", level, says, todo)


def presence(session: Session) -> Finding:
    """Whether others are told how much I gave."""
    if session.profile.presence:
        return Finding("presence", "ok", words.PRESENCE_ON)
    return Finding("presence", "look", words.PRESENCE_OFF, words.PRESENCE_TODO)


def clocks(session: Session) -> Iterator[Finding]:
    """This clock against that of each endpoint."""
    from sponsorterm.sync.remotes.http import time_at

    known = [*private_places(session), *(p for each in session.links() for p in each.body.places)]
    servers = {place.where for place in known if place.kind == "http"}
    for server in sorted(servers):
        try:
            skew = session.now - time_at(server)
        except RemoteError as error:
            yield Finding("clock", "look", words.at(server, error.message), error.hint)
            continue
        if abs(skew) <= SKEW:
            yield Finding("clock", "ok", words.at(server, words.CLOCK_WELL))
        else:
            says = words.skew(int(skew.total_seconds()) // 60)
            yield Finding("clock", "act", words.at(server, says), words.CHECK_CLOCK)
