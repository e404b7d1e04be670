"""`steps sheets` and what is done with a sheet: write, hand in, mark, print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.page import Page
from sponsorterm.cli.sending import send, sync_option
from sponsorterm.cli.verb import Reader, Verb
from sponsorterm.cli.work import WorkEntry
from sponsorterm.program import Group, Prompt
from sponsorterm.records.kinds.link import ShareLevel
from sponsorterm.records.kinds.step import StepMethod
from sponsorterm.services.entries.drafts import FormDraft
from sponsorterm.services.entries.filing import Filed
from sponsorterm.services.entries.reading import answer_of, shown
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.steps import rows as row_services
from sponsorterm.services.steps import sheets as services
from sponsorterm.services.steps.feedback import Said
from sponsorterm.services.steps.handing_in import Gift, give, held_rows, prepare_gift
from sponsorterm.services.steps.pages import page_draft
from sponsorterm.services.steps.sheets import RowView, SheetView
from sponsorterm.strings import cli_sheets as words
from sponsorterm.strings import sheets as common

COLUMNS = (Column(), Column(right=True), Column(gives=True), Column(keep=7), Column(keep=8))
METHODS = click.Choice(("written", "paper", "spoken"))
LEVELS = click.Choice(("full", "numbers"))
ROW = click.IntRange(min=1)
FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(cls=Reader, help=words.SHEETS)
@click.argument("number", type=ROW, required=False)
@click.pass_obj
def sheets(call: Invocation, number: int | None) -> None:
    """Print the sheets of one step, or of all."""
    with call.session() as session:
        step = session.pack.step(number).number if number else None
        found = services.sheets(session, step)
    if call.json:
        call.page.json(sheets=[_as_json(view) for view in found])
        return
    call.page.rows(COLUMNS, [_line(view) for view in found])


@click.command(cls=Reader, help=words.SHEET)
@click.argument("key")
@click.pass_obj
def sheet(call: Invocation, key: str) -> None:
    """Print one sheet with its rows and what was said to them."""
    with call.session() as session:
        view = services.sheet(session, key)
        if call.json:
            call.page.json(sheet={**_as_json(view), "rows": [_row_json(row) for row in view.rows]})
            return
        call.page.title(view.sheet.title, _standing(view))
        _said(call.page, view.said)
        if view.entry is not None:
            lines = shown(session.pack, session.store.revision(view.entry.id))
            asked = [line for line in lines if line.field.startswith("answers.")]
            call.page.pairs([(line.label, line.value) for line in asked], indent=2)
        for number, row in enumerate(view.rows, 1):
            call.page.line()
            call.page.title(str(number))
            lines = shown(session.pack, session.store.revision(row.entry.id))
            call.page.pairs([(line.label, line.value) for line in lines], indent=2)
            _said(call.page, row.said)


@click.command(cls=Verb, help=words.WRITE)
@click.argument("key")
@click.argument("source", nargs=-1, metavar="[-]")
@click.option("--row", "number", type=ROW, help=words.ROW)
@click.option("--column", metavar="NUMBER or KEY", help=words.COLUMN)
@click.option("--pages", is_flag=True, help=words.PAGES)
@click.pass_obj
def write(
    call: Invocation,
    key: str,
    source: tuple[str, ...],
    number: int | None,
    column: str | None,
    pages: bool,
) -> ExitCode:
    """Write a row, a whole column, or the pages of a sheet."""
    with call.session() as session:
        view = services.sheet(session, key)
        if column is not None:
            return _write_column(call, session, view, column)
        if pages or not view.sheet.columns:
            return WorkEntry(call, session, page_draft(session, view)).write(source)
        draft = _begun(session, view)
        if number is not None:
            draft = row_services.row_draft(session, view, _row(view, number))
        return WorkEntry(call, session, draft).write(source)


@click.command(cls=Verb, help=words.ROW_VERB)
@click.argument("key")
@click.argument("number", type=ROW)
@click.argument("what", type=click.Choice(("up", "down", "delete")), metavar="up|down|delete")
@click.pass_obj
def row(call: Invocation, key: str, number: int, what: str) -> None:
    """Move or delete a row."""
    with call.session() as session:
        view = services.sheet(session, key)
        chosen = _row(view, number)
        if what == "delete":
            row_services.remove_row(session, chosen)
            call.page.done(words.DELETED)
            return
        row_services.move_row(session, view, chosen.record, -1 if what == "up" else 1)
        call.page.done(words.MOVED)


@click.command(cls=Verb, help=words.SUBMIT)
@click.argument("key")
@click.option("--to", "name", metavar="NAME", help=words.TO)
@click.option("--level", type=LEVELS, default="full", help=words.LEVEL)
@click.option("--hold", "held", multiple=True, type=ROW, metavar="ROW", help=words.HOLD)
@click.option("--share-only", is_flag=True, help=words.SHARE_ONLY)
@sync_option
@click.pass_obj
def submit(
    call: Invocation,
    key: str,
    name: str | None,
    level: ShareLevel,
    held: tuple[int, ...],
    share_only: bool,
    sync: bool | None,
) -> ExitCode:
    """Hand a sheet in, after a look at the very copies."""
    with call.session() as session:
        view = services.sheet(session, key)
        link = _sponsor(session, name)
        back = {_row(view, number).record for number in held} | held_rows(session, view, link)
        gift = prepare_gift(session, view, link, level, back, submit=not share_only)
        _show_gift(call.talk, session, gift, len(back))
        if not call.agrees(words.agree(link.name)):
            raise Stop(words.NOT_GIVEN, code=ExitCode.INTERRUPTED)
        given = give(session, gift)
        call.page.done(words.given(link.name, submitted=not share_only))
        return send(call, session, given, sync)


@click.command(cls=Verb, help=words.FINISH)
@click.argument("key")
@click.option("--how", type=METHODS, help=words.HOW)
@sync_option
@click.pass_obj
def finish(call: Invocation, key: str, how: StepMethod | None, sync: bool | None) -> ExitCode:
    """Mark a sheet as done."""
    with call.session() as session:
        view = services.sheet(session, key)
        return _tell(call, session, key, services.mark(session, view, "done", how), sync)


@click.command(cls=Verb, help=words.REOPEN)
@click.argument("key")
@sync_option
@click.pass_obj
def reopen(call: Invocation, key: str, sync: bool | None) -> ExitCode:
    """Take back the last change of a sheet's state."""
    with call.session() as session:
        filed = services.undo(session, services.sheet(session, key))
        return _tell(call, session, key, filed, sync)


@click.command("print", cls=Verb, help=words.PRINT)
@click.argument("key", metavar="SHEET|STEP")
@click.option("--sheet", "chosen", multiple=True, metavar="SHEET", help=words.PRINT_ONLY)
@click.option("--blank", is_flag=True, help=words.BLANK)
@click.option("--to", "path", type=FILE, metavar="FILE", help=words.PRINT_TO)
@click.pass_obj
def print_sheet(
    call: Invocation, key: str, chosen: tuple[str, ...], blank: bool, path: Path | None
) -> None:
    """Print a sheet, or those of a step together, as pages of plain text."""
    with call.session() as session:
        text = _pages(session, key, chosen, blank=blank)
    if path is None or call.interactive:
        click.echo(text, nl=False)
    if path is not None:
        _keep_pages(call, path, text)


def _pages(session: Session, key: str, chosen: tuple[str, ...], *, blank: bool) -> str:
    """The pages meant.

    Raises:
        Stop: sheets are named that do not belong to the step.
    """
    from sponsorterm.services.steps.printing import packed, packet, printed

    if not (key.isascii() and key.isdigit()):
        return printed(session, services.sheet(session, key), blank=blank)
    views = services.sheets(session, int(key))
    wanted = set(chosen) or packed(views)
    taken = [view for view in views if view.key in wanted]
    if not taken or len(taken) < len(wanted):
        keys = ", ".join(view.key for view in views)
        raise Stop(words.not_of_step(key), words.sheets_of_step(keys), ExitCode.USAGE)
    return packet(session, int(key), taken, blank=blank)


def _keep_pages(call: Invocation, path: Path, text: str) -> None:
    """Write what was shown, after a yes.

    Raises:
        Stop: it was not wanted after all.
    """
    from sponsorterm.services.steps.printing import keep_pages

    over = path.is_file()
    if not call.agrees(words.agree_print(str(path), over=over)):
        raise Stop(words.NOT_PRINTED, code=ExitCode.INTERRUPTED)
    keep_pages(path.absolute(), text, over=over)
    call.page.done(words.printed_to(str(path)))


def _write_column(call: Invocation, session: Session, view: SheetView, column: str) -> ExitCode:
    """Ask for one column in every row."""
    prompt = _prompt(view, column)
    for number, row in enumerate(view.rows, 1):
        draft = row_services.row_draft(session, view, row)
        title = words.row_of(number, answer_of(session.pack, view.sheet.columns[0], row.body))
        narrow = replace(draft.form, groups=[Group(title[:60], [prompt])])
        draft.answers.form = narrow
        draft.page, draft.field = 0, prompt.field
        WorkEntry(call, session, draft).by_questions()
    return ExitCode.DONE


def _prompt(view: SheetView, column: str) -> Prompt:
    """A column by its number or by the last part of its field.

    Raises:
        Stop: there is none.
    """
    columns = view.sheet.columns
    if column.isascii() and column.isdigit() and 1 <= int(column) <= len(columns):
        return columns[int(column) - 1]
    for prompt in columns:
        if column in (prompt.field, prompt.field.rpartition(".")[2]):
            return prompt
    keys = ", ".join(prompt.field.rpartition(".")[2] for prompt in columns)
    raise Stop(words.NO_COLUMN, words.columns(keys), ExitCode.USAGE)


def _begun(session: Session, view: SheetView) -> FormDraft:
    """The row that was begun last time, else a new one."""
    begun = row_services.begun_rows(session, view)
    return begun[0] if begun else row_services.new_row(session, view)


def _row(view: SheetView, number: int) -> RowView:
    if number > len(view.rows):
        raise Stop(words.no_row(number, len(view.rows)), words.see(view.key), ExitCode.USAGE)
    return view.rows[number - 1]


def _sponsor(session: Session, name: str | None) -> LinkView:
    """The sponsor it is for; without a name the only one there is.

    Raises:
        Stop: there is none, or there are several.
    """
    sponsors = [link for link in session.links() if link.is_sponsor]
    if name is not None:
        link = session.link_named(name)
        if link.is_sponsor:
            return link
        raise Stop(words.NO_SPONSOR, words.NO_SPONSOR_HINT, ExitCode.USAGE)
    if len(sponsors) != 1:
        raise Stop(words.NO_SPONSOR, words.NO_SPONSOR_HINT, ExitCode.USAGE)
    return sponsors[0]


def _show_gift(page: Page, session: Session, gift: Gift, held: int) -> None:
    """The copies in words, read back from the bytes that are sent."""
    page.title(words.seen_by(gift.link.name))
    for copy in gift.copies:
        page.line()
        lines = shown(session.pack, copy.payload)
        page.pairs([(line.label, line.value) for line in lines], indent=2)
    if held:
        page.text(words.stays(held), tone="soft")
    page.line()


def _tell(
    call: Invocation, session: Session, key: str, filed: Filed, sync: bool | None
) -> ExitCode:
    view = services.sheet(session, key)
    call.page.done(words.now(view.sheet.title, _standing(view)))
    return send(call, session, filed.given, sync)


def _standing(view: SheetView) -> str:
    return common.standing(view.state, view.body.method, changed=view.changed)


def _line(view: SheetView) -> Sequence[Cell]:
    count = len(view.rows) or len(view.body.answers)
    return (
        Cell(view.key, "accent"),
        Cell(str(view.sheet.step or ""), "soft"),
        Cell(view.sheet.title),
        Cell(str(count) if count else "", "soft"),
        Cell(_standing(view)),
    )


def _said(page: Page, said: Sequence[Said]) -> None:
    for each in said:
        what = common.FOUND.get(each.state, "")
        page.text(words.said(each.name, what, each.text), indent=2, tone="accent")


def _as_json(view: SheetView) -> dict[str, Any]:
    return {
        "key": view.key,
        "step": view.sheet.step,
        "title": view.sheet.title,
        "round": view.body.round,
        "state": view.state,
        "method": view.body.method,
        "changed": view.changed,
        "answers": view.body.answers,
        "count": len(view.rows),
        "said": [_said_json(each) for each in view.said],
    }


def _row_json(row: RowView) -> dict[str, Any]:
    return {
        "record": row.record,
        "body": row.body,
        "said": [_said_json(each) for each in row.said],
    }


def _said_json(said: Said) -> dict[str, Any]:
    return {"by": said.name, "text": said.text, "field": said.field, "state": said.state}
