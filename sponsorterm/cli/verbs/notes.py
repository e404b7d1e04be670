"""`notes` and `reply`: what two people say to each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.lines import Interrupted, TerminalLines
from sponsorterm.cli.names import NAME_LENGTH
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.page import Page
from sponsorterm.cli.portrait import show_block
from sponsorterm.cli.sending import send, sync_option
from sponsorterm.cli.texts import read_text
from sponsorterm.cli.verb import Family, Reader, Verb
from sponsorterm.records.entry import MINE, Entry
from sponsorterm.services.entries import reading
from sponsorterm.services.entries.filing import shares
from sponsorterm.services.entries.writing import let_text_go
from sponsorterm.services.errors import UnknownEntry
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import talk
from sponsorterm.services.links.talk import Thread
from sponsorterm.strings import cli_notes as words
from sponsorterm.strings.dates import day_of

COLUMNS = (
    Column(),
    Column(),
    Column(keep=8),
    Column(keep=7),
    Column(gives=True),
    Column(keep=3),
    Column(keep=6),
)


@click.group(cls=Family, help=words.NOTES)
@click.option("--with", "name", metavar="NAME", help=words.WITH)
@click.pass_context
def notes(ctx: click.Context, name: str | None) -> None:
    """Print the threads unless something else was asked for."""
    if ctx.invoked_subcommand is not None:
        return
    call = ctx.ensure_object(Invocation)
    with call.session() as session:
        link = session.link_named(name, live_only=False).record if name else None
        threads = talk.threads(session, link)
        if call.json:
            call.page.json(threads=[_as_json(thread) for thread in threads])
        elif threads:
            call.page.rows(COLUMNS, [_row(call.page, session, thread) for thread in threads])
        else:
            call.talk.text(words.NO_THREADS)


@notes.command(cls=Reader, help=words.SHOW)
@click.argument("name")
@click.option("--seen", is_flag=True, help=words.SEEN)
@sync_option
@click.pass_obj
def show(call: Invocation, name: str, seen: bool, sync: bool | None) -> ExitCode:
    """Print one thread."""
    with call.session() as session:
        thread = talk.thread(session, name)
        if call.json:
            call.page.json(thread=_as_json(thread), notes=_blocks(thread))
        else:
            call.page.title(thread.subject or words.NO_SUBJECT, thread.name)
            for block in thread.blocks:
                call.page.line()
                show_block(call.page, session, block)
        new = [block.entry for block in thread.blocks if block.unread]
        if not (seen and new and thread.link):
            return ExitCode.DONE
        talk.mark_seen(session, thread.link, new)
        return send(call, session, [thread.name], sync)


@notes.command(cls=Verb, help=words.WRITE)
@click.argument("name", required=False)
@click.option("--agenda", is_flag=True, help=words.AGENDA)
@click.option("--editor", is_flag=True, help=words.EDITOR)
@sync_option
@click.pass_obj
def write(
    call: Invocation, name: str | None, agenda: bool, editor: bool, sync: bool | None
) -> ExitCode:
    """Begin a thread, or a page for oneself."""
    with call.session() as session:
        link = session.link_named(name) if name else None
        key = f"note-{link.record if link else 'private'}"
        subject = _subject(call)
        text = read_text(call, session, key, editor=editor)
        record = link.record if link else None
        talk.write_note(session, record, subject=subject, body=text, agenda=agenda)
        let_text_go(session, key)
        call.page.done(words.KEPT if link else words.KEPT_ALONE)
        return send(call, session, [link.name] if link else [], sync)


@click.command(cls=Verb, help=words.REPLY)
@click.argument("name")
@click.option("--to", "whom", metavar="NAME", help=words.TO)
@click.option("--editor", is_flag=True, help=words.EDITOR)
@sync_option
@click.pass_obj
def reply(
    call: Invocation, name: str, whom: str | None, editor: bool, sync: bool | None
) -> ExitCode:
    """Answer a thread, or comment on an entry."""
    with call.session() as session:
        about = _about(session, name)
        if isinstance(about, Thread):
            return _answer(call, session, about, editor, sync)
        return _comment(call, session, about, whom, editor, sync)


def _answer(
    call: Invocation, session: Session, thread: Thread, editor: bool, sync: bool | None
) -> ExitCode:
    key = f"reply-{thread.id}"
    talk.reply(session, thread, read_text(call, session, key, editor=editor))
    let_text_go(session, key)
    call.page.done(words.KEPT if thread.link else words.KEPT_ALONE)
    return send(call, session, [thread.name] if thread.link else [], sync)


def _comment(
    call: Invocation,
    session: Session,
    entry: Entry,
    whom: str | None,
    editor: bool,
    sync: bool | None,
) -> ExitCode:
    link = _listener(session, entry, whom)
    key = f"comment-{entry.record}"
    text = read_text(call, session, key, editor=editor)
    talk.comment(session, link, entry, text)
    let_text_go(session, key)
    call.page.done(words.KEPT)
    return send(call, session, [session.link(link).name], sync)


def _about(session: Session, name: str) -> Thread | Entry:
    """The thread or the entry of this short name.

    A note's own name stands for its thread, so that any name a list shows will do.
    """
    try:
        return talk.thread(session, name)
    except UnknownEntry:
        pass
    entry = reading.entry(session, name)
    for thread in talk.threads(session):
        if any(block.entry.id == entry.id for block in thread.blocks):
            return thread
    return entry


def _listener(session: Session, entry: Entry, whom: str | None) -> str:
    """The link a comment goes to: whose entry it is, or who has a copy of mine."""
    if entry.space != MINE:
        return entry.space
    holders = [share.link for share in shares(session, entry.record)]
    if whom:
        holders = [link for link in holders if link == session.link_named(whom).record]
    if len(holders) != 1:
        raise Stop(words.WHO, words.WHO_HINT, ExitCode.USAGE)
    return holders[0]


def _subject(call: Invocation) -> str | None:
    """What it is about, from somebody who is there to be asked."""
    if not call.interactive:
        return None
    with TerminalLines() as lines:
        try:
            return lines.ask(words.SUBJECT_IS).strip() or None
        except Interrupted:
            raise Stop(words.NO_TEXT, words.NO_TEXT_HINT, ExitCode.INTERRUPTED) from None


def _row(page: Page, session: Session, thread: Thread) -> Sequence[Cell]:
    pinned = page.marks.now if thread.pinned else ""
    return (
        Cell(thread.id[:NAME_LENGTH], "soft"),
        Cell(page.marks.unread if thread.unread else pinned, "accent"),
        Cell(day_of(thread.last.day, session.today)),
        Cell(thread.name, "accent" if thread.link else "soft"),
        Cell(thread.subject or words.NO_SUBJECT, "title" if thread.unread else ""),
        Cell(words.blocks(len(thread.blocks)), "soft"),
        Cell(words.unread(thread.unread) if thread.unread else "", "accent"),
    )


def _as_json(thread: Thread) -> dict[str, Any]:
    return {
        "name": thread.id[:NAME_LENGTH],
        "id": thread.id,
        "with": thread.name if thread.link else None,
        "subject": thread.subject,
        "pinned": thread.pinned,
        "unread": thread.unread,
        "notes": len(thread.blocks),
        "last": thread.last.day,
    }


def _blocks(thread: Thread) -> list[dict[str, Any]]:
    return [
        {
            "name": block.entry.id[:NAME_LENGTH],
            "from": None if block.mine else block.name,
            "day": block.day,
            "at": block.at,
            "text": block.text,
            "unread": block.unread,
        }
        for block in thread.blocks
    ]
