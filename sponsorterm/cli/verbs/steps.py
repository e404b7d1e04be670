"""`steps`: where one stands with each step, and saying so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.page import Page
from sponsorterm.cli.sending import send, sync_option
from sponsorterm.cli.verb import Family, Reader, Verb
from sponsorterm.cli.verbs.sheets import (
    finish,
    print_sheet,
    reopen,
    row,
    sheet,
    sheets,
    submit,
    write,
)
from sponsorterm.records.kinds.step import StepMethod, StepState
from sponsorterm.services.entries.filing import Filed
from sponsorterm.services.home.session import Session
from sponsorterm.services.steps import progress as services
from sponsorterm.services.steps.progress import StepView, TaskView
from sponsorterm.services.steps.sheets import SheetView
from sponsorterm.services.steps.step_page import StepPage, step_page
from sponsorterm.strings import cli as common
from sponsorterm.strings import cli_steps as words
from sponsorterm.strings import sheets as sheet_words

COLUMNS = (Column(right=True), Column(), Column(gives=True), Column(keep=7), Column(keep=8))
SHEET_COLUMNS = (Column(keep=7), Column(gives=True), Column(keep=8))
TASK_COLUMNS = (Column(right=True), Column(), Column(gives=True), Column(keep=5))
METHODS: tuple[StepMethod, ...] = ("written", "paper", "spoken")
STATES: tuple[StepState, ...] = ("not_started", "working", "waiting", "done", "revisiting")
NUMBER = click.IntRange(min=1)


@click.group(cls=Family, help=words.STEPS)
@click.option("--round", "turn", type=NUMBER, help=words.ROUND)
@click.option("--of", "name", metavar="NAME", help=words.OF)
@click.pass_context
def steps(ctx: click.Context, turn: int | None, name: str | None) -> None:
    """Print the steps unless a change was asked for."""
    if ctx.invoked_subcommand is not None:
        return
    call = ctx.ensure_object(Invocation)
    with call.session() as session:
        if name:
            views = services.sponsee_steps(session, session.link_named(name).record)
        else:
            views = services.steps(session, turn)
        title = words.heading(session.pack.name, views[0].round)
    if call.json:
        call.page.json(steps=[_as_json(view) for view in views])
        return
    call.page.title(title)
    call.page.line()
    call.page.rows(COLUMNS, [_row(call.page, view) for view in views])


@steps.command(cls=Reader, help=words.SHOW)
@click.argument("number", type=NUMBER)
@click.pass_obj
def show(call: Invocation, number: int) -> None:
    """Print one step with its tasks."""
    with call.session() as session:
        opened = step_page(session, number)
    if call.json:
        call.page.json(step={**_as_json(opened.view), **_beside(opened)})
        return
    page, view = call.page, opened.view
    page.title(f"{view.number}  {view.title}", words.standing(view.state, view.method))
    page.text(view.about, tone="soft")
    page.line()
    page.rows(TASK_COLUMNS, [_task_row(page, *each) for each in enumerate(view.tasks, 1)])
    _show_sheets(page, opened)
    _show_said(page, opened)
    if view.done_on:
        page.line()
        page.text(common.on(view.done_on), tone="soft")


@steps.command(cls=Verb, help=words.DONE)
@click.argument("number", type=NUMBER)
@click.option("--how", type=click.Choice(METHODS), help=words.HOW)
@sync_option
@click.pass_obj
def done(call: Invocation, number: int, how: StepMethod | None, sync: bool | None) -> ExitCode:
    """Mark a step as done."""
    with call.session() as session:
        return _tell(call, session, number, services.set_state(session, number, "done", how), sync)


@steps.command(cls=Verb, help=words.STATE)
@click.argument("number", type=NUMBER)
@click.argument("standing", type=click.Choice(STATES), metavar="|".join(STATES))
@sync_option
@click.pass_obj
def state(call: Invocation, number: int, standing: StepState, sync: bool | None) -> ExitCode:
    """Say where one stands with a step."""
    with call.session() as session:
        filed = services.set_state(session, number, standing)
        return _tell(call, session, number, filed, sync)


@steps.command(cls=Verb, help=words.TASK)
@click.argument("number", type=NUMBER)
@click.argument("key")
@sync_option
@click.pass_obj
def task(call: Invocation, number: int, key: str, sync: bool | None) -> ExitCode:
    """Tick a task off, or take the tick back."""
    with call.session() as session:
        keys = [each.key for each in _view(session, number).tasks]
        if key.isascii() and key.isdigit() and 1 <= int(key) <= len(keys):
            key = keys[int(key) - 1]
        if key not in keys:
            raise Stop(words.no_task(number), words.see(number), ExitCode.USAGE)
        return _tell(call, session, number, services.toggle_task(session, number, key), sync)


@steps.command(cls=Verb, help=words.UNDO)
@click.argument("number", type=NUMBER)
@sync_option
@click.pass_obj
def undo(call: Invocation, number: int, sync: bool | None) -> ExitCode:
    """Take back the last change of a step."""
    with call.session() as session:
        return _tell(call, session, number, services.undo(session, number), sync)


@steps.command(cls=Verb, help=words.START)
@click.argument("number", type=NUMBER)
@sync_option
@click.pass_obj
def start(call: Invocation, number: int, sync: bool | None) -> ExitCode:
    """Begin to work on a step."""
    with call.session() as session:
        filed = services.set_state(session, number, "working")
        return _tell(call, session, number, filed, sync)


@steps.command("catch-up", cls=Verb, help=words.CATCH_UP)
@click.argument("number", type=NUMBER)
@click.option("--how", type=click.Choice(METHODS), help=words.HOW)
@sync_option
@click.pass_obj
def catch_up(call: Invocation, number: int, how: StepMethod | None, sync: bool | None) -> ExitCode:
    """Mark all steps up to this one as done."""
    with call.session() as session:
        caught = services.catch_up(session, number, how)
        call.page.done(words.caught(len(caught)))
        given = {name for filed in caught for name in filed.given}
        return send(call, session, sorted(given), sync)


@steps.command(cls=Reader, help=words.ROUNDS)
@click.pass_obj
def rounds(call: Invocation) -> None:
    """Print every round there was."""
    with call.session() as session:
        found = services.rounds(session)
        total = len(session.pack.steps)
    if call.json:
        call.page.json(rounds=found)
        return
    for each in found:
        call.page.line(words.round_line(each.number, each.started, each.done, total))


@steps.command("round", cls=Verb, help=words.NEW_ROUND)
@click.pass_obj
def new_round(call: Invocation) -> None:
    """Begin the steps again."""
    with call.session() as session:
        call.page.done(words.begun(services.new_round(session)))


for verb in (sheets, sheet, write, row, submit, finish, reopen, print_sheet):
    steps.add_command(verb)


def _view(session: Session, number: int) -> StepView:
    """One of my steps.

    Raises:
        UnknownKey: the programme has no such step.
    """
    wanted = session.pack.step(number).number
    return next(view for view in services.steps(session) if view.number == wanted)


def _tell(
    call: Invocation, session: Session, number: int, filed: Filed, sync: bool | None
) -> ExitCode:
    """How the step stands now, and who hears of it."""
    view = _view(session, number)
    count = words.tasks(view.tasks_done, len(view.tasks))
    call.page.done(words.now(number, words.standing(view.state, view.method), count))
    return send(call, session, filed.given, sync)


def _show_sheets(page: Page, opened: StepPage) -> None:
    """The sheets of a step, and what a sponsor asked for."""
    if opened.sheets:
        page.line()
        page.title(words.SHEETS_HEADING)
        page.rows(SHEET_COLUMNS, [_sheet_row(view) for view in opened.sheets])
    if opened.asked:
        page.line()
        page.title(words.ASKED)
        for asked in opened.asked:
            title = asked.task.body.title or asked.task.body.library or ""
            page.text(words.asked(asked.link.name, title, asked.task.state, asked.task.due))


def _show_said(page: Page, opened: StepPage) -> None:
    """A sponsor's words to a step, and the trail of what they found."""
    for told in opened.instructions:
        page.line()
        page.text(f"{told.name}: {told.text}", tone="accent")
    if opened.trail:
        page.line()
        page.title(words.TRAIL)
        for signed in opened.trail:
            found = sheet_words.FOUND[signed.state]
            page.text(words.signed(signed.at, signed.name, signed.sheet, found, signed.text))


def _sheet_row(view: SheetView) -> Sequence[Cell]:
    standing = sheet_words.standing(view.state, view.body.method, changed=view.changed)
    return (Cell(view.key, "accent"), Cell(view.sheet.title), Cell(standing, "soft"))


def _beside(opened: StepPage) -> dict[str, Any]:
    return {
        "sheets": [{"key": view.key, "state": view.state} for view in opened.sheets],
        "assigned": [
            {"by": each.link.name, "title": each.task.body.title, "state": each.task.state}
            for each in opened.asked
        ],
        "instructions": [{"by": each.name, "text": each.text} for each in opened.instructions],
        "signed": [
            {"by": each.name, "state": each.state, "sheet": each.sheet, "text": each.text}
            for each in opened.trail
        ],
    }


def _row(page: Page, view: StepView) -> Sequence[Cell]:
    done = view.state == "done"
    started = done or view.tasks_done or view.state != "not_started"
    tone = "good" if done else "accent" if started else "soft"
    mark = page.marks.tick if done else page.marks.now if started else page.marks.empty
    return (
        Cell(str(view.number), "soft"),
        Cell(mark, tone),
        Cell(view.title, "title" if started and not done else ""),
        Cell(words.tasks(view.tasks_done, len(view.tasks)), "soft"),
        Cell(words.standing(view.state, view.method), tone),
    )


def _task_row(page: Page, number: int, task: TaskView) -> Sequence[Cell]:
    mark = Cell(page.marks.tick, "good") if task.done else Cell(page.marks.empty, "soft")
    return (Cell(str(number), "soft"), mark, Cell(task.title), Cell(task.key, "soft"))


def _as_json(view: StepView) -> dict[str, Any]:
    return {
        "number": view.number,
        "title": view.title,
        "round": view.round,
        "state": view.state,
        "method": view.method,
        "done_on": view.done_on,
        "tasks": view.tasks,
    }
