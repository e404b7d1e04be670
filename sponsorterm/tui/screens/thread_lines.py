"""How a thread looks in a list, and what stands above each of its blocks."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from sponsorterm.records.kinds import Note
from sponsorterm.services.home.session import Session
from sponsorterm.services.links.talk import Block, Thread
from sponsorterm.strings import notes as words
from sponsorterm.strings.moments import brief_day, clock_time
from sponsorterm.strings.screens import near_day
from sponsorterm.tui.marks import Marks
from sponsorterm.tui.theme import ACCENT, KEY, MUTED, STRONG
from sponsorterm.tui.widgets.lines import Line
from sponsorterm.tui.widgets.plain import lines, said


def thread_line(thread: Thread, today: date, marks: Marks) -> Line:
    """One thread as a line: unread or pinned, with whom, about what, when last."""
    mark = marks.unread if thread.unread else marks.pinned if thread.pinned else marks.blank
    last = brief_day(thread.last.day, today)
    when = words.many_new(thread.unread) if thread.unread else last
    fresh = f"{ACCENT} {STRONG}" if thread.unread else ""
    return Line(
        thread.id,
        (
            said(mark, fresh),
            said(thread.name, MUTED if thread.link is None else ""),
            said(thread.subject, STRONG if thread.unread else ""),
            said(when, fresh or MUTED),
        ),
    )


def block_head(block: Block, *, session: Session, marks: Marks, new: bool) -> Content:
    """Who, when, and in words what else there is to know of a block."""
    note = note_of(block)
    facts = [
        words.AGENDA_MARK if note.agenda else "",
        words.PINNED_MARK if note.pinned else "",
        words.EDITED_MARK if block.entry.revisions > 1 else "",
    ]
    when = near_day(block.day, session.today)
    if block.at is not None:
        when = f"{when} {clock_time(block.at.astimezone(session.zone))}"
    told = f" {marks.dot} ".join([when, *filter(None, facts)])
    fresh = new or block.unread
    mark = Content.styled(f"{marks.unread} {words.NEW_MARK}  ", ACCENT) if fresh else ""
    name = said(block.name, STRONG if block.mine else f"{ACCENT} {STRONG}")
    return Content.assemble(mark, name, "  ", said(told, MUTED))


def note_of(block: Block) -> Note:
    """What a block says beside its text; nothing where it is no note."""
    body = block.entry.body
    return body if isinstance(body, Note) else Note()


def nothing_yet() -> Content:
    """What to do where there is no thread."""
    return lines(
        said(words.EMPTY, STRONG),
        Content(),
        said(words.EMPTY_ABOUT),
        Content(),
        Content.assemble((words.EMPTY_KEY, KEY), "  ", words.EMPTY_DO),
    )
