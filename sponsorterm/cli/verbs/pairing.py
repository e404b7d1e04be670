"""`invite` and `join`: two people come to share a key."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar, get_args

import click

from sponsorterm.cli.digits import compare
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.places import one_place, place_options
from sponsorterm.cli.sending import sync_option
from sponsorterm.cli.verb import Reader, Verb
from sponsorterm.records.kinds.link import Role, ShareLevel
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import people
from sponsorterm.services.links.people import Invite
from sponsorterm.strings import cli_pairing as words
from sponsorterm.strings import people as people_words
from sponsorterm.strings.dates import moment_of

Done = TypeVar("Done")
ROLES: tuple[Role, ...] = get_args(Role)


@click.command(cls=Reader, help=words.INVITE)
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), help=words.ROLE)
@place_options(server=words.SERVER, folder=words.FOLDER, file=words.FILE, paste=words.PASTE)
@click.option("--registration", metavar="FILE", help=words.REGISTRATION)
@click.option("--qr", is_flag=True, help=words.QR)
@sync_option
@click.pass_obj
def invite(
    call: Invocation,
    name: str,
    role: Role | None,
    server: str | None,
    folder: str | None,
    file: str | None,
    paste: bool,
    registration: str | None,
    qr: bool,
    sync: bool | None,
) -> ExitCode:
    """Make an invitation and print what to pass on; where somebody looks on, see it through."""
    place = one_place(server=server, folder=folder, file=file, paste=paste)
    if place is None and not paste:
        raise Stop(words.PLACE_NEEDED, words.PLACE_HINT, ExitCode.USAGE)
    with call.session() as session:
        role = role or _asked_role(call)
        invite_ = partial(people.start_invite, session, name, role, place)
        return pass_on(call, session, with_code(call, invite_, registration), qr=qr, sync=sync)


@click.command(cls=Verb, help=words.JOIN)
@place_options(folder=words.JOIN_FOLDER, file=words.JOIN_FILE, paste=words.JOIN_PASTE)
@click.option("--level", type=click.Choice(get_args(ShareLevel)), help=words.LEVEL)
@sync_option
@click.pass_obj
def join(
    call: Invocation,
    folder: str | None,
    file: str | None,
    paste: bool,
    level: ShareLevel | None,
    sync: bool | None,
) -> ExitCode:
    """Take up an invitation, then compare the digits if somebody is there to do it."""
    place = one_place(folder=folder, file=file, paste=paste)
    with call.session() as session:
        code = _line(call, words.ASK_CODE)
        if not code:
            raise Stop(words.NO_CODE, words.NO_CODE_HINT, ExitCode.USAGE)
        block = read_block(call) if paste else None
        met = people.join(session, code, place=place, block=block)
        call.talk.text(words.linking(met.name, met.role))
        if met.block:
            call.talk.text(words.SEND_BACK)
            click.echo(met.block)
        return compare(call, session, met, level=level, sync=sync)


def read_block(call: Invocation) -> str:
    """A pasted block, down to its end line."""
    if call.interactive:
        call.talk.text(words.PASTE_BLOCK)
    lines: list[str] = []
    while not (lines and "END" in lines[-1] and lines[-1].lstrip().startswith("-")):
        line = sys.stdin.readline()
        if not line:
            break
        lines.append(line)
    return "".join(lines)


def _asked_role(call: Invocation) -> Role:
    """What they are to me, asked until it is one of the two; Enter alone leaves."""
    while call.interactive and (said := call.asks(words.ASK_ROLE).lower()):
        found = [role for role in ROLES if role.startswith(said)]
        if len(found) == 1:
            return found[0]
    raise Stop(words.ROLE_NEEDED, words.ROLE_HINT, ExitCode.USAGE)


def with_code(
    call: Invocation, act: Callable[[str | None], Done], registration: str | None
) -> Done:
    """Act at a place; an endpoint's registration code is asked for if it turns out to be needed."""
    try:
        return act(read_secret(registration) if registration else None)
    except ServiceError as error:
        if error.message != people_words.CODE_NEEDED:
            raise
        if not call.interactive:
            raise Stop(error.message, error.hint, ExitCode.NOT_AUTHORISED) from None
    return act(call.asks(words.ASK_REGISTRATION))


def pass_on(
    call: Invocation, session: Session, made: Invite, *, qr: bool, sync: bool | None
) -> ExitCode:
    """Print what to pass on; where somebody looks on, see it through."""
    if call.json:
        call.page.json(name=made.name, join=made.join_text, block=made.block, expires=made.expires)
        return ExitCode.DONE
    _print(call, session, made)
    if qr:
        _print_picture(made.join_text)
    if not call.interactive or call.quiet or made.place is None:
        return ExitCode.DONE
    return _wait(call, session, made, sync)


def read_secret(source: str) -> str:
    """The first line of a file, or of standard input: a secret is no argument."""
    text = sys.stdin.readline() if source == "-" else Path(source).read_text("utf-8", "replace")
    return text.strip().split("\n", 1)[0].strip()


def _print(call: Invocation, session: Session, made: Invite) -> None:
    """What to pass on is the result; how to go about it stands beside it."""
    call.talk.title(words.invited(made.name, moment_of(made.expires, session.now)))
    call.talk.line()
    if made.place is None:
        call.talk.text(words.SEND_BLOCK)
        click.echo(made.block)
        call.talk.text(words.THE_CODE)
    else:
        call.talk.text(words.PASS_ON)
    call.talk.line()
    call.page.line(made.join_text, "accent")
    call.talk.line()
    flags = {None: " --paste", "http": "", "folder": " --folder THEIRS", "file": " --file THEIRS"}
    call.talk.text(words.they_run(flags[made.place.kind if made.place else None]), tone="soft")
    call.talk.text(words.then_confirm(made.name), tone="soft")


def _print_picture(text: str) -> None:
    import segno

    segno.make(text, error="m", micro=False).terminal(out=sys.stdout, compact=True)


def _wait(call: Invocation, session: Session, made: Invite, sync: bool | None) -> ExitCode:
    """Until the other person has joined, or this one has better things to do."""
    while call.asks(words.WHEN_THEY_JOINED).lower() != "q":
        met = people.poll_invite(session, made.link)
        if met is not None:
            return compare(call, session, met, level=None, sync=sync)
        call.talk.text(words.NOT_JOINED, tone="accent")
    return ExitCode.DONE


def _line(call: Invocation, question: str) -> str:
    """One line from whoever is there, or from a pipe."""
    return call.asks(question) if call.interactive else sys.stdin.readline().strip()
