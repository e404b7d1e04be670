"""A setback at the command line: written down gently, told to nobody without a look and a yes."""

from __future__ import annotations

from datetime import date

from sponsorterm.cli.invocation import Invocation, read_day
from sponsorterm.cli.outcome import ExitCode
from sponsorterm.cli.sending import send
from sponsorterm.cli.writing import Entry
from sponsorterm.services.day import clocks
from sponsorterm.services.day.clocks import ClockView
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import prepare_share, share, shares
from sponsorterm.services.entries.reading import shown
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.strings import clocks as words

OPEN = "open"
"""What is said for a day to begin again that is not chosen yet."""


def set_back(
    call: Invocation, session: Session, view: ClockView, on: date, again: str | None, note: bool
) -> ExitCode:
    """Words first, then the line on the clock, then what would do good now."""
    call.talk.text(words.GENTLE)
    call.talk.text(words.REACH_FIRST.replace("!", "sponsorterm reach"), tone="soft")
    if again is None and call.interactive:
        again = call.asks(words.ASK_AGAIN)
    restart = read_day(again, session.today) if again and again != OPEN else None
    text = call.asks(words.ASK_NOTE) if note and call.interactive else None
    clocks.set_back(session, view.record, on, restart, text)
    call.page.done(words.WRITTEN)
    if clocks.withdrawal_note(session, restart or on):
        call.talk.text(words.WITHDRAWAL, tone="accent")
    tell(call, clocks.clock_of(session, view.record))
    code = _tell_others(call, session, view)
    return _look_at_it(call, session, view, on) or code


def tell(call: Invocation, view: ClockView) -> None:
    """How a clock stands now."""
    day = call.clock().date()
    count = view.count
    say = words.since_open if count.open else None
    line = (
        say(count.since, count.total, count.longest, day)
        if say
        else words.in_all(count.since, count.total, count.longest, count.first, day)
    )
    call.page.done(f"{view.label}: {line}")


def show_to(
    call: Invocation, session: Session, view: ClockView, link: LinkView, choice: Sharing
) -> ExitCode:
    """Show the very copy, ask, and only then share it."""
    prepared = prepare_share(session, view.record, {link.record: choice})
    call.talk.title(words.would_see(link.name))
    for copy in prepared.copies:
        if copy.level != "withdrawn":
            lines = shown(session.pack, copy.payload)
            call.talk.pairs([(line.label, line.value) for line in lines], indent=2)
    if not call.agrees(words.show_it(link.name)):
        call.page.done(words.NOT_SHARED)
        return ExitCode.DONE
    filed = share(session, view.record, {link.record: choice})
    return send(call, session, filed.given, sync=None)


def _tell_others(call: Invocation, session: Session, view: ClockView) -> ExitCode:
    """Offer to show the clock as it stands to those who hold it as it was."""
    waiting = clocks.not_told(session, view.record)
    if not call.interactive or call.yes:
        for link in waiting:
            call.talk.text(words.still_before([link.name]), tone="soft")
            call.talk.text(words.share_with(view.label, link.name), tone="soft")
        return ExitCode.DONE
    code = ExitCode.DONE
    for link in waiting:
        code = show_to(call, session, view, link, standing(session, view, link)) or code
    return code


def standing(session: Session, view: ClockView, link: LinkView) -> Sharing:
    """How a link holds a clock, or how its entries begin."""
    for held in shares(session, view.record):
        if held.link == link.record:
            return Sharing("full" if held.level == "full" else "numbers", held.held)
    return Sharing(link.default_level)


def _look_at_it(call: Invocation, session: Session, view: ClockView, on: date) -> ExitCode:
    """Offer the questions: now, as a draft for later, or not at all."""
    answer = call.asks(words.ASK_DEBRIEF).lower() if call.interactive and not call.yes else "not"
    if not answer or "not".startswith(answer):
        return ExitCode.DONE
    draft = clocks.debrief(session, view.record, on)
    if "now".startswith(answer):
        return Entry(call, session, draft).by_questions()
    call.talk.text(words.debrief_later(on), tone="soft")
    return ExitCode.DONE
