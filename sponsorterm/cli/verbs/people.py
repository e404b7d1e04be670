"""`people`: the links, what was agreed on each, and how they sync."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from typing import Any, get_args

import click

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.digits import compare
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.places import one_place, place_options
from sponsorterm.cli.sending import send, sync_option
from sponsorterm.cli.verb import Family, Reader, Verb
from sponsorterm.cli.verbs.agreement import agreement
from sponsorterm.cli.verbs.assigning import assign, instruct, ready, sign, work
from sponsorterm.cli.verbs.calls import agenda, call_, calls, chip
from sponsorterm.cli.verbs.devices import devices
from sponsorterm.cli.verbs.giving import give
from sponsorterm.cli.verbs.pairing import pass_on, read_block, with_code
from sponsorterm.cli.verbs.places import place
from sponsorterm.cli.verbs.sponsoring import handover, mirror, private, show
from sponsorterm.records.kinds.link import Cadence, ShareLevel
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links import people as services
from sponsorterm.services.links.people import Met
from sponsorterm.services.syncing.rounds import set_presence
from sponsorterm.services.syncing.standing import SyncState, states
from sponsorterm.strings import cli as common
from sponsorterm.strings import cli_pairing as words
from sponsorterm.strings import leaving

COLUMNS = (Column(), Column(), Column(keep=7), Column(keep=8, gives=True), Column(keep=6))
CADENCES = click.Choice(get_args(Cadence))
LEVELS = click.Choice(get_args(ShareLevel))


@click.group(cls=Family, help=words.PEOPLE)
@click.option("--all", "ended_too", is_flag=True, help=words.PEOPLE_ALL)
@click.pass_context
def people(ctx: click.Context, ended_too: bool) -> None:
    """Print the links unless something else was asked for."""
    if ctx.invoked_subcommand is not None:
        return
    call = ctx.ensure_object(Invocation)
    with call.session() as session:
        links = [
            link for link in session.links(live_only=False) if ended_too or link.state != "ended"
        ]
        sync = {state.link: state for state in states(session)}
    if call.json:
        call.page.json(people=[_as_json(link, sync.get(link.record)) for link in links])
    elif links:
        call.page.rows(COLUMNS, [_row(call, link, sync.get(link.record)) for link in links])
    else:
        call.talk.text(words.NOBODY)


for verb in (
    *(devices, place, give),
    *(show, agreement, call_, calls, agenda, chip, mirror),
    *(assign, work, instruct, sign, ready, private, handover),
):
    people.add_command(verb)


@people.command(cls=Verb, help=words.CONFIRM)
@click.argument("name")
@click.option("--same/--different", "same", default=None, help=words.SAME)
@click.option("--level", type=LEVELS, help=words.LEVEL)
@sync_option
@click.pass_obj
def confirm(
    call: Invocation,
    name: str,
    same: bool | None,
    level: ShareLevel | None,
    sync: bool | None,
) -> ExitCode:
    """Compare the digits; first, see whether an invitation was taken up."""
    with call.session() as session:
        pending = session.link_named(name, live_only=False, states=("invited", "confirming"))
        met = _met(call, session, pending)
        return compare(call, session, met, same=same, level=level, sync=sync)


@people.command(cls=Verb, help=words.RENAME)
@click.argument("name")
@click.argument("new")
@click.pass_obj
def rename(call: Invocation, name: str, new: str) -> None:
    """Change what I call somebody."""
    with call.session() as session:
        link = session.link_named(name, live_only=False)
        services.rename(session, link.record, new)
        call.page.done(words.now(new, words.STATES[link.state]))


@people.command(cls=Verb, help=words.CADENCE)
@click.argument("name")
@click.argument("cadence", type=CADENCES)
@click.pass_obj
def cadence(call: Invocation, name: str, cadence: Cadence) -> None:
    """Note how often we agreed to hear from each other."""
    with call.session() as session:
        link = session.link_named(name)
        services.set_cadence(session, link.record, cadence)
        call.page.done(words.now(link.name, words.cadence(cadence)))


@people.command(cls=Verb, help=words.SET_LEVEL)
@click.argument("name")
@click.argument("level", type=LEVELS)
@click.pass_obj
def level(call: Invocation, name: str, level: ShareLevel) -> None:
    """Choose where entries start at for a sponsor."""
    with call.session() as session:
        link = session.link_named(name)
        services.set_default_level(session, link.record, level)
        call.page.done(words.now(link.name, words.LEVELS[level]))


@people.command(cls=Verb, help=words.PAUSE)
@click.argument("name")
@click.pass_obj
def pause(call: Invocation, name: str) -> None:
    """Pause a link."""
    _pause(call, name, on=True)


@people.command(cls=Verb, help=words.RESUME)
@click.argument("name")
@click.pass_obj
def resume(call: Invocation, name: str) -> None:
    """Take a link up again."""
    _pause(call, name, on=False)


@people.command(cls=Reader, help=words.PRESENCE)
@click.argument("choice", type=click.Choice(["on", "off"]), required=False)
@click.pass_obj
def presence(call: Invocation, choice: str | None) -> None:
    """Say how it stands, or choose."""
    with call.session() as session:
        if choice is not None:
            set_presence(session, on=choice == "on")
        on = session.profile.presence
    if call.json:
        call.page.json(presence=on)
    else:
        call.page.done(words.PRESENCE_ON if on else words.PRESENCE_OFF)


@people.command(cls=Verb, help=words.END)
@click.argument("name")
@sync_option
@click.pass_obj
def end(call: Invocation, name: str, sync: bool | None) -> ExitCode:
    """End a link, when the person agrees and knows what that means."""
    with call.session() as session:
        link = session.link_named(name, live_only=False)
        invited = link.state == "invited"
        if not invited and (call.interactive or call.yes):
            call.talk.text(leaving.END_BEYOND)
        if not call.agrees(words.agrees_to_end(link.name, invited=invited)):
            raise Stop(common.NOTHING_CHANGED)
        services.end_link(session, link.record)
        call.page.done(words.ended(link.name, invited=invited))
        return send(call, session, [link.name], sync)


@people.command(cls=Reader, help=leaving.MOVE)
@click.argument("name")
@place_options(server=words.SERVER, folder=words.FOLDER, file=words.FILE, paste=words.PASTE)
@click.option("--registration", metavar="FILE", help=words.REGISTRATION)
@click.option("--qr", is_flag=True, help=words.QR)
@sync_option
@click.pass_obj
def move(
    call: Invocation,
    name: str,
    server: str | None,
    folder: str | None,
    file: str | None,
    paste: bool,
    registration: str | None,
    qr: bool,
    sync: bool | None,
) -> ExitCode:
    """Invite somebody one is linked with into a new space; at the same endpoint by itself."""
    place = one_place(server=server, folder=folder, file=file, paste=paste)
    with call.session() as session:
        link = session.link_named(name)
        if place is None and not paste:
            place = next((each for each in link.body.places if each.kind == "http"), None)
            if place is None:
                raise Stop(words.PLACE_NEEDED, words.PLACE_HINT, ExitCode.USAGE)
        move_ = partial(services.start_move, session, link.record, place)
        return pass_on(call, session, with_code(call, move_, registration), qr=qr, sync=sync)


@people.command(cls=Verb, help=leaving.RECEIVED)
@click.argument("name")
@click.pass_obj
def forget(call: Invocation, name: str) -> None:
    """Remove what came over an ended link, when the person agrees."""
    from sponsorterm.services.links.leaving import forget_received

    with call.session() as session:
        link = session.link_named(name, live_only=False, states={"ended"})
        if link.state != "ended":
            raise Stop(leaving.STILL_LINKED, leaving.STILL_LINKED_HINT)
        if not call.agrees(leaving.AGREE_RECEIVED):
            raise Stop(common.NOTHING_CHANGED)
        forget_received(session, link.record)
        call.page.done(leaving.forgotten(link.name))


@people.command("versions", cls=Verb, help=leaving.OLD_VERSIONS)
@click.argument("name")
@click.option("--keep/--remove", "keep", required=True)
@click.pass_obj
def versions(call: Invocation, name: str, keep: bool) -> None:
    """Choose what becomes of earlier versions where a link syncs."""
    with call.session() as session:
        link = session.link_named(name)
        services.set_keep_old(session, link.record, keep=keep)
        call.page.done(words.now(link.name, leaving.KEEPS[keep]))


def _pause(call: Invocation, name: str, *, on: bool) -> None:
    with call.session() as session:
        link = session.link_named(name)
        services.pause(session, link.record, on=on)
        call.page.done(words.now(link.name, words.STATES["paused" if on else "active"]))


def _met(call: Invocation, session: Session, link: LinkView) -> Met:
    """The two with their digits, once the invitation was taken up."""
    if link.state != "invited":
        return services.met(session, link.record)
    if not link.body.places and (call.interactive or not sys.stdin.isatty()):
        return services.answer_from_block(session, link.record, read_block(call))
    met = services.poll_invite(session, link.record)
    if met is None:
        hint = words.then_confirm(link.name)
        raise Stop(words.NOT_JOINED, hint, ExitCode.NEEDS_A_PERSON)
    return met


def _row(call: Invocation, link: LinkView, sync: SyncState | None) -> Sequence[Cell]:
    marks = call.page.marks
    well = sync is not None and sync.state == "in_step"
    mark = Cell(marks.tick, "good") if well else Cell(marks.empty, "soft")
    state = sync.words if sync and link.state == "active" else words.STATES[link.state]
    agreed = words.CADENCES[link.cadence] if link.is_sponsee else words.LEVELS[link.default_level]
    return (
        mark,
        Cell(link.name, "title"),
        Cell(words.ROLES[link.role], "soft"),
        Cell(state, "" if well else "accent"),
        Cell(agreed, "soft"),
    )


def _as_json(link: LinkView, sync: SyncState | None) -> dict[str, Any]:
    return {
        "name": link.name,
        "role": link.role,
        "state": link.state,
        "since": link.body.since,
        "cadence": link.cadence,
        "default_level": link.default_level,
        "places": [{"kind": place.kind, "where": place.where} for place in link.body.places],
        "sync": {
            "state": sync.state,
            "waiting": sync.waiting,
            "last": sync.last_ok,
            "words": sync.words,
        }
        if sync
        else None,
    }
