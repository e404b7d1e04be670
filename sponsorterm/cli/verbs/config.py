"""`config`: where everything lies, which programme is worked, and if one of one's own is sound."""

from __future__ import annotations

import click

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode
from sponsorterm.cli.verb import Family, Reader, Verb
from sponsorterm.services.day.reach_out import own_faults
from sponsorterm.services.entries.holding import choose_hold
from sponsorterm.services.home.programme import choose_pack, faults, pack_keys
from sponsorterm.strings import cli_setup as words


@click.group(cls=Family, help=words.CONFIG)
@click.pass_context
def config(ctx: click.Context) -> None:
    """Print the folders when nothing else is asked."""
    if ctx.invoked_subcommand is None:
        _print(ctx.ensure_object(Invocation))


@config.command(cls=Reader, help=words.CONFIG_PATH)
@click.pass_obj
def path(call: Invocation) -> None:
    """Print the folders."""
    _print(call)


@config.command(cls=Reader, help=words.CONFIG_CHECK)
@click.pass_obj
def check(call: Invocation) -> ExitCode:
    """Read every programme of the user's own, and say what is wrong where."""
    found = [str(fault) for fault in (*faults(call.home), *own_faults(call.home))]
    if call.json:
        call.page.json(faults=found)
    for fault in () if call.json else found:
        call.page.text(fault)
    if not found and not call.json:
        call.page.text(words.CHECKED)
    return ExitCode.BAD_DATA if found else ExitCode.DONE


@config.command(cls=Verb, help=words.CONFIG_PACK)
@click.argument("key", required=False)
@click.pass_obj
def pack(call: Invocation, key: str | None) -> None:
    """Print the programmes there are, or choose one."""
    with call.session() as session:
        chosen = choose_pack(session, key) if key else session.pack
        if not key:
            call.page.text(words.packs(pack_keys(session.home)))
        call.page.done(words.works(chosen.name))


@config.command(cls=Verb, help=words.CONFIG_HOLD)
@click.argument("how", required=False, metavar="[now, MINUTES or HH:MM]")
@click.pass_obj
def hold(call: Invocation, how: str | None) -> None:
    """Print how long a copy waits before it leaves by itself, or choose it."""
    with call.session() as session:
        if how is not None:
            choose_hold(session, how)
        profile = session.profile
    call.page.text(words.holds(profile.hold, profile.hold_until))


def _print(call: Invocation) -> None:
    if call.json:
        call.page.json(**{name: str(getattr(call.home, name)) for name in words.PLACES})
    else:
        tell_places(call)


def tell_places(call: Invocation) -> None:
    """Each folder on a line of its own, never broken: a path is there to be copied."""
    widest = max(map(len, words.PLACES.values()))
    for name, title in words.PLACES.items():
        call.page.drawn(f"{title:<{widest}}  {getattr(call.home, name)}")
