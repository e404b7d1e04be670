"""`demo`: made-up people in the screens, or the main job told line by line."""

from __future__ import annotations

from typing import Literal

import click

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode
from sponsorterm.cli.page import Page
from sponsorterm.cli.screens import open_screens
from sponsorterm.cli.verb import Verb
from sponsorterm.strings import cli_setup as words

Part = Literal["sponsor", "sponsee"]


@click.command(cls=Verb, help=words.DEMO)
@click.option(
    "--as", "part", type=click.Choice(["sponsor", "sponsee"]), default="sponsor", help=words.AS
)
@click.pass_obj
def demo(call: Invocation, part: Part) -> ExitCode:
    """Open the screens as one of the sample people; without a terminal, tell the main job."""
    from sponsorterm.services.demo.play import demo_home, plain_demo
    from sponsorterm.services.demo.sample import SPONSEE, SPONSOR

    if call.line_mode:
        plain_demo(lambda line: _tell(call.page, line))
        return ExitCode.DONE
    who = SPONSOR if part == "sponsor" else SPONSEE
    with demo_home(who, clock=call.clock) as home:
        return open_screens(call, home)


def _tell(page: Page, line: str) -> None:
    """A sentence is broken at the width; what is indented is a picture of another page."""
    if line.startswith(" "):
        page.drawn(line)
    else:
        page.text(line)
