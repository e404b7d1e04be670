"""`people assign`, `work`, `instruct`, `sign`, `ready`: step work between two people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, get_args

import click
from msgspec.structs import replace

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.names import NAME_LENGTH
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.roles import sponsee
from sponsorterm.cli.sending import send, sync_option
from sponsorterm.cli.texts import read_text
from sponsorterm.cli.verb import Reader, Verb
from sponsorterm.cli.verbs.amends import Day
from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Assignment, SignOff, Step, Worksheet
from sponsorterm.rules.assignments import Task
from sponsorterm.services.entries import reading
from sponsorterm.services.entries.filing import shares
from sponsorterm.services.entries.writing import let_text_go
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links import talk
from sponsorterm.services.steps import assignments, sign_offs
from sponsorterm.services.steps.assignments import Given, Told
from sponsorterm.services.steps.instructions import instruct as say_of_step
from sponsorterm.strings import cli_together as words

GIVEN: tuple[str, ...] = ("assigned", *get_args(Given))
TOLD: tuple[str, ...] = get_args(Told)
STATES = tuple(dict.fromkeys((*GIVEN, *TOLD)))
SIGNS = ("done", "reviewed", "another_look")
NUMBER = click.IntRange(min=1)
TASK_COLUMNS = (Column(), Column(), Column(gives=True), Column(keep=8), Column(keep=7, gives=True))
LIBRARY_COLUMNS = (Column(), Column(right=True), Column(gives=True), Column(keep=7))


@click.command("assign", cls=Reader, help=words.ASSIGN)
@click.argument("name", required=False)
@click.argument("key", required=False)
@click.option("--library", is_flag=True, help=words.LIBRARY)
@click.option("--own", is_flag=True, help=words.OWN)
@click.option("--step", type=NUMBER, help=words.STEP)
@click.option("--due", type=Day(), help=words.DUE)
@sync_option
@click.pass_obj
def assign(
    call: Invocation,
    name: str | None,
    key: str | None,
    library: bool,
    own: bool,
    step: int | None,
    due: date | None,
    sync: bool | None,
) -> ExitCode:
    """Give something to do, or print what the programme suggests."""
    with call.session() as session:
        if library or name is None:
            _library(call, session, step)
            return ExitCode.DONE
        link = sponsee(session, name)
        if own:
            body = _own(call, session, link, step)
        elif key is None:
            raise Stop(words.A_KEY, code=ExitCode.USAGE)
        else:
            body = assignments.from_library(session.pack, key, session.today)
        assignments.assign(session, link, replace(body, due=due or body.due))
        call.page.done(words.GIVEN)
        return send(call, session, [link.name], sync)


def _own(call: Invocation, session: Session, link: LinkView, step: int | None) -> Assignment:
    key = f"assign-{link.record}"
    title, _, detail = read_text(call, session, key).partition("\n")
    let_text_go(session, key)
    due = session.today + timedelta(days=7)
    return Assignment(title=title, detail=detail.strip() or None, step=step, due=due)


def _library(call: Invocation, session: Session, step: int | None) -> None:
    found = assignments.library(session.pack, step)
    if call.json:
        call.page.json(library=found)
        return
    rows = [
        (
            Cell(each.key, "accent"),
            Cell(str(each.step or "")),
            Cell(each.title),
            Cell(each.category, "soft"),
        )
        for each in found
    ]
    call.page.rows(LIBRARY_COLUMNS, rows)


@click.command(
    "work",
    cls=Reader,
    help=words.WORK.format(given=", ".join(GIVEN), told=", ".join(TOLD)),
)
@click.argument("name")
@click.argument("task", required=False)
@click.argument("state", required=False, type=click.Choice(STATES))
@click.option("--text", is_flag=True, help=words.WITH_TEXT)
@click.option("--result", metavar="ENTRY", help=words.RESULT)
@sync_option
@click.pass_obj
def work(
    call: Invocation,
    name: str,
    task: str | None,
    state: Any,
    text: bool,
    result: str | None,
    sync: bool | None,
) -> ExitCode:
    """Print the work of a link, or say how one piece of it stands."""
    with call.session() as session:
        link = session.link_named(name)
        mine = link.is_sponsee
        found = (assignments.assigned_by_me if mine else assignments.assigned_to_me)(session, link)
        if task is None:
            _tasks(call, session, found)
            return ExitCode.DONE
        meant = assignments.named(found, task)
        if state not in (GIVEN if mine else TOLD):
            hint = words.SUCH_STATES.format(states=", ".join(GIVEN if mine else TOLD))
            raise Stop(words.STATE_NEEDED, hint, ExitCode.USAGE)
        key = f"work-{meant.entry.record}"
        said = read_text(call, session, key) if text else ""
        if mine:
            _look_at(session, link, meant, state, said)
        else:
            shown = _result(session, link, result) if result else None
            assignments.tell(session, link, meant, state, said, shown)
        let_text_go(session, key)
        call.page.done(words.NOTED)
        return send(call, session, [link.name], sync)


def _look_at(session: Session, link: LinkView, task: Task, state: Any, said: str) -> None:
    if state == "assigned":
        assignments.undo_look(session, link, task)
    else:
        assignments.look_at(session, link, task, state, said)


def _result(session: Session, link: LinkView, name: str) -> str:
    """The record id the other knows an entry of mine by.

    Raises:
        Stop: they do not have it.
    """
    entry = reading.entry(session, name)
    if link.record not in {share.link for share in shares(session, entry.record)}:
        raise Stop(words.NOT_SHARED, code=ExitCode.USAGE)
    return talk.shared_name(session, link.record, entry)


def _tasks(call: Invocation, session: Session, found: Sequence[Task]) -> None:
    if call.json:
        call.page.json(work=[_as_json(task) for task in found])
        return
    if not found:
        call.talk.text(words.NO_WORK)
    rows = [
        (
            Cell(task.entry.record[:NAME_LENGTH], "soft"),
            Cell(words.STATES[task.state], "accent" if task.open else "soft"),
            Cell(task.body.title or task.body.library or ""),
            Cell(words.due(task.due, session.today) if task.due and task.open else "", "soft"),
            Cell(getattr(task.said.body, "text", None) or "" if task.said else ""),
        )
        for task in found
    ]
    call.page.rows(TASK_COLUMNS, rows)


def _as_json(task: Task) -> dict[str, Any]:
    said = task.said.body if task.said else None
    return {
        "name": task.entry.record[:NAME_LENGTH],
        "record": task.entry.record,
        "library": task.body.library,
        "title": task.body.title,
        "detail": task.body.detail,
        "step": task.body.step,
        "due": task.due,
        "state": task.state,
        "said": getattr(said, "text", None),
        "result": getattr(said, "result", None),
    }


@click.command("instruct", cls=Verb, help=words.INSTRUCT)
@click.argument("name")
@click.argument("step", type=NUMBER)
@sync_option
@click.pass_obj
def instruct(call: Invocation, name: str, step: int, sync: bool | None) -> ExitCode:
    """Say how a step is to be worked."""
    with call.session() as session:
        link = sponsee(session, name)
        session.pack.step(step)
        key = f"instruct-{step}-{link.record}"
        say_of_step(session, link, step, read_text(call, session, key))
        let_text_go(session, key)
        call.page.done(words.INSTRUCTED)
        return send(call, session, [link.name], sync)


@click.command("sign", cls=Verb, help=words.SIGN)
@click.argument("name")
@click.argument("step", type=NUMBER)
@click.argument("state", type=click.Choice(SIGNS), default="done")
@click.option("--sheet", metavar="KEY", help=words.SHEET)
@click.option("--text", is_flag=True, help=words.WITH_TEXT)
@click.option("--undo", is_flag=True, help=words.UNDO_SIGN)
@sync_option
@click.pass_obj
def sign(
    call: Invocation,
    name: str,
    step: int,
    state: Any,
    sheet: str | None,
    text: bool,
    undo: bool,
    sync: bool | None,
) -> ExitCode:
    """Sign a step or a sheet off, or take that back."""
    with call.session() as session:
        link = sponsee(session, name)
        about = _shared(session, link, step, sheet)
        if undo:
            _undo(session, link, about.record)
            call.page.done(words.SIGN_UNDONE)
            return send(call, session, [link.name], sync)
        key = f"sign-{about.record}"
        said = read_text(call, session, key) if text else None
        sign_offs.sign_off(session, link, about, SignOff(state=state, step=step, text=said))
        let_text_go(session, key)
        call.page.done(words.SIGNED)
        return send(call, session, [link.name], sync)


def _shared(session: Session, link: LinkView, step: int, sheet: str | None) -> Entry:
    """The newest copy of a step or of one of its sheets.

    Raises:
        Stop: they shared none.
    """
    kind = Worksheet.KIND if sheet else Step.KIND
    found = session.store.entries(space=link.record, kinds={kind})
    for entry in found:
        body = entry.body
        if isinstance(body, Step) and body.step == step:
            return entry
        if isinstance(body, Worksheet) and body.sheet == sheet and body.step in (None, step):
            return entry
    raise Stop(words.NOT_SHARED_STEP)


def _undo(session: Session, link: LinkView, about: str | None) -> None:
    """Take my newest word on a record back; without one, that they are ready to sponsor.

    Raises:
        Stop: I gave none.
    """
    for entry in sign_offs.given_by_me(session, link):
        body = entry.body
        if isinstance(body, SignOff) and body.about == about:
            sign_offs.undo(session, link, entry)
            return
    raise Stop(words.NOT_SIGNED)


@click.command("ready", cls=Verb, help=words.READY)
@click.argument("name")
@click.option("--text", is_flag=True, help=words.WITH_TEXT)
@click.option("--undo", is_flag=True, help=words.UNDO_READY)
@sync_option
@click.pass_obj
def ready(call: Invocation, name: str, text: bool, undo: bool, sync: bool | None) -> ExitCode:
    """Say that somebody is ready to sponsor, or take that back."""
    with call.session() as session:
        link = sponsee(session, name)
        key = f"ready-{link.record}"
        if undo:
            _undo(session, link, None)
        else:
            said = read_text(call, session, key) if text else ""
            sign_offs.ready_to_sponsor(session, link, said)
            let_text_go(session, key)
        call.page.done(words.SIGN_UNDONE if undo else words.SIGNED)
        return send(call, session, [link.name], sync)
