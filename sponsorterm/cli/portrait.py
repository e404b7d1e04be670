"""One entry in full: its answers, who has a copy, what was said about it."""

from __future__ import annotations

from typing import Any

import msgspec

from sponsorterm.cli.names import short_name
from sponsorterm.cli.page import Page
from sponsorterm.records.entry import MINE, Entry
from sponsorterm.services.entries import reading
from sponsorterm.services.entries.filing import shares
from sponsorterm.services.entries.forms import values_of
from sponsorterm.services.home.session import Session
from sponsorterm.services.links.talk import Block, comments_on
from sponsorterm.strings import cli as common
from sponsorterm.strings import cli_reading as words
from sponsorterm.strings.dates import day_of, moment_of


def as_json(session: Session, entry: Entry) -> dict[str, Any]:
    """An entry in a list of a JSON document."""
    return {
        "name": short_name(entry),
        "id": entry.id,
        "record": entry.record,
        "kind": entry.kind,
        "day": entry.day,
        "at": entry.at,
        "from": None if entry.space == MINE else session.link(entry.space).name,
        "level": entry.level,
        "versions": entry.heads,
        "summary": reading.summary_line(entry),
    }


class Portrait:
    """An entry with all that belongs to it."""

    def __init__(self, session: Session, entry: Entry, *, history: bool = False) -> None:
        self.session = session
        self.entry = entry
        self.lines = reading.told(session, reading.revision_of(session, entry))
        known = reading.revisions_of(session, entry) if history else []
        self.before = [each for each in reversed(known) if each.id != entry.id]
        self.said = comments_on(session, entry)
        self.shared = shares(session, entry.record) if entry.space == MINE else []

    def document(self) -> dict[str, Any]:
        """For programs: the fields as they are kept, and as they are shown."""
        return {
            "entry": as_json(self.session, self.entry),
            "body": msgspec.to_builtins(self.entry.body),
            "lines": [{"label": each.label, "value": each.value} for each in self.lines],
            "shared": [
                {"with": each.name, "level": each.level, "held": each.held, "current": each.current}
                for each in self.shared
            ],
            "comments": [
                {"from": block.name, "day": block.day, "at": block.at, "text": block.text}
                for block in self.said
            ],
            "before": [
                {"id": each.id, "at": each.header.at, "body": values_of(each.body)}
                for each in self.before
            ],
        }

    def show(self, page: Page) -> None:
        """For people."""
        entry = self.entry
        name = "" if entry.space == MINE else self.session.link(entry.space).name
        page.title(words.heading(entry.kind, name), common.on(entry.day))
        if entry.heads > 1:
            page.text(words.two_heads(entry.heads), tone="accent")
        page.line()
        page.pairs([(line.label, line.value) for line in self.lines], indent=2)
        page.line()
        for share in self.shared:
            beside = "" if share.current else f" ({words.NOT_CURRENT})"
            page.text(words.shared_with(share.name, share.level) + beside, tone="soft")
        if entry.level and name:
            page.text(words.given_to_you(name, entry.level), tone="soft")
        elif entry.revisions > entry.heads and not self.before:
            page.text(words.EDITED, tone="soft")
        self._show_before(page)
        if self.said:
            page.line()
            page.title(words.SAID)
            for block in self.said:
                show_block(page, self.session, block)

    def _show_before(self, page: Page) -> None:
        """Every earlier version, the newest first."""
        for revision in self.before:
            page.line()
            at = revision.header.at
            when = moment_of(at, self.session.now) if at else common.on(revision.day)
            page.title(words.as_it_was(when))
            pairs = [(each.label, each.value) for each in reading.told(self.session, revision)]
            page.pairs(pairs, indent=2)


def show_block(page: Page, session: Session, block: Block) -> None:
    """One piece of what two people say to each other."""
    today, now = session.today, session.now
    when = moment_of(block.at, now) if block.at else day_of(block.day, today)
    mark = f"{page.marks.unread} " if block.unread else ""
    page.line(f"{mark}{block.name}, {when}", "accent" if block.unread else "soft")
    page.text(block.text, indent=2)
