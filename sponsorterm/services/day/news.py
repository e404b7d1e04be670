"""News: what others gave me and I have not read, each in a line, with what it leads to.

Several records may lead to one place, as an assignment and the word on what was handed in with
it do. They are one piece of news, told by the newest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sponsorterm.program import UnknownKey
from sponsorterm.records.entry import MINE, Entry
from sponsorterm.records.kinds import (
    Acceptance,
    Agreement,
    Assignment,
    Call,
    Comment,
    Ending,
    Milestone,
    Note,
    Progress,
    Row,
    SignOff,
    Step,
    Worksheet,
)
from sponsorterm.services.entries.reading import in_short
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links.agreements import agreement
from sponsorterm.services.links.talk import NEW_FOR, known_as
from sponsorterm.services.steps.assignments import WAITS_FOR_ME, assigned_to_me
from sponsorterm.strings import kinds, steps, working
from sponsorterm.strings import news as words
from sponsorterm.strings.dates import day_of

Leads = Literal["task", "agreement", "step", "entry", "thread", "clocks", "calls", "nothing"]


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news. `ref` says which one it leads to: a record id, or a step's number."""

    entry: Entry
    link: LinkView
    text: str
    leads: Leads = "nothing"
    ref: str = ""


def news(session: Session, new: Iterable[Entry]) -> list[News]:
    """Unread entries, the newest first, as news; before them what is of more weight.

    That is who has ended a link, and what waits for my answer.
    An assignment with something left to do is left out: it stands among what is asked of me.
    """
    known = session.links(live_only=False)
    links = {link.record: link for link in known if link.live}
    found: dict[tuple[str, str, str], News] = {}
    for entry in new:
        told = _told(session, links[entry.space], entry)
        if told is not None:
            found.setdefault((entry.space, told.leads, told.ref), told)
    return [*_endings(session, known), *_proposals(session, links.values()), *found.values()]


def _endings(session: Session, links: Iterable[LinkView]) -> Iterator[News]:
    """Who goes on without me. Those who only move go on with me elsewhere."""
    since = session.today - NEW_FOR
    for link in (link for link in links if link.body.who_ended == "them"):
        for entry in session.store.entries(space=link.record, kinds={Ending.KIND}, since=since):
            if isinstance(entry.body, Ending) and not (entry.body.moved or entry.mark):
                day = day_of(entry.day, session.today)
                yield News(entry, link, words.ended(link.name, day), ref=entry.id)


def _proposals(session: Session, links: Iterable[LinkView]) -> Iterator[News]:
    """What my sponsors proposed; it waits until it is answered, read or not."""
    for link in links:
        if link.is_sponsor and (theirs := agreement(session, link).theirs):
            yield News(theirs, link, words.proposed(link.name), "agreement")


def _told(session: Session, link: LinkView, entry: Entry) -> News | None:
    body, name, day = entry.body, link.name, day_of(entry.day, session.today)
    match body:
        case Comment():
            return _comment(session, link, entry, body)
        case Note():
            return News(entry, link, words.wrote(name, in_short(entry)), "thread", entry.id)
        case Agreement():
            return None
        case Acceptance():
            told = words.answered(name, accepted=body.accepted == "yes")
            return News(entry, link, told, "agreement")
        case Assignment():
            return _task(session, link, entry, entry.record)
        case SignOff():
            return _signed(session, link, entry, body)
        case Milestone():
            return News(entry, link, words.chip(name, body.label or ""), "clocks", entry.id)
        case Call():
            told = words.called(name, day, working.minutes(body.minutes))
            return News(entry, link, told, "calls", entry.id)
    return News(entry, link, words.shared(name, day), ref=entry.id)


def _comment(session: Session, link: LinkView, entry: Entry, body: Comment) -> News:
    about = known_as(session, link, body.about)
    if about is None:
        text = words.shared(link.name, day_of(entry.day, session.today))
        return News(entry, link, text, ref=entry.id)
    text = words.commented(link.name, _what(session, about))
    if step := _step(session, about):
        return News(entry, link, text, "step", str(step))
    return News(entry, link, text, "entry", about.record)


def _signed(session: Session, link: LinkView, entry: Entry, body: SignOff) -> News | None:
    """A word on a step, a sheet or what was handed in; without any of these, on the whole."""
    if body.about is None:
        return News(entry, link, words.ready(link.name), ref=entry.id)
    about = known_as(session, link, body.about)
    if about is not None and isinstance(about.body, Progress):
        return _task(session, link, entry, about.body.about)
    step = body.step or (_step(session, about) if about else None)
    what = _what(session, about) if about else words.SOMETHING
    text = words.signed(link.name, body.state, what)
    return News(entry, link, text, "step" if step else "nothing", str(step or entry.id))


def _task(session: Session, link: LinkView, entry: Entry, record: str) -> News | None:
    tasks = assigned_to_me(session, link)
    task = next((task for task in tasks if task.entry.record == record), None)
    if task is None or task.state in WAITS_FOR_ME:
        return None
    told = working.asked(task.body.title or "", working.TASK_STATES[task.state])
    return News(entry, link, told, "task", record)


def _what(session: Session, about: Entry) -> str:
    """An entry in a word or two: step 4, Resentments, yesterday's inventory."""
    body = about.body
    if isinstance(body, Step):
        return steps.step(body.step).lower()
    if isinstance(body, Worksheet | Row):
        try:
            return session.pack.worksheet(body.sheet).title
        except UnknownKey:
            return body.sheet
    day = day_of(about.day, session.today)
    return words.entry(day, kinds.name(about.kind), mine=about.space == MINE)


def _step(session: Session, about: Entry) -> int | None:
    """The step an entry belongs to, where it does."""
    body = about.body
    if isinstance(body, Row):
        try:
            return session.pack.worksheet(body.sheet).step
        except UnknownKey:
            return None
    return body.step if isinstance(body, Step | Worksheet) else None
