"""A handover summary, for a stand-in or a new sponsor: one page that is handed over by hand.

A sponsee's is made of what a link holds already, read back from the very copies. A sponsor's
is made of the sponsor's own words and of what the two agreed: what a sponsee shared is the
sponsee's to give, so it is never in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sponsorterm.program import Pack
from sponsorterm.records.codec import decode_copy
from sponsorterm.records.kinds import (
    Assignment,
    Checkin,
    Clock,
    Inventory,
    SafetyPlan,
    SharedCopy,
    Step,
)
from sponsorterm.records.revision import Revision
from sponsorterm.rules.insight import by_day, clock_line, curve, summary
from sponsorterm.services.entries.filing import copies_of
from sponsorterm.services.entries.given import entry_of
from sponsorterm.services.entries.insight import CURVES, clock_words, prompt_of, summary_words
from sponsorterm.services.entries.reading import shown, summary_line
from sponsorterm.services.entries.report_page import in_markdown
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links.agreement_terms import terms_of
from sponsorterm.services.links.agreements import agreement
from sponsorterm.services.links.calls import calls
from sponsorterm.services.sponsor.sponsor_notes import private_notes
from sponsorterm.services.steps.assignments import assigned_to_me
from sponsorterm.services.steps.instructions import instructions
from sponsorterm.services.steps.progress import step_views
from sponsorterm.strings import insight as titles
from sponsorterm.strings import steps as step_words
from sponsorterm.strings import summary as words
from sponsorterm.strings.agreement import day

MONTH = 30
LAST_ENTRIES = 7
LAST_CALLS = 10


@dataclass(frozen=True, slots=True)
class Section:
    """One part of it, chosen or left out as a whole."""

    key: str
    title: str
    lines: tuple[str, ...]


def sections(session: Session, link: LinkView) -> list[Section]:
    """Everything a summary could hold, in order; parts with nothing in them are left out."""
    found = _theirs(session, link) if link.is_sponsee else _mine(session, link)
    made = (Section(key, words.TITLES[key], tuple(lines)) for key, lines in found)
    return [section for section in made if section.lines]


def markdown(session: Session, link: LinkView, chosen: Sequence[Section]) -> str:
    """The chosen parts as a page of Markdown, in which everybody's words are only text."""
    return _page(session, link, chosen, in_markdown)


def text(session: Session, link: LinkView, chosen: Sequence[Section]) -> str:
    """The same page to be read as it is."""
    return _page(session, link, chosen, str)


def _page(
    session: Session, link: LinkView, chosen: Sequence[Section], say: Callable[[str], str]
) -> str:
    name = link.name if link.is_sponsee else session.profile.name
    about = words.ABOUT_THEM if link.is_sponsee else words.ABOUT_ME
    parts = [
        f"# {words.title(say(name), session.today)}",
        about.format(name=say(link.name), me=say(session.profile.name)),
        words.linked(say(link.name), link.body.since),
    ]
    for section in chosen:
        lines = "\n".join(f"- {say(line)}" for line in section.lines)
        parts += [f"## {section.title}", lines]
    return "\n\n".join(parts) + "\n"


def only(found: Sequence[Section], keys: Collection[str]) -> list[Section]:
    """The parts of these keys."""
    return [section for section in found if section.key in keys]


_Parts = Iterator[tuple[str, Sequence[str]]]


def _mine(session: Session, link: LinkView) -> _Parts:
    """What a sponsee hands on of themselves."""
    copies = _copies(session, link)
    pack = session.pack
    yield (
        "clocks",
        [
            f"{copy.body.label}: {clock_words(clock_line(copy.body, session.today), session.today)}"
            for copy in copies
            if isinstance(copy.body, Clock)
        ],
    )
    yield "steps", _steps(pack, copies)
    yield "agreement", _agreed(session, link)
    yield (
        "work",
        [
            words.due(task.body.title or "", task.due)
            for task in assigned_to_me(session, link)
            if task.open
        ],
    )
    yield "month", _month(session, copies)
    yield (
        "plan",
        [
            f"{line.label}: {line.value}"
            for copy in copies
            if isinstance(copy.body, SafetyPlan)
            for line in shown(pack, copy)
        ],
    )
    days = [copy for copy in copies if isinstance(copy.body, Inventory | Checkin)]
    yield (
        "entries",
        [f"{day(copy.day)}: {summary_line(copy)}" for copy in days[:LAST_ENTRIES]],
    )


def _theirs(session: Session, link: LinkView) -> _Parts:
    """What a sponsor hands on: their own words, and what the two agreed."""
    yield "agreement", _agreed(session, link)
    assigned = session.store.entries(kinds={Assignment.KIND}, link=link.record)
    yield (
        "given",
        [
            words.due(entry.body.title or "", entry.body.due)
            for entry in assigned
            if isinstance(entry.body, Assignment) and entry.body.lingers
        ],
    )
    yield (
        "instructions",
        [
            f"{step_words.step(step)}: {block.text}"
            for step, block in sorted(instructions(session, link).items())
        ],
    )
    yield (
        "calls",
        [words.call(call.day, call.body.minutes) for call in calls(session, link, LAST_CALLS)],
    )
    yield (
        "notes",
        [
            ": ".join(filter(None, (note.body.subject, note.text)))
            for note in private_notes(session, link)
        ],
    )


def _agreed(session: Session, link: LinkView) -> list[str]:
    now = agreement(session, link).in_force
    return [f"{term.title}: {term.now}" for term in terms_of(now) if term.now]


def _copies(session: Session, link: LinkView) -> list[Revision]:
    """What a link holds of mine now, the newest first."""
    kept = (entry.body for entry in copies_of(session, link))
    return [
        decode_copy(body.bytes.encode(), link.name)
        for body in kept
        if isinstance(body, SharedCopy) and body.level != "withdrawn"
    ]


def _steps(pack: Pack, copies: Sequence[Revision]) -> list[str]:
    entries = [entry_of(copy) for copy in copies if isinstance(copy.body, Step)]
    return [
        words.step(
            view.number, view.title, step_words.standing(view.state, view.method, view.done_on)
        )
        for view in step_views(pack, entries)
        if view.entry is not None
    ]


def _month(session: Session, copies: Sequence[Revision]) -> list[str]:
    first = session.today - timedelta(days=MONTH - 1)
    daily = [entry_of(c) for c in copies if isinstance(c.body, Inventory) and c.day >= first]
    if not daily:
        return []
    lines = [words.written(len({entry.day for entry in daily}))]
    for field in CURVES:
        told = summary(curve(by_day(daily, field), first, session.today), first)
        prompt = prompt_of(session.pack, field)
        if told and prompt:
            said = summary_words(told, prompt.high, session.today)
            lines.append(f"{titles.TITLES[field]}: {said}")
    return lines
