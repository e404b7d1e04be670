"""The digits two people read to each other, and what follows from their answer."""

from __future__ import annotations

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.sending import send
from sponsorterm.records.kinds.link import ShareLevel
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import people
from sponsorterm.services.links.people import Met
from sponsorterm.strings import cli_pairing as words
from sponsorterm.strings import leaving

LEVELS: dict[str, ShareLevel] = {"1": "private", "2": "numbers", "3": "full"}


def compare(
    call: Invocation,
    session: Session,
    met: Met,
    *,
    same: bool | None = None,
    level: ShareLevel | None = None,
    sync: bool | None = None,
) -> ExitCode:
    """Show the digits and ask, unless the answer was given; then the link lives or is ended.

    Raises:
        Stop: they were not the same, or nobody is there to say so.
    """
    if met.follows:
        call.talk.text(leaving.moving(met.follows))
    if same is None:
        call.talk.text(words.DIGITS)
        call.talk.line()
        call.page.text(met.digits, indent=2, tone="title")
        call.talk.line()
        if not call.interactive:
            call.talk.text(words.then_confirm(met.name))
            return ExitCode.DONE
        same = _asked(call)
    if not same:
        people.confirm(session, met.link, same=False)
        raise Stop(words.NOT_LINKED)
    if level is None and met.role == "sponsor" and not met.follows and call.interactive:
        call.talk.text(words.LEVEL_WHY)
        level = LEVELS.get(call.asks(words.ASK_LEVEL), "private")
    people.confirm(session, met.link, same=True, level=level or "private")
    call.page.done(leaving.moved(met.name) if met.follows else words.linked(met.name))
    if met.role == "sponsor" and not met.follows:
        call.page.done(words.may_give(met.name))
    return send(call, session, [met.name], sync)


def _asked(call: Invocation) -> bool:
    """A clear yes or a clear no: neither may be taken for granted here, nor by --yes."""
    while True:
        said = call.asks(f"{words.ARE_THEY} (yes/no) ").lower()
        if said in ("yes", "no"):
            return said == "yes"
