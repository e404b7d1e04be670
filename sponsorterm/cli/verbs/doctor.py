"""`doctor`: look at everything that could go wrong unseen."""

from __future__ import annotations

from collections.abc import Sequence

import click

from sponsorterm.cli.columns import Cell
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode
from sponsorterm.cli.verb import Reader
from sponsorterm.services.doctor import Finding, examine
from sponsorterm.strings import doctor as words

TONES = {"ok": "good", "look": "accent", "act": "alert"}


@click.command(cls=Reader, help=words.HELP)
@click.option("--fix", is_flag=True, help=words.FIX_HELP)
@click.option("--offline", is_flag=True, help=words.OFFLINE_HELP)
@click.pass_obj
def doctor(call: Invocation, fix: bool, offline: bool) -> ExitCode:
    """Say how each thing is, and what to do."""
    # With nobody to ask, a locked home is examined from outside, and said to be locked.
    home = call.opened_home() if call.interactive else call.home
    found = examine(home, call.clock, fix=fix, online=not offline)
    bad = [each for each in found if each.level != "ok"]
    if call.json:
        call.page.json(well=not bad, findings=found)
    else:
        _print(call, bad if call.quiet else found)
        call.page.done(words.heading(len(bad)))
    if any(each.bad_data for each in bad):
        return ExitCode.BAD_DATA
    return ExitCode.FAILED if bad else ExitCode.DONE


def _print(call: Invocation, found: Sequence[Finding]) -> None:
    """A line for each; what to do stands below what was found."""
    page = call.page
    for each in found:
        page.marked(Cell(f"{words.LEVELS[each.level]:<4}", TONES[each.level]), each.says)
        if each.todo:
            page.text(each.todo, indent=6)
