"""`lock`: everything sealed under a passphrase, or in clear again."""

from __future__ import annotations

import click

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.lines import unseen
from sponsorterm.cli.outcome import ExitCode
from sponsorterm.cli.unlocking import ask_secretly, need_a_person, new_passphrase, unlocked
from sponsorterm.cli.verb import Family, Verb
from sponsorterm.services.home import locking
from sponsorterm.services.home.locking import LockState, lock_state
from sponsorterm.store import lock as store
from sponsorterm.store.errors import StoreError
from sponsorterm.store.lockfile import MOST_IDLE
from sponsorterm.strings import lock as common
from sponsorterm.strings import locking as words


@click.group(cls=Family, help=words.LOCK)
@click.pass_context
def lock(ctx: click.Context) -> None:
    """Say how the lock stands."""
    if ctx.invoked_subcommand is not None:
        return
    call = ctx.ensure_object(Invocation)
    state = lock_state(call.home)
    if call.json:
        call.page.json(on=state.on, half_way=state.half_way, idle_minutes=state.idle_minutes)
    else:
        _tell(call, state)


@lock.command(cls=Verb, help=words.ON)
@click.pass_obj
def on(call: Invocation) -> None:
    """Say what a lock cannot reach, ask for a passphrase twice, seal everything."""
    if lock_state(call.home).on:
        raise StoreError(common.IS_ON, common.IS_ON_HINT)
    need_a_person(call)
    for text in words.LIMITS:
        call.talk.text(text)
        call.talk.line()
    with unseen():
        turn_on(call, new_passphrase(call))


@lock.command(cls=Verb, help=words.NOW)
@click.pass_obj
def now(call: Invocation) -> None:
    """Lock every open instance."""
    store.lock_everywhere(call.home)
    call.page.done(words.LOCKED_NOW)


@lock.command(cls=Verb, help=words.OFF)
@click.pass_obj
def off(call: Invocation) -> ExitCode:
    """Ask for the passphrase, then put everything back."""
    if not lock_state(call.home).on:
        raise StoreError(common.IS_OFF, common.IS_OFF_HINT)
    home = unlocked(call, call.home)
    if home.cover.is_sealed:
        if not call.agrees(words.ASK_OFF):
            return ExitCode.DONE
        store.turn_off(home)
    call.page.done(words.TURNED_OFF)
    return ExitCode.DONE


@lock.command(cls=Verb, help=words.CHANGE)
@click.option("--words", "by_words", is_flag=True, help=words.CHANGE_WORDS)
@click.pass_obj
def change(call: Invocation, by_words: bool) -> None:
    """Ask for the old passphrase or the words, then for the new one twice."""
    with unseen():
        if by_words:
            home = locking.unlock_with_words(call.home, ask_secretly(call, words.ASK_WORDS))
        else:
            home = unlocked(call, call.home)
        locking.change_passphrase(home, new_passphrase(call))
    call.page.done(words.CHANGED)


@lock.command(cls=Verb, help=words.IDLE)
@click.argument("minutes", type=click.IntRange(0, MOST_IDLE))
@click.pass_obj
def idle(call: Invocation, minutes: int) -> None:
    """Keep the idle time."""
    locking.set_idle(unlocked(call, call.home), minutes)
    call.page.done(words.idle(minutes))


@lock.command(cls=Verb, help=words.SHOW)
@click.argument("name")
@click.argument("phone", required=False)
@click.pass_obj
def show(call: Invocation, name: str, phone: str | None) -> None:
    """Tick a contact's number."""
    with call.session() as session:
        locking.tick(session, name, phone)
    _tell(call, lock_state(call.home))


@lock.command(cls=Verb, help=words.HIDE)
@click.argument("name")
@click.pass_obj
def hide(call: Invocation, name: str) -> None:
    """Take a tick away."""
    with call.session() as session:
        locking.untick(session, name)
    _tell(call, lock_state(call.home))


def turn_on(call: Invocation, passphrase: str) -> None:
    """Seal the home, and say so."""
    call.talk.text(words.SEALING, tone="soft")
    locking.turn_on(call.home, passphrase, call.clock)
    call.page.done(words.TURNED_ON)
    call.talk.text(words.idle(lock_state(call.home).idle_minutes), tone="soft")


def _tell(call: Invocation, state: LockState) -> None:
    if not state.on:
        call.page.text(words.IS_OFF)
        return
    call.page.text(words.HALF_WAY if state.half_way else words.IS_ON)
    call.page.text(words.idle(state.idle_minutes))
    names = [number.name for number in state.numbers]
    call.page.text(words.numbers(names) if names else words.NUMBERS_NONE)
