"""What is kept: unreadable files, edits by hand, days to come, two versions, backups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from sponsorterm.records.entry import MINE
from sponsorterm.records.kinds import KINDS
from sponsorterm.services.doctor.finding import Finding
from sponsorterm.services.entries.merging import waiting
from sponsorterm.services.home.backup import last_backup, standing
from sponsorterm.services.home.session import Session
from sponsorterm.services.syncing.safety import safety
from sponsorterm.store.health import set_aside_reasons
from sponsorterm.strings import doctor as words
from sponsorterm.strings import store as store_words
from sponsorterm.strings.dates import date_of

OLD = timedelta(days=30)
"""Age of a backup at which it is time for another."""
AHEAD = timedelta(days=1)
"""A day may have begun elsewhere; what lies further ahead comes from a wrong clock."""
_BY_HAND = (store_words.EDITED, store_words.SAME_WORDS)


def findings(session: Session) -> Iterator[Finding]:
    """Each check in turn."""
    yield from unreadable(session)
    yield from quarantine(session)
    yield unknown(session)
    yield ahead(session)
    yield two_versions(session)
    yield recovery_words(session)
    yield backup(session)


def unreadable(session: Session) -> Iterator[Finding]:
    """Files that hold no record, and what was put right just now; one line each."""
    problems = session.store.problems()
    for problem in problems:
        reason = f"{problem.field}: {problem.reason}" if problem.field else problem.reason
        says = words.file(problem.file, reason)
        yield Finding("unreadable", "act", says, words.REPAIR_FILE, bad_data=True)
    if not problems:
        yield Finding("unreadable", "ok", words.ALL_READABLE)


def quarantine(session: Session) -> Iterator[Finding]:
    """What was set aside, by reason; what somebody edited by hand is kept there as well."""
    reasons = Counter(set_aside_reasons(session.home))
    by_hand = sum(reasons.pop(reason, 0) for reason in _BY_HAND)
    yield Finding("by_hand", "ok", words.by_hand(by_hand))
    for reason, count in sorted(reasons.items()):
        says = words.set_aside(count, reason)
        yield Finding(
            "quarantine", "look", says, words.look_in(str(session.home.quarantine)), bad_data=True
        )
    if not reasons:
        yield Finding("quarantine", "ok", words.NOTHING_SET_ASIDE)


def unknown(session: Session) -> Finding:
    """Kinds of record that a newer version wrote."""
    spaces = (MINE, *(link.record for link in session.links(live_only=False)))
    count = sum(
        number
        for space in spaces
        for kind, number in session.store.tally(space).items()
        if kind not in KINDS
    )
    if not count:
        return Finding("unknown_kinds", "ok", words.ALL_KNOWN)
    return Finding("unknown_kinds", "look", words.unknown(count), words.UPDATE)


def ahead(session: Session) -> Finding:
    """Records of a day that has not come yet."""
    found = session.store.entries(space=None, since=session.today + AHEAD + AHEAD)
    if not found:
        return Finding("future", "ok", words.NONE_AHEAD)
    return Finding("future", "look", words.ahead(len(found)), words.CHECK_CLOCK)


def two_versions(session: Session) -> Finding:
    """Entries that two of my devices wrote apart."""
    found = waiting(session)
    if not found:
        return Finding("two_versions", "ok", words.ONE_VERSION)
    return Finding("two_versions", "look", words.two_versions(len(found)), words.CHOOSE)


def recovery_words(session: Session) -> Finding:
    """Whether the words are on paper; no file does what they do."""
    checked = session.profile.words_checked
    if checked is None:
        return Finding("words", "look", words.NOT_ON_PAPER, words.WRITE_DOWN)
    return Finding("words", "ok", words.on_paper(date_of(checked, session.today)))


def backup(session: Session) -> Finding:
    """What holds all of it elsewhere, a place or a file; nothing is claimed that is not known."""
    safe = safety(session)
    if safe.backed_up:
        return Finding("backup", "ok", safe.words)
    last = last_backup(session.home)
    if last is None:
        says = safe.words if safe.words_checked else words.NEVER_BACKED_UP
        return Finding("backup", "look", says, words.BACK_UP)
    old = session.now - last.at > OLD
    return Finding(
        "backup", "look" if old else "ok", standing(session), words.BACK_UP if old else ""
    )
