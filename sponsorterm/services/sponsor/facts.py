"""What the rules may look at, read for many links in as many questions as for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import (
    Acceptance,
    Agreement,
    AlertAck,
    Amends,
    Assignment,
    Clock,
    Presence,
    Progress,
    SafetyPlan,
    Step,
    Worksheet,
)
from sponsorterm.rules.assignments import Task
from sponsorterm.rules.facts import Facts
from sponsorterm.rules.readings import CONTACT
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links.agreements import Terms, terms, usual_terms
from sponsorterm.services.links.retention import let_go
from sponsorterm.services.links.talk import NEW_FOR
from sponsorterm.services.steps.assignments import assigned_by_me
from sponsorterm.services.steps.sign_offs import signed
from sponsorterm.services.syncing.standing import last_times

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
FORTNIGHT = timedelta(days=14)
"""What nearly every reason rests on, and what a row shows."""
FIVE_WEEKS = timedelta(days=35)
"""What the mean of four weeks is taken over, and the week it is held against."""
LOOK_BACK = timedelta(days=90)
"""How far back a rule may need to look, where something of then still matters."""
STANDING = (Clock.KIND, Step.KIND, Worksheet.KIND, SafetyPlan.KIND, Progress.KIND)
"""Records that stand as long as they are not changed."""
TOLD = tuple(sorted({kind.KIND for kind in CONTACT} - {*STANDING}))
"""Records of a day or a moment."""

BySpace = Mapping[str, Sequence[Entry]]


def facts(session: Session, link: LinkView, *, back: timedelta = FORTNIGHT) -> Facts:
    """All a rule may look at for one sponsee: only what they shared, and when it came.

    What they told of their days is read as far as `back`, or further where it lingers.
    """
    return facts_of(session, [link], back=back)[0]


def facts_of(
    session: Session, links: Sequence[LinkView], *, back: timedelta = FORTNIGHT
) -> list[Facts]:
    """The same for each of several sponsees."""
    if not links:
        return []
    gathered = _Gathered(session, links, back)
    return [_facts(session, link, gathered) for link in links]


class _Gathered:
    """Everything about several links, each thing read in one question."""

    def __init__(self, session: Session, links: Sequence[LinkView], back: timedelta) -> None:
        spaces = [link.record for link in links]
        store, today = session.store, session.today
        self.now, self.today = session.now, today
        self._session = session
        self.told = self._told(spaces, back)
        self.standing = _by_space(store.entries(space=spaces, kinds=STANDING))
        self.planned = _by_space(store.entries(space=spaces, kinds={Amends.KIND}, lingering=True))
        self.presence = _by_space(store.newest(spaces, {Presence.KIND}))
        self.live = store.tallies(spaces)
        self.digests = store.digests([*self.presence])
        self.unread = _by_space(store.entries(space=spaces, since=today - NEW_FOR, unread=True))
        self.synced = last_times(session, links)
        self.lately = store.counts(spaces, TOLD, today - WEEK, today - DAY)
        self.before = store.counts(spaces, TOLD, today - FIVE_WEEKS, today - WEEK - DAY)
        self.assignments = self._mine(spaces, Assignment.KIND)
        self.acks = self._mine(spaces, AlertAck.KIND)
        agreed = {Agreement.KIND, Acceptance.KIND}
        self.agreed = {
            *_by_space(store.entries(space=spaces, kinds=agreed)),
            *(self._mine(spaces, *agreed)),
        }

    def _told(self, spaces: Collection[str], back: timedelta) -> dict[str, Sequence[Entry]]:
        """What somebody told lately, newest first; the last of it at least, however old."""
        store = self._session.store
        since, longest = self._session.today - back, self._session.today - LOOK_BACK
        found = _by_space(store.entries(space=spaces, kinds=TOLD, since=since))
        found |= _by_space(store.newest([one for one in spaces if one not in found], TOLD))
        older = _by_space(
            store.entries(
                space=spaces,
                kinds=TOLD,
                since=longest,
                until=since - DAY,
                lingering=True,
            )
        )
        if older:
            found |= _by_space(store.entries(space=[*older], kinds=TOLD, since=longest))
        return found

    def _mine(self, links: Collection[str], *kinds: str) -> dict[str, Sequence[Entry]]:
        """My records of these kinds, by the link each is meant for."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._session.store.entries(kinds=kinds, link=links):
            found[getattr(entry.body, "link", "")].append(entry)
        return dict(found)


def _facts(session: Session, link: LinkView, gathered: _Gathered) -> Facts:
    space = link.record
    entries = _entries(space, gathered)
    live = gathered.live[space]
    agreed = _terms(session, link, gathered)
    gone = let_go(session, link) if agreed.keep_days else 0
    return Facts(
        link=space,
        name=link.name,
        cadence=agreed.cadence,
        since=link.body.since,
        paused=agreed.paused,
        moment=gathered.now,
        today=gathered.today,
        entries=entries,
        live=sum(live.values()) - live.get(Presence.KIND, 0) + gone,
        digest=_digest(gathered, space, gone),
        last_sync=gathered.synced[space],
        unread=frozenset(entry.record for entry in gathered.unread.get(space, ())),
        talked=frozenset((e.record, e.id) for e in entries if e.mark == "talked"),
        milestones=session.pack.milestones,
        told={
            gathered.today - WEEK: gathered.lately[space],
            gathered.today - FIVE_WEEKS: gathered.before[space],
        },
        limits=agreed.limits,
        off=agreed.off,
        tasks=_tasks(session, link, gathered),
        signed=_signed(session, link, entries),
        acks=_bodies(gathered.acks.get(space, ())),
        let_go=gone,
    )


def _digest(gathered: _Gathered, space: str, gone: int) -> str:
    """The digest of what is here; as they told it where some was let go of, as was agreed."""
    told = gathered.presence.get(space, ())
    if gone and told and isinstance(told[0].body, Presence):
        return told[0].body.digest
    return gathered.digests.get(space, "")


def _entries(space: str, gathered: _Gathered) -> list[Entry]:
    """All that was read of a space, each once, the newest first."""
    known: dict[str, Entry] = {}
    read = (gathered.told, gathered.standing, gathered.planned, gathered.unread, gathered.presence)
    for found in read:
        for entry in found.get(space, ()):
            known.setdefault(entry.record, entry)
    return list(known.values())


def _terms(session: Session, link: LinkView, gathered: _Gathered) -> Terms:
    return (terms if link.record in gathered.agreed else usual_terms)(session, link)


def _tasks(session: Session, link: LinkView, gathered: _Gathered) -> list[Task] | None:
    """The open assignments I gave; None when I never gave any."""
    mine = gathered.assignments.get(link.record)
    if mine is None:
        return None
    is_open = any(entry.body.lingers for entry in mine)
    return assigned_by_me(session, link, only_open=True) if is_open else []


def _signed(session: Session, link: LinkView, entries: Iterable[Entry]) -> frozenset[str]:
    """What I gave my word on, looked up only where something was handed in."""
    handed_in = (e for e in entries if getattr(e.body, "state", "") == "submitted")
    return signed(session, link) if any(handed_in) else frozenset()


def _bodies(entries: Sequence[Entry]) -> list[AlertAck]:
    return [entry.body for entry in entries if isinstance(entry.body, AlertAck)]


def _by_space(entries: Iterable[Entry]) -> dict[str, Sequence[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.space].append(entry)
    return dict(found)
