"""The first screen: what is filed, what waits, where the clocks stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Inventory
from sponsorterm.services.day.clocks import ClockView, clocks, withdrawal_note
from sponsorterm.services.day.hard_moments import Plan, plan
from sponsorterm.services.day.news import News, news
from sponsorterm.services.day.status import draft_of, last_entry, unread_by_me
from sponsorterm.services.entries import followups
from sponsorterm.services.entries.drafts import FormDraft
from sponsorterm.services.entries.merging import waiting
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links.talk import Block, agenda
from sponsorterm.services.syncing.safety import Safety, safety

WEEKS = 8


@dataclass(frozen=True, slots=True)
class Today:
    """Everything the first screen says. Weekly means are oldest first, None for a blank week."""

    name: str
    day: date
    filed: Entry | None
    draft: FormDraft | None
    last_entry: date | None
    clocks: list[ClockView]
    news: list[News]
    agenda: list[Block]
    days_filed: frozenset[date]
    mood: list[float | None]
    craving: list[float | None]
    good: list[str]
    sponsors: list[LinkView]
    first_days: bool
    undecided: list[str]
    """Records that two of my devices wrote apart."""
    safety: Safety
    checks: list[Entry]
    """Spot checks to be asked how it is now."""
    untold: list[Entry]
    """Nights with something to be told to somebody."""
    plan: Plan | None
    """The plan for hard moments."""


def today(session: Session) -> Today:
    """The first screen's facts."""
    day = session.today
    since = day - timedelta(weeks=WEEKS)
    entries = session.store.entries(kinds={Inventory.KIND}, since=since)
    views = clocks(session)
    return Today(
        name=session.profile.name,
        day=day,
        filed=next((entry for entry in entries if entry.day == day), None),
        draft=draft_of(session, day),
        last_entry=last_entry(session),
        clocks=views,
        news=news(session, unread_by_me(session)),
        agenda=agenda(session),
        days_filed=frozenset(entry.day for entry in entries),
        mood=_weekly(entries, day, "mood"),
        craving=_weekly(entries, day, "craving"),
        good=_good(entries, day),
        sponsors=[link for link in session.links() if link.is_sponsor],
        first_days=any(withdrawal_note(session, view.count.since) for view in views),
        undecided=waiting(session),
        safety=safety(session),
        checks=followups.checks(session),
        untold=followups.untold(session),
        plan=plan(session),
    )


def _weekly(entries: list[Entry], day: date, field: str) -> list[float | None]:
    weeks: list[list[int]] = [[] for _ in range(WEEKS)]
    for entry in entries:
        value = getattr(entry.body, field, None)
        age = (day - entry.day).days // 7
        if value is not None and 0 <= age < WEEKS:
            weeks[WEEKS - 1 - age].append(value)
    return [sum(week) / len(week) if week else None for week in weeks]


def _good(entries: list[Entry], day: date) -> list[str]:
    """Lines of gratitude and things done well of the last seven days, newest first."""
    lines = []
    for entry in entries:
        body = entry.body
        if isinstance(body, Inventory) and (day - entry.day).days < 7:
            lines += [body.done_well or "", *body.gratitude]
    return [line.strip().split("\n", 1)[0] for line in lines if line.strip()][:3]
