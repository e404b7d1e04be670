"""`people devices`: my own devices, where they meet, adding one and shutting one out."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.places import one_place, place_options
from sponsorterm.cli.verb import Family, Verb
from sponsorterm.cli.verbs.pairing import with_code
from sponsorterm.cli.verbs.restore import compare_digits
from sponsorterm.services.home.session import Session
from sponsorterm.services.syncing import devices as services
from sponsorterm.services.syncing import handover
from sponsorterm.services.syncing.devices import OwnDevice
from sponsorterm.services.syncing.private_space import (
    add_private_place,
    private_places,
    private_state,
    sync_private,
)
from sponsorterm.strings import cli as common
from sponsorterm.strings import cli_devices as words
from sponsorterm.strings.dates import date_of, moment_of

COLUMNS = (Column(), Column(gives=True), Column(keep=8), Column(keep=8))


@click.group(cls=Family, help=words.DEVICES)
@click.pass_context
def devices(ctx: click.Context) -> None:
    """Print the devices and where they meet, unless something else was asked for."""
    if ctx.invoked_subcommand is not None:
        return
    call = ctx.ensure_object(Invocation)
    with call.session() as session:
        found = services.own_devices(session)
        places, state = private_places(session), private_state(session)
        if call.json:
            call.page.json(
                devices=[_as_json(each) for each in found],
                places=[{"kind": place.kind, "where": place.where} for place in places],
                sync={"state": state.state, "waiting": state.waiting, "last": state.last_ok},
            )
            return
        call.page.rows(COLUMNS, [_row(call, session, each) for each in found])
        for place in places:
            call.talk.text(words.kept_at(place.where, state.words), tone="soft")
        if not places:
            call.talk.text(words.NO_PLACE, tone="soft")


@devices.command(cls=Verb, help=words.PLACE)
@place_options(server=words.SERVER, folder=words.FOLDER, file=words.FILE)
@click.option("--registration", metavar="FILE", help=words.REGISTRATION)
@click.pass_obj
def place(
    call: Invocation,
    server: str | None,
    folder: str | None,
    file: str | None,
    registration: str | None,
) -> None:
    """Keep everything at one more place, and send it there at once."""
    chosen = one_place(server=server, folder=folder, file=file)
    if chosen is None:
        raise Stop(words.PLACE_NEEDED, words.PLACE_NEEDED_HINT, ExitCode.USAGE)
    with call.session() as session:
        with_code(call, partial(add_private_place, session, chosen), registration)
        sync_private(session)
        call.page.done(words.kept_at(chosen.where, private_state(session).words))


@devices.command(cls=Verb, help=words.ADD)
@click.pass_obj
def add(call: Invocation) -> ExitCode:
    """Print a code for the new device; where somebody looks on, see it through."""
    with call.session() as session:
        offered = handover.offer(session)
        call.talk.title(words.offered(moment_of(offered.expires, session.now)))
        call.talk.line()
        call.page.line(offered.join_text, "accent")
        call.talk.line()
        call.talk.text(words.on_the_new_one(offered.place.kind), tone="soft")
        while call.interactive:
            if call.asks(words.WHEN_ANSWERED).lower() == "q":
                break
            if handover.answered(session) is not None:
                return _grant(call, session, None)
            call.talk.text(words.NOT_ANSWERED, tone="accent")
        call.talk.text(words.THEN_CONFIRM)
        return ExitCode.DONE


@devices.command(cls=Verb, help=words.CONFIRM)
@click.option("--same/--different", "same", default=None, help=words.SAME)
@click.pass_obj
def confirm(call: Invocation, same: bool | None) -> ExitCode:
    """Compare the digits with the new device's; the same: it may have everything."""
    with call.session() as session:
        return _grant(call, session, same)


@devices.command(cls=Verb, help=words.RENAME)
@click.argument("name")
@click.pass_obj
def rename(call: Invocation, name: str) -> None:
    """Call this device something else."""
    with call.session() as session:
        services.note_this_device(session, name)
        call.page.done(words.called(name))


@devices.command(cls=Verb, help=words.REVOKE)
@click.argument("name")
@click.pass_obj
def revoke(call: Invocation, name: str) -> ExitCode:
    """Shut a device out, when the person agrees, and say what that cannot do."""
    with call.session() as session:
        device = services.device_named(session, name)
        if not call.agrees(words.agrees_to_revoke(device.name)):
            raise Stop(common.NOTHING_CHANGED)
        later = services.revoke(session, device)
        sync_private(session)
        call.page.done(words.revoked(device.name))
        call.talk.text(words.STILL_KNOWS)
        for line in later:
            call.talk.text(line, tone="accent")
        return ExitCode.NOT_SYNCED if later else ExitCode.DONE


def _grant(call: Invocation, session: Session, same: bool | None) -> ExitCode:
    met = handover.answered(session)
    if met is None:
        raise Stop(words.NOT_ANSWERED, words.NOT_ANSWERED_HINT, ExitCode.NEEDS_A_PERSON)
    if same is None:
        same = compare_digits(call, met)
    if same is None:
        call.talk.text(words.THEN_CONFIRM)
        return ExitCode.DONE
    reports = handover.grant(session, same=same)
    if not same:
        raise Stop(words.NOT_ADDED)
    call.page.done(words.granted(met.name))
    for report in reports:
        if report.trouble:
            call.talk.text(f"{report.name}: {report.trouble}", tone="accent")
    return ExitCode.NOT_SYNCED if any(report.trouble for report in reports) else ExitCode.DONE


def _row(call: Invocation, session: Session, device: OwnDevice) -> list[Cell]:
    marks = call.page.marks
    seen = moment_of(device.last_seen, session.now) if device.last_seen else ""
    state = words.REVOKED if device.revoked else words.THIS_ONE if device.this else ""
    return [
        Cell(marks.tick if not device.revoked else marks.empty, "soft"),
        Cell(device.name, "title"),
        Cell(state or words.last_seen(seen), "accent" if device.revoked else "soft"),
        Cell(words.since(date_of(device.since, session.today)), "soft"),
    ]


def _as_json(device: OwnDevice) -> dict[str, Any]:
    return {
        "device": device.device,
        "name": device.name,
        "this": device.this,
        "since": device.since,
        "revoked": device.revoked,
        "last_seen": device.last_seen,
    }
